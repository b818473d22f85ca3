import { Link } from '@tanstack/react-router'
import { Select } from 'antd'
import type { ReactNode } from 'react'
import type { Cell } from '#procedures/view.ts'
import { useAsk } from '../api/query.ts'
import type { ShownView } from '../api/shapes.ts'
import { useLanguage } from '../language.tsx'
import { cellWords } from '../table/cell.ts'
import type { InputProps } from './input.ts'

const WORDS = {
  choose: { zh: '从台账中选择', en: 'Choose from the register' },
  none: { zh: '台账里还没有。', en: 'Nothing is in the register yet.' },
  enter: { zh: '先登记一项', en: 'Enter one first' },
}

/** An entry of a register, by its name; the value is its id. `several` where a list is asked for. */
export function RegisterInput({ form, value, change, id, describedBy, faulty, several }: InputProps & { readonly several?: readonly string[] }): ReactNode {
  const { say, language } = useLanguage()
  const register = form.register ?? 'system'
  const { data } = useAsk<ShownView>(`/api/views/${register}-register`)
  const rows = data?.rows.filter(({ key, cells }) => cells['inUse'] !== false || key === value) ?? []
  const nameOf = (key: string, name: Cell | undefined): string => {
    const words = cellWords(name ?? null, language)
    return words === '' ? key : `${words} · ${key}`
  }
  const shared = {
    id,
    'aria-describedby': describedBy,
    className: 'field-wide',
    showSearch: { optionFilterProp: 'label' },
    allowClear: true,
    placeholder: say(WORDS.choose),
    options: rows.map(({ key, cells }) => ({ value: key, label: nameOf(key, cells['name']) })),
    notFoundContent: (
      <div className="stack tight">
        <span>{say(WORDS.none)}</span>
        <Link to="/act/$procedure/$command" params={{ procedure: register, command: 'enter' }} search={{}} target="_blank">
          {say(WORDS.enter)}
        </Link>
      </div>
    ),
    ...(faulty ? { status: 'error' as const } : {}),
  }
  if (several !== undefined) return <Select<readonly string[]> {...shared} mode="multiple" value={several} onChange={change} />
  return <Select<string> {...shared} value={typeof value === 'string' && value !== '' ? value : null} onChange={(next: string | undefined) => change(next)} />
}
