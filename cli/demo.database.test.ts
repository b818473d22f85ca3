import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { testFolder } from '#server/witness/witness.fixture.ts'

/** The built product. */
const binary = fileURLToPath(new URL('../bin/dutybook', import.meta.url))
const LONG = 240_000 // ms

interface Ended {
  readonly status: number | null
  readonly signal: string | null
  readonly out: string
  readonly err: string
}

async function run(words: readonly string[], onError: (text: string, kill: () => void) => void = () => undefined): Promise<Ended> {
  const child = spawn(process.execPath, [binary, ...words, '--lang', 'en'], {
    env: { ...process.env, LANG: 'C', LC_ALL: 'C', DATABASE_URL: '' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let [out, err] = ['', '']
  child.stdout.on('data', (part: Buffer) => (out += part.toString()))
  child.stderr.on('data', (part: Buffer) => {
    err += part.toString()
    onError(err, () => child.kill('SIGKILL'))
  })
  await once(child, 'close')
  return { status: child.exitCode, signal: child.signalCode, out, err }
}

test(
  'killed in the middle of loading, it is not loaded over; removing mends it, and then it loads, is refused twice, and goes',
  async () => {
    using folder = testFolder()
    const data = join(folder.path, 'data')
    const killed = await run(['demo', 'load', '--data', data], (text, kill) => text.includes('30 %') && kill())
    expect(killed.signal).toBe('SIGKILL')
    const again = await run(['demo', 'load', '--data', data])
    expect([again.status, again.err.includes('cut off')]).toEqual([2, true])
    const asked = await run(['demo', 'remove', '--data', data])
    expect([asked.status, asked.err.includes('Add --yes')]).toEqual([2, true])
    expect(JSON.parse((await run(['demo', 'remove', '--yes', '--data', data])).out)).toMatchObject({ kind: 'removed', parties: 4 })
    const loaded = await run(['demo', 'load', '--data', data])
    expect(JSON.parse(loaded.out)).toMatchObject({ kind: 'loaded' })
    const verified = await run(['journal', 'verify', data])
    expect(verified.status).toBe(0)
    expect((await run(['demo', 'load', '--data', data])).err).toContain('loaded already')
    expect((await run(['demo', 'remove', '--yes', '--data', data])).status).toBe(0)
    const kept = join(data, 'kept')
    expect(existsSync(kept) ? readdirSync(kept) : []).toEqual([])
    expect((await run(['demo', 'remove', '--yes', '--data', data])).err).toContain('no demo')
  },
  LONG,
)
