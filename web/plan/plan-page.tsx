import { Link } from '@tanstack/react-router'
import { Button, Empty, Segmented } from 'antd'
import { useState, type ReactNode } from 'react'
import type { DutyState } from '#law/duty.ts'
import { WORDS as LAW } from '#law/report/words.ts'
import type { Text } from '#law/text.ts'
import type { Plan } from '#server/contract/plan.ts'
import { useAsk } from '../api/query.ts'
import { printMinute, useNow } from '../clock.ts'
import { ReportExport } from '../export/report-export.tsx'
import { Asked } from '../frame/asked.tsx'
import { useTitle } from '../frame/title.ts'
import { useLanguage } from '../language.tsx'
import './plan.css'

const WORDS = {
  title: { zh: '控制计划', en: 'Control plan' },
  about: {
    zh: '每月要做和要保持的义务。虚线是按期推算的以后各期。',
    en: 'What is to be done and kept, month by month. Dashed cells follow if what is before them is met in time.',
  },
  duty: { zh: '义务', en: 'Duty' },
  recurring: { zh: '周期', en: 'Recurring' },
  standing: { zh: '常年', en: 'Standing' },
  all: { zh: '全部', en: 'All' },
  none: { zh: '这段时间没有义务。', en: 'No duties in this time.' },
  earlier: { zh: '前六个月', en: 'Six months earlier' },
  later: { zh: '后六个月', en: 'Six months later' },
  due: { zh: '到期', en: 'due' },
  late: { zh: '逾期', en: 'overdue' },
  expected: { zh: '预计', en: 'expected' },
}

/** A mark for each state: colour only repeats it. */
const MARKS: Readonly<Record<DutyState, string>> = {
  pending: '·',
  open: '○',
  done: '✓',
  breached: '■',
  'done-late': '✓',
  refused: '■',
  excused: '–',
  suspended: '–',
  lapsed: '–',
  superseded: '–',
  indeterminate: '?',
}

const MONTHS = 12

/** `2026-11` some months on, or back. */
function monthAfter(month: string, months: number): string {
  const [year = 0, of = 1] = month.split('-').map(Number)
  const count = year * 12 + of - 1 + months
  return `${Math.floor(count / 12)}-${String((count % 12) + 1).padStart(2, '0')}`
}

type Kind = 'all' | 'recurring' | 'standing'

/** Recurring and standing duties as a table of months: where the year is full, and where something was missed. */
export function PlanPage(): ReactNode {
  useTitle(WORDS.title)
  const { say } = useLanguage()
  const now = printMinute(useNow()).slice(0, 7)
  const [from, setFrom] = useState(() => monthAfter(now, -3))
  const [kind, setKind] = useState<Kind>('recurring')
  const to = monthAfter(from, MONTHS - 1)
  const plan = useAsk<Plan>(`/api/plan?from=${from}&to=${to}`)
  return (
    <div className="page stack">
      <div className="page-head">
        <div>
          <h1>{say(WORDS.title)}</h1>
          <p className="second">{say(WORDS.about)}</p>
        </div>
        <div className="row no-print">
          <Segmented<Kind>
            value={kind}
            options={(['recurring', 'standing', 'all'] as const).map((each) => ({ value: each, label: say(WORDS[each]) }))}
            onChange={setKind}
          />
          <Button onClick={() => setFrom(monthAfter(from, -6))}>← {say(WORDS.earlier)}</Button>
          <Button onClick={() => setFrom(monthAfter(from, 6))}>{say(WORDS.later)} →</Button>
          <ReportExport report="plan" query={{ from, to }} />
        </div>
      </div>
      <Asked of={plan}>{(answer) => <Table plan={answer} kind={kind} now={now} />}</Asked>
    </div>
  )
}

function Table({ plan: { months, rows }, kind, now }: { readonly plan: Plan; readonly kind: Kind; readonly now: string }): ReactNode {
  const { say } = useLanguage()
  const shown = rows.filter((row) => kind === 'all' || row.kind === kind)
  if (shown.length === 0) return <Empty description={say(WORDS.none)} />
  return (
    <div className="sheet wide-table">
      <table className="plan">
        <thead>
          <tr>
            <th scope="col">{say(WORDS.duty)}</th>
            {months.map(({ month }) => (
              <th key={month} scope="col" className={month === now ? 'now' : ''}>
                {month.slice(2).replace('-', '/')}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map((row) => (
            <tr key={`${row.norm} ${row.subject}`}>
              <td>
                {say(row.title)} <span className="second">{say(row.subjectName)}</span>{' '}
                <Link className="small" to="/statute/$edition/$provision" params={{ edition: row.edition, provision: row.provision }}>
                  {say(row.cite)}
                </Link>
              </td>
              {months.map(({ month }) => {
                const cell = row.cells.find((each) => each.month === month)
                return <td key={month}>{cell === undefined ? null : <Cell cell={cell} />}</td>
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

type PlanCell = Plan['rows'][number]['cells'][number]

function Cell({ cell: { state, due, late, expected } }: { readonly cell: PlanCell }): ReactNode {
  const { say } = useLanguage()
  const words: Text = expected ? WORDS.expected : late ? WORDS.late : LAW.state[state]
  const title = due === null ? say(words) : `${say(words)} · ${say(WORDS.due)} ${printMinute(due)}`
  const tone = late ? ' late' : state === 'done' ? ' done' : state === 'indeterminate' ? ' soon' : ''
  return (
    <span className={`plan-cell${tone}${expected ? ' expected' : ''}`} title={title} role="img" aria-label={title}>
      {late ? '■' : MARKS[state]}
    </span>
  )
}
