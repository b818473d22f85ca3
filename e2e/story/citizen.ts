import { z } from 'zod'
import type { Cast } from './cast.ts'
import { entriesIn, followed, matter, rowsIn } from './reading.ts'
import { CITIZEN, type Stage } from './stage.ts'
import { at, minutesAgo } from './time.ts'

const Begun = z.object({ code: z.string() })
const Deletion = z.object({ requester: z.string().nullable(), statement: z.string().nullable() })

/** Chapter 4: a citizen demands deletion; it is decided, carried out and proved, and our own record of the person is erased. */
export async function erase(stage: Stage, { operator, lin }: Cast): Promise<void> {
  stage.chapter('4 A demand for deletion')
  const portal = `/portal/${operator.id}`
  const who = { requester: '陈静', contact: 'chen@example.cn', account: 'chenjing88', capacity: 'self' }
  const asked = { type: 'request-deletion', ...who, categories: ['location'], claim: 'unlawful', statement: '从未同意收集位置' }
  const begun = await stage.ask(CITIZEN, { path: `${portal}/matters/rights`, body: asked, came: () => 'recorded, a code is shown once' })
  const { code } = Begun.parse(begun.body)
  const listed = await stage.ask(lin, { path: '/api/views/rights-requests', came: (body) => `${rowsIn(body).length} request` })
  const id = rowsIn(listed.body)[0]?.key ?? 'none'
  stage.knows({ id, name: 'request' })
  const path = matter('rights', id)
  const command = (body: Readonly<Record<string, unknown>>) => stage.ask(lin, { path, body: { on: at(minutesAgo(0)), ...body } })
  await command({ type: 'check-identity', means: 'account-login', compared: ['account'], confirmed: true })
  await command({ type: 'decide', granted: ['location'], refused: [], remedyContact: '400-000-0000' })
  await command({
    type: 'execute-deletion',
    categories: ['location'],
    places: ['会员库', '推荐缓存'],
    method: 'erased',
    backups: 'none',
    proof: ['7'.repeat(64)],
  })
  const before = await stage.look(lin, path)
  const ref = entriesIn(before.body, 'rights.deletion-requested')[0]?.ref ?? 'none'
  await command({ type: 'order-erasure', entries: [ref], provision: '个人信息保护法第四十七条', because: '已办结，无须保留' })
  await command({ type: 'send-proof', deliveredBy: '站内信' })
  const remains = (body: unknown): string => {
    const { requester, statement } = Deletion.parse(entriesIn(body, 'rights.deletion-requested')[0]?.event.detail)
    return `who asked: ${requester ?? 'erased'}; what was said: ${statement ?? 'erased'}`
  }
  await stage.ask(lin, { path, came: remains })
  await stage.ask(CITIZEN, { path: `${portal}/follow`, body: { code }, status: 200, came: followed })
}

/** Chapter 5: an anonymous report comes to a department that it does not concern, goes to the one that it does, and is followed by its code. */
export async function transfer(stage: Stage, { police, sergeant, cyberspace, officer }: Cast): Promise<void> {
  stage.chapter('5 An anonymous report')
  const portal = `/portal/${police.id}`
  const submit = { type: 'submit', topic: 'personal-information', content: '青蓝优选的应用强制索取通讯录', respondent: '青蓝优选' }
  const begun = await stage.ask(CITIZEN, { path: `${portal}/matters/complaint`, body: submit, came: () => 'recorded without a name, a code is shown once' })
  const { code } = Begun.parse(begun.body)
  const listed = await stage.ask(sergeant, {
    path: '/api/views/complaints',
    came: (body) =>
      rowsIn(body)
        .map(({ cells }) => `${String(cells['topic'])}, named: ${String(cells['named'])}`)
        .join(),
  })
  const id = rowsIn(listed.body)[0]?.key ?? 'none'
  stage.knows({ id, name: 'report' })
  const transferred = { type: 'transfer', to: 'cyberspace', level: 'province', region: '330000', because: '属于网信部门职责' }
  await stage.ask(sergeant, { path: matter('complaint', id), body: { on: at(minutesAgo(0)), ...transferred } })
  const taken = `${police.id}.${id}`
  await stage.await(
    officer,
    '/api/views/complaints',
    (body) => rowsIn(body).find(({ key }) => key === taken),
    ({ cells }) => `${String(cells['topic'])}, ${String(cells['stage'])}`,
  )
  const path = matter('complaint', taken)
  await stage.ask(officer, { path, body: { type: 'accept', on: at(minutesAgo(0)), undertaking: '执法一处核查' } })
  await stage.ask(officer, { path, body: { type: 'record-finding', on: at(minutesAgo(0)), finding: '权限弹窗可以拒绝，但拒绝后不能下单' } })
  await stage.ask(officer, { path, body: { type: 'answer', on: at(minutesAgo(0)), result: 'upheld', measures: '已列入检查', answer: '反映属实，已责成整改' } })
  const wrong = { code: 'AAAAA-AAAAA-AAAAA-AAAAA' }
  await stage.ask(CITIZEN, { path: `/portal/${cyberspace.id}/follow`, body: wrong, status: 404 })
  // The code is of the department to which the citizen wrote: it says where the report has gone.
  const isReceived = (body: unknown): string | undefined => (followed(body).includes('Receipt') ? followed(body) : undefined)
  await stage.awaitAnswer(CITIZEN, { path: `${portal}/follow`, body: { code } }, isReceived, (said) => said)
}
