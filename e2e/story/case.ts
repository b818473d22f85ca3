import { z } from 'zod'
import type { Cast } from './cast.ts'
import { dutiesIn, entryIn, matter, owed, rowsIn } from './reading.ts'
import { CITIZEN, type Player, type Stage } from './stage.ts'
import { at, civil, day } from './time.ts'

const INSPECTION = matter('inspection', 'insp-1')
const CASE = matter('penalty', 'case-1')
const officers = [
  { name: '赵敏', credential: '浙A001' },
  { name: '钱进', credential: '浙A002' },
]

/** Chapter 6: an inspection finds too short a log; the order to correct reaches the operator, who lets its day pass. */
export async function inspect(stage: Stage, { operator, lin, officer, head, cyberspace }: Cast): Promise<void> {
  stage.chapter('6 An inspection')
  const command = (who: Player, body: Readonly<Record<string, unknown>>, status = 201) => stage.ask(who, { path: INSPECTION, body, status })
  const [on, later] = [at(day(-120)), at(day(-119))]
  const propose = { type: 'propose', on, operator: operator.id, operatorName: '青蓝优选', subjectRoles: ['network-operator'], basis: 'cyberspace-inspection' }
  const scope = { basisText: '检查通知〔2026〕3号', means: 'on-site', scope: ['logs', 'personal-information'], from: on, to: later }
  await command(officer, { ...propose, ...scope, officers: officers.slice(0, 1) }, 422)
  await command(officer, { ...propose, ...scope, officers })
  await command(officer, { type: 'approve', on, approvedBy: '周正' }, 403)
  await command(head, { type: 'approve', on, approvedBy: '周正' })
  await command(officer, { type: 'notify', on })
  await command(officer, { type: 'begin', on, officers, credentialsShown: true, noticeShown: true })
  const gap = { topic: 'logs', what: '商城日志只留存三个月', violated: '23.1.3', norm: 'logs.keep-six-months', system: 'shop', evidence: ['log-sample-1'] }
  await command(officer, { type: 'record-finding', on, ...gap })
  await command(officer, { type: 'finish', on: later, result: '发现一项问题', signature: 'signed' })
  await command(officer, { type: 'order-correction', on: later, findings: ['F1'], required: '日志留存不少于六个月', until: at(day(-90)) })
  const theirs = `${cyberspace.id}:inspection:insp-1`
  await stage.await(lin, matter('cooperation', theirs), entryIn('correction.ordered'), ({ event }) => `ordered: ${String(event.detail['required'])}`)
  const comply = ['correction.comply']
  await stage.ask(lin, { path: '/api/board', came: (body) => `at the operator: ${owed(body, theirs, comply).replace(/ due .*/, '')}` })
  await stage.ask(officer, {
    path: '/api/board',
    came: (body) => `at the department: ${dutiesIn(body).filter(({ norm }) => comply.includes(norm)).length} such duties`,
  })
  await command(head, { type: 'find-refusal', on: at(day(-85)), about: 'order', reason: '逾期未改，经两次催告' })
  await stage.await(lin, matter('cooperation', theirs), entryIn('correction.refused'), ({ event }) => `refusal found: ${String(event.detail['reason'])}`)
}

/** Chapter 7: the case; what lies outside the statute's range is refused by the engine, and nobody decides before the party was heard. */
export async function punish(stage: Stage, { operator, officer, head, lin, cyberspace }: Cast): Promise<void> {
  stage.chapter('7 The penalty')
  const command = (who: Player, body: Readonly<Record<string, unknown>>, status = 201) => stage.ask(who, { path: CASE, body, status })
  const party = { operator: operator.id, operatorName: '青蓝优选', address: '杭州市上城区', unit: true, subjectRoles: ['network-operator'], violated: '23.1.3' }
  const conduct = { conductFrom: civil(day(-150)), conductTo: civil(day(-121)), discovered: civil(day(-120)), graveHarm: false, jurisdiction: '违法行为发生地' }
  const origin = { origin: 'inspection', inspection: 'insp-1', norm: 'logs.keep-six-months', summary: '日志只留存三个月，责令后拒不改正', officers }
  await command(head, { type: 'file-case', on: at(day(-84)), ...party, ...conduct, ...origin })
  await command(officer, { type: 'take-evidence', on: at(day(-84)), proof: '日志抽样和催告记录', evidence: ['log-sample-1'] })
  const facts = { consequences: 'none', circumstances: 'ordinary', refusedCorrection: true, constitutesCrime: false, finedBefore: false }
  const persons = [{ name: '李雷', post: '技术总监' }]
  const fine = { measures: ['order-correction', 'warning'], personFine: 20_000, persons, larger: true, complex: false, discretion: '拒不改正' }
  const Refused = z.object({ code: z.string(), title: z.string() })
  await stage.ask(officer, {
    path: CASE,
    body: { type: 'propose', on: at(day(-83)), ...facts, ...fine, entityFine: 5_000_000 },
    status: 422,
    came: (body) => `${Refused.parse(body).code}: ${Refused.parse(body).title}`,
  })
  await command(officer, { type: 'propose', on: at(day(-83)), ...facts, ...fine, entityFine: 100_000 })
  await command(officer, { type: 'notify', on: at(day(-82)), respondUntil: at(day(-60)), hearingUntil: civil(day(-81)) }, 422)
  await command(officer, { type: 'notify', on: at(day(-82)), respondUntil: at(day(-60)), hearingUntil: civil(day(-60)) })
  const theirs = matter('cooperation', `${cyberspace.id}:penalty:case-1`)
  await stage.await(lin, theirs, entryIn('cooperation.penalty-noticed'), () => 'the notice with the rights is there')
  await command(head, { type: 'decide', on: at(day(-81)), number: '浙网信罚〔2026〕1号', howToPay: '指定银行', decidedBy: '周正' }, 422)
  await stage.ask(lin, { path: theirs, body: { type: 'defend', on: at(day(-80)), kind: 'hearing', statement: '请求听证' } })
  await stage.await(officer, CASE, entryIn('penalty.statement-received'), ({ event }) => `${String(event.detail['kind'])} asked for`)
  await command(head, { type: 'call-hearing', on: at(day(-78)), at: at(day(-50)), place: '三楼会议室', chair: '孙立', open: true })
  await stage.await(lin, theirs, entryIn('cooperation.hearing-called'), ({ event }) => `the hearing is called to ${String(event.detail['place'])}`)
  await command(head, { type: 'hold-hearing', on: at(day(-50)), opinion: '当事人承认事实，请求从轻', evidence: ['笔录'] })
  await command(head, { type: 'review', on: at(day(-48)), reviewer: '孙立', passed: true, opinion: '事实清楚，程序合法' })
  await command(head, { type: 'decide', on: at(day(-45)), number: '浙网信罚〔2026〕1号', howToPay: '指定银行', decidedBy: '周正' })
  await command(officer, { type: 'serve', on: at(day(-44)), served: 'letter' })
  await stage.await(
    lin,
    theirs,
    entryIn('penalty.decided'),
    ({ event }) => `decision ${String(event.detail['number'])}: ${String(event.detail['entityFine'])} yuan`,
  )
  await stage.ask(officer, { path: '/api/board', came: (body) => owed(body, 'case-1', ['credit.record', 'penalty.pay']) })
  await stage.ask(lin, { path: theirs, body: { type: 'pay', on: at(day(-40)), reference: '缴款书 0012' } })
  await stage.await(officer, CASE, entryIn('penalty.paid'), ({ event }) => `paid: ${String(event.detail['reference'])}`)
}

const Page = z.object({ publications: z.array(z.object({ id: z.string(), kind: z.string(), title: z.string() })) })
const Item = z.object({ withdrawn: z.string().nullable(), fields: z.array(z.object({ key: z.string(), value: z.unknown() })) })

function readItem(body: unknown): string {
  const { fields } = Item.parse(body)
  return fields.flatMap(({ key, value }) => (['title', 'number', 'text', 'because'].includes(key) ? [`${key}: ${String(value)}`] : [])).join('; ')
}

/** Chapter 8: the credit file, which names no person, is read by anybody; an entry that is taken back says so. */
export async function publish(stage: Stage, { head, cyberspace, lin, operator }: Cast): Promise<void> {
  stage.chapter('8 What everybody may read')
  const credit = { type: 'record-credit', on: at(day(-39)), register: '国家企业信用信息公示系统' }
  await stage.ask(head, { path: CASE, body: { ...credit, text: '对技术总监李雷罚款二万元' }, status: 422 })
  await stage.ask(head, { path: CASE, body: { ...credit, text: '日志留存不足六个月，拒不改正，警告并罚款十万元' } })
  const portal = `/portal/${cyberspace.id}/publications`
  await stage.ask(CITIZEN, {
    path: `${portal}?kind=credit-record`,
    came: (body) =>
      Page.parse(body)
        .publications.map(({ title }) => title)
        .join(),
  })
  await stage.ask(CITIZEN, { path: `${portal}/credit-record/case-1`, came: readItem })
  const rules = {
    title: '个人信息收集、使用规则',
    version: '3.0',
    purposes: '履行订单',
    means: '用户填写',
    scope: '姓名、电话、地址',
    contact: 'privacy@example.cn',
  }
  const owing = (body: unknown): string =>
    dutiesIn(body)
      .filter(({ norm }) => norm === 'collection.publish-rules')
      .map(({ norm, state }) => `${norm} ${state}`)
      .toSorted()
      .join('; ')
  await stage.ask(lin, { path: matter('publication', 'rules'), body: { type: 'publish-rules', on: at(day(-10)), ...rules } })
  await stage.ask(lin, { path: '/api/board', came: owing })
  await stage.ask(CITIZEN, {
    path: `/portal/${operator.id}/publications`,
    came: (body) =>
      Page.parse(body)
        .publications.map(({ kind, title }) => `${kind}: ${title}`)
        .join(),
  })
  await stage.ask(head, { path: CASE, body: { type: 'retract-credit', on: at(day(-1)), because: '公示期满前信用修复' } })
  await stage.ask(CITIZEN, { path: `${portal}/credit-record/case-1`, came: readItem })
  await stage.ask(head, {
    path: '/api/views/penalty-cases',
    came: (body) =>
      rowsIn(body)
        .map(({ cells }) => `${String(cells['name'])}: ${String(cells['stage'])}`)
        .join(),
  })
}
