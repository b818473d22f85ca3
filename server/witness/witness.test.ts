import { chmodSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { verifyCosignature } from '#journal/checkpoint.ts'
import { verify } from '#journal/ed25519.ts'
import { parseNote, parseSignature, type NoteKey } from '#journal/note.ts'
import { askWitness, collectCosignatures } from '#journal/witness-client.ts'
import { openWitness, witnessKey } from './folder.ts'
import { testFolder, testLog, testWitness, type TestLog, type TestWitness } from './witness.fixture.ts'
import { witnessOf } from './witness.ts'

interface Posted {
  readonly status: number
  readonly type: string
  readonly body: string
}

async function post(url: string, body: Uint8Array | string, type = 'application/octet-stream'): Promise<Posted> {
  const response = await fetch(`${url}/add-checkpoint`, {
    method: 'POST',
    body: typeof body === 'string' ? body : Uint8Array.from(body),
    headers: { 'content-type': type },
  })
  return { status: response.status, type: response.headers.get('content-type') ?? '', body: await response.text() }
}

const submit = async (witness: TestWitness, log: TestLog, old: number, size: number): Promise<Posted> => post(witness.url, await log.submission(old, size))

/** The time of a cosignature that was answered; throws where it is not one of that key over that head. */
async function timeOf(answer: Posted, log: TestLog, size: number, key: NoteKey): Promise<number> {
  return verifyCosignature({ text: parseNote(await log.head(size)).text, signatures: [parseSignature(answer.body.trimEnd())] }, key, verify)
}

const AT = 1_679_315_147

test('a log that grows is cosigned each time, at the time of the witness', async () => {
  using folder = testFolder()
  const log = testLog()
  await using witness = await testWitness(folder.path, 'example.com/w1', [log.watched], () => AT * 1000 + 999)
  const sizes = [0, 1, 1, 2, 255, 256, 257, 600]
  const times: number[] = []
  for (const [place, size] of sizes.entries()) {
    const answer = await submit(witness, log, sizes[place - 1] ?? 0, size)
    expect(answer.status).toBe(200)
    times.push(await timeOf(answer, log, size, witness.folder.key.key))
  }
  expect(times).toEqual(sizes.map(() => AT))
})

test('each refusal has the status of the specification', async () => {
  using folder = testFolder()
  const log = testLog()
  const stranger = testLog('example.com/other')
  const thief = testLog('example.com/log')
  await using witness = await testWitness(folder.path, 'w', [log.watched])
  expect((await submit(witness, log, 0, 5)).status).toBe(200)
  const proofOfAnother = Buffer.from(await log.submission(5, 9))
    .toString()
    .replace(/\n[A-Za-z0-9+/]/, '\n/')
  expect([
    (await post(witness.url, 'old 0\n')).status,
    (await submit(witness, log, 9, 5)).status,
    (await submit(witness, thief, 5, 9)).status,
    (await submit(witness, stranger, 0, 1)).status,
    (await post(witness.url, proofOfAnother)).status,
    (await submit(witness, log.fork(3), 5, 9)).status,
    (await submit(witness, log.fork(3), 5, 5)).status,
  ]).toEqual([400, 400, 403, 404, 422, 422, 409])
  expect(await submit(witness, log, 0, 9)).toEqual({ status: 409, type: 'text/x.tlog.size', body: '5\n' })
  expect(await submit(witness, log, 0, 3)).toEqual({ status: 409, type: 'text/x.tlog.size', body: '5\n' })
  expect((await submit(witness, log, 5, 9)).status).toBe(200)
})

test('the body is read whatever its type is called, to a limit, and only where it is posted to', async () => {
  using folder = testFolder()
  const log = testLog()
  await using witness = await testWitness(folder.path, 'w', [log.watched])
  const body = await log.submission(0, 1)
  expect((await post(witness.url, body, 'application/json')).status).toBe(200)
  expect((await post(witness.url, Buffer.alloc(600_000, 'x'))).status).toBe(413)
  expect((await post(witness.url, '')).status).toBe(400)
  expect((await fetch(`${witness.url}/add-checkpoint`)).status).toBe(404)
  expect((await fetch(witness.url)).status).toBe(404)
  expect(witness.faults).toEqual([])
})

test('what is vouched for outlives the process, and the clock never runs backwards', async () => {
  using folder = testFolder()
  const log = testLog()
  {
    await using witness = await testWitness(folder.path, 'w', [log.watched], () => AT * 1000)
    expect((await submit(witness, log, 0, 7)).status).toBe(200)
  }
  await using witness = await testWitness(folder.path, 'w', [log.watched], () => 1000)
  expect((await submit(witness, log, 0, 8)).body).toBe('7\n')
  const answer = await submit(witness, log, 7, 8)
  expect(await timeOf(answer, log, 8, witness.folder.key.key)).toBe(AT)
})

test('of submissions that cross, one order is kept and no size is vouched for twice with two roots', async () => {
  using folder = testFolder()
  const log = testLog()
  const fork = log.fork(4)
  await using witness = await testWitness(folder.path, 'w', [log.watched])
  expect((await submit(witness, log, 0, 4)).status).toBe(200)
  const answers = await Promise.all(Array.from({ length: 20 }, (_, place) => submit(witness, place % 2 === 0 ? log : fork, 4, 5 + (place % 5))))
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
  expect(answers.filter(({ status }) => status !== 200 && status !== 409)).toEqual([])
  expect(witness.judged.filter(({ kind }) => kind === 'cosigned')).toHaveLength(2)
})

test('a fork that is shown to two witnesses is refused by each for the other half, and finds no quorum', async () => {
  using here = testFolder()
  using there = testFolder()
  const log = testLog()
  const fork = log.fork(6)
  await using first = await testWitness(here.path, 'w1', [log.watched])
  await using second = await testWitness(there.path, 'w2', [log.watched])
  expect((await submit(first, log, 0, 10)).status).toBe(200)
  expect((await submit(second, fork, 0, 10)).status).toBe(200)
  const witnesses = [first, second].map(({ folder, url }) => ({ key: folder.key.key, url }))
  const policy = { logs: [log.key], witnesses: witnesses.map(({ key }) => key), quorum: 2 }
  const collect = async (story: TestLog): Promise<readonly string[]> => {
    const collected = await collectCosignatures(await story.head(10), witnesses, policy, { prove: story.prove, privateHttp: true })
    return [collected.kind, ...collected.answers.map((answer) => ('code' in answer ? answer.code : answer.kind))]
  }
  expect(await collect(log)).toEqual(['below-quorum', 'cosigned', 'root-differs'])
  expect(await collect(fork)).toEqual(['below-quorum', 'root-differs', 'cosigned'])
  // Nor does it come back together later.
  const later = await askWitness(await fork.head(12), { key: first.folder.key.key, url: first.url }, { prove: fork.prove, privateHttp: true })
  expect(later).toMatchObject({ kind: 'refused', code: 'proof-refused' })
})

test('two heads of one size are kept as evidence, once', async () => {
  using folder = testFolder()
  const log = testLog()
  await using witness = await testWitness(folder.path, 'w', [log.watched])
  await submit(witness, log, 0, 3)
  await submit(witness, log.fork(1), 3, 3)
  await submit(witness, log.fork(1), 3, 3)
  const last = witness.judged.at(-1)
  const evidence = last?.kind === 'refused' ? (last.evidence ?? '') : ''
  const notes = readdirSync(evidence).map((name) => readFileSync(join(evidence, name), 'utf8'))
  expect(notes.toSorted()).toEqual([await log.head(3), await log.fork(1).head(3)].toSorted())
})

test('a folder is one witness’s alone, and its key cannot be given another name', async () => {
  using folder = testFolder()
  const open = await openWitness(folder.path, 'w1')
  await expect(openWitness(folder.path, undefined)).rejects.toMatchObject({ code: 'folder-in-use' })
  await open[Symbol.asyncDispose]()
  await expect(openWitness(folder.path, 'w2')).rejects.toMatchObject({ code: 'name-differs' })
  await using again = await openWitness(folder.path, undefined)
  expect(again.key.key).toEqual(open.key.key)
})

test('where no lock reaches, the second of two that go on from one state is stopped before it signs', async () => {
  using folder = testFolder()
  const log = testLog()
  // The same folder under two witnesses, as on two machines: state is all that they share.
  await using folderOfOne = await openWitness(folder.path, 'w')
  const one = witnessOf({ folder: folderOfOne, logs: [log.watched], clock: Date.now })
  const two = witnessOf({ folder: folderOfOne, logs: [log.watched], clock: Date.now })
  await one.judge(await log.submission(0, 4))
  const outcomes = await Promise.allSettled([one.judge(await log.submission(4, 5)), two.judge(await log.fork(4).submission(4, 5))])
  expect(outcomes.filter((outcome) => outcome.status === 'fulfilled' && outcome.value.kind === 'cosigned')).toHaveLength(1)
  expect(outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [String(outcome.reason)] : []))).toMatchObject([
    expect.stringMatching(/^WitnessError: Another process is using the same folder/),
  ])
})

test('a folder keeps the last states and nothing of processes that were killed', async () => {
  using folder = testFolder()
  const log = testLog()
  await using witness = await testWitness(folder.path, 'w', [log.watched])
  const sizes = Array.from({ length: 12 }, (_, place) => place + 1)
  const kept = (): readonly string[] =>
    readdirSync(join(folder.path, 'log')).flatMap((name) => readdirSync(join(folder.path, 'log', name)).map((file) => join(name, file)))
  for (const size of sizes) {
    if (size === 12) writeFileSync(join(folder.path, 'log', `${kept()[0] ?? ''}.1.draft`), 'half a')
    expect((await submit(witness, log, size - 1, size)).status).toBe(200)
  }
  expect(
    kept()
      .map((file) => file.slice(-7))
      .toSorted(),
  ).toEqual(['05', '06', '07', '08', '09', '10', '11', '12'].map((place) => `${place}.json`))
})

test('a state that is damaged or lost is not begun anew', async () => {
  using folder = testFolder()
  const log = testLog()
  {
    await using witness = await testWitness(folder.path, 'w', [log.watched])
    for (const size of [1, 2, 3]) {
      expect((await submit(witness, log, size - 1, size)).status).toBe(200)
    }
  }
  const states = readdirSync(join(folder.path, 'log')).map((name) => join(folder.path, 'log', name))
  expect(states).toHaveLength(1)
  const newest =
    readdirSync(states[0] ?? '')
      .toSorted()
      .at(-1) ?? ''
  writeFileSync(join(states[0] ?? '', newest), '{"size":')
  {
    await using witness = await testWitness(folder.path, 'w', [log.watched])
    expect((await submit(witness, log, 2, 3)).status).toBe(500)
    expect(witness.faults).toMatchObject([{ code: 'state-damaged' }])
  }
  rmSync(join(folder.path, 'log'), { recursive: true })
  await expect(openWitness(folder.path, undefined)).rejects.toMatchObject({ code: 'state-lost' })
})

test('the key is the owner’s to read, is made once, and a file that is no key is refused', async () => {
  using folder = testFolder()
  const crossing = await Promise.all(Array.from({ length: 3 }, () => witnessKey(folder.path, 'example.com/w')))
  const made = [...crossing, await witnessKey(folder.path, undefined)]
  expect(new Set(made.map(({ key }) => key.id)).size).toBe(1)
  const path = join(folder.path, 'witness.key')
  expect(statSync(path).mode & 0o777).toBe(0o600)
  chmodSync(path, 0o600)
  writeFileSync(path, 'not a key')
  await expect(witnessKey(folder.path, undefined)).rejects.toMatchObject({ code: 'key-damaged' })
})
