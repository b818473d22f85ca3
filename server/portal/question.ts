import type { CommandForm } from '#procedures/command.ts'
import type { FieldForm } from '#procedures/field.ts'
import type { Source } from '#procedures/source.ts'

/** What is asked on one page. */
export interface Question {
  readonly fields: readonly FieldForm[]
  /** Nothing in it has to be answered. */
  readonly optional: boolean
}

/** How and when it came is the server's to say, and so is the digest of the code. */
const MADE_HERE: readonly string[] = ['codeDigest', 'receivedAt', 'channel']

/** What only somebody inside can name: an entry of a register, a file that is kept already. It is asked only where the form cannot do without. */
const INSIDE: readonly FieldForm['widget'][] = ['evidence', 'register']

export function askedOf({ fields }: CommandForm): readonly FieldForm[] {
  return fields.filter(({ name, widget, required }) => !MADE_HERE.includes(name) && (required || !INSIDE.includes(widget)))
}

const sourceName = (source: Source | null): string => (source === null ? '' : 'norm' in source ? source.norm : `${source.instrument} ${source.article}`)

/** Lines about a person that one provision asks for are one question: a name, and where to answer. */
function together(one: FieldForm, other: FieldForm): boolean {
  const line = ({ personal, widget }: FieldForm): boolean => personal && widget === 'text'
  return line(one) && line(other) && sourceName(one.source) === sourceName(other.source)
}

/** One question a page, in the order of the form. */
export function questionsOf(form: CommandForm): readonly Question[] {
  const groups: FieldForm[][] = []
  for (const field of askedOf(form)) {
    const last = groups.at(-1)
    const before = last?.at(-1)
    if (last !== undefined && before !== undefined && together(before, field)) last.push(field)
    else groups.push([field])
  }
  return groups.map((fields) => ({ fields, optional: fields.every(({ required }) => !required) }))
}
