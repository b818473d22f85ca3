import type { Text } from '#law/text.ts'
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
  readonly name: Text
  readonly roles: readonly PersonRole[]
}

/** Who signs in as what. */
export const CAST = {
  'shen.zhiyuan': { party: 'operator', name: { zh: '沈知远', en: 'Shen Zhiyuan' }, roles: ['compliance-officer'] },
  'lu.ming': { party: 'operator', name: { zh: '陆明', en: 'Lu Ming' }, roles: ['security-officer'] },
  'gu.qing': { party: 'operator', name: { zh: '顾清', en: 'Gu Qing' }, roles: ['responsible-manager'] },
  'he.chuan': { party: 'operator', name: { zh: '何川', en: 'He Chuan' }, roles: ['engineer'] },
  'bai.lu': { party: 'operator', name: { zh: '白露', en: 'Bai Lu' }, roles: ['auditor'] },
  'shao.ning': { party: 'operator', name: { zh: '邵宁', en: 'Shao Ning' }, roles: ['system-administrator'] },
  'cheng.ran': { party: 'operator', name: { zh: '程然', en: 'Cheng Ran' }, roles: ['security-administrator'] },
  'yuan.yin': { party: 'operator', name: { zh: '袁茵', en: 'Yuan Yin' }, roles: ['audit-administrator'] },
  'zhou.lan': { party: 'cyberspace', name: { zh: '周岚', en: 'Zhou Lan' }, roles: ['case-officer'] },
  'meng.tao': { party: 'cyberspace', name: { zh: '孟涛', en: 'Meng Tao' }, roles: ['case-officer'] },
  'fang.qi': { party: 'cyberspace', name: { zh: '方启', en: 'Fang Qi' }, roles: ['department-head'] },
  'qin.yue': { party: 'cyberspace', name: { zh: '秦越', en: 'Qin Yue' }, roles: ['reviewer'] },
  'xu.ke': { party: 'cyberspace', name: { zh: '许可', en: 'Xu Ke' }, roles: ['publicity'] },
  'tang.wen': { party: 'cyberspace', name: { zh: '唐雯', en: 'Tang Wen' }, roles: ['system-administrator'] },
  'gao.yuan': { party: 'police', name: { zh: '高远', en: 'Gao Yuan' }, roles: ['case-officer'] },
  'tian.ye': { party: 'police', name: { zh: '田野', en: 'Tian Ye' }, roles: ['department-head'] },
  'lei.zhen': { party: 'station', name: { zh: '雷震', en: 'Lei Zhen' }, roles: ['case-officer', 'department-head'] },
} as const satisfies Readonly<Record<string, CastMember>>

export type Account = keyof typeof CAST
export const CAST_MEMBERS: readonly (CastMember & { readonly account: string })[] = Object.entries(CAST).map(([account, member]) => ({ account, ...member }))
