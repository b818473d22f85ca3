import { printInstant } from '#law/instant.ts'
import type { Language } from '#law/text.ts'
import { clockWords, subjectsOf, type Agenda, type Item } from '#law/report/agenda.ts'
import { printMoment } from '#law/report/clock.ts'
import { sentence, stateTag, timeTag } from './entry.ts'
import { html, type Markup } from './markup.ts'
import { decisive } from '#law/report/reasons.ts'
import { WORDS } from '#law/report/words.ts'

export interface Column<Row> {
  readonly name: string
  /** What a narrow page leaves out of the column's width. */
  readonly kind?: 'wide' | 'short'
  readonly cell: (row: Row) => Markup
}

/** A table that becomes a list of labelled lines on a narrow screen and stays a table to a screen reader. */
export function ledger<Row>(caption: string, columns: readonly Column<Row>[], rows: readonly Row[]): Markup {
  const heads = columns.map(({ name, kind }) => html`<th scope="col" role="columnheader" class="${kind ?? 'plain'}">${name}</th>`)
  const body = rows.map((row) => {
    const cells = columns.map(({ name, cell }, place) =>
      place === 0 ? html`<th scope="row" role="rowheader">${cell(row)}</th>` : html`<td role="cell" data-name="${name}">${cell(row)}</td>`,
    )
    return html`<tr role="row">
      ${cells}
    </tr> `
  })
  return html`<table role="table">
    <caption>
      ${caption}
    </caption>
    <thead role="rowgroup">
      <tr role="row">
        ${heads}
      </tr>
    </thead>
    <tbody role="rowgroup">
      ${body}
    </tbody>
  </table>`
}

const title = (language: Language): Column<Item> => ({ name: WORDS.label.duty[language], kind: 'wide', cell: ({ duty }) => html`${duty.title[language]}` })
const where = (language: Language): Column<Item> => ({ name: WORDS.label.where[language], cell: (item) => html`${subjectsOf(item, language)}` })
const provision = (language: Language): Column<Item> => ({
  name: WORDS.label.provision[language],
  cell: ({ duty }) => html`<span class="cite">${duty.cite[language]}</span>`,
})

/** Standing duties that have no due time: what to do, and what an inspection accepts as proof. */
export function proofLedger(items: readonly Item[], language: Language): Markup {
  const { label, place } = WORDS
  return ledger(
    place.proof[language],
    [
      title(language),
      where(language),
      provision(language),
      { name: label.next[language], kind: 'wide', cell: ({ duty }) => html`${duty.next?.[language] ?? ''}` },
      { name: label.proof[language], kind: 'wide', cell: ({ duty }) => html`${duty.proof.map((text) => text[language]).join(label.semicolon[language])}` },
    ],
    items,
  )
}

function dueCell(item: Item, agenda: Agenda, language: Language): Markup {
  if (item.moment === null) return html``
  return html`${clockWords(item, agenda.at)?.[language] ?? ''}<br /><span class="date">${timeTag(printInstant(item.moment), printMoment(item.moment))}</span>`
}

/** What falls due later: enough to plan by. */
export function laterLedger(items: readonly Item[], agenda: Agenda, language: Language): Markup {
  const { label, place } = WORDS
  return ledger(
    place.later[language],
    [
      title(language),
      where(language),
      provision(language),
      { name: label.deadline[language], cell: (item) => dueCell(item, agenda, language) },
      { name: label.next[language], kind: 'wide', cell: ({ duty }) => html`${duty.next?.[language] ?? ''}` },
    ],
    items,
  )
}

/** Prohibitions that nothing on record breaks. */
export function keptLedger(items: readonly Item[], language: Language): Markup {
  return ledger(
    WORDS.place.kept[language],
    [title(language), where(language), provision(language), { name: WORDS.label.state[language], kind: 'short', cell: (item) => stateTag(item, language) }],
    items,
  )
}

/** What is settled, mended late, or has not begun: how it came to be so, in its last sentence. */
export function settledLedger(caption: string, items: readonly Item[], language: Language): Markup {
  const { label, state } = WORDS
  return ledger(
    caption,
    [
      title(language),
      where(language),
      provision(language),
      { name: label.state[language], kind: 'short', cell: ({ duty }) => html`${state[duty.state][language]}` },
      { name: label.why[language], kind: 'wide', cell: ({ duty }) => sentence(decisive(duty, language, 1).join('')) },
    ],
    items,
  )
}
