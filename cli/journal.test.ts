import { spawn, type ChildProcessByStdio } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable, Writable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'

/** The command as a user starts it: the built product, a process of its own; that of this repository, or the one that the environment names. */
const binary = process.env['DUTYBOOK_TEST_BINARY'] ?? fileURLToPath(new URL('../bin/dutybook', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'dutybook-journal-'))
const data = join(folder, 'data')
const bundle = join(folder, 'bundle')

interface Ended {
  readonly status: number | null
  readonly out: string
  readonly err: string
}

interface Around {
  readonly input?: string | Uint8Array | Iterable<string>
  readonly env?: Readonly<Record<string, string>>
  readonly uid?: number
  /** Whose words they are. */
  readonly command?: string
}

function start(words: readonly string[], { env, uid, command = 'journal' }: Around = {}): ChildProcessByStdio<Writable, Readable, Readable> {
  const { DATABASE_URL: _, ...surroundings } = process.env
  return spawn(process.execPath, [binary, command, ...words], {
    env: { ...surroundings, LANG: 'en_US.UTF-8', LC_ALL: 'en_US.UTF-8', ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
    ...(uid === undefined ? {} : { uid, gid: uid, cwd: '/' }),
  })
}

async function run(words: readonly string[], around: Around = {}): Promise<Ended> {
  const { input = '' } = around
  const child = start(words, around)
  const out: Buffer[] = []
  const err: Buffer[] = []
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk))
  child.stderr.on('data', (chunk: Buffer) => err.push(chunk))
  child.stdin.on('error', () => undefined) // the command may stop reading early, which is what is tested
  for (const part of typeof input === 'string' || input instanceof Uint8Array ? [input] : input) {
    if (child.stdin.destroyed) break
    if (!child.stdin.write(part)) await new Promise((resume) => void child.stdin.once('drain', resume).once('close', resume))
  }
  child.stdin.end()
  const status = await new Promise<number | null>((resolve) => void child.on('close', resolve))
  return { status, out: Buffer.concat(out).toString(), err: Buffer.concat(err).toString() }
}

/** Entries in the data folder. */
async function sizeNow(): Promise<number> {
  const { out } = await run(['read', '--data', data])
  return out === '' ? 0 : out.trimEnd().split('\n').length
}

const append = ['append', '--data', data, '--stream', 'log']
let holder: ReturnType<typeof start> | undefined

beforeAll(async () => {
  await run(append, { input: '{"a":1}\n{"a":2}\n{"a":3}\n' })
  // One command that waits for its input has the database run on: the others need not start it.
  const waiting = start(append)
  holder = waiting
  const first = new Promise((resolve) => void waiting.stdout.once('data', resolve))
  waiting.stdin.write('{"a":4}\n')
  await first
  await run(['export', '--data', data, bundle])
}, 120_000)

afterAll(async () => {
  const ended = new Promise((resolve) => void holder?.on('close', resolve))
  holder?.stdin.end()
  await ended
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
}, 60_000)

describe('what cannot be recorded is refused with its line, and nothing of it is written', { timeout: 60_000 }, () => {
  function* endless(): Generator<string> {
    yield '{"a":"'
    for (let count = 0; count < 100; count++) yield 'x'.repeat(1_048_576)
  }

  test.each<readonly [name: string, input: NonNullable<Around['input']>, message: RegExp]>([
    ['100 MB without a line break', endless(), /stdin:1: this line is longer than 1 MiB/],
    ['bytes that are no text', Uint8Array.from({ length: 4096 }, (_, at) => (at * 197 + 128) % 256), /stdin:1: this line is not UTF-8/],
    ['zeros', new Uint8Array(1000), /stdin:1: /],
    ['100,000 brackets', '['.repeat(100_000), /stdin:1: .*more than 64 levels/],
    ['objects in objects in objects', `${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`, /stdin:1: .*more than 64 levels/],
    ['a list', '[1]', /stdin:1: each line is one JSON object/],
    ['half a line', '{"a":', /stdin:1: no entry can be made of it/],
    ['a name twice', '{"a":1,"a":2}', /stdin:1: no entry can be made of it/],
    ['half a character', '{"a":"\\ud800"}', /stdin:1: no entry can be made of it/],
    ['a number that no double holds', '{"a":1e999}', /stdin:1: no entry can be made of it/],
    ['a kind that is none', '{"kind":"Not A Kind"}', /stdin:1: the kind cannot be used/],
    ['an erasure that nobody decided', '{"kind":"journal.erased","index":0}', /stdin:1: the kind cannot be used: the journal alone/],
    ['a kind that is a number', '{"kind":7}', /stdin:1: kind is a text/],
    ['a subject with a line break', '{"subject":"a\\nb"}', /stdin:1: the subject cannot be used/],
    ['an instant without an offset', '{"occurred":"2026-03-01T09:00:00"}', /stdin:1: occurred is an instant with an offset/],
    ['an instant that no calendar has', '{"occurred":"2026-02-30T09:00:00+08:00"}', /stdin:1: occurred is an instant with an offset/],
  ])('%s', async (_, input, message) => {
    const { status, out, err } = await run(append, { input })
    expect([status, out]).toEqual([2, ''])
    expect(err).toMatch(message)
    expect(err.length).toBeLessThan(2000)
  })

  test('of none of these anything is written', async () => {
    expect(await sizeNow()).toBe(4)
  })

  test('lines before a bad one are recorded and told of, those behind it are not', async () => {
    const before = await sizeNow()
    const { status, out, err } = await run(append, { input: '{"b":1}\n{"b":2}\nnot json\n{"b":3}\n' })
    expect(status).toBe(2)
    expect(out.trimEnd().split('\n')).toHaveLength(2)
    expect(err).toMatch(/stdin:3: .*This line and those behind it were not recorded/)
    expect(await sizeNow()).toBe(before + 2)
  })

  test('a line that has a name is recorded once, whether its name is a UUID or not', async () => {
    const before = await sizeNow()
    for (const id of ['order 7', '订单 8', '3f0e9d3e-7c43-4f0e-9d3e-0c6f0a1b2c3d']) {
      const [first, again] = [await run(append, { input: `{"id":"${id}","c":1}\n` }), await run(append, { input: `{"id":"${id}","c":1}\n` })]
      expect([first.status, again.status]).toEqual([0, 0])
      const index = ({ out }: Ended): unknown => z.object({ index: z.int() }).parse(JSON.parse(out)).index
      expect(index(again)).toBe(index(first))
      const other = await run(append, { input: `{"id":"${id}","c":2}\n` })
      expect([other.status, other.err]).toEqual([2, expect.stringMatching(/is that of entry \d+, which says something else/)])
    }
    expect(await sizeNow()).toBe(before + 3)
  })

  test('no lines at all are no fault and no entry', async () => {
    const before = await sizeNow()
    expect(await run(append, { input: '\n\n' })).toEqual({ status: 0, out: '', err: '' })
    expect(await sizeNow()).toBe(before)
  })
})

test('what the journal, and what the procedures of a registered party write, nobody writes beside them', { timeout: 60_000 }, async () => {
  const into = (stream: string, ...party: readonly string[]): Promise<Ended> =>
    run(['append', '--data', office, '--stream', stream, ...party], { input: '{"kind":"incident.discovered"}\n' })
  const office = join(folder, 'office')
  const { out } = await run(['register', '--data', office, '--kind', 'operator', '--zh', '甲公司', '--en', 'Company A', '--region', '330100'], {
    command: 'party',
  })
  const { party } = z.object({ party: z.string() }).parse(JSON.parse(out))
  const refused = await Promise.all(['incident/leak', 'access', 'letters', 'journal.erasures'].map((stream) => into(stream, '--party', party)))
  expect(refused.map(({ status, out: told }) => [status, told])).toEqual(refused.map(() => [2, '']))
  for (const { err } of refused) expect(err).toMatch(/is written by the system itself. Act with dutybook act/)
  expect((await into('sensors/door', '--party', party)).status).toBe(0)
})

describe('what cannot be asked is refused with what can', { timeout: 60_000 }, () => {
  test.each<readonly [name: string, words: readonly string[], message: RegExp]>([
    ['a stream with a control character', ['append', '--data', data, '--stream', 'a\u0007b'], /cannot be the name of a stream: it holds a control character/],
    ['a stream with a line break', ['append', '--data', data, '--stream', 'a\nb'], /cannot be the name of a stream/],
    ['a stream that turns text round', ['append', '--data', data, '--stream', 'a\u202eb'], /cannot be the name of a stream/],
    ['a stream without a name', ['append', '--data', data, '--stream', ''], /cannot be the name of a stream: it is empty/],
    ['no stream', ['append', '--data', data], /--stream/],
    ['a file that is not there', [...append, join(folder, 'none.jsonl')], /there is no file/],
    ['a file that is a folder', [...append, folder], /is a folder/],
    ['a party that has no journal', ['read', '--data', data, '--party', 'nobody'], /there is no journal of party nobody\. There are: [0-9a-f-]{36}/],
    ['verification of a party that has none', ['verify', data, '--party', 'nobody'], /there is no journal of party nobody/],
    ['an index below zero', ['prove', '--data', data, '-1'], /-1/],
    ['an index beyond the tree', ['prove', '--data', data, '99999', '--json'], /there is no entry 99999/],
    ['an index that is a word', ['prove', '--data', data, 'first'], /whole number/],
    ['an index that no number holds', ['prove', '--data', data, '99999999999999999999'], /whole number/],
    ['the empty tree', ['prove', '--data', data, '0', '--size', '0', '--json'], /there is no entry 0/],
    ['a size beyond the tree', ['prove', '--data', data, '0', '--size', '99999', '--json'], /there is no size 99999/],
    ['a tree that shrinks', ['prove', '--data', data, '--from', '3', '--to', '2'], /--from 3 is larger than --to 2/],
    ['half a question', ['prove', '--data', data, '--from', '3'], /give both --from and --to/],
    ['a span that is none', ['read', '--data', data, '--occurred', 'yesterday'], /two instants with offsets/],
    ['two ways of reading at once', ['read', '--data', data, '--stream', 'log', '--kind', 'a.b'], /use one of/],
    ['erasure of nothing', ['erase', '--data', data, '99999', '--by', 'a', '--why', 'b', '--provision', 'c'], /there is no entry 99999/],
    ['erasure by nobody', ['erase', '--data', data, '0', '--why', 'b', '--provision', 'c'], /--by/],
    ['export over a bundle', ['export', '--data', data, bundle], /is not empty/],
    ['acceptance of no loss', ['accept-loss', '--data', join(folder, 'fresh'), '--by', 'a', '--why', 'b'], /no journal here yet/],
    ['verification of nothing', ['verify', join(folder, 'none')], /there is no folder/],
    ['verification of a folder of other things', ['verify', folder], /neither an audit bundle .* nor a data folder/],
    ['verification with a key that is none', ['verify', data, '--key', 'hello'], /is no verifier key/],
    ['verification of a bundle with a key that is none', ['verify', bundle, '--key', 'hello'], /key/],
    ['an option that does not exist', ['read', '--data', data, '--colour'], /--colour/],
    ['a command that does not exist', ['rewrite'], /rewrite|Usage/],
  ])('%s', async (_, words, message) => {
    const { status, out, err } = await run(words, { input: '{"a":1}\n' })
    expect([status, out]).toEqual([2, ''])
    expect(err).toMatch(message)
    expect(err).not.toContain('report it')
    expect(err.length).toBeLessThan(2000)
  })
})

describe('a place that cannot be used is named', { timeout: 60_000 }, () => {
  test('a data folder that is a file, and one below a file, stay as they are', async () => {
    const file = join(folder, 'file')
    writeFileSync(file, 'mine')
    for (const place of [file, join(file, 'deeper')]) {
      const { status, out, err } = await run(['append', '--data', place, '--stream', 'log'], { input: '{"a":1}\n' })
      expect([status, out]).toEqual([2, ''])
      expect(err).toContain(file)
      expect(err).not.toContain('report it')
    }
    expect(await run(['verify', file])).toMatchObject({ status: 2 })
  })

  test('a data folder without permission is refused, and nothing is made in it', async (context) => {
    if (process.getuid?.() !== 0) return context.skip('needs root to become somebody without permission')
    const locked = join(folder, 'locked')
    mkdirSync(locked, { mode: 0o700 })
    chmodSync(folder, 0o755)
    const { status, out, err } = await run(['append', '--data', locked, '--stream', 'log'], { input: '{"a":1}\n', uid: 65_534 })
    expect([status, out]).toEqual([2, ''])
    expect(err).toContain(locked)
    expect(err).not.toContain('report it')
    expect(readdirSync(locked)).toEqual([])
  })

  test.each([
    ['that is no address', 'hello', /DATABASE_URL is no address/],
    ['where nobody listens', 'postgres://somebody:secret@127.0.0.1:1/nothing', /127\.0\.0\.1:1\/nothing cannot be reached/],
  ])('a database %s', async (_, url, message) => {
    const place = join(folder, 'elsewhere')
    const { status, out, err } = await run(['append', '--data', place, '--stream', 'log'], { input: '{"a":1}\n', env: { DATABASE_URL: url } })
    expect([status, out]).toEqual([2, ''])
    expect(err).toMatch(message)
    expect(err).not.toContain('secret')
    expect(err).not.toContain('report it')
    expect(existsSync(join(place, 'kept'))).toBe(false)
  })
})

test('verification that finds damage answers 1, and whole data answers 0', { timeout: 60_000 }, async () => {
  const Report = z.object({ ok: z.boolean(), findings: z.array(z.unknown()) })
  const whole = await run(['verify', data, '--json'])
  expect([whole.status, Report.parse(JSON.parse(whole.out)).ok]).toEqual([0, true])
  const [kept] = readdirSync(join(data, 'kept'))
  const stranger = join(data, 'kept', '00000000-0000-4000-8000-000000000000.checkpoint')
  writeFileSync(stranger, 'dutybook.local/00000000-0000-4000-8000-000000000000\n1\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n\n— a AAAAAAAA\n')
  const lost = await run(['verify', data, '--json'])
  rmSync(stranger)
  expect(kept).toMatch(/\.checkpoint$/)
  expect(lost.status).toBe(1)
})
