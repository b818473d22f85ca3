import { z } from 'zod'

/** Whose record it is: one tree, one set of keys, one set of rows. A lower-case UUID, so that it can stand in SQL and in paths. */
export const Party = z
  .string()
  .regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/)
  .brand<'Party'>()
export type Party = z.infer<typeof Party>
