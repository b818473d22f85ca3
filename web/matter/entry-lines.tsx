import type { ReactNode } from 'react'
import type { Language } from '#law/text.ts'
import type { EventLike } from '#procedures/event.ts'
import type { FieldForm } from '#procedures/field.ts'
import type { ShownEvent } from '../api/shapes.ts'
import { numberOf } from '#procedures/view.ts'
import { printMinute } from '../clock.ts'
import { useNames } from '../field/lookup.ts'
import { isTyped } from '../field/value.ts'
import { useLanguage } from '../language.tsx'

const WORDS = {
  yes: { zh: '是', en: 'Yes' },
  no: { zh: '否', en: 'No' },
  hidden: { zh: '个人信息已隐去', en: 'personal information hidden' },
}

type Naming = ReturnType<typeof useNames>

/** A value as its field words it. What nobody knows is blank. */
function valueWords(field: FieldForm | undefined, value: unknown, language: Language, nameOf: Naming): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'boolean') return (value ? WORDS.yes : WORDS.no)[language]
  if (typeof value === 'number') return value.toLocaleString('en-US')
  if (typeof value === 'string') {
    const option = field?.options.find((each) => each.value === value)
    return option?.label[language] ?? nameOf(field, value)?.[language] ?? (/^\d{4}-\d\d-\d\dT.*[+Z]/.test(value) ? printMinute(value) : numberOf(value))
  }
  if (Array.isArray(value))
    return value
      .map((part: unknown) => valueWords(field, part, language, nameOf))
      .filter((part) => part !== '')
      .join(value.some(isTyped) ? '\n' : language === 'zh' ? '、' : ', ')
  if (!isTyped(value)) return ''
  if (typeof value['zh'] === 'string' && typeof value['en'] === 'string') return String(value[language])
  return Object.entries(value)
    .flatMap(([name, part]) => {
      const inner = field?.fields.find((each) => each.name === name)
      const words = valueWords(inner, part, language, nameOf)
      return words === '' ? [] : [inner === undefined ? words : `${inner.label[language]}${language === 'zh' ? '：' : ': '}${words}`]
    })
    .join(language === 'zh' ? '；' : '; ')
}

/** What an entry says, line by line; personal information only where it is asked for. */
export function EntryLines({
  event,
  form,
  personal = true,
}: {
  readonly event: EventLike
  readonly form: ShownEvent | undefined
  readonly personal?: boolean
}): ReactNode {
  const { say, language } = useLanguage()
  const said = { ...event.facts, ...event.detail }
  // Lists of what is still unknown name fields of the same entry.
  const names = new Map((form?.details ?? []).flatMap(({ fields }) => fields).map(({ name, label }) => [name, label[language]]))
  const fields = [...(form?.facts ?? []), ...(form?.details ?? [])]
  const nameOf = useNames(fields.filter(({ name }) => said[name] !== null && said[name] !== undefined))
  const lines = fields.flatMap((field) => {
    const value = said[field.name]
    const named =
      Array.isArray(value) && field.fields.length === 0 ? value.map((part: unknown) => (typeof part === 'string' ? (names.get(part) ?? part) : part)) : value
    const words = valueWords(field, named, language, nameOf)
    return words === '' ? [] : [{ field, words }]
  })
  if (lines.length === 0) return null
  return (
    <dl className="entry-lines">
      {lines.map(({ field, words }) => [
        <dt key={`${field.name} label`}>{say(field.label)}</dt>,
        <dd key={field.name}>{field.personal && !personal ? <span className="third">▇▇▇ {say(WORDS.hidden)}</span> : words}</dd>,
      ])}
    </dl>
  )
}
