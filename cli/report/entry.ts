import { printInstant } from '#law/instant.ts'
import type { Language, Text } from '#law/text.ts'
import { clockWords, subjectsOf, queriesOf, type Agenda, type Item } from '#law/report/agenda.ts'
import { momentOf, printMoment, printSince } from '#law/report/clock.ts'
import { html, type Markup } from './markup.ts'
import { exposureLine } from '#law/report/penalty.ts'
import { decisive } from '#law/report/reasons.ts'
import { MARKS, WORDS } from '#law/report/words.ts'

/** A sentence with its journal entries set apart, so that the eye finds them. */
export function sentence(text: string): Markup {
  return html`${text.split(/(#[\p{L}\p{N}._:-]+)/u).map((part, place) => (place % 2 === 1 ? html`<span class="ref">${part}</span>` : html`${part}`))}`
}

export function stateTag(item: Item, language: Language): Markup {
  const { mark, tone } = MARKS[item.standing]
  return html`<span class="state ${tone}"><span class="mark" aria-hidden="true">${mark}</span> ${WORDS.standing[item.standing][language]}</span>`
}

export function timeTag(iso: string, shown: string): Markup {
  return html`<time datetime="${iso}">${shown}</time>`
}

/** When a duty was due or became late, in Beijing time. */
export function dateTag({ moment, place, duty }: Item, language: Language): Markup | null {
  const { label } = WORDS
  if (moment === null) return place === 'indeterminate' ? html`${label.since[language]} ${timeTag(duty.opened, printSince(momentOf(duty.opened)))}` : null
  return place === 'overdue'
    ? html`${label.since[language]} ${timeTag(printInstant(moment), printSince(moment))}`
    : html`${label.due[language]} ${timeTag(printInstant(moment), printMoment(moment))}`
}

function row(name: Text, content: Markup | null, language: Language, kind: string): Markup | null {
  return content === null
    ? null
    : html`<div class="${kind}">
        <dt>${name[language]}</dt>
        <dd>${content}</dd>
      </div>`
}

/** One text as it is, several as a list. */
export function bullets(texts: readonly string[]): Markup | null {
  if (texts.length === 0) return null
  return texts.length === 1
    ? sentence(texts[0] ?? '')
    : html`<ul>
        ${texts.map((text) => html`<li>${sentence(text)}</li>`)}
      </ul>`
}

function account({ duty }: Item, language: Language): Markup | null {
  if (duty.why.length <= 2) return null
  const steps = duty.why.map((step) => html`<li>${timeTag(step.at, printSince(momentOf(step.at)))} ${sentence(step[language])}</li>`)
  return html`<details class="account">
    <summary>${WORDS.label.fullWhy[language]}</summary>
    <ol>
      ${steps}
    </ol>
  </details>`
}

/** One duty in full: what, where, which provision, since when, why, what to do, what proves it, what failing costs. */
export function entry(item: Item, agenda: Agenda, cite: (provision: string) => Text, language: Language): Markup {
  const { duty } = item
  const { label } = WORDS
  const clock = clockWords(item, agenda.at)
  const cost = exposureLine(item.exposure, duty, cite)
  const exposure = cost === null ? null : html`${cost[language]}`
  const next = duty.next === null ? null : sentence(duty.next[language])
  const asks = queriesOf(item.asks, [duty], language).map(({ text }) => text)
  return html`<article class="entry ${MARKS[item.standing].tone}">
    <div class="when">
      ${stateTag(item, language)}${clock === null ? null : html`<span class="clock">${clock[language]}</span>`}<span class="date"
        >${dateTag(item, language)}</span
      >
    </div>
    <div class="what">
      <h3>${duty.title[language]}</h3>
      <p class="place"><span class="cite">${duty.cite[language]}</span> <span class="subject">${subjectsOf(item, language)}</span></p>
      <div class="sides">
        <dl>
          ${row(label.why, bullets(decisive(duty, language)), language, 'why')}${row(label.settles, bullets(asks), language, 'settles')}${row(label.next, next, language, 'next')}
        </dl>
        <dl>${row(label.exposure, exposure, language, 'cost')}${row(label.proof, bullets(duty.proof.map((text) => text[language])), language, 'proof')}</dl>
      </div>
      ${account(item, language)}
    </div>
  </article>`
}
