import { z } from 'zod'
import { event } from '../event.ts'
import { field, personal } from '../field.ts'
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
  findingId,
  findingItems,
  gap,
  grade,
  how,
  keptNames,
  keptPersons,
  keptReview,
  line,
  measures,
  origin,
  paragraph,
  planItems,
  proposalItems,
  receipt,
  reference,
  returnedFor,
  reviewItems,
  selfCheckItems,
  sentEntry,
  statement,
} from './field.ts'

const system = (zh: string, en: string) => ({ of: 'system', zh, en }) as const
const proof = { statement, evidence, reviewOn: keptReview }
const decided = { decidedBy: personal(line, { zh: '批准人', en: 'Decided by' }) }

const Proposed = event(
  'grading.level-proposed',
  system('拟定等级', 'Level proposed'),
  {},
  {
    ...proposalItems,
    businessGrade: field(z.int().min(1).max(5), { zh: '业务信息安全保护等级', en: 'Level of business information' }),
    serviceGrade: field(z.int().min(1).max(5), { zh: '系统服务安全保护等级', en: 'Level of the service' }),
    grade,
  },
)
const Reviewed = event('grading.level-reviewed', system('专家评审', 'Reviewed by experts'), {}, { ...reviewItems, names: keptNames })
const Approved = event('grading.level-approved', system('主管部门审批', 'Decided by the competent department'), {}, approvalItems)
const LevelFixed = event('grading.level-fixed', system('确定等级', 'Level fixed'), { gradedLevel: z.int().min(1).max(5) }, decided)
/** Grading anew came to the same level: nothing has to be filed for it. */
const LevelConfirmed = event('grading.level-confirmed', system('重新定级，等级不变', 'Graded anew, same level'), {}, { ...decided, grade })
const FilingSubmitted = event('grading.filing-submitted', system('提交备案材料', 'Filing handed in'), {}, { ...filingItems, ...keptPersons, grade })
/** Dated when the papers were handed in, not when they were accepted: the days that the police take do not bind the operator. */
const Filed = event(
  'grading.filed',
  system('完成备案', 'Filed'),
  {},
  { reference: reference.nullable(), acceptedAt: field(Moment, { zh: '受理时间', en: 'Accepted at' }) },
)
/** The receiver has the letter: proof of sending, and no more. */
const ReceiptReceived = event('grading.receipt-received', system('收到回执', 'Receipt received'), {}, { entry: sentEntry, receipt })
const FilingReturned = event(
  'grading.filing-returned',
  system('备案被退回', 'Filing returned'),
  {},
  { about: returnedFor, reason: field(paragraph, { zh: '退回理由', en: 'Why' }) },
)
const CertificateIssued = event(
  'grading.certificate-issued',
  system('取得备案证明', 'Filing certificate issued'),
  { certificateUntil: Moment },
  { number: certificateNumber },
)
const ExtensionRequested = event('grading.extension-requested', system('申请延期', 'Extension requested'), {}, { reason: extensionReason })
const Assessed = event('grading.assessed', system('完成等级测评', 'Assessed'), {}, { ...assessmentItems, grade, evidence })
const SelfChecked = event('grading.self-checked', system('完成自查', 'Self-checked'), {}, { ...selfCheckItems, evidence })
const FindingRaised = event(
  'grading.finding-raised',
  system('发现问题', 'Finding raised'),
  {},
  { finding: findingId, origin, ...findingItems, control: control.nullable() },
)
const FindingRectified = event('grading.finding-rectified', system('完成整改', 'Finding mended'), {}, { finding: findingId, measures, evidence })
const FindingVerified = event(
  'grading.finding-verified',
  system('验证整改', 'Mending verified'),
  {},
  { finding: findingId, passed: field(z.boolean(), { zh: '通过', en: 'Passed' }), how, verifiedBy: personal(line, { zh: '验证人', en: 'Verified by' }) },
)
const DefenceDeployed = event('defence.deployed', system('证明防护措施', 'Defences proved'), {}, proof)
const MonitoringEnabled = event('monitoring.enabled', system('证明监测记录', 'Monitoring proved'), {}, proof)
const LogsProved = event(
  'logs.coverage-proved',
  system('证明日志留存', 'Span of logs proved'),
  {},
  {
    ...proof,
    earliest: field(Moment, { zh: '最早一条日志的时间', en: 'Time of the earliest line' }),
    sources: field(z.array(line), { zh: '核验的日志来源', en: 'Log sources checked' }),
  },
)
const DataClassified = event('data.classified', system('证明数据分类', 'Classification proved'), {}, proof)
const DataBackedUp = event('data.backed-up', system('证明数据备份', 'Backup proved'), {}, proof)
const DataEncrypted = event('data.encrypted', system('证明数据加密', 'Encryption proved'), {}, proof)
const DefenceGap = event('defence.gap-found', system('防护措施缺口', 'Gap in the defences'), {}, { gap })
const MonitoringGap = event('monitoring.gap-found', system('监测记录缺口', 'Gap in monitoring'), {}, { gap })
const LogsGap = event('logs.gap-found', system('日志留存不足', 'Logs too short'), {}, { gap })
const ClassificationGap = event('data.classification-gap-found', system('数据未分类', 'Data unclassified'), {}, { gap })
const BackupGap = event('data.backup-gap-found', system('数据未备份', 'Data without backup'), {}, { gap })
const EncryptionGap = event('data.encryption-gap-found', system('数据未加密', 'Data unencrypted'), {}, { gap })
const PlanFiled = event('grading.plan-filed', system('报送保护工作方案', 'Protection plan handed in'), {}, planItems)
const Changed = event('grading.change-recorded', system('发生重大变化', 'Change recorded'), {}, { change, description: changeDescription })
const Ended = event('grading.ended', system('终止等级保护', 'Graded protection ended'), {}, endItems)

export const Event = z.discriminatedUnion('kind', [
  Proposed,
  Reviewed,
  Approved,
  LevelFixed,
  LevelConfirmed,
  FilingSubmitted,
  Filed,
  ReceiptReceived,
  FilingReturned,
  CertificateIssued,
  ExtensionRequested,
  Assessed,
  SelfChecked,
  FindingRaised,
  FindingRectified,
  FindingVerified,
  DefenceDeployed,
  MonitoringEnabled,
  LogsProved,
  DataClassified,
  DataBackedUp,
  DataEncrypted,
  DefenceGap,
  MonitoringGap,
  LogsGap,
  ClassificationGap,
  BackupGap,
  EncryptionGap,
  PlanFiled,
  Changed,
  Ended,
])
export type Event = z.infer<typeof Event>
type Kind = Event['kind']
export type DetailOf<K extends Kind> = Extract<Event, { kind: K }>['detail']
