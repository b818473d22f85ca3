import { InvalidArgumentError, Option } from 'commander'
import type { CommandForm } from '#procedures/command.ts'
import type { FieldForm } from '#procedures/field.ts'

const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)

/** The command line's own flags. A field of that name is told apart by a prefix. */
const OWN: ReadonlySet<string> = new Set(['file', 'key', 'party', 'as', 'data', 'lang', 'help'])

const flagName = (field: string): string => (OWN.has(field) ? `field-${field}` : kebab(field))

/** The flag of a field, `--known-at <moment>`, with the words of the form. Groups and lists are given as JSON. */
export function flagOf(field: FieldForm): Option {
  const { label, required, options, widget } = field
  const choices = options.map(({ value }) => value)
  const words = `${label.zh} / ${label.en}${required ? '' : ' (optional)'}${choices.length > 0 ? `: ${choices.join(', ')}` : ''}`
  const option = new Option(`--${flagName(field.name)} <${valueName(field)}>`, words)
  if (widget === 'many') return option.argParser((text: string, before: readonly string[] | undefined) => [...(before ?? []), text])
  return option.argParser((text) => valueOf(field, text))
}

function valueName({ widget }: FieldForm): string {
  switch (widget) {
    case 'number':
      return 'number'
    case 'moment':
      return 'instant'
    case 'day':
      return 'day'
    case 'yes-no':
    case 'yes-no-unknown':
      return 'yes|no'
    case 'list':
    case 'group':
    case 'evidence':
      return 'json'
    case 'choice':
    case 'many':
      return 'choice'
    case 'register':
      return 'id'
    case 'text':
    case 'long-text':
      return 'text'
  }
}

/** The value of a flag, as the command's schema takes it. What is wrong with it beyond its kind, the schema says. */
function valueOf({ widget }: FieldForm, text: string): unknown {
  switch (widget) {
    case 'number': {
      const value = Number(text)
      if (text.trim() === '' || Number.isNaN(value)) throw new InvalidArgumentError('write a number.')
      return value
    }
    case 'yes-no':
    case 'yes-no-unknown':
      if (text !== 'yes' && text !== 'no') throw new InvalidArgumentError('write yes or no.')
      return text === 'yes'
    case 'list':
    case 'group':
    case 'evidence':
      try {
        const value: unknown = JSON.parse(text)
        return value
      } catch {
        throw new InvalidArgumentError('write JSON, such as {"zh":"支付","en":"Payments"}.')
      }
    case 'choice':
    case 'many':
    case 'register':
    case 'moment':
    case 'day':
    case 'text':
    case 'long-text':
      return text
  }
}

/** The command as its schema takes it, of the flags that were given. */
export function commandOf({ type, fields }: CommandForm, given: Readonly<Record<string, unknown>>): unknown {
  const values = fields.flatMap((field) => {
    const value = given[flagOf(field).attributeName()]
    return value === undefined ? [] : [[field.name, value] as const]
  })
  return { type, ...Object.fromEntries(values) }
}
