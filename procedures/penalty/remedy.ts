import type { Text } from '#law/text.ts'
import { FIGURES } from '../inspection/figure.ts'

const days = FIGURES.reconsideration.value.slice(1, -1)
const months = FIGURES.suit.value.slice(1, -1)

/** Item 5 of art. 59 of the Administrative Penalty Law: where to turn, and within what time. */
export const REMEDIES: Text = {
  zh: `不服本决定的，可以自知道之日起 ${days} 日内申请行政复议，或者 ${months} 个月内提起行政诉讼。复议、诉讼期间处罚不停止执行，法律另有规定的除外。`,
  en: `Reconsideration may be applied for within ${days} days, or suit brought within ${months} months, of the day on which the decision is known. Neither stays the penalty unless a statute says so.`,
}
