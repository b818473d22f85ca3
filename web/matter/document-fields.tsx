import type { ReactNode } from 'react'
import type { Language } from '#law/text.ts'
import type { DocumentField, DocumentValue } from '#procedures/document.ts'
import { useLanguage } from '../language.tsx'
import { printMinute } from '../clock.ts'

const WORDS = {
  yes: { zh: '是', en: 'Yes' },
  no: { zh: '否', en: 'No' },
  blank: { zh: '尚未填写', en: 'still blank' },
}

/** What stands beside a label, in one language. */
function printed(value: DocumentValue, language: Language): string {
  if (value === null) return ''
  if (typeof value === 'boolean') return (value ? WORDS.yes : WORDS.no)[language]
  if (typeof value === 'string') return value
  if (typeof value === 'number') return value.toLocaleString('en-US')
  if ('moment' in value) return printMinute(value.moment)
  if ('zh' in value) return value[language]
  return value.map((part) => (typeof part === 'string' ? part : part[language])).join(language === 'zh' ? '、' : ', ')
}

/** Labels with their values. What is required and blank is said; what is neither is left out. */
export function DocumentFields({ fields }: { readonly fields: readonly DocumentField[] }): ReactNode {
  const { say, language } = useLanguage()
  const shown = fields.flatMap((field) => {
    const value = printed(field.value, language)
    return value === '' && !field.required ? [] : [{ field, value }]
  })
  return (
    <dl className="leaving">
      {shown.map(({ field, value }, place) => [
        <dt key={`${place} label`}>{say(field.label)}</dt>,
        <dd key={place}>{value === '' ? <span className="soon">{say(WORDS.blank)}</span> : value}</dd>,
      ])}
    </dl>
  )
}
