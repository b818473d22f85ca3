import { z } from 'zod'
import { command } from '../command.ts'
import { choice, field } from '../field.ts'
import { Moment } from '../moment.ts'
import {
  affectedPersons,
  answerFrom,
  answerKind,
  answerText,
  asked,
  channel,
  datasetId,
  demanded,
  endangersSecurity,
  eventKind,
  knownAt,
  lesson,
  measures,
  noticeItems,
  reason,
  remit,
  reportItems,
  result,
  shortLine,
  summaryItems,
  suspectedCase,
  systemId,
  title,
  verification,
} from './field.ts'
import { Impact } from './impact.ts'
import { LEVEL_WORDS, LEVELS } from './threshold.ts'

const on = field(Moment, { zh: '时间', en: 'When' })
const receipt = field(shortLine.optional(), { zh: '回执或者接报编号', en: 'Receipt or reference', source: { norm: 'incident.report' } })

const Discover = command(
  'discover',
  { zh: '登记发现的事件', en: 'Record an incident', opens: true },
  { knownAt, title, eventKind, system: systemId, endangersSecurity, suspectedCase },
)
const FindLeak = command(
  'find-leak',
  {
    zh: '登记个人信息泄露',
    en: 'Record a leak of personal information',
    help: { zh: '发生或者可能发生泄露、毁损、丢失。', en: 'Leaked, damaged or lost, or likely to be.' },
  },
  { knownAt, dataset: datasetId, affectedPersons, reason },
)
const Classify = command(
  'classify',
  { zh: '判断级别', en: 'Classify', help: { zh: '知道多少填多少；情况变化时再次判断。', en: 'Fill in what you know, and classify again when it changes.' } },
  {
    on,
    impact: field(Impact, { zh: '影响', en: 'Impact', source: { instrument: 'incident-reporting-2025', article: 'annex' } }),
    judged: choice(LEVELS, LEVEL_WORDS, {
      zh: '自行判断的级别',
      en: 'Level as you judge it',
      help: { zh: '不得低于附件标准得出的级别。', en: 'Not below what the annex comes to.' },
      source: { instrument: 'incident-reporting-2025', article: '4' },
    }).optional(),
    reason,
  },
)
const StartPlan = command(
  'start-plan',
  { zh: '启动应急预案', en: 'Start the contingency plan' },
  { on, decidedBy: field(shortLine, { zh: '决定人', en: 'Decided by', personal: true, source: { norm: 'incident.start-plan' } }), measures },
)
const Contain = command('contain', { zh: '记录控制措施', en: 'Record a containment measure' }, { on, measures })
const Remedy = command(
  'remedy',
  {
    zh: '完成补救',
    en: 'Record the remedy',
    help: { zh: '危害消除、网络恢复并经验证。', en: 'The harm is removed, the network works again, and that was verified.' },
  },
  { on, measures, verification },
)
const RemedyLeak = command(
  'remedy-leak',
  { zh: '完成泄露补救', en: 'Record the remedy of the leak' },
  {
    on,
    measures,
    harmAvoided: field(z.boolean().optional(), {
      zh: '已有效避免危害，且主管部门未要求告知个人',
      en: 'Harm effectively avoided, and no department has ordered notice to the persons',
      source: { norm: 'leak.notice-to-persons-unneeded' },
    }),
  },
)
const Report = command(
  'report',
  {
    zh: '向主管部门报告',
    en: 'Report to a department',
    outward: true,
    help: { zh: '前两项先报，其余知悉后补报。', en: 'The first two items go at once; the rest follows when it is known.' },
  },
  { on, to: remit, channel, receipt, ...reportItems },
)
const RecordReceipt = command(
  'record-receipt',
  { zh: '登记回执', en: 'Record a receipt' },
  { on, to: remit, receipt: field(shortLine, { zh: '回执或者接报编号', en: 'Receipt or reference' }) },
)
const NotifyPersons = command(
  'notify-persons',
  { zh: '告知受影响的个人', en: 'Tell the persons affected', outward: true },
  {
    on,
    persons: field(z.int().positive().max(2_000_000_000), { zh: '告知人数', en: 'Persons told' }),
    means: field(shortLine, { zh: '告知方式', en: 'How they were told', source: { norm: 'leak.inform-users' } }),
    ...noticeItems,
  },
)
const RequireMeasures = command(
  'require-measures',
  { zh: '登记主管部门的要求', en: 'Record what a department requires' },
  { on, from: answerFrom, until: field(Moment, { zh: '要求完成的时间', en: 'To be done by', source: { norm: 'incident-response.take-measures' } }), demanded },
)
const RecordAnswer = command(
  'record-answer',
  { zh: '登记主管部门的答复', en: 'Record the answer of a department', help: { zh: '公文答复自动登记。', en: 'Answers by letter come in by themselves.' } },
  {
    on,
    from: answerFrom,
    answer: answerKind,
    text: answerText,
    asked,
    until: field(Moment.optional(), { zh: '请于何时前补报', en: 'To be answered by' }),
  },
)
const TakeMeasures = command('take-measures', { zh: '落实要求的措施', en: 'Take the measures required' }, { on, measures })
const BecomeEmergency = command('become-emergency', { zh: '登记引发突发事件', en: 'Record that it became an emergency' }, { on, reason })
const EndHandling = command('end-handling', { zh: '结束处置', en: 'End the handling' }, { on, result })
const FileSummary = command('file-summary', { zh: '报送总结报告', en: 'File the final summary', outward: true }, { on, ...summaryItems })
const RecordLesson = command('record-lesson', { zh: '登记教训', en: 'Record a lesson' }, { on, lesson })
const FindConcealed = command('find-concealed', { zh: '记录瞒报', en: 'Record that it was concealed' }, { on, reason })

export const Command = z.discriminatedUnion('type', [
  Discover,
  FindLeak,
  Classify,
  StartPlan,
  Contain,
  Remedy,
  RemedyLeak,
  Report,
  RecordReceipt,
  NotifyPersons,
  RequireMeasures,
  RecordAnswer,
  TakeMeasures,
  BecomeEmergency,
  EndHandling,
  FileSummary,
  RecordLesson,
  FindConcealed,
])
export type Command = z.infer<typeof Command>
