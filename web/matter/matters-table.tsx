import { useQueries } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button, Dropdown, Skeleton } from 'antd'
import { useMemo, type ReactNode } from 'react'
import { numberOf, titleOf, type Cell, type Column, type Row } from '#procedures/view.ts'
import { ask } from '../api/client.ts'
import { useAsk } from '../api/query.ts'
import type { Board, ShownProcedure, ShownView } from '../api/shapes.ts'
import { useLanguage } from '../language.tsx'
import { Table } from '../table/table.tsx'
import '../register/register.css'
import './matter.css'

const WORDS = {
  title: { zh: '事项', en: 'Matters' },
  begin: { zh: '新建', en: 'Begin' },
  empty: {
    zh: '这里会列出事件、检查、投诉等每一件要办的事，带着各自的时限。',
    en: 'Incidents, inspections, complaints: everything that is being handled will stand here, with its clocks.',
  },
}

/** The columns that all matters share. */
const columnsOf = (procedures: readonly ShownProcedure[], stages: NonNullable<Column['options']>): readonly Column[] => [
  { key: 'title', kind: 'text', zh: '事项', en: 'Matter' },
  { key: 'procedure', kind: 'choice', zh: '程序', en: 'Procedure', filter: true, options: Object.fromEntries(procedures.map(({ id, title }) => [id, title])) },
  { key: 'stage', kind: 'choice', zh: '阶段', en: 'Stage', filter: true, options: stages },
  { key: 'since', kind: 'moment', zh: '开始', en: 'Since' },
  { key: 'due', kind: 'moment', zh: '最近到期', en: 'Next due' },
  { key: 'clock', kind: 'choice', zh: '时限', en: 'Clock', filter: true, options: CLOCKS },
  { key: 'number', kind: 'matter', zh: '编号', en: 'Number' },
]

const CLOCKS = {
  late: { zh: '■ 逾期', en: '■ overdue' },
  running: { zh: '● 在走', en: '● running' },
  none: { zh: '无', en: 'none' },
}

/** A procedure whose matters are cases of their own; graded protection has one for each system. */
export const isCases = ({ id, of, views }: ShownProcedure): boolean => views.length > 0 && (of === 'matter' || (of !== 'party' && of !== id))

/** All matters of some procedures that this person has to do with, the most urgent first, with what can be begun. */
export function MattersTable({ procedures, heading }: { readonly procedures: readonly ShownProcedure[]; readonly heading: ReactNode }): ReactNode {
  const { say } = useLanguage()
  const own = procedures.filter(({ commands }) => commands.length > 0)
  const board = useAsk<Board>('/api/board')
  const views = useQueries({
    queries: own.map(({ views: [main] }) => ({
      queryKey: [`/api/views/${main?.id ?? ''}`],
      queryFn: ({ signal }: { readonly signal: AbortSignal }) => ask<ShownView>(`/api/views/${main?.id ?? ''}`, { signal }),
      refetchInterval: 30_000, // ms: what others send comes in by itself
    })),
    combine: (results) => ({ waiting: results.some(({ isPending }) => isPending), views: results.map(({ data }) => data) }),
  })
  const { rows, stages } = useMemo(() => gathered(own, views.views, board.data), [own, views.views, board.data])
  const beginnings = own.flatMap((procedure) => procedure.commands.filter(({ opens }) => opens).map((form) => ({ procedure, form })))
  const begin = (
    <Dropdown
      trigger={['click']}
      menu={{
        items: beginnings.map(({ procedure, form }) => ({
          key: `${procedure.id} ${form.type}`,
          label: (
            <Link to="/act/$procedure/$command" params={{ procedure: procedure.id, command: form.type }} search={{}}>
              {say(form.title)} <span className="second">{say(procedure.title)}</span>
            </Link>
          ),
        })),
      }}
    >
      <Button type="primary">{say(WORDS.begin)} ▾</Button>
    </Dropdown>
  )
  return (
    <>
      {heading}
      {views.waiting ? (
        <Skeleton active />
      ) : rows.length === 0 ? (
        <div className="sheet stack empty">
          <p>{say(WORDS.empty)}</p>
          {beginnings.length === 0 ? null : <div>{begin}</div>}
        </div>
      ) : (
        <Table
          id="matters"
          title={WORDS.title}
          columns={columnsOf(own, stages)}
          rows={rows}
          tools={beginnings.length === 0 ? undefined : begin}
          cell={(column, { cells }, words) => {
            if (column.key === 'clock')
              return <span className={cells['clock'] === 'late' ? 'late' : cells['clock'] === 'running' ? 'soon' : 'second'}>{words}</span>
            if (column.key === 'number') return numberOf(words)
            if (column.key !== 'title') return words
            return (
              <Link to="/matters/$procedure/$subject" params={{ procedure: said(cells['procedure']), subject: said(cells['number']) }} search={{}}>
                {words === '' ? numberOf(said(cells['number'])) : words}
              </Link>
            )
          }}
        />
      )}
    </>
  )
}

const said = (cell: Cell | undefined): string => (typeof cell === 'string' ? cell : '')

const OPEN: ReadonlySet<string> = new Set(['open', 'breached', 'indeterminate', 'refused'])

const URGENCY: readonly string[] = ['late', 'running', 'none']

/** What is late first, then what runs out first, then the newest. */
function byUrgency({ cells: one }: Row, { cells: other }: Row): number {
  const rank = URGENCY.indexOf(said(one['clock'])) - URGENCY.indexOf(said(other['clock']))
  if (rank !== 0) return rank
  const soon = said(one['clock']) === 'running' ? said(one['due']).localeCompare(said(other['due'])) : 0
  return soon === 0 ? said(other['since']).localeCompare(said(one['since'])) : soon
}

/** The rows of every procedure's own view under shared columns; what is due is the board's answer. */
function gathered(
  procedures: readonly ShownProcedure[],
  views: readonly (ShownView | undefined)[],
  board: Board | undefined,
): { readonly rows: readonly Row[]; readonly stages: NonNullable<Column['options']> } {
  const dues = new Map<string, { due: string | null; late: boolean }>()
  for (const { subject, state, due, late } of board?.duties ?? []) {
    if (!OPEN.has(state)) continue
    const known = dues.get(subject) ?? { due: null, late: false }
    const isLate = late || state === 'breached' || state === 'refused'
    dues.set(subject, { late: known.late || isLate, due: due !== null && !isLate && (known.due === null || due < known.due) ? due : known.due })
  }
  let stages: NonNullable<Column['options']> = {}
  const rows = procedures.flatMap((procedure, place) => {
    const view = views[place]
    if (view === undefined) return []
    stages = { ...stages, ...view.columns.find(({ key }) => key === 'stage')?.options }
    const since = view.columns.find(({ kind }) => kind === 'moment')?.key ?? ''
    return view.rows.map((row): Row => {
      const clock = dues.get(row.key)
      return {
        key: `${procedure.id} ${row.key}`,
        cells: {
          title: titleOf(row, view),
          procedure: procedure.id,
          number: row.key,
          stage: row.cells['stage'] ?? null,
          since: row.cells[since] ?? null,
          due: clock?.due ?? null,
          clock: clock === undefined ? 'none' : clock.late ? 'late' : clock.due === null ? 'none' : 'running',
        },
      }
    })
  })
  return { rows: rows.toSorted(byUrgency), stages }
}
