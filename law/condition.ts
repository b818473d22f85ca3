import { z } from 'zod'
import { Role } from './role.ts'

/** What a fact may be worth. Instants and days are written as text and compared as such: ISO order is time order within one offset. */
export const Value = z.union([z.boolean(), z.number(), z.string()])
export type Value = z.infer<typeof Value>
export type Facts = Readonly<Record<string, Value>>

export type Condition =
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly not: Condition }
  | { readonly role: Role }
  | { readonly fact: string; readonly is: Value }
  | { readonly fact: string; readonly in: readonly Value[] }
  | { readonly fact: string; readonly min: number }
  | { readonly fact: string; readonly max: number }

/**
 * A condition of the law, as written in YAML. Bounds named by `min` and `max` include the figure (以上, 以下 include it:
 * Civil Code art. 1259). An open term of the statute, such as 情节严重, is a fact whose vocabulary entry says who judges it.
 */
export const Condition: z.ZodType<Condition> = z.lazy(() =>
  z.union([
    z.strictObject({ all: z.array(Condition).min(1) }),
    z.strictObject({ any: z.array(Condition).min(1) }),
    z.strictObject({ not: Condition }),
    z.strictObject({ role: Role }),
    z.strictObject({ fact: z.string(), is: Value }),
    z.strictObject({ fact: z.string(), in: z.array(Value).min(1) }),
    z.strictObject({ fact: z.string(), min: z.number() }),
    z.strictObject({ fact: z.string(), max: z.number() }),
  ]),
)
