import type { Text } from '#law/text.ts'

/** What kinds of party keep a journal. The public keeps none: it comes through the portal of a party. */
export const PARTY_KINDS = ['operator', 'provider', 'department', 'service-institution', 'industry-organisation', 'public'] as const
export type PartyKind = (typeof PARTY_KINDS)[number]

export const PARTY_KIND_WORDS = {
  operator: { zh: '网络运营者', en: 'Network operator' },
  provider: { zh: '网络产品、服务提供者', en: 'Provider of network products or services' },
  department: { zh: '主管部门', en: 'Competent department' },
  'service-institution': { zh: '网络安全服务机构', en: 'Security service institution' },
  'industry-organisation': { zh: '行业组织', en: 'Industry organisation' },
  public: { zh: '社会公众', en: 'The public' },
} satisfies Record<PartyKind, Text>

/** What a department has in its charge. `protection` is the department in charge of protecting critical infrastructure in a sector (保护工作部门). */
export const REMITS = ['cyberspace', 'police', 'telecom', 'protection', 'superior-organ', 'sector', 'state-security', 'certification'] as const
export type Remit = (typeof REMITS)[number]

export const REMIT_WORDS = {
  cyberspace: { zh: '网信部门', en: 'cyberspace department' },
  police: { zh: '公安机关', en: 'public security organ' },
  telecom: { zh: '电信主管部门', en: 'telecommunications department' },
  protection: { zh: '关键信息基础设施保护工作部门', en: 'critical infrastructure protection department' },
  'superior-organ': { zh: '本部门网信工作机构', en: "the organ's own cyberspace unit" },
  sector: { zh: '行业主管部门', en: 'sector regulator' },
  'state-security': { zh: '国家安全机关', en: 'state security organ' },
  certification: { zh: '认证认可监督管理部门', en: 'certification and accreditation department' },
} satisfies Record<Remit, Text>

/** From the centre down. A region is the code of GB/T 2260; the centre has `100000`. */
export const LEVELS = ['central', 'province', 'city', 'county'] as const
export type Level = (typeof LEVELS)[number]

export const LEVEL_WORDS = {
  central: { zh: '中央', en: 'central' },
  province: { zh: '省级', en: 'province' },
  city: { zh: '市级', en: 'city' },
  county: { zh: '县级', en: 'county' },
} satisfies Record<Level, Text>

interface Named {
  readonly id: string
  readonly name: Text
}

/** Whose journal it is. */
export type Party =
  | (Named & { readonly kind: Exclude<PartyKind, 'department'>; readonly region: string })
  | (Named & { readonly kind: 'department'; readonly remit: Remit; readonly level: Level; readonly region: string })
