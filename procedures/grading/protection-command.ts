import { z } from 'zod'
import { command } from '../command.ts'
import { evidence, gap, on, reviewOn } from './field.ts'
import { approvedBy, officerItems, officerName, otherItems, reason, responsibilityItems, rulesItems, wanting } from './protection-field.ts'

export const AdoptRules = command(
  'adopt-rules',
  { zh: '批准发布安全管理制度', en: 'Adopt the security rules', opens: true },
  { on, ...rulesItems, approvedBy, evidence, reviewOn },
)
export const AppointOfficer = command(
  'appoint-officer',
  { zh: '任命网络安全负责人', en: 'Appoint the person in charge', opens: true },
  { on, name: officerName, ...officerItems, evidence, reviewOn },
)
const EndOffice = command('end-office', { zh: '登记负责人离任', en: 'Record that the person in charge left' }, { on, reason })
export const AssignResponsibility = command(
  'assign-responsibility',
  { zh: '落实保护责任', en: 'Assign responsibility', opens: true },
  { on, ...responsibilityItems, evidence, reviewOn },
)
export const ProveOther = command(
  'prove-other',
  { zh: '证明其他法定义务', en: 'Prove the other duties', opens: true },
  { on, ...otherItems, evidence, reviewOn },
)
const FindGap = command('find-gap', { zh: '登记缺口', en: 'Record a gap', opens: true }, { on, control: wanting, gap })

export const Command = z.discriminatedUnion('type', [AdoptRules, AppointOfficer, EndOffice, AssignResponsibility, ProveOther, FindGap])
export type Command = z.infer<typeof Command>
