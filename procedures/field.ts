import { z } from 'zod'
import { Text } from '#law/text.ts'
import { Source } from './source.ts'

const WIDGETS = ['text', 'long-text', 'number', 'moment', 'day', 'choice', 'many', 'yes-no', 'yes-no-unknown', 'list', 'group', 'evidence', 'register'] as const
type Widget = (typeof WIDGETS)[number]

/**
 * What a field may be chosen from; the value is an id or a number that nobody has to know by heart. Registers of the party; the parties of the
 * installation; places and norms of the statute; matters of another procedure; findings and entries of the matter itself.
 */
const REGISTERS = [
  'system',
  'product',
  'dataset',
  'supplier',
  'log-source',
  'person',
  'department',
  'party',
  'provision',
  'norm',
  'inspection',
  'incident-reception',
  'finding',
  'entry',
] as const
export type Register = (typeof REGISTERS)[number]

const Words = z.object({ zh: z.string().min(1), en: z.string().min(1) })

const FieldMeta = Words.extend({
  help: Text.optional(),
  source: Source.optional(),
  personal: z.boolean().optional(),
  widget: z.enum(WIDGETS).optional(),
  register: z.enum(REGISTERS).optional(),
  options: z.record(z.string(), Text).optional(),
})

/**
 * What a person is told of a field. `source` is the rule that asks for it. `personal` marks information about a
 * person (个人信息): it is kept apart from the entry, can be erased, and is blacked out where somebody else looks.
 */
export type FieldWords = z.infer<typeof FieldMeta>

/** Gives a schema its words. Every field of a command, and every detail of an event, has them. */
export function field<T extends z.ZodType>(schema: T, words: FieldWords): T {
  return schema.meta(words)
}

/** A choice with words for each of its values. */
export function choice<const V extends readonly [string, ...string[]]>(values: V, options: Readonly<Record<V[number], Text>>, words: FieldWords) {
  return z.enum(values).meta({ ...words, options })
}

/** Information about a person in the detail of an event: null once it has been erased. */
export function personal<T extends z.ZodType>(schema: T, words: FieldWords) {
  return schema.nullable().meta({ ...words, personal: true })
}

/** A field as plain data: what a form, a flag of the command line or a line in a timeline is made from. */
export interface FieldForm {
  readonly name: string
  readonly label: Text
  readonly help: Text | null
  readonly source: Source | null
  readonly personal: boolean
  readonly required: boolean
  readonly widget: Widget
  readonly register: Register | null
  readonly options: readonly { readonly value: string; readonly label: Text }[]
  /** Both ends included; null where there is no bound. */
  readonly min: number | null
  readonly max: number | null
  /** The fields of a group, or of each member of a list of groups. */
  readonly fields: readonly FieldForm[]
}

interface Bare {
  readonly schema: z.ZodType
  readonly required: boolean
  readonly words: FieldWords | undefined
}

/** Takes off what only says that a value may be missing. The outermost words win. */
function bare(schema: z.ZodType): Bare {
  const words = FieldMeta.safeParse(schema.meta() ?? {}).data
  const wrapped = schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault
  if (!wrapped) return { schema, required: true, words }
  const inner = schema.unwrap()
  if (!(inner instanceof z.ZodType)) return { schema, required: false, words }
  const found = bare(inner)
  return { schema: found.schema, required: false, words: words ?? found.words }
}

function plainWidget(schema: z.ZodType, required: boolean): Widget {
  if (schema instanceof z.ZodBoolean) return required ? 'yes-no' : 'yes-no-unknown'
  if (schema instanceof z.ZodNumber) return 'number'
  if (schema instanceof z.ZodEnum) return 'choice'
  if (schema instanceof z.ZodObject) return 'group'
  if (schema instanceof z.ZodArray) return schema.element instanceof z.ZodEnum ? 'many' : 'list'
  const format = schema.meta()?.['format']
  if (format === 'date-time') return 'moment'
  return format === 'date' ? 'day' : 'text'
}

function formOf(name: string, given: z.ZodType): FieldForm {
  const { schema, required, words } = bare(given)
  const element = schema instanceof z.ZodArray && schema.element instanceof z.ZodType ? schema.element : undefined
  const options = words?.options ?? FieldMeta.safeParse(element?.meta() ?? {}).data?.options ?? {}
  const group = element ?? schema
  const bound = (limit: unknown): number | null =>
    typeof limit === 'number' && Number.isFinite(limit) && Math.abs(limit) < Number.MAX_SAFE_INTEGER ? limit : null
  return {
    name,
    label: words === undefined ? { zh: name, en: name } : { zh: words.zh, en: words.en },
    help: words?.help ?? null,
    source: words?.source ?? null,
    personal: words?.personal ?? false,
    required,
    widget: words?.widget ?? (words?.register === undefined ? plainWidget(schema, required) : 'register'),
    register: words?.register ?? null,
    options: Object.entries(options).map(([value, label]) => ({ value, label })),
    min: schema instanceof z.ZodNumber ? bound(schema.minValue) : null,
    max: schema instanceof z.ZodNumber ? bound(schema.maxValue) : null,
    fields: group instanceof z.ZodObject ? fieldsOf(group) : [],
  }
}

/** The fields of an object schema, in the order in which they are written. */
export function fieldsOf(schema: z.ZodObject): readonly FieldForm[] {
  return Object.entries(schema.shape).flatMap(([name, part]) => (part instanceof z.ZodType && !(part instanceof z.ZodLiteral) ? [formOf(name, part)] : []))
}

/** Whether a field has been given words; a test asks it of every field there is. */
export function hasWords(schema: z.ZodType): boolean {
  return bare(schema).words !== undefined
}
