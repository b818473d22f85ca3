import type { Assessment, DutyAnswer, Exposure } from '#law/assessment.ts'
import type { Language, Text } from '#law/text.ts'
import { axisFor, drawRanges, type Axis, type Bar } from './axis.ts'
import { bullets, sentence } from './entry.ts'
import { ledger } from './ledger.ts'
import { html, type Markup } from './markup.ts'
import { fineRange, range } from '#law/report/money.ts'
import { byOwner } from '#law/report/owner.ts'
import {
  arithmeticOf,
  capital,
  banWords,
  entityWords,
  gravestWords,
  lowersOf,
  measureWords,
  penaltiesOf,
  personWords,
  raisesOf,
  reasonsOf,
  type Penalty,
} from '#law/report/penalty.ts'
import { SAY, WORDS, wordOf } from '#law/report/words.ts'

type Owners = (finding: Exposure) => readonly DutyAnswer[]

function barsOf({ answer, stake }: Penalty, language: Language): readonly Bar[] {
  const { label } = WORDS
  const bars: Bar[] = []
  const { entityFine, personFine } = answer
  if (entityFine !== null && entityFine.min !== null && entityFine.max !== null)
    bars.push({ label: label.onUnit[language], words: fineRange(entityFine)[language], min: entityFine.min, max: entityFine.max, kind: 'reached' })
  if (personFine !== null)
    bars.push({
      label: label.onPerson[language],
      words: range(personFine.min, personFine.max)[language],
      min: personFine.min,
      max: personFine.max,
      kind: 'reached',
    })
  const gravest = gravestWords(stake, entityFine)
  const most = stake?.gravest
  if (gravest !== null && most !== null && most !== undefined && most.min !== null && most.max !== null)
    bars.push({
      label: capital(label.gravest[language]),
      words: range(most.min, most.max)[language],
      min: most.min,
      max: most.max,
      kind: 'possible',
    })
  return bars
}

function list(texts: readonly Text[], language: Language): Markup | null {
  return bullets(texts.map((text) => capital(text[language])))
}

function row(name: Text, content: Markup | null, language: Language): Markup | null {
  return content === null
    ? null
    : html`<div>
        <dt>${name[language]}</dt>
        <dd>${content}</dd>
      </div>`
}

function entryCell({ ref, penalised }: Exposure, language: Language): Markup {
  const entry = ref === null ? WORDS.label.byClock[language] : `#${ref}`
  return penalised === null ? sentence(entry) : html`${sentence(entry)}<br />${sentence(SAY.penalised(penalised)[language])}`
}

function findingsTable(owners: Owners, { findings }: Penalty, language: Language): Markup {
  const { label } = WORDS
  return ledger(
    label.finding[language],
    [
      { name: label.finding[language], kind: 'wide', cell: (finding) => html`${finding.title[language]}` },
      { name: label.where[language], cell: (finding) => html`${owners(finding)[0]?.subjectName[language] ?? finding.subject}` },
      { name: label.provision[language], cell: (finding) => html`<span class="cite">${owners(finding)[0]?.cite[language] ?? ''}</span>` },
      { name: label.entry[language], kind: 'short', cell: (finding) => entryCell(finding, language) },
    ],
    findings,
  )
}

/** How each finding leads here; what all have in common is told once. */
function stepsOf(findings: readonly Exposure[], language: Language): Markup {
  const told = findings.map((finding) => reasonsOf(finding).map((reason) => reason[language]))
  const common = told.length < 2 ? [] : (told[0] ?? []).filter((reason) => told.every((each) => each.includes(reason)))
  const steps = (name: string, reasons: readonly string[]): Markup =>
    html`<p class="step-of">${name}</p>
      <ol>
        ${reasons.map((reason) => html`<li>${sentence(reason)}</li>`)}
      </ol>`
  const own = findings.flatMap(({ title }, place) => {
    const reasons = (told[place] ?? []).filter((reason) => !common.includes(reason))
    return reasons.length === 0 ? [] : [steps(title[language], reasons)]
  })
  const shared = common.length === 0 ? null : steps(WORDS.label.common[language], common)
  return html`<details class="account steps">
    <summary>${WORDS.label.steps[language]}</summary>
    ${own}${shared}
  </details>`
}

function verdict(owners: Owners, penalty: Penalty, axis: Axis, cite: (provision: string) => Text, language: Language): Markup {
  const { answer, provision, findings, stake } = penalty
  const { label, stage } = WORDS
  const arithmetic = arithmeticOf(answer)
  const person = personWords(answer)
  const gravest = gravestWords(stake, answer.entityFine)
  const ban = banWords(answer)
  const days = answer.detentionDays
  const entity = gravest === null ? [entityWords(answer)] : [entityWords(answer), gravest]
  const others = answer.alternatives.map((other): Text => {
    const [place, fine] = [cite(other.provision ?? ''), entityWords(other)]
    return { zh: `${place.zh}：${fine.zh}`, en: `${place.en}: ${fine.en}` }
  })
  const flags = answer.flags.map((flag) => wordOf(WORDS.flag, flag))
  const tier = answer.stage === null ? '' : stage[answer.stage][language]
  return html`<article class="verdict">
    <h3><span class="cite">${cite(provision)[language]}</span> <span class="tier">${tier}</span></h3>
    ${findingsTable(owners, penalty, language)} ${drawRanges(axis, barsOf(penalty, language), language)}
    <dl>
      ${row(label.onUnit, list(entity, language), language)}${row(label.onPerson, person === null ? null : list([person], language), language)}${row(label.detention, days === null ? null : html`${SAY.detained(days.min, days.max)[language]}`, language)}${row(label.ban, ban === null ? null : list([ban], language), language)}${row(label.measures, list(measureWords(answer), language), language)}${row(label.arithmetic, list(arithmetic.length === 0 ? [label.noArithmetic] : arithmetic, language), language)}${row(label.raises, list(raisesOf(answer, cite), language), language)}${row(label.lowers, list(lowersOf(answer, cite), language), language)}${row(label.also, list(others, language), language)}${row(label.notes, list(flags, language), language)}
    </dl>
    ${stepsOf(findings, language)}
  </article>`
}

/** Each finding with its provision, tier and range, the arithmetic, and what would change it. */
export function verdicts(assessment: Assessment, cite: (provision: string) => Text, language: Language): Markup {
  const penalties = penaltiesOf(assessment)
  if (penalties.length === 0) return html`<p class="note">${WORDS.empty.exposure[language]}</p>`
  const axis = axisFor(
    penalties.map(({ answer }) => answer),
    penalties.map(({ stake }) => stake?.gravest?.max ?? null),
  )
  const owners = byOwner(assessment.duties)
  return html`<p class="note">${WORDS.label.notSummed[language]}</p>
    ${penalties.map((penalty) => verdict(owners, penalty, axis, cite, language))}`
}
