import type { Assessment, DutyAnswer } from '#law/assessment.ts'
import type { Language, Text } from '#law/text.ts'
import { queriesOf, clockWords, subjectsOf, type Agenda, type Item, type Place } from '#law/report/agenda.ts'
import { momentOf, printMoment, printSince } from '#law/report/clock.ts'
import { lawWords, rolesWords } from '#law/report/heading.ts'
import { arithmeticOf, banWords, entityWords, exposureLine, measureWords, personWords } from '#law/report/penalty.ts'
import { decisive } from '#law/report/reasons.ts'
import { MARKS, WORDS, wordOf } from '#law/report/words.ts'
import type { Grid, GridCell } from './grid.ts'

/** Sections in the order of the other reports. */
const PLACES = ['overdue', 'week', 'month', 'later', 'indeterminate', 'proof', 'pending', 'kept', 'mended', 'settled'] as const satisfies readonly Place[]

/** Who answers for a duty, by name; empty where nobody does. */
export type OwnersOf = (duty: DutyAnswer) => readonly string[]

const date = ({ place, moment, duty }: Item): string =>
  moment === null ? (place === 'indeterminate' ? printSince(momentOf(duty.opened)) : '') : place === 'overdue' ? printSince(moment) : printMoment(moment)

function dutyRow(item: Item, agenda: Agenda, cite: (provision: string) => Text, language: Language, owners?: OwnersOf): readonly GridCell[] {
  const { duty, standing, place, exposure } = item
  const { label } = WORDS
  const late = place === 'overdue' || place === 'mended'
  const texts = [
    duty.title[language],
    duty.cite[language],
    subjectsOf(item, language),
    date(item),
    clockWords(item, agenda.at)?.[language] ?? '',
    duty.next?.[language] ?? '',
    decisive(duty, language).join(label.semicolon[language]),
    late ? (exposureLine(exposure, duty, cite)?.[language] ?? '') : '',
    duty.proof.map((text) => text[language]).join(label.semicolon[language]),
    duty.norm,
    duty.edition,
    duty.ref === null ? '' : `#${duty.ref}`,
  ]
  const { mark, tone } = MARKS[standing]
  return [
    WORDS.place[place][language],
    { text: `${mark} ${WORDS.standing[standing][language]}`, tone },
    ...texts,
    ...(owners === undefined ? [] : [owners(duty).join(label.semicolon[language])]),
  ]
}

/** A line for each duty. */
export function dutyGrid(agenda: Agenda, cite: (provision: string) => Text, language: Language, owners?: OwnersOf): Grid {
  const { label } = WORDS
  const columns: Grid['columns'] = [
    { name: { zh: '分类', en: 'Section' }, width: 16 },
    { name: label.state, width: 14 },
    { name: label.duty, width: 36 },
    { name: label.provision, width: 18 },
    { name: label.where, width: 20 },
    { name: label.on, width: 18 },
    { name: { zh: '时间', en: 'Clock' }, width: 18 },
    { name: label.next, width: 44 },
    { name: label.why, width: 56 },
    { name: label.exposure, width: 40 },
    { name: label.proof, width: 40 },
    { name: { zh: '规范', en: 'Norm' }, width: 30 },
    { name: label.law, width: 14 },
    { name: label.entry, width: 10 },
    ...(owners === undefined ? [] : [{ name: { zh: '责任人', en: 'Answers for it' }, width: 20 }]),
  ]
  const rows = PLACES.flatMap((place) => agenda.items[place].map((item) => dutyRow(item, agenda, cite, language, owners)))
  return { name: label.title[language], columns, rows }
}

/** A line for each breach that the law sanctions. */
export function exposureGrid(assessment: Assessment, cite: (provision: string) => Text, language: Language): Grid {
  const { label, stage } = WORDS
  const columns: Grid['columns'] = [
    { name: label.finding, width: 36 },
    { name: label.where, width: 20 },
    { name: label.entry, width: 10 },
    { name: label.provision, width: 18 },
    { name: { zh: '档次', en: 'Tier' }, width: 18 },
    { name: label.onUnit, width: 40 },
    { name: label.onPerson, width: 48 },
    { name: label.measures, width: 56 },
    { name: label.ban, width: 30 },
    { name: label.arithmetic, width: 48 },
    { name: label.notes, width: 36 },
  ]
  const names = new Map(assessment.duties.map((duty) => [duty.subject, duty.subjectName]))
  const many = (texts: readonly Text[]): string => texts.map((text) => text[language]).join(label.semicolon[language])
  const rows = assessment.exposure
    .filter(({ liable }) => liable)
    .map((exposure): readonly GridCell[] => [
      exposure.title[language],
      names.get(exposure.subject)?.[language] ?? exposure.subject,
      exposure.ref === null ? label.byClock[language] : `#${exposure.ref}`,
      cite(exposure.provision ?? '')[language],
      exposure.stage === null ? '' : stage[exposure.stage][language],
      entityWords(exposure)[language],
      personWords(exposure)?.[language] ?? '',
      many(measureWords(exposure)),
      banWords(exposure)?.[language] ?? '',
      many(arithmeticOf(exposure)),
      many(exposure.flags.map((flag) => wordOf(WORDS.flag, flag))),
    ])
  return { name: label.penalties[language], columns, rows }
}

/** A line for each open question. */
export function questionGrid(assessment: Assessment, language: Language): Grid {
  const { label } = WORDS
  const rows = queriesOf(assessment.asks, assessment.duties, language).map(({ text, decides }): readonly GridCell[] => [
    text,
    decides.join(label.semicolon[language]),
  ])
  const columns: Grid['columns'] = [
    { name: label.questions, width: 70 },
    { name: label.decides, width: 70 },
  ]
  return { name: label.questions[language], columns, rows }
}

/** From what the answer can be computed again. */
export function sourceGrid(assessment: Assessment, agenda: Agenda, language: Language): Grid {
  const { label } = WORDS
  const rows: readonly (readonly [Text, string])[] = [
    [label.party, assessment.party.name[language]],
    [label.roles, rolesWords(assessment)[language]],
    [label.instant, `${printMoment(agenda.at)} ${label.zone[language]}`],
    [label.known, assessment.knownUpTo ?? label.nothingKnown[language]],
    [label.law, lawWords(assessment)[language]],
    [label.encoding, assessment.encoding],
    [label.notes, label.notAdvice[language]],
  ]
  const columns: Grid['columns'] = [
    { name: label.reproduce, width: 24 },
    { name: { zh: '值', en: 'Value' }, width: 90 },
  ]
  return { name: label.reproduce[language], columns, rows: rows.map(([name, text]) => [name[language], text]) }
}
