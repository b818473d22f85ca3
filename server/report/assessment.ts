import type { Assessment, Exposure } from '#law/assessment.ts'
import type { Language, Text } from '#law/text.ts'
import { agendaOf, clockWords, queriesOf, subjectsOf, type Agenda, type Item, type Place } from '#law/report/agenda.ts'
import { momentOf, printMoment, printSince } from '#law/report/clock.ts'
import { lawWords, rolesWords } from '#law/report/heading.ts'
import { byOwner } from '#law/report/owner.ts'
import {
  arithmeticOf,
  banWords,
  capital,
  citer,
  entityWords,
  exposureLine,
  gravestWords,
  lowersOf,
  measureWords,
  penaltiesOf,
  personWords,
  raisesOf,
  type Penalty,
} from '#law/report/penalty.ts'
import { decisive } from '#law/report/reasons.ts'
import { MARKS, SAY, WORDS, wordOf } from '#law/report/words.ts'
import { dutyGrid, exposureGrid, questionGrid, sourceGrid, type OwnersOf } from './assessment-grid.ts'
import { heading, line, note, row, table, type Block } from './block.ts'
import { headOf, type Report } from './report.ts'

const ENTRIES = ['overdue', 'week', 'month', 'later', 'indeterminate'] as const satisfies readonly Place[]

function dateOf({ moment, place, duty }: Item, language: Language): string {
  const { label } = WORDS
  if (moment === null) return place === 'indeterminate' ? `${label.since[language]} ${printSince(momentOf(duty.opened))}` : ''
  return place === 'overdue' ? `${label.since[language]} ${printSince(moment)}` : `${label.due[language]} ${printMoment(moment)}`
}

/** One duty in full: what, where, which provision, since when, why, what to do, what proves it, what failing costs. */
function entry(item: Item, agenda: Agenda, cite: (provision: string) => Text, language: Language): readonly Block[] {
  const { duty, standing } = item
  const { label } = WORDS
  const { mark, tone } = MARKS[standing]
  const clock = clockWords(item, agenda.at)?.[language] ?? ''
  const place = [duty.cite[language], subjectsOf(item, language), dateOf(item, language)].filter((text) => text !== '').join('  ·  ')
  return [
    {
      kind: 'heading',
      level: 2,
      pieces: [
        { text: `${mark} ${WORDS.standing[standing][language]}  `, tone, bold: true, size: 10 },
        { text: duty.title[language], bold: true, size: 11 },
        ...(clock === '' ? [] : [{ text: `  ${clock}`, tone, size: 10 }]),
      ],
    },
    note(place),
    ...row(label.why, decisive(duty, language), language),
    ...row(
      label.settles,
      queriesOf(item.asks, [duty], language).map(({ text }) => text),
      language,
    ),
    ...row(label.next, [duty.next?.[language] ?? ''], language),
    ...row(label.exposure, [exposureLine(item.exposure, duty, cite)?.[language] ?? ''], language),
    ...row(
      label.proof,
      duty.proof.map((text) => text[language]),
      language,
    ),
  ]
}

function masthead(assessment: Assessment, agenda: Agenda, language: Language): readonly Block[] {
  const { label, place } = WORDS
  const facts: readonly (readonly [Text, string])[] = [
    [label.instant, `${printMoment(agenda.at)}  ${label.zone[language]}`],
    [label.known, assessment.knownUpTo === null ? label.nothingKnown[language] : printMoment(momentOf(assessment.knownUpTo))],
    [label.roles, rolesWords(assessment)[language]],
    [label.law, lawWords(assessment)[language]],
    [label.encoding, assessment.encoding.slice(0, 12)],
  ]
  const counts = [...ENTRIES, 'proof' as const].map((key) => `${place[key][language]} ${agenda.items[key].length}`)
  return [
    line([{ text: `${label.product[language]} · ${label.title[language]}`, tone: 'quiet' }]),
    { kind: 'title', text: assessment.party.name[language] },
    ...facts.flatMap(([name, text]) => row(name, [text], language)),
    line([{ text: counts.join('  ·  '), bold: true }], 6),
  ]
}

/** The few lines that a reader sees first: running clocks, and what is late and weighs most. */
function strip(agenda: Agenda, language: Language): readonly Block[] {
  const { label, empty } = WORDS
  const lines = (items: readonly Item[], none: Text): readonly Block[] =>
    items.length === 0
      ? [line([{ text: none[language], tone: 'quiet' }])]
      : [
          table(
            [
              [label.state[language], 2],
              [label.duty[language], 6],
              [label.provision[language], 4],
              [label.where[language], 3],
              [label.on[language], 3],
            ],
            items.map((item) => [
              `${WORDS.standing[item.standing][language]}\n${clockWords(item, agenda.at)?.[language] ?? ''}`.trim(),
              item.duty.title[language],
              item.duty.cite[language],
              subjectsOf(item, language),
              dateOf(item, language),
            ]),
          ),
        ]
  return [
    heading(label.clocks[language], agenda.clocks.length),
    ...lines(agenda.clocks, label.noClock),
    heading(label.pressing[language], agenda.pressing.length),
    ...(agenda.pressing.length === 0 ? [] : [note(label.pressingRule[language])]),
    ...lines(agenda.pressing, empty.overdue),
  ]
}

/** What has no due time or is settled: one line each. */
function ledgers(agenda: Agenda, language: Language): readonly Block[] {
  const { label, place, state } = WORDS
  const notes: Partial<Record<Place, Text>> = { proof: label.proofNote, kept: label.keptNote, mended: label.mendedNote, settled: label.settledNote }
  return (['proof', 'pending', 'kept', 'mended', 'settled'] as const).flatMap((key) => {
    const items = agenda.items[key]
    if (items.length === 0) return []
    const columns: (readonly [string, number])[] = [
      [label.duty[language], 6],
      [label.where[language], 3],
      [label.provision[language], 4],
      key === 'proof' ? [label.proof[language], 6] : [label.state[language], 2],
      ...(key === 'proof' || key === 'kept' ? [] : [[label.why[language], 6] as const]),
    ]
    const rows = items.map((item) => {
      const { duty } = item
      const last =
        key === 'proof'
          ? [duty.proof.map((text) => text[language]).join(label.semicolon[language])]
          : key === 'kept'
            ? [WORDS.standing[item.standing][language]]
            : [state[duty.state][language], decisive(duty, language, 1).join('')]
      return [duty.title[language], subjectsOf(item, language), duty.cite[language], ...last]
    })
    const words = notes[key]
    return [heading(place[key][language], items.length), ...(words === undefined ? [] : [note(words[language])]), table(columns, rows)]
  })
}

function penalty(
  { answer, provision, findings, stake }: Penalty,
  subjects: (finding: Exposure) => string,
  cite: (provision: string) => Text,
  language: Language,
): readonly Block[] {
  const { label, stage } = WORDS
  const told = (texts: readonly Text[]): string[] => texts.map((text) => capital(text[language]))
  const some = (text: Text | null): string[] => (text === null ? [] : told([text]))
  const arithmetic = arithmeticOf(answer)
  const days = answer.detentionDays
  const tier = answer.stage === null ? '' : `  ${stage[answer.stage][language]}`
  return [
    {
      kind: 'heading',
      level: 2,
      pieces: [
        { text: cite(provision)[language], bold: true, size: 12 },
        { text: tier, tone: 'quiet' },
      ],
    },
    table(
      [
        [label.finding[language], 6],
        [label.where[language], 3],
        [label.entry[language], 3],
      ],
      findings.map((finding) => [
        finding.title[language],
        subjects(finding),
        [
          finding.ref === null ? label.byClock[language] : `#${finding.ref}`,
          ...(finding.penalised === null ? [] : [SAY.penalised(finding.penalised)[language]]),
        ].join('\n'),
      ]),
    ),
    line([], 1),
    ...row(label.onUnit, [...told([entityWords(answer)]), ...some(gravestWords(stake, answer.entityFine))], language),
    ...row(label.onPerson, some(personWords(answer)), language),
    ...row(label.detention, days === null ? [] : [SAY.detained(days.min, days.max)[language]], language),
    ...row(label.ban, some(banWords(answer)), language),
    ...row(label.measures, told(measureWords(answer)), language),
    ...row(label.arithmetic, told(arithmetic.length === 0 ? [label.noArithmetic] : arithmetic), language),
    ...row(label.raises, told(raisesOf(answer, cite)), language),
    ...row(label.lowers, told(lowersOf(answer, cite)), language),
    ...row(
      label.also,
      answer.alternatives.map((other) => `${cite(other.provision ?? '')[language]}${label.colon[language]}${entityWords(other)[language]}`),
      language,
    ),
    ...row(label.notes, told(answer.flags.map((flag) => wordOf(WORDS.flag, flag))), language),
  ]
}

function penalties(assessment: Assessment, cite: (provision: string) => Text, language: Language): readonly Block[] {
  const { label, empty } = WORDS
  const all = penaltiesOf(assessment)
  const owners = byOwner(assessment.duties)
  const subjects = (finding: Exposure): string => owners(finding)[0]?.subjectName[language] ?? finding.subject
  return [
    heading(label.penalties[language], assessment.exposure.length),
    note((all.length === 0 ? empty.exposure : label.notSummed)[language]),
    ...all.flatMap((each) => penalty(each, subjects, cite, language)),
  ]
}

function questions(assessment: Assessment, language: Language): readonly Block[] {
  const { label } = WORDS
  const queries = queriesOf(assessment.asks, assessment.duties, language)
  if (queries.length === 0) return []
  return [
    heading(label.questions[language], queries.length),
    note(label.questionsNote[language]),
    ...queries.map(({ text, decides }, at) =>
      line([
        { text: `${at + 1}. ${text}` },
        ...(decides.length === 0 ? [] : [{ text: `  ${label.decides[language]} ${decides.join(label.semicolon[language])}`, tone: 'quiet' as const }]),
      ]),
    ),
  ]
}

function colophon(assessment: Assessment, language: Language): readonly Block[] {
  const { label } = WORDS
  const values: readonly (readonly [Text, string])[] = [
    [label.known, assessment.knownUpTo ?? label.nothingKnown[language]],
    [label.instant, assessment.at],
    [label.law, 'asIf' in assessment.law ? assessment.law.asIf : `applicable${label.colon[language]}${label.applicable[language]}`],
    [label.encoding, assessment.encoding],
  ]
  return [
    heading(label.reproduce[language]),
    note(label.reproduceNote[language]),
    ...values.flatMap(([name, text]) => row(name, [text], language)),
    line([{ text: label.notAdvice[language], tone: 'quiet' }]),
  ]
}

/** The assessment from its running clocks to how it can be reproduced, in the order and the words of the page. */
function blocksOf(assessment: Assessment, agenda: Agenda, language: Language): readonly Block[] {
  const cite = citer(assessment)
  const { place, empty } = WORDS
  const sections = ENTRIES.flatMap((key) => {
    const items = agenda.items[key]
    if (items.length > 0) return [heading(place[key][language], items.length), ...items.flatMap((item) => entry(item, agenda, cite, language))]
    const none = key === 'overdue' ? empty.overdue : key === 'week' ? empty.soon : undefined
    return none === undefined ? [] : [heading(place[key][language], 0), line([{ text: none[language], tone: 'quiet' }])]
  })
  return [
    ...masthead(assessment, agenda, language),
    ...strip(agenda, language),
    ...sections,
    ...penalties(assessment, cite, language),
    ...ledgers(agenda, language),
    ...questions(assessment, language),
    ...colophon(assessment, language),
  ]
}

/** What a party owes, as a file. `owners` says who answers for a duty, where that is known. */
export function assessmentReport(assessment: Assessment, language: Language, owners?: OwnersOf): Report {
  const agenda = agendaOf(assessment)
  const cite = citer(assessment)
  const { label } = WORDS
  return {
    name: `${label.title[language]} ${assessment.party.name[language]}`,
    head: headOf([assessment.party.name[language], label.title[language], printMoment(agenda.at).slice(0, 10)], language),
    at: agenda.at,
    language,
    blocks: () => blocksOf(assessment, agenda, language),
    grids: () => [
      dutyGrid(agenda, cite, language, owners),
      exposureGrid(assessment, cite, language),
      questionGrid(assessment, language),
      sourceGrid(assessment, agenda, language),
    ],
  }
}

/** What the party's breaches cost, as a file. */
export function exposureReport(assessment: Assessment, language: Language): Report {
  const agenda = agendaOf(assessment)
  const cite = citer(assessment)
  const { label } = WORDS
  const day = printMoment(agenda.at)
  return {
    name: `${label.penalties[language]} ${assessment.party.name[language]}`,
    head: headOf([assessment.party.name[language], label.penalties[language], day.slice(0, 10)], language),
    at: agenda.at,
    language,
    blocks: () => [
      line([{ text: `${label.product[language]} · ${label.penalties[language]}`, tone: 'quiet' }]),
      { kind: 'title', text: assessment.party.name[language] },
      ...row(label.instant, [`${day}  ${label.zone[language]}`], language),
      ...penalties(assessment, cite, language),
      ...colophon(assessment, language),
    ],
    grids: () => [exposureGrid(assessment, cite, language), sourceGrid(assessment, agenda, language)],
  }
}
