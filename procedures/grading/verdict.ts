import type { Text } from '#law/text.ts'
import { instantOf } from '#law/instant.ts'
import type { Moment } from '../moment.ts'

/** What an assessment comes to (测评结论). */
export const VERDICTS = ['conforms', 'basically-conforms', 'does-not-conform'] as const
export type Verdict = (typeof VERDICTS)[number]

export const VERDICT_WORDS = {
  conforms: { zh: '符合', en: 'Conforms' },
  'basically-conforms': { zh: '基本符合', en: 'Basically conforms' },
  'does-not-conform': { zh: '不符合', en: 'Does not conform' },
} satisfies Record<Verdict, Text>

/** Reports dated after this day use the form of 2025 (公网安〔2025〕1846号, annex, question 21). */
const FORM_OF_2025 = '2025-03-20T23:59:59.999+08:00'
const CONFORMS_ABOVE = 90
const FAILS_BELOW = 60

/**
 * What the form of 2025 makes of a rate in per cent and the number of major risks before they were mended (questions 20 and 22).
 * Above 90 without major risk conforms, below 60 does not. The letter is silent on exactly 90, on exactly 60, and on more than 90
 * with a major risk: neither outer condition is met there, so we read the middle one.
 */
export function verdictFor(rate: number, majorRisks: number): Verdict {
  if (rate < FAILS_BELOW) return 'does-not-conform'
  return rate > CONFORMS_ABOVE && majorRisks === 0 ? 'conforms' : 'basically-conforms'
}

/** Whether a report of that date is by the form of 2025; older ones had other measures. */
export function isByFormOf2025(dated: Moment): boolean {
  return (instantOf(dated) ?? 0) > (instantOf(FORM_OF_2025) ?? 0)
}
