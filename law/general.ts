import { z } from 'zod'
import { Text } from './text.ts'

/** A rule of another statute that lies over the sanctions of this law, such as the choice of the milder edition. */
const GeneralRule = z.strictObject({
  rule: z.enum(['lenity', 'limitation', 'one-act-one-fine', 'correction-and-gains', 'mitigation', 'exemption']),
  law: Text,
  article: z.string(),
  inForceFrom: z.string(),
  text: Text,
})
export type GeneralRule = z.infer<typeof GeneralRule>

/** `general.yaml`. */
export const GeneralFile = z.strictObject({ rules: z.array(GeneralRule) })
