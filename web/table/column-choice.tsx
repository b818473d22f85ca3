import { Button, Checkbox, Popover } from 'antd'
import { useMemo, useState, type ReactNode } from 'react'
import type { Column } from '#procedures/view.ts'
import { useLanguage } from '../language.tsx'
import { keep, kept } from '../kept.ts'

const WORDS = { columns: { zh: '列', en: 'Columns' } }

interface Choice {
  readonly hidden: ReadonlySet<string>
  readonly hide: (key: string, on: boolean) => void
}

/** Which columns of a table are shown; this browser remembers it. */
export function useShownColumns(id: string, columns: readonly Column[]): Choice & { readonly shown: readonly Column[] } {
  const name = `columns.${id}`
  const [hidden, setHidden] = useState<ReadonlySet<string>>(() => new Set((kept(name) ?? '').split(' ').filter((key) => key !== '')))
  const shown = useMemo(() => columns.filter(({ key }) => !hidden.has(key)), [columns, hidden])
  return {
    hidden,
    shown: shown.length === 0 ? columns : shown,
    hide: (key, on) => {
      const next = new Set(hidden)
      if (on) next.add(key)
      else next.delete(key)
      setHidden(next)
      keep(name, next.size === 0 ? undefined : [...next].join(' '))
    },
  }
}

export function ColumnChoice({ columns, hidden, hide }: Choice & { readonly columns: readonly Column[] }): ReactNode {
  const { say } = useLanguage()
  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      content={
        <div className="table-filter" role="group" aria-label={say(WORDS.columns)}>
          {columns.map((column) => (
            <Checkbox key={column.key} checked={!hidden.has(column.key)} onChange={({ target }) => hide(column.key, !target.checked)}>
              {say(column)}
            </Checkbox>
          ))}
        </div>
      }
    >
      <Button>{say(WORDS.columns)}</Button>
    </Popover>
  )
}
