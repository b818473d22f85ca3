import type { FieldForm } from '#procedures/field.ts'
import { Moment } from '#procedures/moment.ts'
import { dayWords, momentWords } from '../document/date.ts'
import { html, type Html } from './html.ts'
import type { Reading } from './page.ts'

export function timeOf({ say }: Reading, moment: Moment): Html {
  return html`<time datetime="${moment}">${say(momentWords(moment))}</time>`
}

const entriesOf = (value: unknown): readonly (readonly [string, unknown])[] => (typeof value === 'object' && value !== null ? Object.entries(value) : [])

/** A value as people read it, by the field that it is of; `undefined` where there is none. */
export function shownValue(reading: Reading, field: FieldForm, value: unknown): Html | undefined {
  const { say, word } = reading
  if (value === null && field.personal) return html`<i>${word('erased')}</i>`
  if (value === null || value === undefined || (Array.isArray(value) && value.length === 0)) return undefined
  const labelled = (one: unknown): string => {
    const option = field.options.find(({ value: known }) => known === one)
    return option === undefined ? String(one) : say(option.label)
  }
  if (typeof value === 'boolean') return html`${word(value ? 'yes' : 'no')}`
  if (Array.isArray(value)) {
    const items: readonly unknown[] = value
    if (field.fields.length === 0)
      return html`<ul class="plain-list">
        ${items.map((item) => html`<li>${labelled(item)}</li>`)}
      </ul>`
    return html`<ul class="plain-list">
      ${items.map((item) => html`<li>${pairs(reading, field.fields, item)}</li>`)}
    </ul>`
  }
  if (typeof value === 'object') return pairs(reading, field.fields, value)
  if (typeof value === 'string' && (field.widget === 'moment' || field.widget === 'day')) {
    const moment = Moment.safeParse(field.widget === 'day' ? `${value}T00:00:00+08:00` : value)
    if (moment.success) return field.widget === 'day' ? html`${say(dayWords(moment.data))}` : timeOf(reading, moment.data)
  }
  return html`<span class="said">${labelled(value)}</span>`
}

/** Labels with their values; what was left blank is left out. One alone needs no label to be seen. */
export function pairs(reading: Reading, fields: readonly FieldForm[], value: unknown): Html {
  const known = entriesOf(value)
  const lines = fields.flatMap((field) => {
    const shown = shownValue(reading, field, known.find(([name]) => name === field.name)?.[1])
    return shown === undefined ? [] : [{ label: reading.say(field.label), shown }]
  })
  const only = lines.length === 1
  return html`<dl class="pairs${only && ' is-one'}">
    ${lines.map(
      ({ label, shown }) =>
        html`<div>
          <dt>${label}</dt>
          <dd>${shown}</dd>
        </div>`,
    )}
  </dl>`
}
