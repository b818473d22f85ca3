import { Text } from '#law/text.ts'
import { DayText, Moment } from '#procedures/moment.ts'
import type { Cell, Column } from '#procedures/view.ts'
import { dayWords } from '../document/date.ts'
import type { Host } from './door.ts'
import { html, type Html } from './html.ts'
import { pageOf, type Reading } from './page.ts'
import type { PublicationPage, ReadPublication } from './publication.ts'
import { timeOf } from './value.ts'

function dayOf({ say }: Reading, text: string): Html {
  const moment = Moment.safeParse(text.length === 10 ? `${text}T00:00:00+08:00` : text)
  return moment.success ? html`<time datetime="${text}">${say(dayWords(moment.data))}</time>` : html`${text}`
}

function wordsOf({ say }: Reading, cell: Cell): string {
  const both = Text.safeParse(cell)
  if (both.success) return say(both.data)
  return typeof cell === 'string' || typeof cell === 'number' ? String(cell) : ''
}

/** What the party tells everybody, the newest first; by kind, and a page at a time. */
export function publicationsPage(reading: Reading, host: Host, found: PublicationPage, chosen: string | undefined): Html {
  const { say, word } = reading
  const { kinds, page, pages, publications } = found
  const base = `/p/${host.id}/publications`
  const there = kinds.filter(({ count }) => count > 0)
  const total = there.reduce((sum, { count }) => sum + count, 0)
  const kindOf = (kind: string): string => say(kinds.find((each) => each.kind === kind)?.title ?? { zh: kind, en: kind })
  const query = (to: number): string => `${base}?${chosen === undefined ? '' : `kind=${encodeURIComponent(chosen)}&`}page=${to}`
  const tab = (href: string, words: string, count: number, isHere: boolean): Html =>
    html`<li>
      <a href="${href}" ${isHere && html` aria-current="page"`}>${words} <span class="tally">${count}</span></a>
    </li>`
  return pageOf(reading, {
    title: word('published'),
    host,
    body: html`<h1>${word('published')}</h1>
      ${
        total === 0
          ? html`<p class="empty">${word('publishedNone', { kinds: kinds.map(({ title }) => say(title)).join(reading.language === 'zh' ? '、' : ', ') })}</p>`
          : html`<nav aria-label="${word('kinds')}">
              <ul class="tabs">
                ${tab(base, word('allKinds'), total, chosen === undefined)}
                ${there.map(({ kind, title, count }) => tab(`${base}?kind=${encodeURIComponent(kind)}`, say(title), count, kind === chosen))}
              </ul>
            </nav>`
      }
      ${
        publications.length > 0 &&
        html`<ul class="rows">
          ${publications.map(
            ({ id, kind, title, on, withdrawn }) =>
              html`<li${withdrawn !== null && html` class="is-gone"`}><a href="${base}/${encodeURIComponent(kind)}/${encodeURIComponent(id)}"><span class="row-title">${wordsOf(reading, title)}</span><span class="row-help">${kindOf(kind)} · ${dayOf(reading, on)}${withdrawn !== null && html` · <b>${word('withdrawn')}</b>`}</span></a></li>`,
          )}
        </ul>`
      }
      ${
        pages > 1 &&
        html`<nav class="pages" aria-label="${word('pages')}">
          ${page > 1 ? html`<a class="step" rel="prev" href="${query(page - 1)}">${word('newer')}</a>` : html`<span></span>`}
          <span>${word('pageOf', { n: page, m: pages })}</span>
          ${page < pages ? html`<a class="step" rel="next" href="${query(page + 1)}">${word('older')}</a>` : html`<span></span>`}
        </nav>`
      }`,
  })
}

/** Said at the head of the page, in sentences or by its place. */
const AT_THE_HEAD: readonly string[] = ['kind', 'title', 'on', 'withdrawn', 'because']

/** What is longer than a line stands under a heading of its own. */
const LINE = 60 // characters
const isLong = ({ kind, key }: Column, text: string): boolean => kind === 'text' && (key === 'text' || text.length > LINE || text.includes('\n'))

function shownCell(reading: Reading, column: Column, cell: Cell): Html {
  const { say, word } = reading
  const option = (value: string): string => say(column.options?.[value] ?? { zh: value, en: value })
  if (Array.isArray(cell))
    return html`<ul class="plain-list">
      ${cell.map((one: unknown) => html`<li>${option(String(one))}</li>`)}
    </ul>`
  if (typeof cell === 'boolean') return html`${word(cell ? 'yes' : 'no')}`
  if (typeof cell !== 'string') return html`${wordsOf(reading, cell)}`
  const moment = column.kind === 'moment' ? Moment.safeParse(cell) : undefined
  if (moment?.success === true) return timeOf(reading, moment.data)
  if (column.kind === 'day' && DayText.safeParse(cell).success) return dayOf(reading, cell)
  return html`<span class="said">${option(cell)}</span>`
}

/** One publication, to be read and printed. What was taken back says so, and nothing of what it said. */
export function publicationPage(reading: Reading, host: Host, found: ReadPublication): Html {
  const { say, word } = reading
  const { title, on, withdrawn, fields } = found
  const rest = fields.filter(({ key }) => !AT_THE_HEAD.includes(key))
  const long = rest.filter((field) => isLong(field, wordsOf(reading, field.value)))
  const short = rest.filter((field) => !long.includes(field))
  const kind = fields.find(({ key }) => key === 'kind')
  const because = fields.find(({ key }) => key === 'because')
  return pageOf(reading, {
    title: wordsOf(reading, title),
    host,
    body: html`<p class="crumb"><a href="/p/${host.id}/publications">${word('published')}</a></p>
      <article>
        <h1>${wordsOf(reading, title)}</h1>
        <p class="kind">${kind !== undefined && html`${shownCell(reading, kind, kind.value)} · `}${say(host.party.name)} · ${dayOf(reading, on)}</p>
        ${withdrawn !== null && html`<p class="note"><strong>${word('withdrawnOn', { day: dayText(reading, withdrawn) })}</strong> ${because !== undefined && html`<span class="said">${wordsOf(reading, because.value)}</span>`}</p>`}
        ${
          short.length > 0 &&
          html`<dl class="slip">
            ${short.map(
              (field) =>
                html`<div>
                  <dt>${say(field)}</dt>
                  <dd>${shownCell(reading, field, field.value)}</dd>
                </div>`,
            )}
          </dl>`
        }
        ${long.map(
          (field) =>
            html`<section>
              <h2>${say(field)}</h2>
              <div class="prose">${paragraphs(wordsOf(reading, field.value))}</div>
            </section>`,
        )}
      </article>`,
  })
}

const paragraphs = (text: string): readonly Html[] =>
  text
    .split(/\n\s*\n/)
    .filter((part) => part.trim() !== '')
    .map((part) => html`<p class="said">${part.trim()}</p>`)

function dayText({ say }: Reading, text: string): string {
  const moment = Moment.safeParse(text)
  return moment.success ? say(dayWords(moment.data)) : text
}
