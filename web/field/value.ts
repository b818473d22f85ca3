import type { FieldForm } from '#procedures/field.ts'
import type { Text } from '#law/text.ts'

/** What has been typed into a form, by the names of its fields. Moments and days are text, a group is an object, a list an array. */
export type Typed = Readonly<Record<string, unknown>>

/** What is wrong with which field, by its path: `impact.siteKind`, `charges.0.provision`. */
export type Faults = ReadonlyMap<string, Text>

export function isTyped(value: unknown): value is Typed {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export const typedOf = (value: unknown): Typed => (isTyped(value) ? value : {})
export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])
export const textsOf = (value: unknown): readonly string[] => listOf(value).filter((part) => typeof part === 'string')

/** Whether nothing has been filled in; a group is blank when all its fields are. An answer of no is an answer. */
export function isBlank(value: unknown): boolean {
  if (value === undefined || value === null) return true
  if (typeof value === 'string') return value.trim() === ''
  if (Array.isArray(value)) return value.every(isBlank)
  return isTyped(value) ? Object.values(value).every(isBlank) : false
}

/** What is sent: blanks left out, so that what nobody knows is not said. Lists and groups that must be there are, if empty. */
export function commandOf(fields: readonly FieldForm[], typed: Typed): Record<string, unknown> {
  return Object.fromEntries(
    fields.flatMap((field) => {
      const value = sentOf(field, typed[field.name])
      return value === undefined ? [] : [[field.name, value] as const]
    }),
  )
}

function sentOf({ widget, required, fields }: FieldForm, value: unknown): unknown {
  switch (widget) {
    case 'group':
      return isBlank(value) && !required ? undefined : commandOf(fields, typedOf(value))
    case 'list':
    case 'many':
    case 'evidence': {
      const parts = listOf(value).filter((part) => !isBlank(part))
      if (parts.length === 0) return required ? [] : undefined
      return fields.length === 0 ? parts : parts.map((part) => commandOf(fields, typedOf(part)))
    }
    case 'number':
      return typeof value === 'number' ? value : undefined
    case 'yes-no':
    case 'yes-no-unknown':
      return typeof value === 'boolean' ? value : undefined
    case 'text':
    case 'long-text':
    case 'moment':
    case 'day':
    case 'choice':
    case 'register':
      return isBlank(value) ? undefined : value
  }
}

const MISSING: Text = { zh: '此项必填。', en: 'This must be filled in.' }

/** Required fields that are blank. A group that may be left out has to be whole once it is begun. */
export function missingIn(fields: readonly FieldForm[], typed: Typed, beneath = ''): Faults {
  const faults = new Map<string, Text>()
  for (const field of fields) {
    const path = `${beneath}${field.name}`
    const value = typed[field.name]
    if (field.widget === 'group') {
      if (field.required || !isBlank(value)) for (const [where, words] of missingIn(field.fields, typedOf(value), `${path}.`)) faults.set(where, words)
    } else if (field.widget === 'list' && field.fields.length > 0) {
      for (const [place, part] of listOf(value).entries())
        for (const [where, words] of missingIn(field.fields, typedOf(part), `${path}.${place}.`)) faults.set(where, words)
    } else if (field.required && isBlank(value) && field.widget !== 'evidence' && field.widget !== 'many' && field.widget !== 'list') faults.set(path, MISSING)
  }
  return faults
}
