import type { Ask } from '../ask.ts'
import type { Assessment, DutyAnswer, Exposure } from '../assessment.ts'
import { DAY, dayAt, startOf, type Instant } from '../instant.ts'
import type { Language, Text } from '../text.ts'
import { left, momentOf, passed } from './clock.ts'
import { byOwner } from './owner.ts'

/** Which section of the report a duty belongs to. */
export type Place = 'overdue' | 'week' | 'month' | 'later' | 'proof' | 'indeterminate' | 'kept' | 'pending' | 'mended' | 'settled'

/** How a duty stands, as the report words it. `-if`: a fact is missing, so it is late or runs only if it applies. */
export type Standing =
  | 'overdue'
  | 'unmet'
  | 'broken'
  | 'refused'
  | 'overdue-if'
  | 'running'
  | 'running-if'
  | 'due'
  | 'proof'
  | 'indeterminate'
  | 'kept'
  | 'pending'
  | 'mended'
  | 'settled'

/** One line of the report: a duty, or the same standing duty for several subjects. */
export interface Item {
  readonly duty: DutyAnswer
  readonly subjects: readonly Text[]
  readonly standing: Standing
  readonly place: Place
  /** Late: since when. Else when it is due. Null where no clock runs. */
  readonly moment: Instant | null
  readonly exposure: Exposure | null
  readonly asks: readonly Ask[]
}

export interface Agenda {
  readonly at: Instant
  readonly items: Readonly<Record<Place, readonly Item[]>>
  /** What falls due within the week, the nearest first. */
  readonly clocks: readonly Item[]
  /** What is late and weighs most, by the gravest fine. */
  readonly pressing: readonly Item[]
}

const PRESSING = 3 // duties
const WEEK = 7 // days
const MONTH = 30 // days

/** Whether an instant falls on one of the next so many days of Beijing; today is not counted. */
function within(days: number, at: Instant, due: Instant): boolean {
  return due < startOf(dayAt(at)) + (days + 1) * DAY
}

/** Since when a duty is late: its due instant, else the last step of its history, which broke it. */
function lateSince(duty: DutyAnswer, at: Instant): Instant {
  const due = duty.due === null ? undefined : momentOf(duty.due)
  const last = duty.why.at(-1)
  return due !== undefined && due <= at ? due : momentOf(last?.at ?? duty.opened)
}

function standingOf(duty: DutyAnswer, at: Instant, due: Instant | null): Standing {
  switch (duty.state) {
    case 'breached':
      if (duty.deontic === 'prohibition') return 'broken'
      return due !== null && due <= at ? 'overdue' : 'unmet'
    case 'refused':
      return 'refused'
    case 'open':
      if (duty.late) return 'overdue'
      if (due === null) return duty.deontic === 'prohibition' ? 'kept' : 'proof'
      return within(WEEK, at, due) ? 'running' : 'due'
    case 'indeterminate':
      if (duty.late) return 'overdue-if'
      return due === null ? 'indeterminate' : 'running-if'
    case 'pending':
      return 'pending'
    case 'done-late':
      return 'mended'
    case 'done':
    case 'excused':
    case 'suspended':
    case 'lapsed':
    case 'superseded':
      return 'settled'
  }
}

function placeOf(standing: Standing, due: Instant | null, at: Instant): Place {
  switch (standing) {
    case 'overdue':
    case 'unmet':
    case 'broken':
    case 'refused':
    case 'overdue-if':
      return 'overdue'
    case 'running':
    case 'running-if':
    case 'due':
      if (due === null) return 'later'
      return within(WEEK, at, due) ? 'week' : within(MONTH, at, due) ? 'month' : 'later'
    case 'proof':
    case 'indeterminate':
    case 'kept':
    case 'pending':
    case 'mended':
    case 'settled':
      return standing
  }
}

/** The finding that belongs to a duty: same norm and subject, and the same entry where there are several. */
function exposureOf(found: readonly Exposure[], duty: DutyAnswer): Exposure | null {
  const entries = new Set([duty.ref, ...duty.why.map((sentence) => sentence.ref)])
  return found.find((exposure) => entries.has(exposure.ref)) ?? found[0] ?? null
}

/** Whether a breach is one breach with a later one: of the same standing duty, by the same entry, under the next edition. */
function goesOn(duty: DutyAnswer, other: DutyAnswer): boolean {
  const standing = duty.ref === null && other.ref === null && duty.state === 'breached' && other.state === 'breached'
  return standing && duty.opened < other.opened && duty.why.at(-1)?.ref === other.why.at(-1)?.ref
}

function itemOf(duty: DutyAnswer, at: Instant, found: readonly Exposure[], asks: readonly Ask[]): Item {
  const due = duty.due === null ? null : momentOf(duty.due)
  const standing = standingOf(duty, at, due)
  const place = placeOf(standing, due, at)
  const broken = place === 'overdue' || place === 'mended'
  return {
    duty,
    subjects: [duty.subjectName],
    standing,
    place,
    moment: place === 'overdue' ? lateSince(duty, at) : due,
    exposure: broken ? exposureOf(found, duty) : null,
    asks: place === 'indeterminate' || standing.endsWith('-if') ? asks : [],
  }
}

/** The same standing duty for several subjects becomes one line that names them all. */
function merged(items: readonly Item[]): readonly Item[] {
  const lines = new Map<string, Item>()
  for (const item of items) {
    const key = `${item.duty.edition} ${item.duty.norm} ${item.duty.state}`
    const line = lines.get(key)
    lines.set(key, line === undefined ? item : { ...line, subjects: [...line.subjects, ...item.subjects], asks: [...line.asks, ...item.asks] })
  }
  return [...lines.values()]
}

function gravest({ duty, exposure }: Item): number {
  return Math.max(exposure?.entityFine?.max ?? 0, duty.stake?.gravest?.max ?? 0)
}

const uncertain = (item: Item): boolean => item.standing === 'overdue-if'

/** Sorts the duties of an assessment into the sections of the report. The order within a section is the assessment's own. */
export function agendaOf(assessment: Assessment): Agenda {
  const at = momentOf(assessment.at)
  const [exposures, asks] = [byOwner(assessment.exposure), byOwner(assessment.asks)]
  const same = byOwner(assessment.duties)
  const all = assessment.duties.flatMap((duty) => {
    // One breach is shown once: under the edition that it has come to, since the day that it began.
    if (same(duty).some((other) => goesOn(duty, other))) return []
    const item = itemOf(duty, at, exposures(duty), asks(duty))
    const begun = same(duty).flatMap((other) => (goesOn(other, duty) ? [lateSince(other, at)] : []))
    const [first] = [...begun, ...(item.moment === null ? [] : [item.moment])].toSorted((left, right) => left - right)
    return [first === undefined ? item : { ...item, moment: first }]
  })
  const of = (place: Place): readonly Item[] => all.filter((item) => item.place === place)
  const overdue = [...of('overdue').filter((item) => !uncertain(item)), ...of('overdue').filter(uncertain)]
  const byDue = (items: readonly Item[]): readonly Item[] => items.toSorted((left, right) => (left.moment ?? 0) - (right.moment ?? 0))
  const clocks = byDue(of('week'))
  const grave = overdue.toSorted((left, right) => Number(uncertain(left)) - Number(uncertain(right)) || gravest(right) - gravest(left))
  return {
    at,
    items: {
      overdue,
      week: clocks,
      month: byDue(of('month')),
      later: byDue(of('later')),
      proof: merged(of('proof')),
      indeterminate: merged(of('indeterminate')),
      kept: merged(of('kept')),
      pending: merged(of('pending')),
      mended: of('mended'),
      settled: of('settled'),
    },
    clocks,
    pressing: grave.slice(0, PRESSING),
  }
}

export interface Query {
  readonly text: string
  /** The duties that the answer decides. */
  readonly decides: readonly string[]
}

/** The questions without repetition: one that decides several duties is asked once and names them. */
export function queriesOf(asks: readonly Ask[], duties: readonly DutyAnswer[], language: Language): readonly Query[] {
  const queries = new Map<string, string[]>()
  const owners = byOwner(duties)
  for (const ask of asks) {
    const title = owners(ask)[0]?.title[language]
    const tail = title === undefined ? '' : language === 'zh' ? `（${title}）` : ` (${title})`
    const plain = tail !== '' && ask[language].endsWith(tail)
    const text = plain ? ask[language].slice(0, -tail.length) : ask[language]
    const decides = queries.get(text) ?? []
    if (plain && title !== undefined && !decides.includes(title)) decides.push(title)
    queries.set(text, decides)
  }
  return [...queries].map(([text, decides]) => ({ text, decides }))
}

/** `还剩 2 小时`, `2 h left`, `已逾期 3 天`: how long, in the words that fit how the duty stands. */
export function clockWords({ standing, moment }: Item, at: Agenda['at']): Text | null {
  if (moment === null) return null
  const since = passed(moment, at)
  switch (standing) {
    case 'overdue':
      return { zh: `已逾期 ${since.zh}`, en: `${since.en} late` }
    case 'overdue-if':
      return { zh: `若适用，已逾期 ${since.zh}`, en: `if it applies, ${since.en} late` }
    case 'unmet':
      return { zh: `已 ${since.zh}`, en: `for ${since.en}` }
    case 'broken':
      return { zh: `${since.zh}前`, en: `${since.en} ago` }
    case 'refused':
      return { zh: `${since.zh}前`, en: `${since.en} ago` }
    case 'running-if': {
      const rest = left(at, moment)
      return { zh: `若适用，${rest.zh}`, en: `if it applies, ${rest.en}` }
    }
    case 'running':
    case 'due':
      return left(at, moment)
    case 'proof':
    case 'indeterminate':
    case 'kept':
    case 'pending':
    case 'mended':
    case 'settled':
      return null
  }
}

/** The subjects of a line, each once. */
export function subjectsOf({ subjects }: Item, language: Language): string {
  return [...new Set(subjects.map((subject) => subject[language]))].join(language === 'zh' ? '、' : ', ')
}
