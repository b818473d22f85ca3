import { Button, Checkbox, Input, Pagination } from 'antd'
import { useDeferredValue, useMemo, useState, type ReactNode } from 'react'
import type { Text } from '#law/text.ts'
import type { Column, Row } from '#procedures/view.ts'
import { ExportButton } from '../export/export-button.tsx'
import { useLanguage } from '../language.tsx'
import { cellWords } from './cell.ts'
import { ColumnChoice, useShownColumns } from './column-choice.tsx'
import { saveTable } from './file.ts'
import { FilterButton } from './filter.tsx'
import { arranged, countsOf, filtered, type Filters, type Sorting } from './rows.ts'
import './table.css'

const WORDS = {
  search: { zh: '查找', en: 'Find' },
  none: { zh: '没有符合条件的记录。', en: 'Nothing fits.' },
  clear: { zh: '清除条件', en: 'Clear' },
  count: (shown: number, all: number): Text =>
    shown === all ? { zh: `${all} 条`, en: all === 1 ? '1 row' : `${all} rows` } : { zh: `${all} 条中的 ${shown} 条`, en: `${shown} of ${all} rows` },
  chosen: (n: number): Text => ({ zh: `已选 ${n} 条`, en: `${n} chosen` }),
  chooseAll: { zh: '选中本页', en: 'Choose this page' },
  choose: (name: string): Text => ({ zh: `选中 ${name}`, en: `Choose ${name}` }),
  open: (name: string): Text => ({ zh: `打开 ${name}`, en: `Open ${name}` }),
}

const PAGE = 50 // rows

export interface TableProps {
  /** Names the table, for what this browser remembers of it. */
  readonly id: string
  readonly title: Text
  readonly columns: readonly Column[]
  readonly rows: readonly Row[]
  /** Opens a row beside the table; without it a row has nothing more to show. */
  readonly open?: (row: Row) => void
  readonly opened?: string | undefined
  /** What stands in a cell where that is more than its words. */
  readonly cell?: (column: Column, row: Row, words: string) => ReactNode
  /** Stands before the search: what is done with the whole table. */
  readonly tools?: ReactNode
  /** What is looked for at the beginning. */
  readonly filters?: Filters
}

/** The one table of the application: search, filters with counts, choice of columns, order, selection and export; a page at a time. */
export function Table({ id, title, columns, rows, open, opened, cell, tools, filters: begun = {} }: TableProps): ReactNode {
  const { say, language } = useLanguage()
  const [typed, setTyped] = useState('')
  const sought = useDeferredValue(typed)
  const [filters, setFilters] = useState<Filters>(begun)
  const [sorting, setSorting] = useState<Sorting>()
  const [page, setPage] = useState(1)
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const { shown, ...choice } = useShownColumns(id, columns)
  const found = useMemo(
    () => arranged(filtered(rows, columns, { sought, filters, language }), columns, sorting, language),
    [rows, columns, sought, filters, sorting, language],
  )
  const last = Math.max(1, Math.ceil(found.length / PAGE))
  const at = Math.min(page, last)
  const visible = found.slice((at - 1) * PAGE, at * PAGE)
  const narrowed = sought.trim() !== '' || Object.values(filters).some((values) => values.length > 0)
  const [naming] = shown
  const nameOf = (row: Row): string => (naming === undefined ? row.key : cellWords(row.cells[naming.key] ?? null, language, naming) || row.key)
  const choose = (keys: readonly string[], on: boolean): void =>
    setChosen((before) => new Set(on ? [...before, ...keys] : [...before].filter((key) => !keys.includes(key))))
  const allHere = visible.length > 0 && visible.every(({ key }) => chosen.has(key))
  const leaving = chosen.size === 0 ? found : rows.filter(({ key }) => chosen.has(key))

  return (
    <div className="table">
      <div className="row apart table-tools no-print">
        <div className="row">
          {tools}
          {columns
            .filter((column) => column.filter === true)
            .map((column) => (
              <FilterButton
                key={column.key}
                column={column}
                counts={countsOf(rows, columns, { column, sought, filters, language })}
                chosen={filters[column.key] ?? []}
                choose={(values) => {
                  setFilters((before) => ({ ...before, [column.key]: values }))
                  setPage(1)
                }}
              />
            ))}
          {narrowed ? (
            <Button
              type="link"
              size="small"
              onClick={() => {
                setTyped('')
                setFilters({})
              }}
            >
              {say(WORDS.clear)}
            </Button>
          ) : null}
        </div>
        <div className="row">
          <Input
            allowClear
            className="table-search"
            placeholder={say(WORDS.search)}
            aria-label={say(WORDS.search)}
            value={typed}
            onChange={({ target }) => {
              setTyped(target.value)
              setPage(1)
            }}
          />
          <ColumnChoice columns={columns} {...choice} />
          <ExportButton formats={['xlsx', 'csv']} take={(format, wanted) => saveTable({ title, columns: shown, rows: leaving }, format, wanted)} />
        </div>
      </div>
      <p className="small second row" aria-live="polite">
        <span>{say(WORDS.count(found.length, rows.length))}</span>
        {chosen.size === 0 ? null : (
          <span>
            · {say(WORDS.chosen(chosen.size))}{' '}
            <Button type="link" size="small" onClick={() => setChosen(new Set())}>
              {say(WORDS.clear)}
            </Button>
          </span>
        )}
      </p>
      <section className="table-scroll" aria-label={say(title)}>
        <table>
          <thead>
            <tr>
              <th className="table-choose">
                <Checkbox
                  aria-label={say(WORDS.chooseAll)}
                  checked={allHere}
                  indeterminate={!allHere && visible.some(({ key }) => chosen.has(key))}
                  onChange={({ target }) =>
                    choose(
                      visible.map(({ key }) => key),
                      target.checked,
                    )
                  }
                />
              </th>
              {shown.map((column) => (
                <Head key={column.key} column={column} sorting={sorting} sort={setSorting} />
              ))}
            </tr>
          </thead>
          <tbody>
            {visible.map((row) => {
              const name = nameOf(row)
              return (
                <tr
                  key={row.key}
                  aria-selected={row.key === opened ? true : undefined}
                  className={open === undefined ? undefined : 'table-opens'}
                  // The keyboard has the button in the first cell.
                  onClick={({ target }) => {
                    if (open !== undefined && target instanceof Element && target.closest('a, button, label, input') === null) open(row)
                  }}
                >
                  <td className="table-choose">
                    <Checkbox aria-label={say(WORDS.choose(name))} checked={chosen.has(row.key)} onChange={({ target }) => choose([row.key], target.checked)} />
                  </td>
                  {shown.map((column, place) => {
                    const words = cellWords(row.cells[column.key] ?? null, language, column)
                    const opens = place === 0 && open !== undefined
                    // What opens the row is a button, and holds no link.
                    const inner = opens ? words : (cell?.(column, row, words) ?? words)
                    return (
                      <td key={column.key} className={`cell-${column.kind}`} data-label={say(column)} {...(column.kind === 'matter' ? { title: words } : {})}>
                        {opens ? (
                          <button type="button" className="table-open" aria-label={say(WORDS.open(name))} onClick={() => open(row)}>
                            {inner === '' ? row.key : inner}
                          </button>
                        ) : (
                          inner
                        )}
                      </td>
                    )
                  })}
                </tr>
              )
            })}
          </tbody>
        </table>
        {found.length === 0 ? <p className="second table-none">{say(WORDS.none)}</p> : null}
      </section>
      {last === 1 ? null : (
        <Pagination className="no-print" size="small" current={at} pageSize={PAGE} total={found.length} showSizeChanger={false} onChange={setPage} />
      )}
    </div>
  )
}

function Head({
  column,
  sorting,
  sort,
}: {
  readonly column: Column
  readonly sorting: Sorting | undefined
  readonly sort: (next: Sorting | undefined) => void
}): ReactNode {
  const { say } = useLanguage()
  const mine = sorting?.column === column.key ? sorting : undefined
  const next = mine === undefined ? { column: column.key, down: false } : mine.down ? undefined : { column: column.key, down: true }
  return (
    <th aria-sort={mine === undefined ? 'none' : mine.down ? 'descending' : 'ascending'} className={`cell-${column.kind}`} scope="col">
      <button type="button" onClick={() => sort(next)}>
        {say(column)} <span aria-hidden="true">{mine === undefined ? '' : mine.down ? '↓' : '↑'}</span>
      </button>
    </th>
  )
}
