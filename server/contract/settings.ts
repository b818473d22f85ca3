import { z } from 'zod'
import { Text } from '#law/text.ts'
import { At, type Operation } from './operation.ts'

export const Settings = z.strictObject({
  version: z.string(),
  /** sha256 over the files of law. */
  encoding: z.string(),
  database: z.strictObject({
    kind: z.enum(['embedded', 'own']),
    /** Without secrets; null for whoever is no system administrator. */
    where: z.string().nullable(),
  }),
  mail: z.boolean(),
  /** The newest backup that was made with this data folder; null before the first, and for whoever is no system administrator. */
  lastBackup: z.strictObject({ at: At, bytes: z.int() }).nullable(),
  /** Bytes of the largest evidence file. */
  mostFile: z.int(),
  /** How a backup is made here, for a person. */
  backup: Text,
})
export type Settings = z.infer<typeof Settings>

export const settingsOperations = {
  settings: {
    method: 'get',
    path: '/api/settings',
    summary: { zh: '本系统的设置', en: 'this installation' },
    who: 'signed-in',
    answer: { words: 'What runs here', schema: Settings },
    refusals: {},
  },
} as const satisfies Readonly<Record<string, Operation>>
