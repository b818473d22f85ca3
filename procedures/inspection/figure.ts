import type { Source } from '../source.ts'

/** A figure of the rules on inspection and penalty, with the article that states it. Terms are in the law's own writing. */
interface Figure<V> {
  readonly value: V
  readonly source: Source
}

const penaltyLaw = (article: string): Source => ({ instrument: 'penalty-law-2021', article })

/** 行政处罚法 counts its two, three, five and seven days in working days (art. 85); months and longer terms are civil. */
export const FIGURES = {
  /** Officers who inspect, question or take evidence. */
  officers: { value: 2, source: penaltyLaw('42') },
  /** A breach that is found later is not punished any more; longer where life, health or financial safety is harmed. */
  limitation: { value: 'P2Y', source: penaltyLaw('36') },
  limitationWhereGrave: { value: 'P5Y', source: penaltyLaw('36') },
  /** To ask for a hearing, from the notice. The police's own three days give way to the statute. */
  hearingRequest: { value: '5 workdays', source: penaltyLaw('64') },
  /** Notice before the day of the hearing. */
  hearingNotice: { value: '7 workdays', source: penaltyLaw('64') },
  /** To pay, from receipt of the decision. */
  payment: { value: 'P15D', source: penaltyLaw('67') },
  /** To apply for reconsideration, and to sue, from the day on which the decision is known. */
  reconsideration: { value: 'P60D', source: { instrument: 'reconsideration-law-2023', article: '20' } },
  suit: { value: 'P6M', source: { instrument: 'litigation-law-2017', article: '46' } },
  /** Police: a fine from which there is a hearing, in yuan, the figure included. 公安机关办理行政案件程序规定, art. 123. */
  policeHearingUnit: { value: 10_000, source: { instrument: 'police-procedure-2020', article: '123' } },
  policeHearingPerson: { value: 2_000, source: { instrument: 'police-procedure-2020', article: '123' } },
} as const satisfies Record<string, Figure<number | string>>
