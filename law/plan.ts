import { printProvision, type EditionId } from './citation.ts'
import type { CompiledNorm } from './compile.ts'
import { printTerm } from './deadline.ts'
import { dueOf } from './due.ts'
import { Duty, isLate, type DutyState } from './duty.ts'
import { duties, type DutyView } from './fold.ts'
import { printInstant, type Instant } from './instant.ts'
import type { State } from './state.ts'
import type { Subject } from './subject.ts'
import type { Text } from './text.ts'

/** How a duty stands in one month. */
interface PlanCell {
  /** `2026-04`, in Asia/Shanghai. */
  readonly month: string
  readonly state: DutyState
  readonly due: string | null
  readonly late: boolean
  /** A period that has not begun: it follows if each one before it is met on its last day. */
  readonly expected: boolean
}

/** A standing duty of one subject over the months: recurring ones where a period ends, others wherever they hold. */
export interface PlanRow {
  readonly norm: string
  readonly title: Text
  readonly edition: EditionId
  readonly provision: string
  readonly cite: Text
  readonly subject: string
  readonly subjectName: Text
  readonly kind: 'recurring' | 'standing'
  /** ISO 8601, or null where the law names no figure. */
  readonly period: string | null
  readonly cells: readonly PlanCell[]
}

const monthOf = (at: Instant): string => printInstant(at).slice(0, 7)
/** How many periods ahead one duty is looked at: a year of weeks. */
const MOST_AHEAD = 60

/** What stands and what comes back, by month from `from` to `to`, as known at an instant. Deadlines ahead are the engine's own. */
export function planOf(state: State, at: Instant, { from, to }: { readonly from: string; readonly to: string }): readonly PlanRow[] {
  const { party, systems, products, datasets, suppliers } = state.profile
  const names = new Map([party, ...systems, ...products, ...datasets, ...suppliers].map(({ id, name }) => [id, name]))
  const rows = new Map<string, { readonly subject: Subject; readonly views: DutyView[] }>()
  for (const view of duties(state, at)) {
    const norm = state.program.norms[view.duty.norm]
    if (norm === undefined || view.duty.trigger !== 0 || norm.norm.deontic !== 'obligation' || norm.norm.policy) continue
    const key = `${norm.family} ${view.subject.id}`
    const row = rows.get(key) ?? { subject: view.subject, views: [] }
    row.views.push(view)
    rows.set(key, row)
  }
  return [...rows.values()].flatMap(({ subject, views }) => {
    const last = views.at(-1)
    const norm = last === undefined ? undefined : state.program.norms[last.duty.norm]
    if (last === undefined || norm === undefined) return []
    const { deadline } = norm.norm
    const recurs = typeof deadline === 'object' && 'every' in deadline
    const all = recurs ? recurring(state, at, views, to) : standing(at, views, from, to)
    const cells = all.filter(({ month }) => from <= month && month <= to)
    return cells.length === 0
      ? []
      : [
          {
            ...headOf(state, norm),
            subject: subject.id,
            subjectName: names.get(subject.id) ?? { zh: subject.id, en: subject.id },
            kind: recurs ? ('recurring' as const) : ('standing' as const),
            period: periodOf(norm, last.duty),
            cells,
          },
        ]
  })
}

function headOf(state: State, { norm, edition }: CompiledNorm): Pick<PlanRow, 'norm' | 'title' | 'edition' | 'provision' | 'cite'> {
  const provision = norm.cites[0] ?? ''
  const paragraphs = state.program.statute.editions.find((data) => data.edition.id === edition)?.paragraphs[provision.split('.')[0] ?? ''] ?? 1
  return {
    norm: norm.id,
    title: norm.title,
    edition,
    provision,
    cite: { zh: printProvision(provision, 'zh', paragraphs), en: printProvision(provision, 'en', paragraphs) },
  }
}

function periodOf(norm: CompiledNorm, duty: Duty): string | null {
  const { deadline } = norm.norm
  if (typeof deadline !== 'object' || !('every' in deadline)) return null
  if (deadline.every !== 'regularly') return printTerm(deadline.every)
  const figure = duty.due.kind === 'at' ? norm.figures[duty.due.figure] : undefined
  return figure === undefined ? null : printTerm(figure.term)
}

/** One cell for each period, in the month in which it ends or was met; then the periods to come. One that ran on under the next edition is one. */
function recurring(state: State, at: Instant, views: readonly DutyView[], to: string): readonly PlanCell[] {
  const periods = new Map<Instant, { readonly begun: Duty; ends: DutyView }>()
  for (const view of views) {
    const { duty } = view
    if (duty.state === 'lapsed') continue
    const period = periods.get(duty.base)
    if (period === undefined) periods.set(duty.base, { begun: duty, ends: view })
    else period.ends = view
  }
  const all = [...periods.values()]
  const known = all.map(({ begun, ends: { duty } }): PlanCell => {
    const settled = duty.state === 'done' || duty.state === 'done-late' ? duty.latest?.at : undefined
    const due = begun.due.kind === 'at' ? begun.due.at : duty.due.kind === 'at' ? duty.due.at : undefined
    return {
      month: monthOf(settled ?? due ?? at),
      state: duty.state,
      due: due === undefined ? null : printInstant(due),
      late: isLate(duty, at),
      expected: false,
    }
  })
  const last = all.at(-1)
  return last === undefined ? known : [...known, ...ahead(state, last.ends, to)]
}

/** Periods after the one that runs: each is asked of the engine as if the one before it were met when it falls due. */
function ahead(state: State, { subject, duty }: DutyView, to: string): readonly PlanCell[] {
  const norm = state.program.norms[duty.norm]
  if (norm === undefined || duty.state !== 'open' || duty.due.kind !== 'at') return []
  const { bench } = state
  const cells: PlanCell[] = []
  let base = duty.due.at
  while (cells.length < MOST_AHEAD && monthOf(base) <= to && base <= norm.span[1]) {
    const next = new Duty(norm.index, 0, base, false)
    bench.world.focus(subject, base, undefined, -1)
    const due = dueOf(bench, norm, next)
    bench.trail.size = 0
    if (due.kind !== 'at' || due.at <= base) break
    cells.push({ month: monthOf(due.at), state: 'pending', due: printInstant(due.at), late: false, expected: true })
    base = due.at
  }
  return cells
}

/** One cell for each month in which it held, as it stood at the month's end; in the present month and after it, as it stands. */
function standing(at: Instant, views: readonly DutyView[], from: string, to: string): readonly PlanCell[] {
  const present = monthOf(at)
  return monthsBetween(from, to).flatMap((month) => {
    const owed = views.findLast(({ duty }) => monthOf(duty.opened) <= month)
    const step = owed?.duty.history.findLast((each) => month >= present || monthOf(each.at) <= month)
    if (owed === undefined || step === undefined || step.to === 'lapsed' || step.to === 'superseded') return []
    const { duty } = owed
    const due = duty.due.kind === 'at' || duty.due.kind === 'at-once' ? printInstant(duty.due.at) : null
    return [{ month, state: step.to, due, late: month >= present && isLate(duty, at), expected: month > present }]
  })
}

/** Every month from one to another, both included. */
export function monthsBetween(from: string, to: string): readonly string[] {
  const months: string[] = []
  const [year = 0, month = 1] = from.split('-').map(Number)
  for (let place = 0; ; place++) {
    const count = year * 12 + (month - 1) + place
    const name = `${String(Math.floor(count / 12)).padStart(4, '0')}-${String((count % 12) + 1).padStart(2, '0')}`
    if (name > to) return months
    months.push(name)
  }
}
