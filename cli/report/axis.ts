import type { LiabilityAnswer } from '#law/answer.ts'
import type { Language } from '#law/text.ts'
import { html, type Markup } from './markup.ts'
import { WORDS } from '#law/report/words.ts'

/** A logarithmic scale of yuan from ¥1,000 on: so many powers of ten. */
export interface Axis {
  readonly decades: number
}

const FIRST = 3 // the power of ten at which the axis begins
const LEAST = 4 // decades
const UNITS = 1000 // of the drawing, across

/** The axis that all bars of a report share, so that they can be compared. */
export function axisFor(answers: readonly LiabilityAnswer[], stakes: readonly (number | null)[]): Axis {
  const most = Math.max(
    1,
    ...answers.flatMap(({ entityFine, personFine }) => [entityFine?.max ?? 0, personFine?.max ?? 0]),
    ...stakes.map((amount) => amount ?? 0),
  )
  return { decades: Math.max(LEAST, Math.ceil(Math.log10(most) - 1e-9) - FIRST + 1) }
}

function placeOn({ decades }: Axis, yuan: number): number {
  const power = yuan <= 10 ** FIRST ? 0 : Math.log10(yuan) - FIRST
  return Math.round((Math.min(power, decades) / decades) * UNITS)
}

const TICKS = {
  zh: ['1 千元', '1 万', '10 万', '100 万', '1000 万', '1 亿', '10 亿', '100 亿'],
  en: ['¥1 k', '¥10 k', '¥100 k', '¥1 M', '¥10 M', '¥100 M', '¥1 bn', '¥10 bn'],
} satisfies Record<Language, readonly string[]>

export interface Bar {
  readonly label: string
  readonly words: string
  readonly min: number
  readonly max: number
  /** `reached`: the tier that applies. `possible`: the gravest tier, drawn as an outline. */
  readonly kind: 'reached' | 'possible'
}

function drawBar(axis: Axis, bar: Bar): Markup {
  const from = placeOn(axis, bar.min)
  const to = Math.max(placeOn(axis, bar.max), from + 6)
  const lines = Array.from({ length: axis.decades }, (_, decade) => Math.round((decade / axis.decades) * UNITS))
  return html`<div class="bar">
    <span class="bar-name">${bar.label}</span
    ><svg class="bar-line" viewBox="0 0 ${UNITS} 20" preserveAspectRatio="none" role="img" aria-label="${bar.label}${' '}${bar.words}">
      ${lines.map((x) => html`<line x1="${x}" x2="${x}" y1="0" y2="20" />`)}
      <rect class="${bar.kind}" x="${from}" width="${to - from}" y="5" height="10" /></svg
    ><span class="bar-words">${bar.words}</span>
  </div>`
}

/** Bars over one scale, each with its range in words; what is drawn is never the only bearer of a figure. */
export function drawRanges(axis: Axis, bars: readonly Bar[], language: Language): Markup | null {
  if (bars.length === 0) return null
  const ticks = TICKS[language].slice(0, axis.decades)
  return html`<figure class="ranges">
    <figcaption>${WORDS.label.axis[language]}</figcaption>
    ${bars.map((bar) => drawBar(axis, bar))}
    <div class="ticks" aria-hidden="true">${ticks.map((tick) => html`<span>${tick}</span>`)}</div>
  </figure>`
}
