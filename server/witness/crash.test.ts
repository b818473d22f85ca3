import { spawn, type ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { parseNote } from '#journal/note.ts'
import { askWitness, type WitnessAnswer } from '#journal/witness-client.ts'
import { openWitness, witnessKey } from './folder.ts'
import { programOf, type Program } from './program.fixture.ts'
import { logOfSeed, testFolder, type TestLog } from './witness.fixture.ts'

let program: Program
beforeAll(async () => {
  program = await programOf(new URL('crash.fixture.ts', import.meta.url))
})
afterAll(() => program[Symbol.dispose]())

type Place = 'before-state' | 'after-state' | 'nowhere'

interface Process extends AsyncDisposable {
  readonly url: string
  readonly child: ChildProcess
  readonly ended: Promise<NodeJS.Signals | null>
}

/** A real witness process that is killed as by `kill -9`, at a place of its work or from outside. */
async function start(folder: string, seed: string, place: Place): Promise<Process> {
  const child = spawn(process.execPath, [program.path, folder, seed, place], { stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = once(child, 'exit').then(([, signal]: unknown[]) => (signal === 'SIGKILL' ? signal : null))
  const said: unknown = await once(child.stdout, 'data')
  return {
    url: String(said).trim(),
    child,
    ended,
    [Symbol.asyncDispose]: async () => {
      child.kill('SIGKILL')
      await ended
    },
  }
}

const seed = randomBytes(32).toString('hex')
const log = logOfSeed(seed)

async function ask(folder: string, url: string, story: TestLog, size: number): Promise<WitnessAnswer> {
  const { key } = await witnessKey(folder, undefined)
  return askWitness(await story.head(size), { key, url }, { prove: story.prove, privateHttp: true, timeout: 10_000 })
}

async function sizeKept(folder: string): Promise<number | undefined> {
  await using open = await openWitness(folder, undefined)
  return (await open.latest(log.key.name))?.size
}

test('killed after the state was kept and before the answer: the same head is cosigned again, another one of its size never', async () => {
  using folder = testFolder()
  {
    await using witness = await start(folder.path, seed, 'after-state')
    expect(await ask(folder.path, witness.url, log, 7)).toMatchObject({ kind: 'unreachable', code: 'unconnected' })
    expect(await witness.ended).toBe('SIGKILL')
  }
  expect(await sizeKept(folder.path)).toBe(7)
  await using again = await start(folder.path, seed, 'nowhere')
  expect(await ask(folder.path, again.url, log.fork(2), 7)).toMatchObject({ kind: 'refused', code: 'root-differs' })
  expect(await ask(folder.path, again.url, log.fork(2), 9)).toMatchObject({ kind: 'refused', code: 'proof-refused' })
  expect(await ask(folder.path, again.url, log, 6)).toMatchObject({ kind: 'refused', code: 'ahead' })
  expect(await ask(folder.path, again.url, log, 7)).toMatchObject({ kind: 'cosigned' })
  expect(await ask(folder.path, again.url, log, 9)).toMatchObject({ kind: 'cosigned' })
})

test('killed before the state was kept: nothing was signed, and nothing is vouched for', async () => {
  using folder = testFolder()
  {
    await using witness = await start(folder.path, seed, 'before-state')
    expect(await ask(folder.path, witness.url, log, 7)).toMatchObject({ kind: 'unreachable' })
    expect(await witness.ended).toBe('SIGKILL')
  }
  expect(await sizeKept(folder.path)).toBeUndefined()
  await using again = await start(folder.path, seed, 'nowhere')
  expect(await ask(folder.path, again.url, log, 7)).toMatchObject({ kind: 'cosigned' })
})

test('killed at any moment from outside, no two heads of one size are ever cosigned', async () => {
  const rounds = [1, 2, 3, 4, 5]
  for (const round of rounds) {
    using folder = testFolder()
    /** By size, the head that somebody holds a cosignature of. */
    const held = new Map<number, string>()
    const contradictions: number[] = []
    /** Two stories of one log, told side by side, each a little further than the other knows. */
    const tell = async (url: string, cosigned: () => void): Promise<void> => {
      const asking = [log, log.fork(2)].flatMap((story) =>
        [1, 2, 3, 4, 5].map(async (size) => {
          const answer = await ask(folder.path, url, story, size)
          if (answer.kind !== 'cosigned') return
          const { text } = parseNote(await story.head(size))
          if ((held.get(size) ?? text) !== text) contradictions.push(size)
          held.set(size, text)
          cosigned()
        }),
      )
      await Promise.all(asking)
    }
    {
      await using witness = await start(folder.path, seed, 'nowhere')
      let count = 0
      await tell(witness.url, () => {
        count++
        if (count === Math.ceil(round / 2)) witness.child.kill('SIGKILL')
      })
    }
    const before = held.size
    expect(await sizeKept(folder.path)).toBeGreaterThanOrEqual(Math.max(...held.keys()))
    await using again = await start(folder.path, seed, 'nowhere')
    await tell(again.url, () => undefined)
    expect(before).toBeGreaterThan(0)
    expect(held.size).toBeGreaterThanOrEqual(before)
    expect(contradictions).toEqual([])
  }
}, 60_000)

test('a second process does not get the folder, and gets it once the first was killed', async () => {
  using folder = testFolder()
  {
    await using witness = await start(folder.path, seed, 'nowhere')
    await expect(openWitness(folder.path, undefined)).rejects.toMatchObject({ code: 'folder-in-use' })
    expect(witness.url).toMatch(/^http:/)
  }
  await using open = await openWitness(folder.path, undefined)
  expect(open.path).toBe(folder.path)
})
