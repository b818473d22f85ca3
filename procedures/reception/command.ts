import { z } from 'zod'
import { command } from '../command.ts'
import { field } from '../field.ts'
import { asked, eventKind, level, reportItems, summaryItems, title } from '../incident/field.ts'
import { Moment } from '../moment.ts'
import * as of from './field.ts'

const on = field(Moment, { zh: '时间', en: 'When' })

const TakeReport = command(
  'take-report',
  {
    zh: '接收事件报告',
    en: 'Take in a report',
    opens: true,
    help: { zh: '公文自动接收；补报并入原事项。', en: 'Letters come in by themselves; what follows joins the same matter.' },
  },
  { operator: of.operator, title, eventKind, level, knownAt: of.knownAt, receivedAt: of.receivedAt, letter: of.letter, ...reportItems },
)
const TakeSummary = command(
  'take-summary',
  { zh: '接收总结报告', en: 'Take in a final summary' },
  { receivedAt: of.receivedAt, level, letter: of.letter, ...summaryItems },
)
const TakeMeasures = command(
  'take-measures',
  { zh: '接收措施落实情况', en: 'Take in what was done' },
  { receivedAt: of.receivedAt, measures: of.measures, letter: of.letter },
)
const Acknowledge = command('acknowledge', { zh: '确认接报', en: 'Acknowledge', outward: true }, { on, note: of.note })
const Ask = command('ask', { zh: '要求补报', en: 'Ask for more', outward: true }, { on, asked, question: of.question, answerBy: of.answerBy })
const Instruct = command('instruct', { zh: '要求采取措施', en: 'Require measures', outward: true }, { on, until: of.until, demanded: of.demanded })
const PassOn = command(
  'pass-on',
  {
    zh: '上报、通报',
    en: 'Pass on',
    outward: true,
    help: {
      zh: '重大以上事件须按时限上报；也可以通报同级部门。',
      en: 'Levels I and II go upwards within the time set; departments of the same level may be told too.',
    },
  },
  { on, to: of.toRemit, level: of.toRank, region: of.toRegion },
)
const StartPlan = command('start-plan', { zh: '启动应急预案', en: 'Start the contingency plan' }, { on, response: of.response })
const Investigate = command(
  'investigate',
  { zh: '登记调查评估', en: 'Record the investigation' },
  { on, cause: of.cause, effect: of.effect, conclusion: of.conclusion },
)
const Close = command('close', { zh: '办结', en: 'Close', outward: true }, { on, result: of.result })

export const Command = z.discriminatedUnion('type', [TakeReport, TakeSummary, TakeMeasures, Acknowledge, Ask, Instruct, PassOn, StartPlan, Investigate, Close])
export type Command = z.infer<typeof Command>
export type Given<T extends Command['type']> = Extract<Command, { type: T }>
