import { Checkbox, Radio, Select } from 'antd'
import type { ReactNode } from 'react'
import { useLanguage } from '../language.tsx'
import { MOST_RADIOS, type InputProps } from './input.ts'
import { textsOf } from './value.ts'

const WORDS = {
  yes: { zh: '是', en: 'Yes' },
  no: { zh: '否', en: 'No' },
  unknown: { zh: '不清楚', en: 'Not known' },
  blank: { zh: '暂不填', en: 'Leave open' },
  choose: { zh: '请选择', en: 'Choose' },
}

export function ChoiceInput({ form, value, change, id, describedBy, faulty }: InputProps): ReactNode {
  const { say } = useLanguage()
  const options = form.options.map((option) => ({ value: option.value, label: say(option.label) }))
  const chosen = typeof value === 'string' && value !== '' ? value : undefined
  if (options.length > MOST_RADIOS)
    return (
      <Select
        id={id}
        aria-describedby={describedBy}
        className="field-wide"
        showSearch={{ optionFilterProp: 'label' }}
        allowClear={!form.required}
        placeholder={say(WORDS.choose)}
        options={options}
        value={chosen ?? null}
        onChange={(next: string | null | undefined) => change(next ?? undefined)}
        {...(faulty ? { status: 'error' as const } : {})}
      />
    )
  return (
    <Radio.Group
      className="field-options"
      options={form.required ? options : [...options, { value: '', label: say(WORDS.blank) }]}
      value={chosen ?? (form.required ? null : '')}
      onChange={({ target }) => change(target.value === '' ? undefined : target.value)}
    />
  )
}

export function ManyInput({ form, value, change }: InputProps): ReactNode {
  const { say } = useLanguage()
  return (
    <Checkbox.Group
      className="field-options"
      options={form.options.map((option) => ({ value: option.value, label: say(option.label) }))}
      value={[...textsOf(value)]}
      onChange={(next) => change(next)}
    />
  )
}

export function YesNoInput({ form, value, change }: InputProps): ReactNode {
  const { say } = useLanguage()
  const options = [
    { value: 'yes', label: say(WORDS.yes) },
    { value: 'no', label: say(WORDS.no) },
    ...(form.widget === 'yes-no-unknown' ? [{ value: 'unknown', label: say(WORDS.unknown) }] : []),
  ]
  const chosen = value === true ? 'yes' : value === false ? 'no' : form.widget === 'yes-no-unknown' ? 'unknown' : null
  return (
    <Radio.Group
      className="field-options"
      options={options}
      value={chosen}
      onChange={({ target }) => change(target.value === 'unknown' ? undefined : target.value === 'yes')}
    />
  )
}
