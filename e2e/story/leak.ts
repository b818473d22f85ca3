import { z } from 'zod'
import type { Cast } from './cast.ts'
import { dutiesIn, entryIn, matter, owed, rowsIn } from './reading.ts'
import { CITIZEN, type Stage } from './stage.ts'
import { at, minutesAgo } from './time.ts'

const LEAK = matter('incident', 'leak-1')
const HOUR = 3_600_000 // ms
/** Hours from when it was known: four for the reports, a day for the police. */
const CLOCKS = { 'incident.report': 4, 'leak.report': 4, 'incident.report-case': 24 }

const Box = z.object({ letters: z.array(z.object({ kind: z.string(), state: z.string() })) })

/** Every letter of an outbox, once all of them have their receipts. */
function receipted(body: unknown): number | undefined {
  const { letters } = Box.parse(body)
  const own = letters.filter(({ kind }) => kind !== 'receipt')
  return own.every(({ state }) => state === 'receipted') ? own.length : undefined
}

/** Chapter 2: a leak is found, classified, reported to two authorities within its clocks, and told to the persons. */
export async function report(stage: Stage, { lin }: Cast): Promise<void> {
  stage.chapter('2 A leak')
  const knownAt = at(minutesAgo(90))
  const command = (body: Readonly<Record<string, unknown>>) => stage.ask(lin, { path: LEAK, body })
  const discover = { title: '会员信息泄露', eventKind: 'attack', system: 'shop', endangersSecurity: true, suspectedCase: true }
  await command({ type: 'discover', knownAt, ...discover })
  await command({ type: 'find-leak', knownAt, dataset: 'members', affectedPersons: 1_200_000, reason: '黑客出售样本' })
  await command({ type: 'classify', on: at(minutesAgo(80)), impact: { personsLeaked: 1_200_000 }, reason: '一百二十万人' })
  const board = await stage.ask(lin, { path: '/api/board', came: (body) => owed(body, 'leak-1', Object.keys(CLOCKS)) })
  for (const [norm, hours] of Object.entries(CLOCKS)) {
    const due = dutiesIn(board.body).find((duty) => duty.norm === norm && duty.subject === 'leak-1')?.due
    if (due === null || due === undefined || Date.parse(due) !== Date.parse(knownAt) + hours * HOUR) throw new Error(`${norm} is due ${due}, known ${knownAt}`)
  }
  const items = { entity: '青蓝优选，商城会员系统', foundWhereWhen: '杭州，发现样本出售', impactSoFar: '一百二十万人的联系方式', measuresSoFar: '接口已下线' }
  const sent = { type: 'report', on: at(minutesAgo(60)), channel: 'letter', ...items }
  await stage.ask(lin, { path: LEAK, body: { ...sent, to: 'cyberspace', entity: undefined }, status: 422 })
  await command({ ...sent, to: 'cyberspace' })
  await command({ ...sent, to: 'police' })
  await stage.ask(lin, { path: '/api/board', came: (body) => owed(body, 'leak-1', Object.keys(CLOCKS)) })
  const notice = { kinds: '姓名、电话', causes: '接口越权', possibleHarm: '诈骗电话', taken: '接口下线', advice: '警惕冒充客服', contact: '400-000-0000' }
  await command({ type: 'notify-persons', on: at(minutesAgo(40)), persons: 1_200_000, means: '短信', ...notice })
  await stage.await(lin, '/api/letters?box=out', receipted, (letters) => `${letters} letters sent, each with its receipt`)
}

/** Chapter 3: the report is a matter of the department, which answers, requires, warns the public and investigates. */
export async function receive(stage: Stage, { lin, operator, officer, head, cyberspace, sergeant }: Cast): Promise<void> {
  stage.chapter('3 The authority')
  const id = `${operator.id}:incident:leak-1`
  const path = matter('incident-reception', id)
  const command = (body: Readonly<Record<string, unknown>>) => stage.ask(officer, { path, body })
  for (const who of [officer, sergeant])
    await stage.ask(who, {
      path: '/api/views/incident-receptions',
      came: (body) =>
        rowsIn(body)
          .map(({ cells }) => `${String(cells['title'])} level ${String(cells['level'])} ${String(cells['stage'])}`)
          .join(),
    })
  await stage.ask(officer, {
    path: '/api/board',
    came: (body) => owed(body, id, ['incident-response.investigate', 'incident-response.warn-public', 'incident.report', 'incident-response.take-measures']),
  })
  await command({ type: 'acknowledge', on: at(minutesAgo(0)), note: '已收到，请持续补报' })
  await command({ type: 'ask', on: at(minutesAgo(0)), asked: ['cause'], question: '请说明越权原因' })
  await command({ type: 'instruct', on: at(minutesAgo(0)), until: at(minutesAgo(-2880)), demanded: '更换全部接口密钥' })
  await stage.await(
    lin,
    '/api/views/incident-answers',
    (body) => (rowsIn(body).length < 2 ? undefined : rowsIn(body)),
    (rows) =>
      rows
        .map(({ cells }) => String(cells['answer']))
        .toSorted()
        .join(', '),
  )
  await stage.await(lin, LEAK, entryIn('incident.measures-required'), ({ event }) => `measures required: ${String(event.detail['demanded'])}`)
  await stage.ask(lin, {
    path: '/api/board',
    came: (body) => owed(body, 'leak-1', ['incident-response.take-measures']).replace(/ due .*/, ' with a day to be done by'),
  })
  await stage.ask(lin, { path: LEAK, body: { type: 'take-measures', on: at(minutesAgo(0)), measures: '密钥已全部更换' } })
  const follow = { type: 'report', on: at(minutesAgo(0)), to: 'cyberspace', channel: 'letter', cause: '订单接口未校验归属' }
  await stage.ask(lin, { path: LEAK, body: follow })
  await stage.await(officer, path, entryIn('reception.measures-reported'), ({ event }) => `measures reported: ${String(event.detail['measures'])}`)
  await stage.await(
    officer,
    '/api/views/incident-receptions',
    (body) => rowsIn(body).find(({ cells }) => cells['reports'] === 2),
    ({ cells }) => `${String(cells['reports'])} reports, ${String(cells['stage'])}`,
  )
  const warn = {
    type: 'notify-public',
    on: at(minutesAgo(0)),
    title: '会员信息泄露警示',
    incident: id,
    text: '某平台会员信息泄露',
    advice: '警惕冒充客服的电话',
  }
  await stage.ask(head, { path: matter('publication', 'warning-1'), body: warn })
  await command({ type: 'start-plan', on: at(minutesAgo(0)), response: '四级响应，执法一处牵头' })
  await command({ type: 'investigate', on: at(minutesAgo(0)), cause: '接口越权', effect: '一百二十万人', conclusion: '较大事件' })
  await stage.ask(officer, {
    path: '/api/board',
    came: (body) =>
      dutiesIn(body)
        .filter(({ subject }) => subject === id)
        .map(({ norm, state }) => `${norm} ${state}`)
        .toSorted()
        .join('; '),
  })
  await stage.ask(head, { path, body: { type: 'close', on: at(minutesAgo(0)), result: '已处置' } })
  await stage.await(
    lin,
    '/api/views/incident-answers',
    (body) => rowsIn(body).find(({ cells }) => cells['answer'] === 'closed'),
    ({ cells }) => `${String(cells['answer'])}: ${String(cells['text'])}`,
  )
  const Page = z.object({ publications: z.array(z.object({ kind: z.string(), title: z.string() })) })
  await stage.ask(CITIZEN, {
    path: `/portal/${cyberspace.id}/publications`,
    came: (body) =>
      Page.parse(body)
        .publications.map(({ kind, title }) => `${kind}: ${title}`)
        .join(),
  })
}
