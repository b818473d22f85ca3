import { Link } from '@tanstack/react-router'
import { AutoComplete, Select } from 'antd'
import { use, useState, type ReactNode } from 'react'
import type { Text } from '#law/text.ts'
import { useLanguage } from '../language.tsx'
import { EvidencePlace } from './evidence-place.ts'
import type { InputProps } from './input.ts'
import { useChoices, type Choice } from './lookup.ts'

const WORDS = {
  choose: { zh: '请选择', en: 'Choose' },
  none: { zh: '台账里还没有。', en: 'Nothing is in the register yet.' },
  nothing: { zh: '没有可选的。', en: 'There is nothing to choose from.' },
  enter: { zh: '先登记一项', en: 'Enter one first' },
  provision: { zh: '输入条号或者文字查找，如 23.1', en: 'Type a number or a word, such as 23.1' },
  elsewhere: (typed: string): Text => ({ zh: `${typed}（不在本系统上）`, en: `${typed} (not on this installation)` }),
}

/** Registers that a party keeps, in which an entry that is missing can be entered. */
const KEPT: ReadonlySet<string> = new Set(['system', 'product', 'dataset', 'supplier', 'log-source', 'person', 'department'])

/** Something that is chosen by its name; the value is its id. `several` where a list is asked for. */
export function RegisterInput({ form, value, change, id, describedBy, faulty, several }: InputProps & { readonly several?: readonly string[] }): ReactNode {
  const { say } = useLanguage()
  const [sought, setSought] = useState('')
  const register = form.register ?? 'system'
  const choices = useChoices([register], use(EvidencePlace)).get(register) ?? []
  const held = typeof value === 'string' && value !== '' ? value : null
  const labelOf = ({ name, note }: Choice): string => [say(name), say(note)].filter((part) => part !== '').join(' · ')
  const options = choices.filter(({ value: each, past }) => !past || each === value).map((each) => ({ value: each.value, label: labelOf(each) }))
  const shared = {
    id,
    'aria-describedby': describedBy,
    className: 'field-wide',
    ...(faulty ? { status: 'error' as const } : {}),
  }
  if (register === 'provision')
    return (
      <AutoComplete
        {...shared}
        allowClear
        placeholder={say(WORDS.provision)}
        options={options.map(({ value: each, label }) => ({ value: each, label: `${each} · ${label}` }))}
        showSearch={{ filterOption: (typed, option) => option?.label.toLowerCase().includes(typed.toLowerCase()) === true }}
        value={held}
        onChange={(next: string | undefined) => change(next === undefined ? undefined : next.trim())}
      />
    )
  const closed = {
    ...shared,
    allowClear: true,
    placeholder: say(WORDS.choose),
    notFoundContent: KEPT.has(register) ? (
      <div className="stack tight">
        <span>{say(WORDS.none)}</span>
        <Link to="/act/$procedure/$command" params={{ procedure: register, command: 'enter' }} search={{}} target="_blank">
          {say(WORDS.enter)}
        </Link>
      </div>
    ) : (
      say(WORDS.nothing)
    ),
  }
  if (several !== undefined)
    return (
      <Select<readonly string[]> {...closed} showSearch={{ optionFilterProp: 'label' }} options={options} mode="multiple" value={several} onChange={change} />
    )
  // Whoever is not here has no name here: what was typed is then the id.
  const own =
    register === 'party'
      ? [held ?? '', sought.trim()].filter((typed) => typed !== '' && !options.some(({ label, value: each }) => label.includes(typed) || each === typed))
      : []
  return (
    <Select<string>
      {...closed}
      showSearch={{ optionFilterProp: 'label', onSearch: setSought }}
      options={[...options, ...own.map((typed) => ({ value: typed, label: say(WORDS.elsewhere(typed)) }))]}
      value={held}
      onChange={(next: string | undefined) => change(next)}
    />
  )
}
