import { Button, Checkbox, Popover } from 'antd'
import type { ReactNode } from 'react'
import type { Column } from '#procedures/view.ts'
import { useLanguage } from '../language.tsx'
import type { Count } from './rows.ts'

const WORDS = { blank: { zh: '（空）', en: '(blank)' } }

interface FilterButtonProps {
  readonly column: Column
  readonly counts: readonly Count[]
  readonly chosen: readonly string[]
  readonly choose: (values: readonly string[]) => void
}

/** Narrows a table by one column: its values with how many rows have each. */
export function FilterButton({ column, counts, chosen, choose }: FilterButtonProps): ReactNode {
  const { say } = useLanguage()
  const known = [...counts, ...chosen.filter((value) => !counts.some((count) => count.value === value)).map((value) => ({ value, words: value, count: 0 }))]
  return (
    <Popover
      trigger="click"
      placement="bottomLeft"
      content={
        <div className="table-filter" role="group" aria-label={say(column)}>
          {known.map(({ value, words, count }) => (
            <Checkbox
              key={value}
              checked={chosen.includes(value)}
              onChange={({ target }) => choose(target.checked ? [...chosen, value] : chosen.filter((other) => other !== value))}
            >
              {words === '' ? say(WORDS.blank) : words} <span className="second">{count}</span>
            </Checkbox>
          ))}
        </div>
      }
    >
      <Button size="small" className={chosen.length > 0 ? 'table-filtered' : ''}>
        {say(column)}
        {chosen.length > 0 ? ` · ${chosen.length}` : ''} ▾
      </Button>
    </Popover>
  )
}
