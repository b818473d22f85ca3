import { z } from 'zod'
import { event } from '../event.ts'
import { evidence, gap, reviewOn } from './field.ts'
import { keptApprover, keptOfficer, officerItems, otherItems, reason, responsibilityItems, rulesItems } from './protection-field.ts'

const party = (zh: string, en: string) => ({ of: 'party', zh, en }) as const
const proof = { evidence, reviewOn }

const RulesAdopted = event('policy.adopted', party('批准安全管理制度', 'Rules adopted'), {}, { ...rulesItems, approvedBy: keptApprover, ...proof })
const RulesGap = event('policy.gap-found', party('管理制度缺失', 'Rules found missing'), {}, { gap })
const OfficerAppointed = event(
  'officer.appointed',
  party('任命网络安全负责人', 'Person in charge appointed'),
  {},
  { name: keptOfficer, ...officerItems, ...proof },
)
const OfficerLeft = event('officer.left', party('网络安全负责人离任', 'Person in charge left'), {}, { reason })
const ResponsibilityAssigned = event('responsibility.assigned', party('落实保护责任', 'Responsibility assigned'), {}, { ...responsibilityItems, ...proof })
const ResponsibilityGap = event('responsibility.gap-found', party('保护责任未落实', 'Responsibility found unassigned'), {}, { gap })
const OtherMet = event('obligation.other-met', party('履行其他法定义务', 'Other duties met'), {}, { ...otherItems, ...proof })
const OtherBreached = event('obligation.other-breached', party('违反其他法定义务', 'Other duty breached'), {}, { gap })

export const Event = z.discriminatedUnion('kind', [
  RulesAdopted,
  RulesGap,
  OfficerAppointed,
  OfficerLeft,
  ResponsibilityAssigned,
  ResponsibilityGap,
  OtherMet,
  OtherBreached,
])
export type Event = z.infer<typeof Event>
