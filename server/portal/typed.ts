import { z } from 'zod'
import type { Text } from '#law/text.ts'
import type { CommandForm } from '#procedures/command.ts'
import type { FieldForm } from '#procedures/field.ts'
import type { CataloguedProcedure } from '#procedures/matter.ts'
import { WORDS, type Word } from './words.ts'

/** What somebody has typed so far, field by field, as the browser sent it: `content`, `items.0.name`. Nothing of it is lost before it is right. */
export const Typed = z.array(z.tuple([z.string().max(200), z.string()])).max(2000)
export type Typed = readonly (readonly [string, string])[]

/** Before the names of fields in a page, so that none is taken for one of the page's own. */
const PREFIX = 'f.'
const MOST_BLOCKS = 50

export const inputName = (path: string): string => `${PREFIX}${path}`
export const inputId = (path: string): string => `f-${path.replaceAll('.', '-')}`

export function typedIn(body: URLSearchParams): Typed {
  return [...body].flatMap(([name, value]) => (name.startsWith(PREFIX) ? [[name.slice(PREFIX.length), value.replaceAll('\r\n', '\n')] as const] : []))
}

const isOf = (path: string, name: string): boolean => name === path || name.startsWith(`${path}.`)

/** With the answers to these fields put in the place of what was there. */
export function retyped(typed: Typed, fields: readonly FieldForm[], given: Typed): Typed {
  const ofThem = ([name]: readonly [string, string]): boolean => fields.some((field) => isOf(field.name, name))
  return [...typed.filter((entry) => !ofThem(entry)), ...given.filter(ofThem)]
}

export const textAt = (typed: Typed, path: string): string => typed.find(([name]) => name === path)?.[1] ?? ''
export const textsAt = (typed: Typed, path: string): readonly string[] => typed.flatMap(([name, value]) => (name === path ? [value] : []))

/** How many blocks of a list have been opened; there is always one to write in. */
export function blocksOf(typed: Typed, path: string): number {
  const places = typed.flatMap(([name]) => (name.startsWith(`${path}.`) ? [Number.parseInt(name.slice(path.length + 1), 10)] : []))
  return Math.min(MOST_BLOCKS, Math.max(0, ...places.filter((place) => place >= 0 && place < MOST_BLOCKS)) + 1)
}

export function withBlock(typed: Typed, path: string): Typed {
  const next = blocksOf(typed, path)
  return next >= MOST_BLOCKS ? typed : [...typed, [`${path}.${next}`, '']]
}

/** Without one block of a list; those behind it move up. */
export function withoutBlock(typed: Typed, path: string, place: number): Typed {
  return typed.flatMap(([name, value]) => {
    const [, at, rest = ''] = name.startsWith(`${path}.`) ? (/^(\d+)(.*)$/.exec(name.slice(path.length + 1)) ?? []) : []
    if (at === undefined || Number(at) < place) return [[name, value] as const]
    return Number(at) === place ? [] : [[`${path}.${Number(at) - 1}${rest}`, value] as const]
  })
}

const isBlank = (value: unknown): boolean => value === undefined || value === '' || (Array.isArray(value) && value.length === 0)

/** The value that was typed for a field; `undefined` where nothing was. What is no number or day stays as it was typed, for the schema to refuse. */
export function valueOf(field: FieldForm, path: string, typed: Typed): unknown {
  const text = textAt(typed, path).trim()
  switch (field.widget) {
    case 'text':
    case 'long-text':
    case 'register':
    case 'choice':
    case 'day':
      return text === '' ? undefined : text
    case 'number':
      return text === '' ? undefined : Number.isFinite(Number(text)) ? Number(text) : text
    case 'moment':
      return text === '' ? undefined : /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?$/.test(text) ? `${text.padEnd(19, ':00')}+08:00` : text
    case 'yes-no':
    case 'yes-no-unknown':
      return text === '' ? undefined : text === 'yes'
    case 'many': {
      const chosen = textsAt(typed, path)
      return chosen.length === 0 && !field.required ? undefined : chosen
    }
    case 'list':
    case 'evidence': {
      const values = Array.from({ length: blocksOf(typed, path) }, (_, place) => {
        const at = `${path}.${place}`
        return field.fields.length > 0 ? groupOf(field.fields, at, typed) : textAt(typed, at).trim()
      }).filter((value) => !isBlank(value))
      return values.length === 0 && !field.required ? undefined : values
    }
    case 'group':
      return groupOf(field.fields, path, typed)
  }
}

function groupOf(fields: readonly FieldForm[], path: string, typed: Typed): Readonly<Record<string, unknown>> | undefined {
  const values = valuesOf(fields, typed, `${path}.`)
  return Object.keys(values).length === 0 ? undefined : values
}

/** What was typed for fields, by their names; those left blank are left out. */
export function valuesOf(fields: readonly FieldForm[], typed: Typed, before = ''): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    fields.flatMap((field) => {
      const value = valueOf(field, `${before}${field.name}`, typed)
      return value === undefined ? [] : [[field.name, value] as const]
    }),
  )
}

/** What is wrong, by the path of the field. */
export type Problems = ReadonlyMap<string, Text>

/** Holds what was typed for these fields against the command's own schema. */
export function problemsIn(procedure: CataloguedProcedure, { type }: CommandForm, fields: readonly FieldForm[], typed: Typed): Problems {
  const shape = shapeOf(procedure, type)
  const values = valuesOf(fields, typed)
  const found = new Map<string, Text>()
  for (const field of fields) {
    const issues = shape[field.name]?.safeParse(values[field.name]).error?.issues ?? []
    for (const issue of issues) {
      const path = [field.name, ...issue.path.map(String)]
      const at = fieldAt(field, path.slice(1))
      const place = at.widget === 'list' || at.widget === 'evidence' ? listPlace(path, field) : path.join('.')
      if (!found.has(place)) found.set(place, worded(issue, at, isBlank(valueAt(values, path))))
    }
  }
  return found
}

function valueAt(value: unknown, [first, ...rest]: readonly string[]): unknown {
  if (first === undefined || typeof value !== 'object' || value === null) return value
  return valueAt(Object.entries(value).find(([name]) => name === first)?.[1], rest)
}

/** A list as a whole has no input of its own: its first block is pointed at. */
const listPlace = (path: readonly string[], { name }: FieldForm): string => (path.length === 1 ? `${name}.0` : path.join('.'))

function shapeOf({ schema: { command } }: CataloguedProcedure, type: string): Readonly<Record<string, z.ZodType | undefined>> {
  const options: readonly unknown[] = command instanceof z.ZodDiscriminatedUnion ? command.options : []
  for (const option of options) {
    if (!(option instanceof z.ZodObject)) continue
    const named: unknown = option.shape['type']
    if (named instanceof z.ZodLiteral && named.value === type)
      return Object.fromEntries(Object.entries(option.shape).flatMap(([name, part]) => (part instanceof z.ZodType ? [[name, part] as const] : [])))
  }
  return {}
}

/** The innermost field that a path leads to. */
function fieldAt(field: FieldForm, path: readonly string[]): FieldForm {
  const name = path.find((part) => !/^\d+$/.test(part))
  const inner = field.fields.find((each) => each.name === name)
  return inner === undefined || name === undefined ? field : fieldAt(inner, path.slice(path.indexOf(name) + 1))
}

const CHOSEN: readonly FieldForm['widget'][] = ['choice', 'many', 'yes-no', 'yes-no-unknown']
const SHAPED: Partial<Record<FieldForm['widget'], Word>> = { number: 'noNumber', day: 'noDay', moment: 'noMoment', evidence: 'noDigest' }

function worded(issue: z.core.$ZodIssue, field: FieldForm, blank: boolean): Text {
  const fill = (word: Word, slots: Readonly<Record<string, string | number>> = {}): Text => {
    const filled = (language: 'zh' | 'en'): string =>
      WORDS[word][language].replace(/\{(\w+)\}/g, (whole, name: string) => (name === 'label' ? field.label[language] : String(slots[name] ?? whole)))
    return { zh: filled('zh'), en: filled('en') }
  }
  if (CHOSEN.includes(field.widget)) return fill('unchosen')
  if (blank) return fill('missing')
  if (issue.code === 'too_big' && issue.origin === 'string') return fill('tooLong', { n: String(issue.maximum) })
  if (issue.code === 'too_big' && issue.origin === 'array') return fill('tooMany', { n: String(issue.maximum) })
  if (issue.code === 'too_small' && issue.origin !== 'number' && issue.origin !== 'int') return fill('missing')
  if ((issue.code === 'too_small' || issue.code === 'too_big') && field.min !== null && field.max !== null)
    return fill('outside', { min: field.min, max: field.max })
  return fill(SHAPED[field.widget] ?? 'unfit')
}
