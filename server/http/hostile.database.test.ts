import { randomBytes, randomUUID } from 'node:crypto'
import { connect, type Socket } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { testDatabase, type TestDatabase } from '#journal/database.fixture.ts'
import { Party } from '#journal/party.ts'
import { inParty } from '#journal/sql.ts'
import { mayGive, PERSON_ROLES, ROLES_OF, type PersonRole } from '#procedures/access.ts'
import { catalogue } from '#procedures/catalogue.ts'
import type { FieldForm } from '#procedures/field.ts'
import { PARTY_KINDS, type PartyKind } from '#procedures/party.ts'
import { appOf } from '../app.ts'
import { placeOn, type Place } from '../access/browser.fixture.ts'
import { readParty, registerParty } from '../party.ts'
import { addPerson, createToken } from '../person.ts'

const NOW = Date.parse('2026-04-01T09:00:00+08:00')
const YEAR = 31_536_000_000 // ms

let database: TestDatabase
let place: Place

beforeAll(async () => {
  database = await testDatabase()
  place = await placeOn(database, () => NOW)
})
afterAll(async () => {
  await place.app.close()
  await database[Symbol.asyncDispose]()
})

/** Texts that somebody may send who means harm. */
const TEXTS: Readonly<Record<string, string>> = {
  sql: "'; drop table journal.entry; --",
  script: '<script>alert(1)</script><img src=x onerror=alert(1)>',
  template: '${7*7}{{constructor.constructor("return process")()}}#{7*7}<%= 7*7 %>',
  formula: "=cmd|'/C calc'!A0",
  field: '{ HYPERLINK "http://evil.example" } DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe',
  path: '../../../../etc/passwd',
  bidi: '\u202Egnp.exe\u2066\u2069',
  header: 'a\r\nset-cookie: x=y',
  long: '长'.repeat(200_000),
}

/** Texts that nobody can read. */
const ILLEGIBLE: Readonly<Record<string, string>> = { nul: 'a\\u0000b', control: 'a\\u0001\\u001bb', half: 'a\\ud800b' }

/** Bodies that are no form of ours. */
const SHAPES: Readonly<Record<string, string>> = {
  array: '[]',
  number: '7',
  null: 'null',
  text: '"begin"',
  deep: `{"type":${'['.repeat(60_000)}${']'.repeat(60_000)}}`,
  prototype: '{"type":"begin","__proto__":{"admin":true}}',
  constructed: '{"type":"begin","constructor":{"prototype":{"admin":true}}}',
  twice: '{"type":"nothing","type":"begin"}',
  operator: '{"type":{"$ne":null}}',
  broken: '{"type":',
  empty: '',
}

const Problem = z.object({ type: z.string(), code: z.string().regex(/^[a-z][a-z.-]+$/), status: z.int(), title: z.string().min(5) })

async function ask(
  method: 'GET' | 'POST' | 'PUT' | 'DELETE',
  url: string,
  payload?: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<{ readonly status: number; readonly text: string; readonly type: string }> {
  const response = await place.app.inject({
    method,
    url,
    remoteAddress: `10.${[...randomBytes(3)].join('.')}`,
    headers: { host: '10.0.0.5:7340', ...(payload === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    ...(payload === undefined ? {} : { payload }),
  })
  return { status: response.statusCode, text: response.body, type: String(response.headers['content-type']) }
}

/** A problem document; or a page without a script, for a browser that comes back from another site and has no page of ours open to show a refusal. */
function isOurs(what: string, type: string, text: string): boolean {
  if (what === 'GET /api/sign-in/single-sign-on/callback' && type.startsWith('text/html')) return !/<script|javascript:|\son\w+=/i.test(text)
  return type.startsWith('application/problem+json') && Problem.safeParse(JSON.parse(text)).success
}

/** A refusal of ours says what is wrong and nothing of how we are made; what is accepted says so. */
function sound(what: string, { status, text, type }: Awaited<ReturnType<typeof ask>>): string[] {
  if (status >= 200 && status < 300) return []
  const wrong = [
    ...(status >= 400 && status < 500 ? [] : [`answered with ${status}`]),
    ...(isOurs(what, type, text) ? [] : [`is no problem document: ${text.slice(0, 200)}`]),
    ...(/\.[jt]s:\d|node_modules|\bat [\w.]+ \(/.test(text) ? ['tells of our code'] : []),
  ]
  return wrong.map((each) => `${what} ${each}`)
}

function rolesOf(kind: PartyKind): readonly PersonRole[] {
  return ROLES_OF[kind]
}

/** Parties of every kind, and for each role somebody with a token. */
async function everybody(): Promise<readonly { readonly kind: PartyKind; readonly party: Party; readonly tokens: ReadonlyMap<PersonRole, string> }[]> {
  return Promise.all(
    PARTY_KINDS.filter((kind) => kind !== 'public').map(async (kind) => {
      const party = Party.parse(randomUUID())
      const named = { zh: '甲', en: 'A', region: '330100' }
      const card = kind === 'department' ? ({ ...named, kind, remit: 'cyberspace', level: 'province' } as const) : { ...named, kind }
      const tokens = await inParty(database.app, party, async (sql) => {
        await registerParty(sql, database.master, party, card, { origin: `test.example/${party}`, now: NOW })
        const registered = await readParty(sql, party)
        if (registered === undefined) throw new Error('no party')
        const made = new Map<PersonRole, string>()
        for (const role of PERSON_ROLES.filter((each) => each !== 'portal' && each !== 'post' && rolesOf(kind).includes(each))) {
          const added = await addPerson(sql, registered, { name: '林薇', roles: [role] })
          if (added.kind === 'refused') throw new Error(added.refusal.en)
          made.set(role, await createToken(sql, party, added.person, { name: 'test', now: NOW, expires: NOW + YEAR }))
        }
        return made
      })
      return { kind, party, tokens }
    }),
  )
}

/** A value for every field of a form: text where text is wanted, and one that a form would have otherwise. */
function filled(fields: readonly FieldForm[], text: string): Readonly<Record<string, unknown>> {
  return Object.fromEntries(fields.map((field) => [field.name, valueOf(field, text)]))
}

function valueOf({ widget, options, fields, min }: FieldForm, text: string): unknown {
  switch (widget) {
    case 'text':
    case 'long-text':
    case 'register':
      return text
    case 'number':
      return min ?? 1
    case 'moment':
      return '2026-03-02T09:00:00+08:00'
    case 'day':
      return '2026-03-02'
    case 'choice':
      return options[0]?.value ?? text
    case 'many':
      return [options[0]?.value ?? text]
    case 'yes-no':
    case 'yes-no-unknown':
      return true
    case 'evidence':
      return [text]
    case 'list':
      return fields.length === 0 ? [text] : [filled(fields, text)]
    case 'group':
      return filled(fields, text)
  }
}

describe('whatever is sent, it is refused in words of ours or is only text: no fault, nothing of our code', () => {
  test('every command, with hostile text in all of its fields, text that nobody can read, and bodies that are no form', { timeout: 240_000 }, async () => {
    const people = await everybody()
    const wrong: string[] = []
    let asked = 0
    let accepted = 0
    for (const { kind, tokens } of people) {
      const commands = catalogue
        .filter(({ parties }) => parties.includes(kind))
        .flatMap((procedure) =>
          procedure.commands.map((form) => ({
            procedure,
            form,
            role: [...tokens.keys()].find((role) => mayGive(procedure.access, form.type, { person: '', roles: [role] })),
          })),
        )
        .filter(({ role }) => role !== undefined)
      for (const { procedure, form, role } of commands) {
        const headers = { authorization: `Bearer ${tokens.get(role ?? 'auditor') ?? ''}` }
        const url = `/api/matters/${procedure.id}/h-${randomUUID().slice(0, 8)}`
        const bodies = [
          ...Object.entries(TEXTS).map(([name, text]) => [name, JSON.stringify({ type: form.type, ...filled(form.fields, text) })] as const),
          ...Object.entries(ILLEGIBLE).map(
            ([name, text]) => [name, JSON.stringify({ type: form.type, ...filled(form.fields, '@@') }).replaceAll('@@', text)] as const,
          ),
        ]
        const answers = await Promise.all(
          bodies.map(async ([name, body]) => [name, await ask('POST', url, body, { ...headers, 'idempotency-key': randomUUID() })] as const),
        )
        for (const [name, answer] of answers) {
          wrong.push(...sound(`${procedure.id} ${form.type} ${name}`, answer))
          if (answer.status < 300) accepted++
          const isRead = name in ILLEGIBLE && form.fields.some(({ widget }) => widget === 'text' || widget === 'long-text') && answer.status !== 400
          if (isRead) wrong.push(`${procedure.id} ${form.type} ${name} is read`)
          asked++
        }
      }
      const [token = ''] = kind === 'operator' ? tokens.values() : []
      for (const { id } of kind === 'operator' ? catalogue : [])
        for (const [name, body] of Object.entries(SHAPES)) {
          const answer = await ask('POST', `/api/matters/${id}/h-1`, body, { authorization: `Bearer ${token}`, 'idempotency-key': randomUUID() })
          wrong.push(...sound(`${id} ${name}`, answer))
          asked++
        }
    }
    expect(wrong.slice(0, 20)).toEqual([])
    expect(asked).toBeGreaterThan(2000)
    expect(accepted).toBeGreaterThan(20) // some of it is only text, and stands in the journal as such
  })

  test('every operation of the description, with paths, queries and bodies of that sort', { timeout: 120_000 }, async () => {
    const { paths } = z.object({ paths: z.record(z.string(), z.record(z.string(), z.unknown())) }).parse(JSON.parse((await ask('GET', '/openapi.json')).text))
    const [operator] = (await everybody()).filter(({ kind }) => kind === 'operator')
    const token = operator?.tokens.get('system-administrator') ?? ''
    const headers = { authorization: `Bearer ${token}`, origin: 'http://10.0.0.5:7340' }
    const places = [
      '..%2f..%2fetc%2fpasswd',
      'a%00b',
      '%3Cscript%3E',
      '%E2%80%AEx',
      '__proto__',
      'constructor',
      "'%20or%201=1--",
      'x'.repeat(190),
      '%ff%fe',
      '%ED%A0%80',
    ]
    const wrong: string[] = []
    let asked = 0
    for (const [path, methods] of Object.entries(paths))
      for (const verb of (['GET', 'POST', 'PUT', 'DELETE'] as const).filter((each) => each.toLowerCase() in methods)) {
        const urls = path.includes('{')
          ? places.map((each) => path.replace('{party}', operator?.party ?? '').replaceAll(/\{\w+\}/g, each))
          : [path, `${path}?lang=%00&from=__proto__&box[]=1&at=%F0`]
        for (const [at, url] of urls.entries()) {
          const bodies = Object.values(SHAPES)
          const answer = verb === 'GET' ? await ask(verb, url, undefined, headers) : await ask(verb, url, bodies[at % bodies.length], headers)
          wrong.push(...sound(`${verb} ${url}`, answer))
          asked++
        }
      }
    expect(wrong.slice(0, 20)).toEqual([])
    expect(asked).toBeGreaterThan(300)
  })

  test('forms that anybody may send: signing in, the first run, invitations, the portal', async () => {
    const [operator] = (await everybody()).filter(({ kind }) => kind === 'operator')
    const wrong: string[] = []
    const forms: readonly (readonly [string, (text: string) => object])[] = [
      ['/api/sign-in', (text) => ({ account: text, password: text })],
      ['/api/sign-in', (text) => ({ party: text, account: text, password: text })],
      ['/api/sign-in/code', (text) => ({ code: text })],
      ['/api/first-run', (text) => ({ token: text, party: { kind: 'operator', zh: text, en: text, region: text }, name: text, account: text, password: text })],
      ['/api/invitation', (text) => ({ invitation: text, password: text })],
      [`/portal/${operator?.party}/follow`, (text) => ({ code: text })],
      [`/portal/${operator?.party}/matters/complaint`, (text) => ({ type: 'submit', topic: 'personal-information', content: text, name: text, contact: text })],
      [`/portal/${operator?.party}/matters/__proto__`, (text) => ({ type: text })],
    ]
    for (const [url, form] of forms) {
      const bodies = [
        ...Object.values(TEXTS).map((text) => JSON.stringify(form(text))),
        ...Object.values(ILLEGIBLE).map((text) => JSON.stringify(form('@@')).replaceAll('@@', text)),
        ...Object.values(SHAPES),
      ]
      for (const body of bodies) wrong.push(...sound(`${url} ${body.slice(0, 60)}`, await ask('POST', url, body, { origin: 'http://10.0.0.5:7340' })))
    }
    expect(wrong.slice(0, 20)).toEqual([])
  })

  test('a body that is too large, of another kind, or not what it says', async () => {
    const [operator] = (await everybody()).filter(({ kind }) => kind === 'operator')
    const headers = { authorization: `Bearer ${operator?.tokens.get('compliance-officer') ?? ''}` }
    const url = '/api/matters/profile/self'
    const large = await ask('POST', url, JSON.stringify({ type: 'x'.repeat(1_100_000) }), headers)
    expect([large.status, sound('large', large)]).toEqual([413, []])
    for (const type of ['text/xml', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'nonsense', 'application/json; charset=utf-7']) {
      const answer = await ask('POST', url, '<x/>', { ...headers, 'content-type': type })
      expect([type, sound(type, answer)]).toEqual([type, []])
      expect(answer.status).toBeGreaterThanOrEqual(400)
    }
  })
})

describe('on the wire', () => {
  async function talk(port: number, first: string, more: (socket: Socket) => void = () => undefined): Promise<string> {
    const socket = connect({ port, host: '127.0.0.1' })
    let heard = ''
    socket.setEncoding('utf8').on('data', (text: string) => (heard += text))
    socket.on('error', () => undefined)
    socket.write(first)
    more(socket)
    await new Promise((resolve) => socket.once('close', resolve))
    return heard
  }

  test('whoever sends a request drop by drop is told, and the connection ends; so it does for headers beyond measure and for what is no HTTP', async () => {
    const app = await appOf({ pool: database.app, entries: 'withheld', patience: 300 })
    await app.listen({ host: '127.0.0.1', port: 0 })
    try {
      const [bound] = app.addresses()
      const port = typeof bound === 'object' ? bound.port : 0
      const head = 'POST /letters HTTP/1.1\r\nhost: x\r\ncontent-type: text/plain\r\n'
      const slow = await talk(port, `${head}content-length: 1000\r\n\r\nab`)
      expect(slow).toContain('HTTP/1.1 408')
      expect(slow).toContain('"code":"too-slow"')
      expect(await talk(port, 'GET /healthz HTTP/1.1\r\nhost: x\r\nx-a: ')).toContain('HTTP/1.1 408')
      const large = await talk(port, `GET /healthz HTTP/1.1\r\nhost: x\r\nx-a: ${'a'.repeat(40_000)}\r\n\r\n`)
      expect(large).toContain('HTTP/1.1 431')
      expect(large).toContain('application/problem+json')
      expect(await talk(port, 'nonsense\r\n\r\n')).toContain('"code":"request-malformed"')
      expect((await fetch(`http://127.0.0.1:${port}/healthz`)).status).toBe(200)
    } finally {
      await app.close()
    }
  })
})
