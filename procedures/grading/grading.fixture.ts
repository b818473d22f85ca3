import { catalogued, type Matter, type StoredEntry } from '../matter.ts'
import { contextOf, type Loose, type Setting } from '../sentence.fixture.ts'
import type { Command } from './command.ts'
import { grading } from './grading.ts'

/** The system of these sentences: `pay`, on the register since 2024. */
export const REGISTERED: Setting = {
  subject: 'pay',
  standing: {
    roles: ['network-operator'],
    thing: (id) => (id === 'pay' ? { id, kind: 'system', name: { zh: '支付', en: 'Payments' }, facts: {} } : undefined),
    row: (view, key) => (view === 'system-register' && key === 'pay' ? { key, cells: { since: '2024-01-02' } } : undefined),
  },
}

export const closed = catalogued(grading)

/** A command and when it was given. */
export type Told = readonly [at: string, command: Loose<Command>]

/** Gives commands one after the other, as the journal would keep them, and hands back the matter. A refusal is a fault here. */
export function story(...commands: readonly Told[]): Matter {
  const entries: StoredEntry[] = []
  for (const [at, command] of commands) {
    const answer = closed.open(entries).decide(command, contextOf({ roles: ['security-officer'], ...REGISTERED }, 'pay', at))
    if (answer.kind === 'refused') throw new Error(`${answer.refusal.code}: ${answer.refusal.en}`)
    for (const event of answer.events) entries.push({ ref: String(entries.length + 1), recorded: at, event })
  }
  return closed.open(entries)
}

const side = { citizens: 'serious', society: 'none', state: 'none' } as const

export function proposal(on: string, more: Partial<Extract<Loose<Command>, { type: 'propose' }>> = {}) {
  return {
    type: 'propose',
    on,
    name: '支付系统',
    sort: 'information-system',
    boundary: '青蓝优选，杭州机房',
    business: { what: '交易信息', ...side, society: 'serious' },
    service: { what: '收款服务', ...side },
    ...more,
  } as const
}

export function review(on: string, grade: number) {
  return { type: 'review', on, experts: 3, grade, opinion: '定级合理', names: '甲、乙、丙' } as const
}

export function fix(on: string) {
  return { type: 'fix-level', on, decidedBy: '林伟' } as const
}

const PAPERS = ['topology', 'organisation', 'design', 'products', 'expert-opinion'] as const

export function filing(on: string, more: Partial<Extract<Loose<Command>, { type: 'submit-filing' }>> = {}) {
  return {
    type: 'submit-filing',
    on,
    purpose: 'first',
    unitName: '青蓝优选',
    unitAddress: '杭州市',
    unitRegion: '330106',
    unitSort: 'enterprise',
    affiliation: 'other',
    industry: '电子商务',
    office: '安全部',
    systemNumber: '0001',
    businessSort: '支付',
    businessDescription: '为商户收款',
    scope: 'city',
    served: 'public',
    coverage: 'wide',
    network: 'internet',
    links: '与银行专线相连',
    products: '防火墙两台',
    services: '云服务',
    inOperation: '2024-01-02T00:00:00+08:00',
    papers: PAPERS,
    toFollow: '三个月内测评并补交',
    survey: [{ kind: '个人交易信息', class: 'general', use: '本系统内使用' }],
    head: '林伟',
    headPhone: '0571-1',
    contact: '王芳',
    contactPhone: '0571-2',
    contactMail: 'wang@qinglan.example',
    filledBy: '王芳',
    ...more,
  } as const
}

export function assessment(on: string, more: Partial<Extract<Loose<Command>, { type: 'record-assessment' }>> = {}) {
  return {
    type: 'record-assessment',
    on,
    assessor: '浙江某测评',
    qualification: 'DJCP-1',
    report: '2026-001',
    rate: 82.5,
    majorRisks: 1,
    verdict: 'basically-conforms',
    found: [{ domain: 'boundary', severity: 'major', what: '入侵防范规则过期', control: 'defence' }],
    evidence: ['测评报告.pdf'],
    ...more,
  } as const
}
