import { z } from 'zod'
import { command } from '../command.ts'
import { field } from '../field.ts'
import { Moment } from '../moment.ts'
import {
  approvalItems,
  assessmentItems,
  certificateNumber,
  change,
  changeDescription,
  control,
  endItems,
  evidence,
  extensionReason,
  filingItems,
  filingPersons,
  findingControl,
  findingId,
  findingItems,
  found,
  gap,
  grade,
  how,
  line,
  measures,
  names,
  on,
  origin,
  planItems,
  proposalItems,
  receipt,
  reference,
  returnedFor,
  reviewItems,
  reviewOn,
  paragraph,
  selfCheckItems,
  sentEntry,
  statement,
} from './field.ts'

const Propose = command(
  'propose',
  {
    zh: '拟定等级',
    en: 'Propose a level',
    opens: true,
    help: { zh: '等级由两方面侵害程度按矩阵得出，可以更高，不得更低。', en: 'The matrix gives the level from both sides; it may be higher, never lower.' },
  },
  {
    on,
    ...proposalItems,
    judged: grade.optional().meta({ zh: '自行判断的等级', en: 'Level as you judge it', source: { instrument: 'mlps-2007', article: '10' } }),
  },
)
const Review = command('review', { zh: '登记专家评审', en: 'Record the expert review' }, { on, ...reviewItems, names })
const Approve = command('approve', { zh: '登记主管部门审批', en: 'Record what the competent department decided' }, { on, ...approvalItems })
const FixLevel = command(
  'fix-level',
  {
    zh: '确定等级',
    en: 'Fix the level',
    help: { zh: '第二级以上须经专家评审；有主管部门的须经审批。', en: 'From level 2 after expert review; after approval where there is a department.' },
  },
  { on, decidedBy: field(line, { zh: '批准人', en: 'Decided by', personal: true, source: { norm: 'protection.comply' } }) },
)
const SubmitFiling = command('submit-filing', { zh: '向公安机关备案', en: 'File with the police', outward: true }, { on, ...filingItems, ...filingPersons })
const AcceptFiling = command(
  'accept-filing',
  { zh: '登记公安机关受理', en: 'Record that the police accepted the filing' },
  { on: field(Moment, { zh: '受理时间', en: 'Accepted at' }), reference },
)
const RecordReceipt = command(
  'record-receipt',
  { zh: '登记收文回执', en: 'Record a receipt', help: { zh: '回执证明已经送达，不等于受理。', en: 'A receipt proves delivery, not acceptance.' } },
  { on, entry: sentEntry, receipt },
)
const ReturnFiling = command(
  'return-filing',
  { zh: '登记公安机关退回', en: 'Record that the police returned the filing' },
  { on, about: returnedFor, reason: field(paragraph, { zh: '退回理由', en: 'Why it was returned', widget: 'long-text' }) },
)
const RecordCertificate = command(
  'record-certificate',
  { zh: '登记备案证明', en: 'Record the filing certificate' },
  {
    on: field(Moment, { zh: '发证时间', en: 'Issued on', source: { norm: 'grading.extend-certificate' } }),
    number: certificateNumber,
    until: field(Moment, {
      zh: '有效期至',
      en: 'Valid until',
      help: { zh: '完成测评后有效期顺延的，按新的届满日再登记一次。', en: 'Where an assessment moves the end, record the certificate again with the new one.' },
      source: { norm: 'grading.extend-certificate' },
    }),
    filedOn: field(Moment.optional(), {
      zh: '当时备案的时间',
      en: 'When it was filed',
      help: { zh: '本系统启用前已备案的填写。', en: 'For a filing made before it was kept here.' },
      source: { norm: 'grading.file-level' },
    }),
  },
)
const RequestExtension = command(
  'request-extension',
  { zh: '申请备案证明延期', en: 'Ask for extension of the certificate', outward: true },
  { on, reason: extensionReason },
)
const RecordAssessment = command(
  'record-assessment',
  { zh: '登记等级测评', en: 'Record an assessment' },
  { on: field(Moment, { zh: '报告日期', en: 'Date of the report', source: { norm: 'grading.assess-level-three' } }), ...assessmentItems, found, evidence },
)
const RecordSelfCheck = command('record-self-check', { zh: '登记自查', en: 'Record a self-check' }, { on, ...selfCheckItems, found, evidence })
const RaiseFinding = command('raise-finding', { zh: '登记问题', en: 'Record a finding' }, { on, origin, ...findingItems, control: findingControl })
const Rectify = command('rectify', { zh: '登记整改', en: 'Record what was mended' }, { on, finding: findingId, measures, evidence })
const Verify = command(
  'verify',
  { zh: '验证整改', en: 'Verify the mending' },
  {
    on,
    finding: findingId,
    passed: field(z.boolean(), { zh: '通过', en: 'Passed' }),
    how,
    verifiedBy: field(line, { zh: '验证人', en: 'Verified by', personal: true }),
  },
)
const ProveControl = command(
  'prove-control',
  {
    zh: '证明控制措施',
    en: 'Prove a control',
    opens: true,
    help: { zh: '网络日志另用“证明日志留存”。', en: 'For logs, use “Prove how far logs reach back”.' },
  },
  { on, control, statement, evidence, reviewOn },
)
const ProveLogs = command(
  'prove-logs',
  { zh: '证明日志留存', en: 'Prove how far logs reach back', opens: true },
  {
    on: field(Moment, { zh: '核验时间', en: 'Checked at', source: { norm: 'logs.keep-six-months' } }),
    earliest: field(Moment, { zh: '最早一条日志的时间', en: 'Time of the earliest line', source: { norm: 'logs.keep-six-months' } }),
    unbroken: field(z.boolean(), { zh: '其间没有中断', en: 'Without interruption since', source: { norm: 'logs.keep-six-months' } }),
    sources: field(z.array(line).min(1).max(200), {
      zh: '核验的日志来源',
      en: 'Log sources checked',
      register: 'log-source',
      source: { norm: 'logs.keep-six-months' },
    }),
    evidence,
    reviewOn,
  },
)
const FindGap = command('find-gap', { zh: '登记控制措施缺口', en: 'Record a gap in a control', opens: true }, { on, control, gap })
const FilePlan = command('file-plan', { zh: '报送保护工作方案', en: 'Hand in the protection plan', outward: true }, { on, ...planItems })
const RecordChange = command(
  'record-change',
  { zh: '登记重大变化', en: 'Record a change that asks for grading anew' },
  { on, change, description: changeDescription },
)
const End = command(
  'end',
  {
    zh: '终止等级保护',
    en: 'End graded protection',
    outward: true,
    help: { zh: '系统停用后办理；系统登记册另行注销。', en: 'Once the system is out of use; retire it in the register as well.' },
  },
  { on, ...endItems },
)

export const Command = z.discriminatedUnion('type', [
  Propose,
  Review,
  Approve,
  FixLevel,
  SubmitFiling,
  AcceptFiling,
  RecordReceipt,
  ReturnFiling,
  RecordCertificate,
  RequestExtension,
  RecordAssessment,
  RecordSelfCheck,
  RaiseFinding,
  Rectify,
  Verify,
  ProveControl,
  ProveLogs,
  FindGap,
  FilePlan,
  RecordChange,
  End,
])
export type Command = z.infer<typeof Command>
export type Given<T extends Command['type']> = Extract<Command, { type: T }>
