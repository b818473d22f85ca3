import type { Assessment } from '#law/assessment.ts'
import type { Language, Text } from '#law/text.ts'
import { agendaOf, clockWords, queriesOf, subjectsOf, type Agenda, type Item, type Place } from '#law/report/agenda.ts'
import { momentOf, printMoment } from '#law/report/clock.ts'
import { dateTag, entry, stateTag, timeTag } from './entry.ts'
import { lawWords, rolesWords } from '#law/report/heading.ts'
import { keptLedger, laterLedger, proofLedger, settledLedger } from './ledger.ts'
import { html, Markup } from './markup.ts'
import { citer } from '#law/report/penalty.ts'
import { styleSheet } from './style.ts'
import { verdicts } from './verdict.ts'
import { SAY, WORDS } from '#law/report/words.ts'

/** The seal in the corner: the product's name as a square stamp. */
const SEAL = html`<svg class="seal" viewBox="0 0 64 64" role="img" aria-label="责簿">
  <rect x="1" y="1" width="62" height="62" rx="3" />
  <rect class="rim" x="5" y="5" width="54" height="54" rx="1.5" />
  <text x="32" y="29" text-anchor="middle">责</text>
  <text x="32" y="54" text-anchor="middle">簿</text>
</svg>`

/** Sections in the order of the page, and whether an empty one is shown. */
const ENTRIES = ['overdue', 'week', 'month', 'later', 'indeterminate'] as const satisfies readonly Place[]

function masthead(assessment: Assessment, agenda: Agenda, language: Language): Markup {
  const { label } = WORDS
  const { knownUpTo, encoding, party } = assessment
  const known = knownUpTo === null ? html`${label.nothingKnown[language]}` : timeTag(knownUpTo, printMoment(momentOf(knownUpTo)))
  const facts: readonly (readonly [Text, Markup])[] = [
    [label.instant, html`${timeTag(assessment.at, printMoment(agenda.at))} <span class="quiet">${label.zone[language]}</span>`],
    [label.known, known],
    [label.roles, html`${rolesWords(assessment)[language]}`],
    [label.law, html`${lawWords(assessment)[language]}`],
    [label.encoding, html`<span class="code">${encoding.slice(0, 12)}</span>`],
  ]
  return html`<header class="masthead">
    <div class="title">
      <p class="product">${label.product[language]}<span> · ${label.title[language]}</span></p>
      <h1>${party.name[language]}</h1>
    </div>
    ${SEAL}
    <dl class="facts">
      ${facts.map(
        ([name, value]) =>
          html`<div>
            <dt>${name[language]}</dt>
            <dd>${value}</dd>
          </div>`,
      )}
    </dl>
  </header>`
}

function stripLine(item: Item, agenda: Agenda, language: Language): Markup {
  const clock = clockWords(item, agenda.at)?.[language] ?? ''
  return html`<li class="${stripTone(item)}">
    <span class="line-head">${stateTag(item, language)} <span class="clock">${clock}</span></span
    ><span class="line-title">${item.duty.title[language]}</span
    ><span class="line-place"><span class="cite">${item.duty.cite[language]}</span> · ${subjectsOf(item, language)} · ${dateTag(item, language)}</span>
  </li>`
}

const stripTone = ({ place }: Item): string => (place === 'overdue' ? 'late' : 'soon')

const CLOCKS_SHOWN = 4

function strip(agenda: Agenda, language: Language): Markup {
  const { label, place } = WORDS
  const clocks = agenda.clocks.slice(0, CLOCKS_SHOWN).map((item) => stripLine(item, agenda, language))
  const pressing = agenda.pressing.map((item) => stripLine(item, agenda, language))
  const counts = ([...ENTRIES, 'proof'] as const).map(
    (key) =>
      html`<li class="${key}">
        <a href="#${key}"><b>${agenda.items[key].length}</b> <span>${place[key][language]}</span></a>
      </li>`,
  )
  const clocksOrNone =
    clocks.length === 0
      ? html`<p class="note">${label.noClock[language]}</p>`
      : html`<ul>
          ${clocks}
        </ul>`
  const pressingOrNone =
    pressing.length === 0
      ? html`<p class="note">${WORDS.empty.overdue[language]}</p>`
      : html`<ol>
          ${pressing}
        </ol>`
  return html`<nav aria-label="${label.title[language]}">
      <ul class="counts">
        ${counts}
      </ul>
    </nav>
    <div class="strip">
      <section>
        <h2>${label.clocks[language]} <span class="count">${agenda.clocks.length}</span></h2>
        ${clocksOrNone}
      </section>
      <section>
        <h2>${label.pressing[language]} <span class="quiet">${label.pressingRule[language]}</span></h2>
        ${pressingOrNone}
      </section>
    </div>`
}

function section(id: string, title: string, count: number, content: Markup): Markup {
  return html`<section class="part" id="${id}">
    <h2>${title} <span class="count">${count}</span></h2>
    ${content}
  </section> `
}

function entries(place: (typeof ENTRIES)[number], agenda: Agenda, cite: (provision: string) => Text, language: Language): Markup | null {
  const items = agenda.items[place]
  const title = WORDS.place[place][language]
  if (place === 'later' && items.length > 0) return section(place, title, items.length, laterLedger(items, agenda, language))
  if (items.length > 0) return section(place, title, items.length, html`${items.map((item) => entry(item, agenda, cite, language))}`)
  if (place === 'overdue') return section(place, title, 0, html`<p class="note">${WORDS.empty.overdue[language]}</p>`)
  if (place === 'week') return section(place, title, 0, html`<p class="note">${WORDS.empty.soon[language]}</p>`)
  return null
}

function folded(summary: string, content: Markup): Markup {
  return html`<details class="fold">
    <summary>${summary}</summary>
    ${content}
  </details>`
}

function tables(agenda: Agenda, language: Language): Markup {
  const { label, place, state } = WORDS
  const { proof, pending, kept, mended, settled } = agenda.items
  const states = new Map<Item['duty']['state'], number>()
  for (const { duty } of settled) states.set(duty.state, (states.get(duty.state) ?? 0) + 1)
  const summary = [...states].map(([key, n]) => `${state[key][language]} ${n}`).join(' · ')
  const count = (items: readonly Item[]): string => SAY.count(items.length)[language]
  return html`${
    proof.length === 0
      ? null
      : section(
          'proof',
          place.proof[language],
          proof.length,
          html`<p class="note">${label.proofNote[language]}</p>
            ${proofLedger(proof, language)}`,
        )
  }${pending.length === 0 ? null : section('pending', place.pending[language], pending.length, settledLedger(place.pending[language], pending, language))}${
    kept.length === 0
      ? null
      : section(
          'kept',
          place.kept[language],
          kept.length,
          html`<p class="note">${label.keptNote[language]}</p>
            ${folded(count(kept), keptLedger(kept, language))}`,
        )
  }${
    mended.length === 0
      ? null
      : section(
          'mended',
          place.mended[language],
          mended.length,
          html`<p class="note">${label.mendedNote[language]}</p>
            ${settledLedger(place.mended[language], mended, language)}`,
        )
  }${
    settled.length === 0
      ? null
      : section(
          'settled',
          place.settled[language],
          settled.length,
          html`<p class="note">${label.settledNote[language]}</p>
            ${folded(summary, settledLedger(place.settled[language], settled, language))}`,
        )
  }`
}

function questions(assessment: Assessment, language: Language): Markup | null {
  const { label } = WORDS
  const queries = queriesOf(assessment.asks, assessment.duties, language)
  if (queries.length === 0) return null
  const lines = queries.map(
    ({ text, decides }) =>
      html`<li>
        ${text}${decides.length === 0 ? null : html` <span class="quiet">${label.decides[language]} ${decides.join(label.semicolon[language])}</span>`}
      </li>`,
  )
  return section(
    'questions',
    label.questions[language],
    queries.length,
    html`<p class="note">${label.questionsNote[language]}</p>
      <ol class="questions">
        ${lines}
      </ol>`,
  )
}

function colophon(assessment: Assessment, language: Language): Markup {
  const { label } = WORDS
  const mode = 'asIf' in assessment.law ? assessment.law.asIf : 'applicable'
  const values: readonly (readonly [Text, string])[] = [
    [label.known, assessment.knownUpTo ?? label.nothingKnown[language]],
    [label.instant, assessment.at],
    [label.law, mode === 'applicable' ? `applicable${label.colon[language]}${label.applicable[language]}` : mode],
    [label.encoding, assessment.encoding],
  ]
  return html`<footer>
    <h2>${label.reproduce[language]}</h2>
    <p>${label.reproduceNote[language]}</p>
    <dl>
      ${values.map(
        ([name, value]) =>
          html`<div>
            <dt>${name[language]}</dt>
            <dd class="code">${value}</dd>
          </div>`,
      )}
    </dl>
    <p class="advice">${label.notAdvice[language]}</p>
  </footer>`
}

/**
 * One self-contained page: no script, no address of anything outside. Same assessment and language: same bytes.
 * Every value that people wrote is escaped.
 */
export function htmlReport(assessment: Assessment, language: Language): string {
  const agenda = agendaOf(assessment)
  const cite = citer(assessment)
  const head = SAY.page(assessment.party.name, printMoment(agenda.at).slice(0, 10))[language]
  const { label } = WORDS
  const page = html`<!doctype html>
    <html lang="${language === 'zh' ? 'zh-CN' : 'en'}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="referrer" content="no-referrer" />
        <title>${head}</title>
        <style>
          ${new Markup(styleSheet(head))}
        </style>
      </head>
      <body>
        <div class="page">
          ${masthead(assessment, agenda, language)}
          <main>
            ${strip(agenda, language)} ${ENTRIES.map((place) => entries(place, agenda, cite, language)).filter((part) => part !== null)}
            ${section('exposure', label.penalties[language], assessment.exposure.length, verdicts(assessment, cite, language))} ${tables(agenda, language)}
            ${questions(assessment, language)}
          </main>
          ${colophon(assessment, language)}
        </div>
      </body>
    </html> `
  return page.text
}
