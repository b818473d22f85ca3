import { z } from 'zod'
import { dutiesIn, matter } from './reading.ts'
import type { Party, Player, Stage } from './stage.ts'
import { at, day, FOUNDED } from './time.ts'

/** Who plays: an operator whose people sign in, and departments whose people bear tokens. */
export interface Cast {
  readonly operator: Party
  readonly lin: Player
  readonly cyberspace: Party
  readonly officer: Player
  readonly head: Player
  readonly police: Party
  readonly sergeant: Player
}

const PASSWORD = '海边 quiet-lantern 七点'
const Claimed = z.object({ party: z.string() })
const SignedIn = z.object({ pageToken: z.string() })

/** Chapter 1: the first run, signing in, the departments, and what the operator runs. */
export async function assemble(stage: Stage): Promise<Cast> {
  const token = await stage.open()
  stage.chapter('1 A fresh start')
  const page: Player = { name: 'Lin Wei, before signing in', headers: stage.origin }
  const card = { kind: 'operator', zh: '青蓝优选', en: 'Qinglan Select', region: '330102' }
  const also = ['security-officer', 'compliance-officer', 'responsible-manager']
  const claim = { token, party: card, name: '林薇', account: 'linwei', password: PASSWORD, also }
  const claimed = await stage.ask(page, { path: '/api/first-run', body: claim, came: () => 'the first party and its administrator are registered' })
  const operator = { id: Claimed.parse(claimed.body).party, name: 'Qinglan' }
  stage.knows(operator)
  await stage.ask(page, { path: '/api/first-run', body: claim, status: 403 })
  const signIn = { party: operator.id, account: 'linwei', password: PASSWORD }
  const signedIn = await stage.ask(page, { path: '/api/sign-in', body: signIn, status: 200, came: () => 'signed in' })
  const cookie = signedIn.headers.get('set-cookie')?.split(';')[0] ?? ''
  const lin: Player = { name: 'Lin Wei', headers: { ...stage.origin, cookie, 'x-dutybook-page': SignedIn.parse(signedIn.body).pageToken } }
  const provincial = ['--kind', 'department', '--zh', '省网信办', '--region', '330000', '--remit', 'cyberspace', '--level', 'province']
  const district = ['--kind', 'department', '--zh', '上城公安分局', '--region', '330102', '--remit', 'police', '--level', 'county']
  const cyberspace = await stage.register(
    { name: 'Cyberspace', card: provincial },
    { Zhao: ['case-officer'], Zhou: ['department-head', 'reviewer', 'publicity'] },
  )
  const police = await stage.register({ name: 'Police', card: district }, { Qian: ['case-officer', 'department-head'] })
  const [officer, head] = cyberspace.players
  const [sergeant] = police.players
  if (officer === undefined || head === undefined || sergeant === undefined) throw new Error('somebody has not been registered')
  await describe(stage, lin)
  await introduce(stage, head)
  return { operator, lin, cyberspace: cyberspace.party, officer, head, police: police.party, sergeant }
}

/** Who the operator is, and what it runs. */
async function describe(stage: Stage, lin: Player): Promise<void> {
  const reason = '工商登记'
  const fact = (name: string) => ({ type: 'establish', fact: name, holds: true, on: FOUNDED, reason })
  for (const body of [
    { type: 'begin', since: '2024-01-02', unit: true },
    fact('withinTerritory'),
    { type: 'establish-network', network: 'civil', on: FOUNDED, reason },
    fact('ownsNetwork'),
    fact('collectsPersonalInformation'),
  ])
    await stage.ask(lin, { path: matter('profile', 'self'), body })
  const systems = [
    ['shop', { zh: '商城', en: 'Shop' }, { gradedLevel: 2, collectsPersonalInformation: true }],
    ['pay', { zh: '支付', en: 'Payments' }, { gradedLevel: 3, important: true }],
    ['old', { zh: '旧站', en: 'Old site' }, {}],
  ] as const
  for (const [id, name, facts] of systems)
    await stage.ask(lin, { path: matter('system', id), body: { type: 'enter', name, since: '2024-02-01', facts, particulars: {} } })
  const members = { type: 'enter', name: { zh: '会员数据', en: 'Members' }, since: '2024-02-01', facts: { personal: true }, particulars: {} }
  await stage.ask(lin, { path: matter('dataset', 'members'), body: members })
  const owed = (body: unknown, id: string, state: string): number => dutiesIn(body).filter((duty) => duty.subject === id && duty.state === state).length
  const open = (body: unknown): string => ['shop', 'pay', 'old'].map((id) => `${id} owes ${owed(body, id, 'open')}`).join(', ')
  await stage.ask(lin, { path: '/api/board', came: open })
  await stage.ask(lin, { path: matter('system', 'old'), body: { type: 'retire', on: at(day(-1)), because: '下线' } })
  await stage.ask(lin, { path: '/api/board', came: open })
}

/** A department says which roles it has: they follow from no fact of its own. */
async function introduce(stage: Stage, head: Player): Promise<void> {
  await stage.ask(head, { path: matter('profile', 'self'), body: { type: 'begin', since: '2020-01-02', unit: true } })
  await stage.ask(head, { path: matter('profile', 'self'), body: { type: 'state-role', role: 'provincial-department', on: FOUNDED, reason: '三定方案' } })
}
