import { fileURLToPath } from 'node:url'
import { spawn, type ChildProcess } from 'node:child_process'
import { createServer } from 'node:http'
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parseTilePath } from '#journal/tile.ts'
import { formatVerifierKey, parseNote, parseVerifierKey } from '#journal/note.ts'
import { verifyCosignature } from '#journal/checkpoint.ts'
import { verify } from '#journal/ed25519.ts'
import { sha256 } from '#journal/sha256.ts'
import { askWitness } from '#journal/witness-client.ts'
import { testFolder, testLog, type TestLog } from '#server/witness/witness.fixture.ts'

/** The built product. */
const binary = fileURLToPath(new URL('../bin/dutybook', import.meta.url))

interface Run {
  readonly child: ChildProcess
  readonly ended: Promise<{ readonly status: number | null; readonly out: string; readonly err: string }>
  /** Resolves with what matches, once standard error has it. */
  readonly says: (pattern: RegExp) => Promise<string>
}

function run(...words: readonly string[]): Run {
  const child = spawn(process.execPath, [binary, ...words], { env: { ...process.env, LANG: 'C', LC_ALL: 'C' }, stdio: ['ignore', 'pipe', 'pipe'] })
  let [out, err] = ['', '']
  child.stdout.on('data', (part: Buffer) => (out += part.toString()))
  child.stderr.on('data', (part: Buffer) => (err += part.toString()))
  const ended = new Promise<{ status: number | null; out: string; err: string }>((resolve) => child.on('close', (status) => resolve({ status, out, err })))
  const says = (pattern: RegExp): Promise<string> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        const [found] = pattern.exec(err) ?? []
        if (found !== undefined) resolve(found)
      }
      child.stderr.on('data', look)
      child.on('close', () => reject(new Error(`it ended without saying ${String(pattern)}: ${err}`)))
      look()
    })
  return { child, ended, says }
}

/** A log's site whose story can be changed. */
async function site(log: TestLog, size: number): Promise<AsyncDisposable & { readonly url: string; readonly show: (log: TestLog, size: number) => void }> {
  let shown = { log, size }
  const server = createServer((request, response) => {
    const path = (request.url ?? '').slice(1)
    const answer = async (): Promise<Uint8Array | undefined> => {
      if (path === 'checkpoint') return Buffer.from(await shown.log.head(shown.size))
      const tile = parseTilePath(path)
      return 'entries' in tile ? undefined : shown.log.tile(tile)
    }
    void answer().then((body) => (body === undefined ? response.writeHead(404).end() : response.end(body)))
  })
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return {
    url: `http://127.0.0.1:${address === null || typeof address === 'string' ? 0 : address.port}`,
    show: (told, to) => void (shown = { log: told, size: to }),
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => void server.close(resolve))
    },
  }
}

test('a key is made once, under the name that it is given, for its owner alone', async () => {
  using folder = testFolder()
  const data = join(folder.path, 'w')
  const first = await run('witness', 'key', '--data', data, '--name', 'witness.example/w1').ended
  expect([first.status, first.err]).toEqual([0, ''])
  expect(parseVerifierKey(sha256, first.out.trim())).toMatchObject({ name: 'witness.example/w1', algorithm: 4 })
  expect(statSync(join(data, 'witness.key')).mode & 0o777).toBe(0o600)
  expect((await run('witness', 'key', '--data', data).ended).out).toBe(first.out)
  const renamed = await run('witness', 'key', '--data', data, '--name', 'other').ended
  expect([renamed.status, renamed.out]).toEqual([2, ''])
  expect(renamed.err).toContain('is named witness.example/w1, not other')
})

test('a witness serves, cosigns, writes a line for each submission, and stops when it is told to', async () => {
  using folder = testFolder()
  const log = testLog()
  const witness = run('witness', 'serve', '--data', folder.path, '--name', 'w1', '--log', formatVerifierKey(log.key), '--port', '0')
  try {
    const [, url = '', vkey = ''] = /at (\S+), key (\S+)/.exec(await witness.says(/The witness is at \S+, key \S+/)) ?? []
    const key = parseVerifierKey(sha256, vkey)
    const answer = await askWitness(await log.head(5), { key, url }, { prove: log.prove, privateHttp: true })
    expect(answer.kind).toBe('cosigned')
    const second = await run('witness', 'serve', '--data', folder.path, '--log', formatVerifierKey(log.key), '--port', '0').ended
    expect(second.status).toBe(2)
    expect(second.err).toContain('Another witness is using')
  } finally {
    witness.child.kill('SIGTERM')
  }
  const { status, out } = await witness.ended
  expect(status).toBe(0)
  expect(
    out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown),
  ).toMatchObject([{ event: 'cosigned', origin: 'example.com/log', size: 5 }])
})

test('watching prints the cosigned checkpoint, and a fork is said loudly with status 1', async () => {
  using folder = testFolder()
  const log = testLog()
  await using at = await site(log, 5)
  const words = ['witness', 'watch', at.url, '--key', formatVerifierKey(log.key), '--data', folder.path]
  const refused = await run(...words).ended
  expect([refused.status, refused.out]).toEqual([1, ''])
  expect(refused.err).toContain('plain http is not allowed')
  const first = await run(...words, '--allow-http').ended
  expect([first.status, first.err.includes('first seen, 5 entries')]).toEqual([0, true])
  const vkey = (await run('witness', 'key', '--data', folder.path).ended).out.trim()
  expect(verifyCosignature(parseNote(first.out), parseVerifierKey(sha256, vkey), verify)).toBeGreaterThan(1_700_000_000)
  at.show(log.fork(3), 9)
  const forked = await run(...words, '--allow-http').ended
  expect([forked.status, forked.out]).toEqual([1, ''])
  expect(forked.err).toMatch(/ALARM: the log example\.com\/log has forked.*evidence/)
  at.show(log, 2)
  const shrunk = await run(...words, '--allow-http').ended
  expect([shrunk.status, shrunk.err.includes('has shrunk, from 5 entries to 2')]).toEqual([1, true])
  at.show(log, 9)
  expect((await run(...words, '--allow-http').ended).status).toBe(0)
})

test('a watch that goes on ends with the first alarm', async () => {
  using folder = testFolder()
  const log = testLog()
  await using at = await site(log, 5)
  const watching = run('witness', 'watch', at.url, '--key', formatVerifierKey(log.key), '--data', folder.path, '--allow-http', '--every', '1')
  await watching.says(/first seen/)
  at.show(log.fork(1), 5)
  const { status, err } = await watching.ended
  expect([status, err.includes('has forked')]).toEqual([1, true])
})

test('a watch that goes on stops when it is told to, without waiting out its pause', async () => {
  using folder = testFolder()
  const log = testLog()
  await using at = await site(log, 5)
  const watching = run('witness', 'watch', at.url, '--key', formatVerifierKey(log.key), '--data', folder.path, '--allow-http', '--every', '86400')
  await watching.says(/first seen/)
  watching.child.kill('SIGINT')
  expect((await watching.ended).status).toBe(0)
})
