import type { PersonRole } from '#procedures/access.ts'
import type { PartyCard } from '../contract/party.ts'

/**
 * Everybody in the demo, all invented. The province has a code that no region of GB/T 2260 has: a letter to an authority finds its way by that code, so
 * that no real party's letter can come to an invented department, nor the other way round.
 */
const PROVINCE = '990000'
const CITY = '990100'
export const DISTRICT = '990106'

export const DEMO_PARTIES = {
  operator: { kind: 'operator', zh: '澄湖收付（演示）', en: 'Chenghu Pay & Retail (demo)', region: DISTRICT },
  cyberspace: {
    kind: 'department',
    zh: '江澜省互联网信息办公室（演示）',
    en: 'Cyberspace Administration of Jianglan Province (demo)',
    region: PROVINCE,
    remit: 'cyberspace',
    level: 'province',
  },
  police: { kind: 'department', zh: '云澜市公安局（演示）', en: 'Yunlan City Public Security Bureau (demo)', region: CITY, remit: 'police', level: 'city' },
  station: {
    kind: 'department',
    zh: '云澜市西岭区公安分局（演示）',
    en: 'Xiling District Police, Yunlan (demo)',
    region: DISTRICT,
    remit: 'police',
    level: 'county',
  },
} as const satisfies Readonly<Record<string, PartyCard>>

export type DemoParty = keyof typeof DEMO_PARTIES
export const DEMO_NAMES: readonly DemoParty[] = ['operator', 'cyberspace', 'police', 'station']

interface CastMember {
  readonly party: DemoParty
  readonly name: string
  readonly roles: readonly PersonRole[]
}

/** Who signs in as what. */
export const CAST = {
  'shen.zhiyuan': { party: 'operator', name: '沈知远', roles: ['compliance-officer'] },
  'lu.ming': { party: 'operator', name: '陆明', roles: ['security-officer'] },
  'gu.qing': { party: 'operator', name: '顾清', roles: ['responsible-manager'] },
  'he.chuan': { party: 'operator', name: '何川', roles: ['engineer'] },
  'bai.lu': { party: 'operator', name: '白露', roles: ['auditor'] },
  'shao.ning': { party: 'operator', name: '邵宁', roles: ['system-administrator'] },
  'cheng.ran': { party: 'operator', name: '程然', roles: ['security-administrator'] },
  'yuan.yin': { party: 'operator', name: '袁茵', roles: ['audit-administrator'] },
  'zhou.lan': { party: 'cyberspace', name: '周岚', roles: ['case-officer'] },
  'meng.tao': { party: 'cyberspace', name: '孟涛', roles: ['case-officer'] },
  'fang.qi': { party: 'cyberspace', name: '方启', roles: ['department-head'] },
  'qin.yue': { party: 'cyberspace', name: '秦越', roles: ['reviewer'] },
  'xu.ke': { party: 'cyberspace', name: '许可', roles: ['publicity'] },
  'tang.wen': { party: 'cyberspace', name: '唐雯', roles: ['system-administrator'] },
  'gao.yuan': { party: 'police', name: '高远', roles: ['case-officer'] },
  'tian.ye': { party: 'police', name: '田野', roles: ['department-head'] },
  'lei.zhen': { party: 'station', name: '雷震', roles: ['case-officer', 'department-head'] },
} as const satisfies Readonly<Record<string, CastMember>>

export type Account = keyof typeof CAST
export const CAST_MEMBERS: readonly (CastMember & { readonly account: string })[] = Object.entries(CAST).map(([account, member]) => ({ account, ...member }))
