import { spawn } from 'node:child_process'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { statute } from '#law/statute.fixture.ts'
import { serve } from '#server/serve.ts'
import { binary, reachableDatabase, type Reachable } from './database.fixture.ts'

const GOOD = '海边 quiet-lantern 七点'
const BETTER = 'umbrella 云层 forty-two'

let reachable: Reachable
beforeAll(async () => {
  reachable = await reachableDatabase()
})
afterAll(async () => reachable[Symbol.asyncDispose]())

interface Ran {
  readonly status: number | null
  readonly said: z.infer<typeof Said>
  readonly err: string
}
const Said = z.looseObject({ person: z.string().optional(), text: z.string().optional(), kind: z.string().optional() })

async function dutybook(...words: readonly string[]): Promise<Ran> {
  const child = spawn(process.execPath, [binary, ...words, '--data', reachable.folder, '--lang', 'en'], {
    env: { ...process.env, DATABASE_URL: reachable.url },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let [out, err] = ['', '']
  child.stdout.on('data', (part: Buffer) => (out += part.toString()))
  child.stderr.on('data', (part: Buffer) => (err += part.toString()))
  const status = await new Promise<number | null>((resolve) => child.on('close', resolve))
  return { status, said: Said.parse(out === '' ? {} : JSON.parse(out)), err }
}

test('whoever has the data folder takes people in, recovers an administrator, lets somebody go and come back; all of it is recorded', async () => {
  expect((await dutybook('party', 'register', '--kind', 'operator', '--zh', '临江供水', '--en', 'Riverside', '--region', '330100')).status).toBe(0)
  const admin = await dutybook('person', 'invite', '--account', 'linwei', '--name', '林薇', '--role', 'system-administrator')
  expect(admin).toMatchObject({ status: 0, said: { kind: 'invited', account: 'linwei' } })
  const chen = await dutybook('person', 'add', '--name', '陈晨', '--role', 'engineer')
  expect(chen.status).toBe(0)
  expect(await dutybook('person', 'recover', '陈晨')).toMatchObject({ status: 2, err: expect.stringContaining('no account yet') as unknown })
  expect(await dutybook('person', 'invite', '--account', 'linwei', '--person', '陈晨')).toMatchObject({
    status: 2,
    err: expect.stringContaining('taken') as unknown,
  })
  const invited = await dutybook('person', 'invite', '--account', 'chen', '--person', '陈晨')
  expect(invited).toMatchObject({ status: 0, said: { kind: 'invited', person: chen.said.person, account: 'chen' } })
  expect((await dutybook('person', 'invite', '--account', 'x')).status).toBe(2)
  expect(await dutybook('person', 'deactivate', '林薇')).toMatchObject({ status: 2, err: expect.stringContaining('only') as unknown })
  expect(await dutybook('person', 'deactivate', '王五')).toMatchObject({ status: 2, err: expect.stringContaining('陈晨') as unknown })

  await using server = await serve({ folder: reachable.folder, url: reachable.url, host: '127.0.0.1', port: 0, statute })
  const post = async (path: string, payload: object, headers: Readonly<Record<string, string>> = {}): Promise<Response> =>
    fetch(`${server.address}${path}`, {
      method: 'POST',
      headers: { origin: server.address, 'content-type': 'application/json', ...headers },
      body: JSON.stringify(payload),
    })
  const join = async (invitation: string | undefined, password = GOOD): Promise<number> => (await post('/api/invitation', { invitation, password })).status
  const signIn = async (account: string, password = GOOD): Promise<Response> => post('/api/sign-in', { account, password })
  expect(await join(admin.said.text)).toBe(201)
  expect(await join(invited.said.text)).toBe(201)

  const recovered = await dutybook('person', 'recover', '林薇')
  expect(await join(recovered.said.text, BETTER)).toBe(201)
  expect([(await signIn('linwei')).status, (await signIn('linwei', BETTER)).status]).toEqual([401, 200])

  const signed = await signIn('chen')
  const cookie = (signed.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
  const me = async (): Promise<number> => (await fetch(`${server.address}/api/me`, { headers: { cookie } })).status
  expect(await me()).toBe(200)
  expect((await dutybook('person', 'end-sessions', '陈晨')).status).toBe(0)
  expect(await me()).toBe(401)
  expect((await dutybook('person', 'deactivate', '陈晨')).status).toBe(0)
  expect((await signIn('chen')).status).toBe(401)
  const back = await dutybook('person', 'reactivate', '陈晨')
  expect(back).toMatchObject({ status: 0, said: { kind: 'returned', account: 'chen', roles: ['engineer'] } })
  expect((await signIn('chen')).status).toBe(401)
  expect(await join(back.said.text, BETTER)).toBe(201)
  expect((await signIn('chen', BETTER)).status).toBe(200)

  const { rows } = await reachable.database.keeper.query<{ kind: string }>("select kind from journal.entry where stream = 'access' order by index")
  expect(rows.map(({ kind }) => kind)).toEqual([
    'access.invited',
    'access.invited',
    'access.invitation-used',
    'access.invitation-used',
    'access.invited',
    'access.invitation-used',
    'access.sign-in-failed',
    'access.signed-in',
    'access.signed-in',
    'access.session-ended',
    'access.deactivated',
    'access.sign-in-failed',
    'access.reactivated',
    'access.sign-in-failed',
    'access.invitation-used',
    'access.signed-in',
  ])
}, 120_000)
