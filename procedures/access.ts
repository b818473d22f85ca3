import type { Text } from '#law/text.ts'
import type { PartyKind } from './party.ts'

/** What a person may be inside a party. The three administrators are 三员 of 三权分立: no one person has two of them. */
export const PERSON_ROLES = [
  'compliance-officer',
  'security-officer',
  'responsible-manager',
  'engineer',
  'auditor',
  'case-officer',
  'department-head',
  'reviewer',
  'publicity',
  'system-administrator',
  'security-administrator',
  'audit-administrator',
  'portal',
  'post',
] as const
export type PersonRole = (typeof PERSON_ROLES)[number]

export const PERSON_ROLE_WORDS = {
  'compliance-officer': { zh: '合规负责人', en: 'Compliance officer' },
  'security-officer': { zh: '网络安全负责人', en: 'Security officer' },
  'responsible-manager': { zh: '主管人员', en: 'Responsible manager' },
  engineer: { zh: '运维人员', en: 'Engineer' },
  auditor: { zh: '审计人员', en: 'Auditor' },
  'case-officer': { zh: '承办人', en: 'Case officer' },
  'department-head': { zh: '部门负责人', en: 'Head of department' },
  reviewer: { zh: '法制审核人员', en: 'Legal reviewer' },
  publicity: { zh: '公示发布人员', en: 'Publicity officer' },
  'system-administrator': { zh: '系统管理员', en: 'System administrator' },
  'security-administrator': { zh: '安全管理员', en: 'Security administrator' },
  'audit-administrator': { zh: '审计管理员', en: 'Audit administrator' },
  portal: { zh: '公众', en: 'Somebody at the portal' },
  post: { zh: '公文交换', en: 'Delivery of letters' },
} satisfies Record<PersonRole, Text>

/** Which kinds of party have which roles. `post` is no person: it hands over letters that have been verified. */
export const ROLES_OF = {
  operator: ['compliance-officer', 'security-officer', 'responsible-manager', 'engineer', 'auditor', ...administrators(), 'portal', 'post'],
  provider: ['compliance-officer', 'security-officer', 'responsible-manager', 'engineer', 'auditor', ...administrators(), 'portal', 'post'],
  department: ['case-officer', 'department-head', 'reviewer', 'publicity', 'auditor', ...administrators(), 'portal', 'post'],
  'service-institution': ['compliance-officer', 'responsible-manager', 'engineer', 'auditor', ...administrators(), 'portal', 'post'],
  'industry-organisation': ['compliance-officer', 'responsible-manager', 'publicity', 'auditor', ...administrators(), 'portal', 'post'],
  public: ['portal'],
} satisfies Record<PartyKind, readonly PersonRole[]>

function administrators() {
  return ['system-administrator', 'security-administrator', 'audit-administrator'] as const
}

/** A party's own people who act for it in the ordinary run of things. Shorthands for access tables. */
export const OPERATORS = ['compliance-officer', 'security-officer', 'responsible-manager'] as const satisfies readonly PersonRole[]
export const HANDS = [...OPERATORS, 'engineer'] as const satisfies readonly PersonRole[]
export const OFFICERS = ['case-officer', 'department-head'] as const satisfies readonly PersonRole[]

/** Who may give which command: every command of the procedure has a line, an empty one included. */
export type Access<Type extends string> = Readonly<Record<Type, readonly PersonRole[]>>

/** Whoever acts: a person with the roles that he or she has in this party. */
export interface Actor {
  readonly person: string
  readonly roles: readonly PersonRole[]
}

/** Whether one person may have these roles together: at most one of the three administrators. */
export function mayHold(roles: readonly PersonRole[]): boolean {
  const powers = new Set<PersonRole>(administrators())
  return new Set(roles.filter((role) => powers.has(role))).size <= 1
}

/** Whether the table lets the actor give a command. A command that the table does not know is given by nobody. */
export function mayGive(access: Readonly<Record<string, readonly PersonRole[]>>, type: string, actor: Actor): boolean {
  return Object.hasOwn(access, type) && (access[type] ?? []).some((role) => actor.roles.includes(role))
}
