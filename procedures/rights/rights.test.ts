import { describe, expect, test } from 'vitest'
import { compile } from '#law/compile.ts'
import { duties, fold } from '#law/fold.ts'
import { instant, printInstant } from '#law/instant.ts'
import { Profile } from '#law/profile.ts'
import { statute } from '#law/statute.fixture.ts'
import { blanksOf } from '../document.ts'
import { part } from '../erasure.ts'
import { lawEvent } from '../event.ts'
import { catalogued, type StoredEntry } from '../matter.ts'
import { Moment } from '../moment.ts'
import { contextOf, CYBERSPACE, kindsOf, OPERATOR, refusal, sentence, type Loose, type Setting } from '../sentence.fixture.ts'
import type { Command } from './command.ts'
import { ERASURE_ORDERED } from './event.ts'
import { rights } from './rights.ts'

const asked = '2025-09-25T18:00:00+08:00'
const soon = '2025-09-26T10:00:00+08:00'
const later = '2025-09-28T10:00:00+08:00'
const last = '2025-10-22T23:59:59.999+08:00'
const digest = 'a'.repeat(64)

const public_: Setting = { roles: ['portal'] }
const officer: Setting = { roles: ['compliance-officer'] }
const closed = catalogued(rights)
const given = sentence(rights, officer)
const drawing = { party: OPERATOR, subject: 'r-1', at: Moment.parse(later) }

const ask = {
  type: 'request-deletion',
  requester: '陈静',
  contact: 'chen@example.cn',
  account: 'chenjing88',
  capacity: 'self',
  categories: ['location', 'communication'],
  claim: 'unlawful',
  statement: '从未同意收集位置',
  codeDigest: digest,
} as const
const requested = {
  kind: 'rights.deletion-requested',
  occurred: asked,
  facts: { unlawfulHandling: true },
  detail: {
    requester: '陈静',
    contact: 'chen@example.cn',
    account: 'chenjing88',
    capacity: 'self',
    categories: ['location', 'communication'],
    channel: 'portal',
    codeDigest: digest,
    claim: 'unlawful',
    statement: '从未同意收集位置',
  },
} as const
const wrongData = {
  kind: 'rights.correction-requested',
  occurred: asked,
  facts: { inaccurate: true },
  detail: {
    requester: '陈静',
    contact: 'chen@example.cn',
    account: 'chenjing88',
    capacity: 'self',
    categories: ['basic'],
    channel: 'portal',
    codeDigest: null,
    wrong: '陈京',
    right: '陈静',
  },
} as const
const identity = (confirmed: boolean) =>
  ({ kind: 'rights.identity-checked', occurred: soon, facts: {}, detail: { means: 'account-login', compared: ['account'], confirmed } }) as const
const finding = (founded: boolean) =>
  ({
    kind: 'rights.claim-verified',
    occurred: soon,
    facts: { unlawfulHandling: founded, inaccurate: null },
    detail: { founded, because: '查阅同意记录' },
  }) as const
const retained = {
  category: 'communication',
  ground: 'retention-period',
  reason: '交易记录须保存三年',
  provision: '电子商务法第三十一条',
} as const
const decided = (
  granted: readonly ('location' | 'communication')[],
  refused: readonly (Omit<typeof retained, 'category'> & { readonly category: 'location' | 'communication' })[] = [],
) => ({ kind: 'rights.decided', occurred: soon, facts: {}, detail: { granted: [...granted], refused: [...refused], remedyContact: '400-000-0000' } }) as const
const check = { type: 'check-identity', on: soon, means: 'account-login', compared: ['account'], confirmed: true } as const
const decide = { type: 'decide', on: soon, granted: ['location', 'communication'], refused: [], remedyContact: '400-000-0000' } as const
const remove = {
  type: 'execute-deletion',
  on: later,
  categories: ['location', 'communication'],
  places: ['会员库', '日志'],
  method: 'erased',
  backups: 'deleted',
  proof: [digest],
} as const

/** Gives commands one after the other, as the journal would keep them, and hands back the matter. */
function story(...commands: readonly (readonly [at: string, command: Loose<Command>, roles?: Setting])[]) {
  const entries: StoredEntry[] = []
  for (const [at, command, roles] of commands) {
    const answer = closed.open(entries).decide(command, contextOf(roles ?? officer, 'r-1', at))
    if (answer.kind === 'refused') throw new Error(answer.refusal.en)
    for (const event of answer.events) entries.push({ ref: String(entries.length + 1), recorded: at, event })
  }
  return closed.open(entries)
}

describe('a request', () => {
  test('somebody at the portal may not say when it came', () => {
    expect(given().when({ ...ask, receivedAt: '2025-09-01T09:00:00+08:00' }, asked, public_)).toEqual(refusal('rights.portal-time'))
  })

  test('whoever enters a letter says when and how it came', () => {
    expect(given().when(ask, asked)).toEqual(refusal('rights.arrival-unknown'))
    expect(given().when({ ...ask, channel: 'post', receivedAt: soon }, asked)).toEqual(refusal('rights.later-than-now', { on: soon }))
    expect(given().when({ ...ask, channel: 'post', receivedAt: asked }, soon)).toMatchObject([{ occurred: asked, detail: { channel: 'post' } }])
  })

  test('from the portal it counts from when it was sent', () => {
    expect(given().when(ask, asked, public_)).toEqual([requested])
  })

  test('one matter holds one request', () => {
    expect(given(requested).when(ask, soon, public_)).toEqual(refusal('rights.requested-already', { on: asked }))
  })

  test('only the claim of unlawful handling is a claim under the statute; of others the law asks', () => {
    expect(given().when({ ...ask, claim: 'consent-withdrawn' }, asked, public_)).toMatchObject([{ facts: { unlawfulHandling: null } }])
  })

  test('the public may ask and add, and do nothing else', () => {
    expect(kindsOf(given(requested).when(decide, soon, public_))).toBe('frame.forbidden')
    expect(kindsOf(given(requested).when(check, soon, public_))).toBe('frame.forbidden')
  })

  test('whoever adds something at the portal has the code of this matter', () => {
    const add = { type: 'supplement', statement: '补充' } as const
    expect(given(requested).when(add, soon, public_)).toEqual(refusal('rights.wrong-code'))
    expect(given(requested).when({ ...add, codeDigest: 'b'.repeat(64) }, soon, public_)).toEqual(refusal('rights.wrong-code'))
    expect(kindsOf(given(requested).when({ ...add, codeDigest: digest }, soon, public_))).toEqual(['rights.supplemented'])
  })
})

describe('identity', () => {
  test('there is no place for a copy or a number of a document', () => {
    const copied: Loose<Command> & { readonly copy: string } = { ...check, copy: 'data:image/png;base64,AAAA' }
    expect(kindsOf(given(requested).when(copied, soon))).toBe('frame.unusable')
    const form = closed.commands.find(({ type }) => type === 'check-identity')
    expect(form?.fields.map(({ name, widget }) => `${name} ${widget}`)).toEqual(['on moment', 'means choice', 'compared many', 'confirmed yes-no'])
  })

  test('a sign-in shows no likeness', () => {
    expect(given(requested).when({ ...check, compared: ['account', 'likeness'] }, soon)).toEqual(refusal('rights.document-not-shown'))
  })

  test('a guardian is confirmed only once the guardianship was compared', () => {
    const child = { ...requested, detail: { ...requested.detail, capacity: 'guardian' } } as const
    const shown = { ...check, means: 'authorisation-shown', compared: ['name'] } as const
    expect(given(child).when(shown, soon)).toEqual(refusal('rights.relation-unchecked', { missing: { zh: '监护关系', en: 'Guardianship' } }))
    expect(kindsOf(given(child).when({ ...shown, compared: ['name', 'guardianship'] }, soon))).toEqual(['rights.identity-checked'])
  })

  test('nothing is granted before it was confirmed', () => {
    expect(given(requested).when(decide, soon)).toEqual(refusal('rights.identity-open'))
    expect(given(requested, identity(false)).when(decide, soon)).toEqual(refusal('rights.identity-open'))
    expect(kindsOf(given(requested, identity(true)).when(decide, soon))).toEqual(['rights.decided'])
  })

  test('an unconfirmed identity is a ground only where a check failed', () => {
    const refused = (['location', 'communication'] as const).map((category) => ({ category, ground: 'identity-unconfirmed', reason: '账号不符' }) as const)
    const turnDown = { ...decide, granted: [], refused } as const
    expect(given(requested).when(turnDown, soon)).toEqual(refusal('rights.identity-not-failed'))
    expect(given(requested, identity(true)).when(turnDown, soon)).toEqual(refusal('rights.identity-not-failed'))
    expect(kindsOf(given(requested, identity(false)).when(turnDown, soon))).toEqual(['rights.decided', 'rights.refused'])
  })
})

describe('the decision', () => {
  const known = [requested, identity(true)] as const

  test('it speaks of every kind of information, once, and of no other', () => {
    expect(given(...known).when({ ...decide, granted: ['location'] }, soon)).toEqual(
      refusal('rights.categories-left', { missing: [{ zh: '个人通信信息', en: 'Communications' }] }),
    )
    expect(kindsOf(given(...known).when({ ...decide, refused: [retained] }, soon))).toBe('rights.category-twice')
    expect(kindsOf(given(...known).when({ ...decide, granted: ['location', 'communication', 'health'] }, soon))).toBe('rights.category-unasked')
  })

  test('a storage period is no ground without the provision that sets it', () => {
    const { provision: _, ...bare } = retained
    expect(kindsOf(given(...known).when({ ...decide, granted: ['location'], refused: [bare] }, soon))).toBe('rights.provision-missing')
    expect(kindsOf(given(...known).when({ ...decide, granted: ['location'], refused: [retained] }, soon))).toEqual(['rights.decided'])
  })

  test('that there is no cause to delete must have been found out first', () => {
    const none = { category: 'communication', ground: 'no-cause', reason: '有同意记录' } as const
    const partly = { ...decide, granted: ['location'], refused: [none] } as const
    expect(kindsOf(given(...known).when(partly, soon))).toBe('rights.finding-missing')
    expect(kindsOf(given(...known, finding(true)).when(partly, soon))).toBe('rights.finding-missing')
    expect(kindsOf(given(...known, finding(false)).when(partly, soon))).toEqual(['rights.decided'])
  })

  test('a ground for corrections does not turn down a deletion', () => {
    const unfit = { category: 'communication', ground: 'accurate', reason: '准确' } as const
    expect(kindsOf(given(...known).when({ ...decide, granted: ['location'], refused: [unfit] }, soon))).toBe('rights.ground-unfit')
  })

  test('the law counts it as refused only where nothing is granted', () => {
    const all = (['location', 'communication'] as const).map((category) => ({ ...retained, category }))
    expect(kindsOf(given(...known).when({ ...decide, granted: [], refused: all }, soon))).toEqual(['rights.decided', 'rights.refused'])
  })

  test('after a complaint a refusal may be taken back, a grant may not; the same decision says nothing new', () => {
    expect(kindsOf(given(...known, decided(['location'], [retained])).when(decide, later))).toEqual(['rights.decided'])
    expect(kindsOf(given(...known, decided(['location', 'communication'])).when({ ...decide, granted: ['location'], refused: [retained] }, later))).toBe(
      'rights.granted-before',
    )
    expect(given(...known, decided(['location', 'communication'])).when(decide, later)).toEqual([])
  })

  test('an engineer does not decide', () => {
    expect(kindsOf(given(...known).when(decide, soon, { roles: ['engineer'] }))).toBe('frame.forbidden')
  })

  test('nothing happens before the request came', () => {
    expect(given(...known).when({ ...decide, on: '2025-09-25T17:59:59+08:00' }, soon)).toEqual(
      refusal('rights.before-request', { on: '2025-09-25T17:59:59+08:00', receivedAt: asked }),
    )
  })
})

describe('execution', () => {
  const past = [requested, identity(true), decided(['location'], [retained])] as const
  const one = { ...remove, categories: ['location'] } as const

  test('nothing is deleted before a decision, nor what was refused', () => {
    expect(given(requested, identity(true)).when(one, later)).toEqual(refusal('rights.not-decided'))
    expect(given(...past).when(remove, later)).toEqual(refusal('rights.category-unasked', { categories: [{ zh: '个人通信信息', en: 'Communications' }] }))
  })

  test('while a backup is there, it is not done', () => {
    expect(kindsOf(given(...past).when({ ...one, backups: 'pending' }, later))).toEqual(['rights.deletion-carried-out'])
    expect(kindsOf(given(...past).when({ ...one, backups: 'none' }, later))).toEqual(['rights.deletion-carried-out', 'rights.deleted'])
  })

  test('it is done when the last kind of what was granted is gone', () => {
    const both = [requested, identity(true), decided(['location', 'communication'])] as const
    const half = {
      kind: 'rights.deletion-carried-out',
      occurred: later,
      facts: {},
      detail: { categories: ['location'], places: ['会员库'], method: 'erased', backups: 'none', proof: [] },
    } as const
    expect(kindsOf(given(...both).when(one, later))).toEqual(['rights.deletion-carried-out'])
    expect(kindsOf(given(...both, half).when({ ...remove, categories: ['communication'] }, later))).toEqual(['rights.deletion-carried-out', 'rights.deleted'])
  })

  test('a demand for deletion is not met by a correction', () => {
    const correction = { type: 'execute-correction', on: later, categories: ['location'], places: ['会员库'], proof: [] } as const
    expect(given(...past).when(correction, later)).toEqual(refusal('rights.other-kind', { kind: { zh: '删除', en: 'Deletion' } }))
  })

  test('what is kept for a storage period is put out of use before the proof goes out', () => {
    const send = { type: 'send-proof', on: later, deliveredBy: '门户' } as const
    const gone = { kind: 'rights.deleted', occurred: later, facts: {}, detail: {} } as const
    const carried = {
      kind: 'rights.deletion-carried-out',
      occurred: later,
      facts: {},
      detail: { categories: ['location'], places: ['会员库'], method: 'erased', backups: 'none', proof: [] },
    } as const
    const stopped = { kind: 'rights.handling-restricted', occurred: later, facts: {}, detail: { restriction: '移出营销库' } } as const
    expect(kindsOf(given(...past).when(send, later))).toBe('rights.not-executed')
    expect(given(...past, carried, gone).when(send, later)).toEqual(
      refusal('rights.not-executed', { missing: [{ zh: '停止除存储和安全保护外的处理', en: 'stopping all handling but storage and safeguards' }] }),
    )
    expect(kindsOf(given(...past, carried, gone, stopped).when(send, later))).toEqual(['rights.proof-sent'])
    expect(given(requested, identity(true), decided(['location', 'communication'])).when({ type: 'restrict', on: later, restriction: '停用' }, later)).toEqual(
      refusal('rights.nothing-to-restrict'),
    )
  })

  test('recipients are not told of what was refused', () => {
    const all = (['location', 'communication'] as const).map((category) => ({ ...retained, category }))
    const tell = { type: 'tell-recipients', on: later, recipients: [{ name: '推送商', party: 'tuisong' }], reference: 'u-771' } as const
    expect(given(requested, identity(true), decided([], all)).when(tell, later)).toEqual(refusal('rights.nothing-granted'))
  })

  test('recipients with a party id get a letter, once, with what finds the information and no name', () => {
    const matter = story(
      [asked, ask, public_],
      [soon, check],
      [soon, decide],
      [later, { type: 'tell-recipients', on: later, recipients: [{ name: '推送商', party: 'tuisong' }, { name: '印厂' }], reference: 'u-771' }],
    )
    const ref = matter.entries.at(-1)?.ref ?? ''
    expect(matter.letters(ref, drawing)).toMatchObject([
      {
        id: `qinglan/rights/r-1/${ref}/1`,
        to: { party: 'tuisong' },
        body: { demand: 'deletion', categories: ['location', 'communication'], reference: 'u-771' },
      },
    ])
    expect(JSON.stringify(matter.letters(ref, drawing))).not.toContain('陈静')
  })
})

describe('erasure in our own journal', () => {
  const order = { type: 'order-erasure', on: later, entries: ['41', '42'], provision: '个人信息保护法第四十七条', because: '已办结' } as const

  test('it is ordered by a person, of entries named, under a provision, and after the decision', () => {
    expect(given(requested, identity(true)).when(order, later)).toEqual(refusal('rights.not-decided'))
    expect(kindsOf(given(requested, identity(true), decided(['location', 'communication'])).when(order, later, { roles: ['engineer'] }))).toBe(
      'frame.forbidden',
    )
    expect(given(requested, identity(true), decided(['location', 'communication'])).when(order, later)).toEqual([
      {
        kind: ERASURE_ORDERED,
        occurred: later,
        facts: {},
        detail: { entries: ['41', '42'], provision: '个人信息保护法第四十七条', because: '已办结', by: 'lin-wei' },
      },
    ])
  })

  test('an entry is ordered to be erased once', () => {
    const ordered = {
      kind: ERASURE_ORDERED,
      occurred: later,
      facts: {},
      detail: { entries: ['41', '42'], provision: '第四十七条', because: '已办结', by: 'lin-wei' },
    } as const
    const past = [requested, identity(true), decided(['location', 'communication']), ordered] as const
    expect(kindsOf(given(...past).when(order, later))).toBe('rights.erased-already')
    expect(given(...past).when({ ...order, entries: ['42', '43'] }, later)).toMatchObject([{ detail: { entries: ['43'] } }])
  })

  test('an order is not corrected into another: what was erased stays erased', () => {
    const ordered = {
      kind: ERASURE_ORDERED,
      occurred: later,
      facts: {},
      detail: { entries: ['41'], provision: '第四十七条', because: '已办结', by: 'lin-wei' },
    } as const
    const more = { type: 'correct', entry: '2', detail: { entries: ['41', '7'] }, because: '漏填' } as const
    expect(kindsOf(given(requested, ordered).when(more, later))).toBe('frame.unusable')
  })

  test('a name is no entry', () => {
    expect(kindsOf(given(requested).when({ ...order, entries: ['陈静'] }, later))).toBe('frame.unusable')
  })

  test('once erased, the matter still stands and says nothing of the person', () => {
    const matter = story([asked, ask, public_], [soon, check], [soon, decide], [later, remove], [later, { type: 'send-proof', on: later, deliveredBy: '门户' }])
    const forgotten = closed.open(
      matter.entries.map(({ ref, recorded, event }) => {
        const details = closed.events.find(({ kind }) => kind === event.kind)?.details ?? []
        const { kept } = part(event, details)
        return { ref, recorded, event: { version: 1, ...kept, facts: { ...kept.facts }, detail: { ...kept.detail } } }
      }),
    )
    const drawn = JSON.stringify(['rights-acknowledgement', 'rights-decision', 'rights-proof'].map((id) => forgotten.document(id, drawing)))
    expect(JSON.stringify(matter.document('rights-proof', drawing))).toContain('陈静')
    expect(drawn).not.toContain('陈静')
    expect(drawn).toContain('申请人')
    expect(forgotten.rows('rights-requests', 'r-1')).toEqual(matter.rows('rights-requests', 'r-1'))
  })
})

describe('documents', () => {
  test('a refusal in part has its reasons, its provision and where to turn', () => {
    const matter = story([asked, ask, public_], [soon, check], [soon, { ...decide, granted: ['location'], refused: [retained] }])
    const document = matter.document('rights-decision', drawing)
    if (document === undefined) throw new Error('nothing was drawn')
    const shown = JSON.stringify(document.sections)
    for (const words of ['部分同意', '法律、行政法规规定的保存期限未届满', '交易记录须保存三年', '电子商务法第三十一条', '向人民法院提起诉讼', '400-000-0000'])
      expect(shown).toContain(words)
    expect(blanksOf(document)).toEqual([])
    expect(document.recipient).toEqual({ zh: '陈静', en: '陈静' })
  })

  test('where all is granted nobody is told how to fight it', () => {
    const matter = story([asked, ask, public_], [soon, check], [soon, decide])
    expect(JSON.stringify(matter.document('rights-decision', drawing))).not.toContain('人民法院')
  })

  test('an acknowledgement is there at once; a proof only when it is done', () => {
    const early = story([asked, ask, public_], [soon, check], [soon, decide])
    const acknowledged = early.document('rights-acknowledgement', drawing)
    expect(acknowledged?.dated).toBe(asked)
    expect(acknowledged === undefined ? [] : blanksOf(acknowledged)).toEqual([])
    expect(early.document('rights-proof', drawing)).toBeUndefined()
    const done = story([asked, ask, public_], [soon, check], [soon, decide], [later, remove]).document('rights-proof', drawing)
    expect(JSON.stringify(done?.sections)).toContain(digest)
    expect(done === undefined ? [] : blanksOf(done)).toEqual([])
  })
})

describe('a correction of information', () => {
  const basic = { ...decide, granted: ['basic'] } as const
  const mend = { type: 'execute-correction', on: later, categories: ['basic'], places: ['会员库'], before: '陈京', after: '陈静', proof: [] } as const

  test('it is done when what was granted is corrected', () => {
    const made = { kind: 'rights.decided', occurred: soon, facts: {}, detail: { granted: ['basic'], refused: [], remedyContact: '400' } } as const
    expect(kindsOf(given(wrongData, identity(true)).when(basic, soon))).toEqual(['rights.decided'])
    expect(kindsOf(given(wrongData, identity(true), made).when(mend, later))).toEqual(['rights.correction-carried-out', 'rights.corrected'])
  })

  test('accurate information is a ground once it was looked into', () => {
    const right = { category: 'basic', ground: 'accurate', reason: '与登记一致' } as const
    const turnDown = { ...decide, granted: [], refused: [right] } as const
    const looked = { type: 'verify-claim', on: soon, founded: false, because: '与登记一致' } as const
    expect(kindsOf(given(wrongData).when(turnDown, soon))).toBe('rights.finding-missing')
    const found = given(wrongData).when(looked, soon)
    expect(found).toMatchObject([{ facts: { inaccurate: false, unlawfulHandling: null } }])
  })
})

describe('the strip and the table', () => {
  test('a refusal needs no execution', () => {
    const all = (['location', 'communication'] as const).map((category) => ({ category, ground: 'not-held', reason: '未收集' }) as const)
    const matter = story([asked, ask, public_], [soon, { ...decide, granted: [], refused: all }])
    const states = matter.steps(contextOf(officer, 'r-1', soon).standing).map(({ id, state }) => `${id} ${state}`)
    expect(states).toEqual(['received done', 'identity not-needed', 'decided done', 'executed not-needed', 'closed now'])
    expect(matter.rows('rights-requests', 'r-1')).toMatchObject([{ cells: { outcome: 'refused', stage: 'decided', identity: null } }])
  })

  test('a department has the same procedure for its own network', () => {
    const outcome = given().when({ ...ask, channel: 'counter', receivedAt: asked }, soon, { party: CYBERSPACE, roles: ['case-officer'] })
    expect(kindsOf(outcome)).toEqual(['rights.deletion-requested'])
  })

  test('a request entered with the wrong day is corrected, and the correction counts', () => {
    const matter = story([soon, { ...ask, channel: 'post', receivedAt: soon }])
    const answer = matter.decide({ type: 'correct', entry: '1', occurred: asked, because: '邮戳' }, contextOf(officer, 'r-1', later))
    if (answer.kind === 'refused') throw new Error(answer.refusal.en)
    const entries = [
      ...matter.entries.map(({ ref, recorded, event }) => ({ ref, recorded, event })),
      ...answer.events.map((event, place) => ({ ref: String(place + 2), recorded: later, event })),
    ]
    const stored = entries.map(({ ref, recorded, event }) => ({
      ref,
      recorded,
      event: { version: 1, ...event, facts: { ...event.facts }, detail: { ...event.detail } },
    }))
    expect(closed.open(stored).rows('rights-requests', 'r-1')).toMatchObject([{ cells: { receivedAt: asked } }])
  })
})

describe('the law folds what the procedure records', () => {
  const app = Profile.parse({
    party: { id: 'qinglan', name: '青蓝优选', since: '2020-01-01' },
    facts: { withinTerritory: true, network: 'civil', runsApp: true },
    roles: [{ role: 'network-operator' }],
  })
  const program = compile(statute, 'applicable')

  function owed(matter: ReturnType<typeof story>, at: string): Readonly<Record<string, string>> {
    const now = instant(Date.parse(at))
    const state = fold(program, app, matter.entries.map(lawEvent), now)
    return Object.fromEntries(
      duties(state, now)
        .filter(({ subject }) => subject.id === 'r-1')
        .map(({ duty }) => [program.norms[duty.norm]?.norm.id ?? '', `${duty.state}${duty.due.kind === 'at' ? ` ${printInstant(duty.due.at)}` : ''}`]),
    )
  }

  test('fifteen working days from receipt, across the October holiday, and not a millisecond more', () => {
    const matter = story([asked, ask, public_])
    expect(owed(matter, last)['rights.delete']).toBe(`open ${last}`)
    expect(owed(matter, '2025-10-23T00:00:00+08:00')['rights.delete']).toBe(`breached ${last}`)
  })

  test('the last instant is in time', () => {
    const done = story([asked, ask, public_], [soon, check], [soon, decide], [last, { ...remove, on: last }])
    expect(owed(done, '2025-11-01T00:00:00+08:00')['rights.delete']).toMatch(/^done 2025/)
    const after = '2025-10-23T00:00:00+08:00'
    const late = story([asked, ask, public_], [soon, check], [soon, decide], [after, { ...remove, on: after }])
    expect(owed(late, '2025-11-01T00:00:00+08:00')['rights.delete']).toMatch(/^done-late/)
  })

  test('a decision alone settles nothing, nor does a deletion that leaves the backups', () => {
    const matter = story([asked, ask, public_], [soon, check], [soon, decide], [later, { ...remove, backups: 'pending' }])
    expect(owed(matter, last)['rights.delete']).toBe(`open ${last}`)
  })

  test('a refusal stands as a refusal', () => {
    const all = (['location', 'communication'] as const).map((category) => ({ ...retained, category }))
    const matter = story([asked, ask, public_], [soon, { ...decide, granted: [], refused: all }])
    expect(owed(matter, last)['rights.delete']).toMatch(/^refused/)
  })

  test('a finding against the claim does not make the demand go away: it is answered, by a refusal with reasons', () => {
    const looked = [soon, { type: 'verify-claim', on: soon, founded: false, because: '有同意记录' }] as const
    expect(owed(story([asked, ask, public_], looked), later)['rights.delete']).toBe(`open ${last}`)
    const none = (['location', 'communication'] as const).map((category) => ({ category, ground: 'no-cause', reason: '有同意记录' }) as const)
    const refused = story([asked, ask, public_], looked, [soon, { ...decide, granted: [], refused: none }])
    expect(owed(refused, later)['rights.delete']).toMatch(/^refused/)
  })

  test('on another ground the law asks whether the handling was unlawful, and the answer starts the clock from the receipt', () => {
    const other = { ...ask, claim: 'consent-withdrawn' } as const
    expect(owed(story([asked, other, public_]), soon)['rights.delete']).toMatch(/^indeterminate/)
    const found = story([asked, other, public_], [soon, { type: 'verify-claim', on: soon, founded: true, unlawfulHandling: true, because: '撤回后仍在使用' }])
    expect(owed(found, later)['rights.delete']).toBe(`open ${last}`)
  })

  test('a correction is owed and settled the same way', () => {
    const { claim: _, statement: _statement, ...common } = ask
    const wrong = { ...common, type: 'request-correction', categories: ['basic'], wrong: '陈京', right: '陈静' } as const
    expect(owed(story([asked, wrong, public_]), last)['rights.correct']).toBe(`open ${last}`)
    const mended = story(
      [asked, wrong, public_],
      [soon, check],
      [soon, { ...decide, granted: ['basic'] }],
      [later, { type: 'execute-correction', on: later, categories: ['basic'], places: ['会员库'], proof: [] }],
    )
    expect(owed(mended, last)['rights.correct']).toMatch(/^done /)
  })
})
