import { momentOf, printMoment } from '#law/report/clock.ts'
import { WORDS } from '#law/report/words.ts'
import { monthsBetween, type PlanRow } from '#law/plan.ts'
import type { Language, Text } from '#law/text.ts'
import { heading, line, note, row, table, type Block, type Tone } from './block.ts'
import type { Grid, GridCell } from './grid.ts'
import { headOf, type Report } from './report.ts'

const PLAN = {
  title: { zh: '控制计划', en: 'Control plan' },
  months: { zh: '起止月份', en: 'Months' },
  kind: { zh: '类别', en: 'Kind' },
  recurring: { zh: '周期', en: 'Recurring' },
  standing: { zh: '常年', en: 'Standing' },
  standingNote: { zh: '没有到期日，以最后一个月的状态列出。', en: 'They have no due day; each stands here as in the last month.' },
  late: { zh: '逾期', en: 'overdue' },
  expected: { zh: '预计', en: 'expected' },
  expectedNote: {
    zh: '“预计”各期按前一期如期完成推算。',
    en: 'What is expected follows if what is before it is met in time.',
  },
  none: { zh: '这段时间没有义务。', en: 'No duties in this time.' },
} satisfies Record<string, Text>

type PlanCell = PlanRow['cells'][number]

const stateOf = ({ state, late, expected }: PlanCell): Text => (expected ? PLAN.expected : late ? PLAN.late : WORDS.state[state])
const toneOf = ({ state, late }: PlanCell): Tone => (late ? 'late' : state === 'done' ? 'done' : state === 'indeterminate' ? 'soon' : 'plain')
const dueOf = ({ due }: PlanCell): string => (due === null ? '' : printMoment(momentOf(due)))

export interface PlanWish {
  readonly party: Text
  readonly at: string
  readonly rows: readonly PlanRow[]
  readonly from: string
  readonly to: string
}

/** A line for each duty and subject, a column for each month. */
function planGrid({ rows, from, to }: PlanWish, language: Language): Grid {
  const { label } = WORDS
  const months = monthsBetween(from, to)
  const cell = (found: PlanCell | undefined): GridCell =>
    found === undefined ? '' : { text: `${stateOf(found)[language]} ${dueOf(found).slice(0, 10)}`.trim(), tone: toneOf(found) }
  return {
    name: PLAN.title[language],
    columns: [
      { name: label.duty, width: 36 },
      { name: label.where, width: 20 },
      { name: label.provision, width: 18 },
      { name: PLAN.kind, width: 10 },
      ...months.map((month) => ({ name: { zh: month, en: month }, width: 12 })),
    ],
    rows: rows.map(({ title, subjectName, cite, kind, cells }) => [
      title[language],
      subjectName[language],
      cite[language],
      PLAN[kind][language],
      ...months.map((month) => cell(cells.find((each) => each.month === month))),
    ]),
  }
}

/** What comes back, month by month, and then what stands all the time. */
function blocksOf({ party, at, rows, from, to }: PlanWish, language: Language): readonly Block[] {
  const { label } = WORDS
  const columns = (last: readonly (readonly [string, number])[]): readonly (readonly [string, number])[] => [
    [label.duty[language], 6],
    [label.where[language], 3],
    [label.provision[language], 4],
    ...last,
  ]
  const words = ({ title, subjectName, cite }: PlanRow): readonly string[] => [title[language], subjectName[language], cite[language]]
  const months = monthsBetween(from, to).flatMap((month) => {
    const due = rows.flatMap((each) => (each.kind === 'recurring' ? each.cells.filter((cell) => cell.month === month).map((cell) => ({ each, cell })) : []))
    if (due.length === 0) return []
    const lines = due.map(({ each, cell }) => [...words(each), dueOf(cell), stateOf(cell)[language]])
    return [
      heading(month, due.length),
      table(
        columns([
          [label.deadline[language], 3],
          [label.state[language], 2],
        ]),
        lines,
      ),
    ]
  })
  const standing = rows.filter(({ kind }) => kind === 'standing')
  return [
    line([{ text: `${label.product[language]} · ${PLAN.title[language]}`, tone: 'quiet' }]),
    { kind: 'title', text: party[language] },
    ...row(label.instant, [`${printMoment(momentOf(at))}  ${label.zone[language]}`], language),
    ...row(PLAN.months, [`${from} – ${to}`], language),
    note(rows.length === 0 ? PLAN.none[language] : PLAN.expectedNote[language]),
    ...months,
    ...(standing.length === 0
      ? []
      : [
          heading(PLAN.standing[language], standing.length),
          note(PLAN.standingNote[language]),
          table(
            columns([[label.state[language], 2]]),
            standing.map((each) => [...words(each), ...each.cells.slice(-1).map((cell) => stateOf(cell)[language])]),
          ),
        ]),
  ]
}

/** The year's work as a file. */
export function planReport(wish: PlanWish, language: Language): Report {
  const day = printMoment(momentOf(wish.at)).slice(0, 10)
  return {
    name: `${PLAN.title[language]} ${wish.party[language]}`,
    head: headOf([wish.party[language], PLAN.title[language], day], language),
    at: momentOf(wish.at),
    language,
    blocks: () => blocksOf(wish, language),
    grids: () => [planGrid(wish, language)],
  }
}
