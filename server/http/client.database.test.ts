import { createServer, type Server } from 'node:http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import type { Party } from '#journal/party.ts'
import { inParty } from '#journal/sql.ts'
import { mayGive } from '#procedures/access.ts'
import { catalogue } from '#procedures/catalogue.ts'
import { Authenticator } from '../access/authenticator.fixture.ts'
import { testProvider, type TestProvider } from '../access/provider.fixture.ts'
import { CAST, CAST_MEMBERS, DEMO_NAMES, type Account } from '../demo/cast.ts'
import { deliverDue } from '../letter/delivery.ts'
import { openMailer } from '../notice/mail.ts'
import { tellPeople } from '../notice/inbox.ts'
import { openMailbox, type Mailbox } from '../notice/notice.fixture.ts'
import { ACCESS, BESIDES, type Call, type Known } from './acceptable.fixture.ts'
import { clientOf, type Answered, type ApiClient } from './client.fixture.ts'
import { openPlace, type Place } from './place.fixture.ts'
import { gather, play, type Troupe } from './played-demo.fixture.ts'

const SITE = 'https://dutybook.example'
const TODAY = Date.parse('2026-11-20T10:07:00+08:00')
/** A year, call by call, on a machine that others use as well. */
const LONG = 240_000 // ms

let mailbox: Mailbox
let provider: TestProvider
let place: Place
let client: ApiClient
/** Takes letters for other installations, and hands none of them in. */
let elsewhere: Server
const letters: string[] = []

beforeAll(async () => {
  mailbox = await openMailbox()
  provider = await testProvider(`${SITE}/api/sign-in/single-sign-on/callback`)
  provider.is = { sub: 'lin-1', email: 'lin@riverside.example' }
  elsewhere = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      letters.push(Buffer.concat(parts).toString())
      response.writeHead(503).end()
    })
  })
  await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve))
  const mailer = openMailer({ server: mailbox.url, from: { name: '责任簿', address: 'notice@example.cn' } })
  place = await openPlace({ mailer, publicUrl: new URL(SITE) })
  place.now = TODAY
  await place.app.listen({ host: '127.0.0.1', port: 0 })
  client = await clientOf(addressOf(place.app.server))
})
afterAll(async () => {
  elsewhere.closeAllConnections()
  await new Promise((resolve) => elsewhere.close(resolve))
  await place[Symbol.asyncDispose]()
  await provider[Symbol.asyncDispose]()
  await mailbox[Symbol.asyncDispose]()
})

function addressOf(server: Server): string {
  const bound = server.address()
  return `http://127.0.0.1:${typeof bound === 'object' ? bound?.port : 0}`
}

/** What was answered as it should be: operations by their ids, commands as `procedure command`. */
const taken = new Set<string>()
const wrong: string[] = []

function hold(what: string, { status, body, wrong: troubles }: Answered): void {
  wrong.push(...troubles)
  if (status < 400) taken.add(what)
  else wrong.push(`${what} was refused: ${status} ${JSON.stringify(body ?? null).slice(0, 300)}`)
}

test('every operation is refused to whoever brings nothing, as the description says', { timeout: LONG }, async () => {
  expect(new Set(client.operations.map(({ operationId }) => operationId)).size).toBe(client.operations.length)
  const open: string[] = []
  for (const { operationId, path } of client.operations) {
    const params = Object.fromEntries([...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => [name ?? '', 'x']))
    const answer = await client.call(operationId, { params, body: {} })
    wrong.push(...answer.wrong)
    if (answer.status < 400) open.push(operationId)
  }
  expect(wrong).toEqual([])
  // What anybody may read, asked without a form.
  expect(open.toSorted()).toEqual(['askPasskey', 'demoState', 'lawIndex', 'lawTimeline', 'signInState'])
  expect(client.operations.length).toBeGreaterThan(200)
})

/** Calls one after the other: each may stand on those before. */
async function make(calls: readonly Call[], known: Known, bearing: (account: Account) => Readonly<Record<string, string>>, said: Map<string, unknown>) {
  const browsers = new Map<string, Record<string, string>>()
  for (const { operation, by, params, body, headers = {}, after } of calls) {
    if (after !== undefined) await known.come(after)
    const browser = by?.startsWith('browser ') === true ? (browsers.get(by) ?? { origin: SITE }) : undefined
    const account = CAST_MEMBERS.find((member) => member.account === by)?.account
    const who = browser ?? (account === undefined ? { origin: SITE } : bearing(z.custom<Account>().parse(account)))
    const back = operation === 'arriveBySignOn' ? await provider.visit(known.text(newestWay(said), 'url')) : undefined
    const asked = back === undefined ? params?.(known) : Object.fromEntries(back.searchParams)
    const answer = await client.call(operation, { params: asked ?? {}, body: body?.(known), headers: { ...who, ...headers } })
    hold(operation, answer)
    said.set(operation, answer.body)
    if (browser !== undefined && by !== null) browsers.set(by, afterwards(browser, answer))
  }
}

/** Where the browser was sent last to identify itself. */
function newestWay(said: ReadonlyMap<string, unknown>): string {
  return [...said.keys()].filter((operation) => ['linkSignOn', 'signOn', 'joinBySignOn'].includes(operation)).at(-1) ?? ''
}

const PageToken = z.object({ pageToken: z.string() })

/** What the browser has after an answer: its cookies, and the token of its pages. */
function afterwards(browser: Record<string, string>, { headers, body }: Answered): Record<string, string> {
  const kept = new Map((browser['cookie'] ?? '').split('; ').flatMap((pair) => (pair === '' ? [] : [[pair.split('=')[0] ?? '', pair] as const])))
  for (const set of z.array(z.string()).catch([]).parse(headers['set-cookie'])) {
    const [pair = ''] = set.split(';')
    if (set.includes('Max-Age=0')) kept.delete(pair.split('=')[0] ?? '')
    else kept.set(pair.split('=')[0] ?? '', pair)
  }
  const page = PageToken.safeParse(body)
  return { ...browser, cookie: [...kept.values()].join('; '), ...(page.success ? { 'x-dutybook-page': page.data.pageToken } : {}) }
}

function knownOf(said: ReadonlyMap<string, unknown>, more: Partial<Known>): Known {
  const told: Known['told'] = (operation, ...path) =>
    path.reduce<unknown>(
      (value, step) => new Map(Object.entries(z.looseObject({}).or(z.array(z.unknown())).parse(value))).get(String(step)),
      said.get(operation),
    )
  return {
    told,
    text: (operation, ...path) => z.coerce.string().parse(told(operation, ...path)),
    now: () => place.now,
    firstRunToken: place.reception?.firstRun?.token ?? '',
    parties: { operator: '', cyberspace: '', police: '', station: '' },
    subjects: [],
    codes: [],
    authenticator: new Authenticator(SITE),
    provider,
    mailed: () => /\d{6}/.exec(mailbox.mails.at(-1)?.text ?? '')?.[0] ?? '',
    letter: () => letters.at(-1) ?? '',
    come: async () => {
      place.now += 31_000
    },
    ...more,
  }
}

test('people come in, see to their own account and to each other', { timeout: LONG }, async () => {
  const said = new Map<string, unknown>()
  wrong.length = 0
  await make(ACCESS, knownOf(said, {}), () => ({}), said)
  expect(wrong).toEqual([])
  place.now = TODAY
})

let troupe: Troupe

test('a year is played: every command that somebody may give has been taken, as the description says', { timeout: LONG }, async () => {
  wrong.length = 0
  troupe = await gather(place)
  const played = await play(place, client, troupe, ({ procedure, command }, operation, answer) => {
    hold(`${procedure} ${command.type}`, answer)
    if (answer.status < 400) taken.add(operation)
  })
  codes.push(...played.codes.values())
  expect(wrong).toEqual([])
})

const codes: string[] = []
const pascal = (id: string): string => id.replace(/(^|-)([a-z])/g, (_, __, letter: string) => letter.toUpperCase())

interface Matter {
  readonly party: Party
  readonly subject: string
}

/** The matters of a procedure, the newest first. */
async function mattersOf(procedure: string): Promise<readonly Matter[]> {
  const { rows } = await place.database.keeper.query<Matter>(
    'select party, subject from office.matter where procedure = $1 and party = any ($2) order by changed desc',
    [procedure, Object.values(troupe.parties)],
  )
  return rows
}

const ACCOUNTS = z.array(z.custom<Account>()).parse(Object.keys(CAST))

/** Somebody of a party who may give a command of a procedure, or any of them. */
function whoMay(party: Party, procedure: string, type?: string): Account {
  const found = catalogue.find(({ id }) => id === procedure)
  const name = DEMO_NAMES.find((each) => troupe.parties[each] === party)
  const account = ACCOUNTS.find(
    (each) =>
      CAST[each].party === name &&
      found?.commands.some(
        (form) => (type === undefined || form.type === type) && mayGive(found.access, form.type, { person: '', roles: CAST[each].roles }),
      ) === true,
  )
  if (account === undefined) throw new Error(`nobody of ${name} may ${type ?? 'do anything'} in ${procedure}`)
  return account
}

const Entries = z.object({ entries: z.array(z.object({ ref: z.string(), event: z.object({ kind: z.string() }) })) })

/** Corrects the newest entry of a matter, and takes it back. */
async function mend(procedure: string): Promise<void> {
  for (const type of ['correct', 'withdraw'] as const) {
    // Only some parties have somebody with the right to it.
    const matters = await mattersOf(procedure)
    const place = matters.find(({ party }) => hasWho(party, procedure, type))
    if (place === undefined) throw new Error(`nobody may ${type} in ${procedure}`)
    const { party, subject } = place
    const by = troupe.bearing(whoMay(party, procedure, type))
    const read = await client.call(`read${pascal(procedure)}`, { params: { subject }, headers: troupe.bearing(whoMay(party, procedure)) })
    hold(`read ${procedure}`, read)
    const entry =
      Entries.parse(read.body)
        .entries.filter(({ event }) => event.kind !== 'record.correction-noted')
        .at(-1)?.ref ?? ''
    hold(`${procedure} ${type}`, await client.call(`give${pascal(procedure)}`, { params: { subject }, body: { type, entry, because: '误记。' }, headers: by }))
  }
}

/** Erases what a demand holds of a person, once the demand has been decided. */
async function erase(): Promise<void> {
  for (const { party, subject } of await mattersOf('rights')) {
    const headers = troupe.bearing(whoMay(party, 'rights', 'order-erasure'))
    const { entries } = Entries.parse((await client.call('readRights', { params: { subject }, headers })).body)
    const [first] = entries
    if (first === undefined || !entries.some(({ event }) => event.kind === 'rights.decided')) continue
    const body = { type: 'order-erasure', on: '2026-11-20T10:00:00+08:00', entries: [first.ref], provision: '个人信息保护法第四十七条', because: '已经办结。' }
    return hold('rights order-erasure', await client.call('giveRights', { params: { subject }, body, headers }))
  }
}

function hasWho(party: Party, procedure: string, type: string): boolean {
  try {
    whoMay(party, procedure, type)
    return true
  } catch {
    return false
  }
}

test('every matter, table and document is read as the description says', { timeout: LONG }, async () => {
  wrong.length = 0
  for (const procedure of catalogue) {
    const matters = await mattersOf(procedure.id)
    const drawn = new Set<string>()
    const Drawn = z.object({ documents: z.array(z.object({ id: z.string() })) })
    for (const { party, subject } of matters) {
      if (taken.has(`read${pascal(procedure.id)}`) && procedure.documents.every(({ id }) => drawn.has(id))) break
      const headers = troupe.bearing(whoMay(party, procedure.id))
      const read = await client.call(`read${pascal(procedure.id)}`, { params: { subject }, headers })
      hold(`read${pascal(procedure.id)}`, read)
      for (const { id } of Drawn.parse(read.body).documents.filter((each) => !drawn.has(each.id))) {
        drawn.add(id)
        for (const format of ['Docx', 'Pdf']) {
          const operation = `draw${pascal(procedure.id)}${pascal(id)}${format}`
          hold(operation, await client.call(operation, { params: { subject, lang: 'both' }, headers }))
        }
      }
    }
    for (const { id } of procedure.views) {
      const [first] = matters
      if (first === undefined) continue
      const headers = troupe.bearing(whoMay(first.party, procedure.id))
      hold('view', await client.call('view', { params: { view: id }, headers }))
      for (const format of ['csv', 'xlsx']) hold('viewFile', await client.call('viewFile', { params: { view: id, format, lang: 'zh' }, headers }))
    }
  }
  expect(wrong).toEqual([])
})

test(
  'entries are corrected, withdrawn and erased in every procedure that has it; no command is left without an input that is taken',
  { timeout: LONG },
  async () => {
    wrong.length = 0
    for (const { id } of catalogue) await mend(id)
    await erase()
    expect(wrong).toEqual([])
    const commands = catalogue.flatMap(({ id, commands: forms }) => forms.map(({ type }) => `${id} ${type}`))
    expect(commands.filter((each) => !taken.has(each))).toEqual([])
    expect(commands.length).toBeGreaterThan(200)
  },
)

test('what else can be read and done is answered as the description says; no operation is left without an input that is taken', { timeout: LONG }, async () => {
  wrong.length = 0
  const said = new Map<string, unknown>()
  const { keeper, app } = place.database
  const verifier = await fetch(`${addressOf(place.app.server)}/tlog/${troupe.parties.police}/key`)
  said.set('elsewhere', addressOf(elsewhere))
  said.set('key', (await verifier.text()).trim())
  const come: Known['come'] = async (what) => {
    if (what === 'a message') {
      const { rows } = await keeper.query<{ person: string }>("select person from office.person where party = $1 and name = '沈知远'", [
        troupe.parties.operator,
      ])
      const person = rows[0]?.person ?? ''
      await inParty(app, troupe.parties.operator, (sql) =>
        tellPeople(sql, troupe.parties.operator, [person], { kind: 'work-done', title: { zh: '导出', en: 'Export' }, link: null, at: place.now }),
      )
    }
    if (what === 'a dead delivery') await keeper.query("update office.parcel set state = 'dead', trouble = 'refused' where channel = 'webhook'")
    if (what === 'a letter elsewhere') {
      await deliverDue(place.office, { only: [troupe.parties.cyberspace], privateHttp: true })
      await keeper.query("update office.outgoing_letter set state = 'dead' where party = $1 and state = 'queued'", [troupe.parties.cyberspace])
    }
  }
  const reports = (await mattersOf('complaint')).filter(({ party, subject }) => party === troupe.parties.cyberspace && subject.startsWith('p-'))
  const subjects = reports.map(({ subject }) => subject)
  await make(BESIDES, knownOf(said, { parties: troupe.parties, subjects, codes, come }), troupe.bearing, said)
  expect(wrong).toEqual([])
  const left = client.operations.map(({ operationId }) => operationId).filter((operation) => !taken.has(operation))
  expect(left).toEqual([])
})
