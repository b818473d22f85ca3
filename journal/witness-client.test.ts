import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { utf8 } from './bytes.ts'
import { cosign, formatCheckpoint, verifyCosignature } from './checkpoint.ts'
import { newSigningKey, sign, verify } from './ed25519.ts'
import { beneath } from './exchange.ts'
import { consistencyPath, leafHash, nodeHash } from './merkle.ts'
import { formatNote, formatSignature, noteKey, parseNote, parseVerifierKey, signNote, type NoteKey } from './note.ts'
import { sha256 } from './sha256.ts'
import { parseSubmission } from './submission.ts'
import { vectorOf } from './vector.fixture.ts'
import { askWitness, collectCosignatures, cosignBy, type Witness, type WitnessAnswer } from './witness-client.ts'

const vector = vectorOf('cosignature', z.object({ note: z.string(), log: z.string(), witnesses: z.array(z.string()), time: z.number() }))

const pair = newSigningKey()
const log = noteKey(sha256, 'example.com/log', 1, pair.publicKey)
const leaves = ['one', 'two'].map((text) => leafHash(sha256, utf8(text)))
const [one = new Uint8Array(), two = new Uint8Array()] = leaves
const root = nodeHash(sha256, one, two)
const NOTE = formatNote(
  signNote({ text: formatCheckpoint({ origin: log.name, size: 2, root, extensions: [] }), signatures: [] }, log, (message) => sign(pair.seed, message)),
)
const prove = (from: number, to: number): Promise<readonly Uint8Array[]> =>
  consistencyPath(sha256, from, to, async (nodes) => nodes.map(({ index }) => leaves[index] ?? new Uint8Array()))

interface Signer {
  readonly key: NoteKey
  readonly line: (at: number, text?: string) => string
}

function signer(name: string): Signer {
  const { seed, publicKey } = newSigningKey()
  const key = noteKey(sha256, name, 4, publicKey)
  return { key, line: (at, text = parseNote(NOTE).text) => `${formatSignature(cosign(text, key, at, (message) => sign(seed, message)))}\n` }
}

interface Answer {
  readonly status: number
  readonly type?: string
  readonly body?: string
  readonly location?: string
}

/** Somebody at an address of this machine who answers as told, however badly. `olds` are the old sizes that it was sent. */
async function somebody(
  answer: (old: number, response: ServerResponse) => Answer | undefined,
): Promise<AsyncDisposable & { readonly url: string; readonly olds: readonly number[] }> {
  const olds: number[] = []
  const server = createServer((request: IncomingMessage, response) => {
    void (async () => {
      const parts: Buffer[] = []
      for await (const part of request as AsyncIterable<Buffer>) parts.push(part)
      const { old } = parseSubmission(Buffer.concat(parts))
      olds.push(old)
      const given = answer(old, response)
      if (given === undefined) return
      const { status, type = 'text/plain', body = '', location } = given
      response.writeHead(status, { 'content-type': type, ...(location === undefined ? {} : { location }) }).end(body)
    })()
  })
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = address === null || typeof address === 'string' ? 0 : address.port
  return {
    url: `http://127.0.0.1:${port}/w`,
    olds,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => void server.close(resolve))
    },
  }
}

const local = { prove, privateHttp: true, timeout: 5000 }
const ask = (key: NoteKey, url: string, more: Partial<Witness> = {}): Promise<WitnessAnswer> => askWitness(NOTE, { key, url, ...more }, local)
const said = ({ kind, ...answer }: WitnessAnswer): string => ('code' in answer ? `${kind} ${answer.code}` : kind)

test('a cosignature is taken with its time, and lines of strangers are passed over', async () => {
  const { key, line } = signer('example.com/witness')
  await using witness = await somebody(() => ({ status: 200, body: signer('stranger').line(1) + line(1_679_315_147) }))
  const answer = await ask(key, witness.url)
  expect(answer).toMatchObject({ kind: 'cosigned', at: 1_679_315_147, signatures: [{ name: 'example.com/witness', id: key.id }] })
  expect(witness.olds).toEqual([0])
})

test('a witness that names another old size is asked again from there', async () => {
  const { key, line } = signer('w')
  await using witness = await somebody((old) => (old === 1 ? { status: 200, body: line(5) } : { status: 409, type: 'text/x.tlog.size', body: '1\n' }))
  expect(said(await ask(key, witness.url))).toBe('cosigned')
  expect(witness.olds).toEqual([0, 1])
  expect(said(await ask(key, witness.url, { seen: 1 }))).toBe('cosigned')
  expect(witness.olds).toEqual([0, 1, 1])
})

test('a witness that never agrees on the old size is given up', async () => {
  const { key } = signer('w')
  await using witness = await somebody((old) => ({ status: 409, type: 'text/x.tlog.size; charset=utf-8', body: `${(old + 1) % 3}\n` }))
  expect(said(await ask(key, witness.url))).toBe('refused unsteady')
  expect(witness.olds).toEqual([0, 1, 2])
})

test('what a conflict says about us is told apart', async () => {
  const { key } = signer('w')
  const conflicts: readonly (readonly [string, string, string])[] = [
    ['2\n', 'text/x.tlog.size', 'refused root-differs'],
    ['3\n', 'text/x.tlog.size', 'refused ahead'],
    ['0\n', 'text/x.tlog.size', 'refused answer-malformed'],
    ['01\n', 'text/x.tlog.size', 'refused answer-malformed'],
    ['1', 'text/x.tlog.size', 'refused answer-malformed'],
    ['1\n', 'text/plain', 'refused answer-malformed'],
    ['9007199254740993\n', 'text/x.tlog.size', 'refused answer-malformed'],
  ]
  const answers = await Promise.all(
    conflicts.map(async ([body, type]) => {
      await using witness = await somebody(() => ({ status: 409, type, body }))
      return said(await ask(key, witness.url))
    }),
  )
  expect(answers).toEqual(conflicts.map(([, , answer]) => answer))
})

test('every status has its meaning', async () => {
  const { key } = signer('w')
  const statuses: readonly (readonly [number, string])[] = [
    [400, 'refused malformed'],
    [403, 'refused signature-refused'],
    [404, 'refused log-unknown'],
    [422, 'refused proof-refused'],
    [429, 'unreachable failed'],
    [500, 'unreachable failed'],
    [503, 'unreachable failed'],
  ]
  const answers = await Promise.all(
    statuses.map(async ([status]) => {
      await using witness = await somebody(() => ({ status, body: 'so \u001b[31mit is' }))
      const answer = await ask(key, witness.url)
      return answer
    }),
  )
  expect(answers.map(said)).toEqual(statuses.map(([, answer]) => answer))
  // What somebody else wrote reaches no terminal as it is.
  expect(answers.map((answer) => 'why' in answer && answer.why.includes('\u001b'))).toEqual(statuses.map(() => false))
})

test('a cosignature that is wrong in any way is not taken', async () => {
  const { key, line } = signer('w')
  const other = parseNote(NOTE).text.replace('\n2\n', '\n3\n')
  const bodies: readonly (readonly [string, string])[] = [
    [line(1, other), 'refused cosignature-wrong'],
    [signer('w').line(1), 'refused cosignature-wrong'],
    [line(1) + line(1, other), 'refused cosignature-wrong'],
    ['', 'refused answer-malformed'],
    ['\n', 'refused answer-malformed'],
    [line(1).trimEnd(), 'refused answer-malformed'],
    [`${line(1)}\n`, 'refused answer-malformed'],
    ['<html>', 'refused answer-malformed'],
  ]
  const answers = await Promise.all(
    bodies.map(async ([body]) => {
      await using witness = await somebody(() => ({ status: 200, body }))
      return said(await ask(key, witness.url))
    }),
  )
  expect(answers).toEqual(bodies.map(([, answer]) => answer))
})

test('a redirect is not followed', async () => {
  const { key, line } = signer('w')
  await using target = await somebody(() => ({ status: 200, body: line(1) }))
  await using witness = await somebody(() => ({ status: 307, location: `${target.url}/add-checkpoint` }))
  expect(said(await ask(key, witness.url))).toBe('unreachable redirected')
  expect(target.olds).toEqual([])
})

test('an answer without end is cut off, and one that never comes is not waited for', async () => {
  const { key } = signer('w')
  await using endless = await somebody((_old, response) => {
    const more = (): void => {
      while (response.writable && response.write('x'.repeat(65_536)));
      response.once('drain', more)
    }
    response.on('error', () => undefined)
    more()
    return undefined
  })
  expect(said(await ask(key, endless.url))).toBe('unreachable oversized')
  await using silent = await somebody(() => undefined)
  expect(said(await askWitness(NOTE, { key, url: silent.url }, { ...local, timeout: 100 }))).toBe('unreachable timed-out')
})

test('plain HTTP needs leave, and goes to private addresses only', async () => {
  const { key, line } = signer('w')
  await using witness = await somebody(() => ({ status: 200, body: line(1) }))
  expect(said(await askWitness(NOTE, { key, url: witness.url }, { prove, timeout: 5000 }))).toBe('unreachable address-refused')
  expect(witness.olds).toEqual([])
  const refused = ['http://192.0.2.1/', 'http://[2001:db8::1]/', 'ftp://127.0.0.1/', 'http://user:secret@127.0.0.1/']
  expect(await Promise.all(refused.map(async (url) => said(await ask(key, url))))).toEqual(refused.map(() => 'unreachable address-refused'))
  expect(said(await ask(key, witness.url.replace('127.0.0.1', 'localhost')))).toMatch(/^(cosigned|unreachable unconnected)$/)
})

test('a resource lies beneath its prefix, whatever the prefix ends in', () => {
  expect(
    ['https://a.example', 'https://a.example/', 'https://a.example/p', 'https://a.example/p//', 'https://a.example/p?q=1#f'].map(
      (url) => beneath(url, 'add-checkpoint').href,
    ),
  ).toEqual([
    'https://a.example/add-checkpoint',
    'https://a.example/add-checkpoint',
    'https://a.example/p/add-checkpoint',
    'https://a.example/p/add-checkpoint',
    'https://a.example/p/add-checkpoint',
  ])
})

test('a quorum of two among three is met with one of them dead, and the note carries both cosignatures', async () => {
  const [first, second, dead] = [signer('w1'), signer('w2'), signer('w3')]
  await using one = await somebody(() => ({ status: 200, body: first.line(10) }))
  await using two = await somebody(() => ({ status: 200, body: second.line(20) }))
  const gone = await somebody(() => undefined)
  await gone[Symbol.asyncDispose]()
  const witnesses = [
    { key: first.key, url: one.url },
    { key: second.key, url: two.url },
    { key: dead.key, url: gone.url },
  ]
  const policy = { logs: [log], witnesses: witnesses.map(({ key }) => key), quorum: 2 }
  const collected = await collectCosignatures(NOTE, witnesses, policy, local)
  expect(collected.answers.map(said)).toEqual(['cosigned', 'cosigned', 'unreachable unconnected'])
  const note = parseNote(collected.kind === 'quorum' ? collected.note : '')
  expect([first, second].map(({ key }) => verifyCosignature(note, key, verify))).toEqual([10, 20])
  expect(note.signatures.map(({ name }) => name)).toEqual(['example.com/log', 'w1', 'w2'])
})

test('below the quorum nothing is given back to publish, and each failure is named', async () => {
  const [first, dead] = [signer('w1'), signer('w2')]
  await using one = await somebody(() => ({ status: 200, body: first.line(10) }))
  await using broken = await somebody(() => ({ status: 404 }))
  const witnesses = [
    { key: first.key, url: one.url },
    { key: dead.key, url: broken.url },
  ]
  const policy = { logs: [log], witnesses: witnesses.map(({ key }) => key), quorum: 2 }
  const collected = await collectCosignatures(NOTE, witnesses, policy, local)
  expect(collected).toMatchObject({ kind: 'below-quorum' })
  expect(collected).not.toHaveProperty('note')
  const publishing = cosignBy(witnesses, policy, local)(NOTE, prove)
  await expect(publishing).rejects.toMatchObject({ fault: 'quorum-missed' })
  await expect(publishing).rejects.toThrow('w2: log-unknown')
})

test('a checkpoint that witnesses cosigned in public gathers those very cosignatures again', async () => {
  const { note, log: vkey, witnesses: vkeys, time } = vector
  const published = parseNote(note)
  const keys = vkeys.map((each) => parseVerifierKey(sha256, each))
  const logKey = parseVerifierKey(sha256, vkey)
  const own = published.signatures.filter(({ name }) => name === logKey.name)
  const lines = published.signatures.filter(({ name }) => name !== logKey.name).map((signature) => `${formatSignature(signature)}\n`)
  // Every witness answers with all of the published lines: each client takes that of its own key.
  await using everybody = await somebody(() => ({ status: 200, body: lines.join('') }))
  const witnesses = keys.map((key) => ({ key, url: everybody.url }))
  const bare = formatNote({ text: published.text, signatures: own })
  const collected = await collectCosignatures(bare, witnesses, { logs: [logKey], witnesses: keys, quorum: keys.length }, { ...local, prove: async () => [] })
  expect(collected.answers.map((answer) => (answer.kind === 'cosigned' ? answer.at : said(answer)))).toEqual(keys.map(() => time))
  const gathered = parseNote(collected.kind === 'quorum' ? collected.note : '').signatures.map(formatSignature)
  expect(gathered.toSorted()).toEqual(published.signatures.map(formatSignature).toSorted())
})
