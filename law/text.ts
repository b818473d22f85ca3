import { z } from 'zod'

/** The two languages of the product. Chinese is the language of the statute; English is its equal on every screen. */
export const Language = z.enum(['zh', 'en'])
export type Language = z.infer<typeof Language>

/** Words in both languages. Neither may be empty: a missing translation does not load. */
export const Text = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) })
export type Text = z.infer<typeof Text>
