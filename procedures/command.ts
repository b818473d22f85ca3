import { z } from 'zod'
import { Text } from '#law/text.ts'
import { fieldsOf, type FieldForm } from './field.ts'

/** What every command of every procedure has. */
export interface CommandLike {
  readonly type: string
}

const CommandMeta = z.object({
  zh: z.string().min(1),
  en: z.string().min(1),
  help: Text.optional(),
  /** May be the first of a matter. */
  opens: z.boolean().default(false),
  /** Something leaves the party: the person sees exactly what, and to whom, before it goes. */
  outward: z.boolean().default(false),
})

/** The words of a command: a verb with its object, as on a button. */
export type CommandWords = z.input<typeof CommandMeta>

/** The schema of one command: the type, the HTTP check, the form and the flags of the command line. */
export function command<const T extends string, S extends z.ZodRawShape>(type: T, words: CommandWords, shape: S) {
  return z.strictObject({ type: z.literal(type), ...shape }).meta({ command: words })
}

/** A command as plain data. */
export interface CommandForm {
  readonly type: string
  readonly title: Text
  readonly help: Text | null
  readonly opens: boolean
  readonly outward: boolean
  readonly fields: readonly FieldForm[]
}

/** The form of a command's schema; `undefined` if it was not made by `command`. */
export function commandForm(schema: z.ZodObject): CommandForm | undefined {
  const type: unknown = schema.shape['type']
  const words = CommandMeta.safeParse(schema.meta()?.['command']).data
  if (!(type instanceof z.ZodLiteral) || typeof type.value !== 'string' || words === undefined) return undefined
  return {
    type: type.value,
    title: { zh: words.zh, en: words.en },
    help: words.help ?? null,
    opens: words.opens,
    outward: words.outward,
    fields: fieldsOf(schema),
  }
}
