import { spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { Folders, remount } from './folder.ts'
import { linesOf, Read, Receipt, run, Writer, type Line } from './product.ts'
import { backendsOf, embeddedSite, signal } from './server.ts'

let folders = new Folders()
afterEach(async () => {
  await folders[Symbol.asyncDispose]()
  folders = new Folders()
}, 60_000)

const line = (more: Readonly<Record<string, unknown>> = {}): Line => {
  const id = randomUUID()
  return { id, text: JSON.stringify({ id, kind: 'fault.tried', ...more }) }
}

async function append(folder: string, ...lines: readonly Line[]): Promise<readonly Receipt[]> {
  const { status, out, err } = await run(['journal', 'append', '--data', folder, '--stream', 'log'], { input: lines.map(({ text }) => `${text}\n`).join('') })
  if (status !== 0) throw new Error(err)
  return linesOf(out, Receipt)
}

async function entriesOf(folder: string): Promise<readonly Read[]> {
  const { status, out, err } = await run(['journal', 'read', '--data', folder])
  if (status !== 0) throw new Error(err)
  return linesOf(out, Read)
}

const Report = z.object({ ok: z.boolean(), parties: z.array(z.object({ size: z.int() })), findings: z.array(z.object({ what: z.string() })) })

async function verify(folder: string): Promise<{ readonly status: number | null; readonly report: z.infer<typeof Report> }> {
  const { status, out, err } = await run(['journal', 'verify', folder, '--json'])
  if (out === '') throw new Error(err)
  return { status, report: Report.parse(JSON.parse(out)) }
}

describe('the disk', { timeout: 120_000 }, () => {
  test('a disk that fills up ends the appends with a message and no receipt that is not true; with room again they go on', async (context) => {
    const folder = folders.makeDisk(110)
    if (folder === undefined) return context.skip('only root may mount a small disk')
    const writer = new Writer(folder, 'log')
    // Every content is new to the disk: about 110 KB an entry.
    await writer.flood(
      () => line({ filling: Array.from({ length: 3000 }, () => randomUUID()).join('') }),
      8,
      () => false,
    )
    expect(await writer.ended).toBe(2)
    expect(writer.complaint).toMatch(/disk is full|No space|cannot be reached/i)
    expect(writer.complaint).not.toContain('report it')
    const { receipts, sent } = writer
    expect(receipts.length).toBeGreaterThan(5)
    remount(folder, 'size=400m')
    const entries = await entriesOf(folder)
    expect(receipts.map(({ index }) => entries[index]?.id)).toEqual(sent.slice(0, receipts.length).map(({ id }) => id))
    expect(receipts.map(({ index }) => entries[index]?.leafHash)).toEqual(receipts.map(({ leafHash }) => leafHash))
    const [next] = await append(folder, line())
    expect(next?.index).toBe(entries.length)
    expect(await verify(folder)).toMatchObject({ status: 0, report: { ok: true } })
  })

  test('a disk that can only be read refuses an append by name, and loses nothing', async (context) => {
    const folder = folders.makeDisk(200)
    if (folder === undefined) return context.skip('only root may mount a small disk')
    await append(folder, line())
    remount(folder, 'ro')
    const { status, out, err } = await run(['journal', 'append', '--data', folder, '--stream', 'log'], { input: `${line().text}\n` })
    expect([status, out]).toEqual([2, ''])
    expect(err).toMatch(/read-only|EROFS/i)
    expect(err).not.toContain('report it')
    remount(folder, 'rw')
    expect((await append(folder, line())).map(({ index }) => index)).toEqual([1])
  })
})

describe('several processes', { timeout: 120_000 }, () => {
  test('two that come first at once write one journal: both get receipts, in one order, and none is lost', async () => {
    const folder = folders.make()
    const lines = [0, 1].map(() => Array.from({ length: 300 }, () => line()))
    const [one, other] = await Promise.all(lines.map((each) => append(folder, ...each)))
    const receipts = [...(one ?? []), ...(other ?? [])]
    expect(receipts.map(({ index }) => index).toSorted((left, right) => left - right)).toEqual(Array.from({ length: 600 }, (_, index) => index))
    const entries = await entriesOf(folder)
    expect(entries).toHaveLength(600)
    expect(receipts.map(({ index }) => entries[index]?.id)).toEqual(lines.flat().map(({ id }) => id))
    expect(await verify(folder)).toMatchObject({ status: 0, report: { ok: true, parties: [{ size: 600 }] } })
  })

  test('verification reads one moment of a journal that goes on growing', async () => {
    const folder = folders.make()
    const writer = new Writer(folder, 'log')
    let enough = false
    const flood = writer.flood(
      () => line(),
      32,
      () => enough,
    )
    await writer.acknowledged(1)
    const sizes: number[] = []
    for (let turn = 0; turn < 3; turn++) {
      const before = writer.receipts.length
      const { status, report } = await verify(folder)
      expect([status, report.ok]).toEqual([0, true])
      expect(report.parties[0]?.size).toBeGreaterThanOrEqual(before)
      sizes.push(report.parties[0]?.size ?? 0)
    }
    enough = true
    await flood
    expect(await writer.close()).toBe(0)
    expect(new Set(sizes).size).toBe(3)
  })

  test('who waits for a receipt before the next line is told when the database goes, and does not wait for ever', async (context) => {
    const site = embeddedSite()
    try {
      const writer = new Writer(site.folder, 'log')
      writer.send(line())
      await writer.acknowledged(1)
      const server = site.postmaster()
      if (server === undefined) return context.skip('needs Linux')
      for (const pid of [server, ...backendsOf(server)]) signal(pid, 'SIGKILL')
      const sent = line()
      writer.send(sent)
      expect(await writer.ended).toBe(2)
      expect(writer.complaint).toContain('send them again')
      const [receipt] = await append(site.folder, sent)
      expect((await entriesOf(site.folder)).filter(({ id }) => id === sent.id)).toEqual([expect.objectContaining({ index: receipt?.index })])
    } finally {
      await site.close()
    }
  })
})

test('a line that names no instant is still recorded once when it is sent twice, and so is one whose id is in capitals', { timeout: 60_000 }, async () => {
  const folder = folders.make()
  const undated = line()
  const capitals = { id: undated.id, text: undated.text.toUpperCase().replace('ID', 'id').replace('KIND', 'kind').replace('FAULT.TRIED', 'fault.tried') }
  const [first] = await append(folder, undated)
  const [second] = await append(folder, undated)
  expect(second).toMatchObject({ index: first?.index, leafHash: first?.leafHash })
  const { status, err } = await run(['journal', 'append', '--data', folder, '--stream', 'log'], { input: `${capitals.text}\n` })
  expect(status).toBe(2) // the same id, and its content has it in capitals: not the same words
  expect(err).toContain(undated.id)
  expect(await entriesOf(folder)).toHaveLength(1)
})

/** Starts a program with another time of day; Debian's package faketime. */
const LIAR = 'faketime'

test('a clock that is set back by a day does not carry the time of recording back', { timeout: 60_000 }, async (context) => {
  if (spawnSync(LIAR, ['--version']).status !== 0) return context.skip('faketime is not installed')
  const folder = folders.make()
  const holder = new Writer(folder, 'log') // has the server run on, with the right time
  holder.send(line())
  await holder.acknowledged(1)
  const back = new Writer(folder, 'log', { FAKETIME_DONT_FAKE_MONOTONIC: '1' }, [LIAR, '-f', '-1d'])
  back.send(line())
  expect(await back.acknowledged(1)).toBe(true)
  expect(await back.close()).toBe(0)
  holder.send(line())
  expect(await holder.acknowledged(2)).toBe(true)
  expect(await holder.close()).toBe(0)
  const { out } = await run(['journal', 'read', '--data', folder])
  const times = linesOf(out, z.object({ occurred: z.string(), recorded: z.string() }))
  expect(times.map(({ recorded }) => recorded)).toEqual(times.map(({ recorded }) => recorded).toSorted())
  expect(Date.parse(times[0]?.occurred ?? '') - Date.parse(times[1]?.occurred ?? '')).toBeGreaterThan(23 * 3_600_000) // the clock did lie
  expect(await verify(folder)).toMatchObject({ status: 0, report: { ok: true } })
})

describe('a database that is put back to an earlier state', { timeout: 120_000 }, () => {
  async function putBack(): Promise<string> {
    const folder = folders.make()
    await append(folder, line(), line())
    const copy = join(folders.make(), 'copy')
    spawnSync('cp', ['-a', join(folder, 'postgres'), copy])
    await append(folder, line(), line(), line())
    rmSync(join(folder, 'postgres'), { recursive: true })
    spawnSync('cp', ['-a', copy, join(folder, 'postgres')])
    return folder
  }

  test('is not written to, is named by verification, and goes on with the loss on record once somebody accepts it', async () => {
    const folder = await putBack()
    const refused = await run(['journal', 'append', '--data', folder, '--stream', 'log'], { input: `${line().text}\n` })
    expect([refused.status, refused.out]).toEqual([2, ''])
    expect(refused.err).toMatch(/put back to an earlier state.*knows 5 entries, the database has 2/)
    expect(await verify(folder)).toMatchObject({ status: 1, report: { ok: false, findings: [{ what: 'rolled-back' }] } })
    const accepted = await run(['journal', 'accept-loss', '--data', folder, '--by', '值班', '--why', '磁盘损坏，从旧备份恢复'])
    expect(accepted.status).toBe(0)
    expect((await append(folder, line())).map(({ index }) => index)).toEqual([3])
    const kinds = linesOf((await run(['journal', 'read', '--data', folder])).out, z.object({ kind: z.string(), content: z.unknown() }))
    expect(kinds[2]).toMatchObject({ kind: 'journal.loss-accepted', content: { by: '值班', foundSize: 2 } })
    expect(await verify(folder)).toMatchObject({ status: 0, report: { ok: true } })
    expect(readdirSync(join(folder, 'kept')).filter((name) => name.includes('.lost-'))).toHaveLength(1)
  })

  test('is not seen through by the folder alone when the kept checkpoint is gone as well, and then nothing is in the way', async () => {
    const folder = await putBack()
    rmSync(join(folder, 'kept'), { recursive: true })
    expect((await append(folder, line())).map(({ index }) => index)).toEqual([2])
    expect(await verify(folder)).toMatchObject({ status: 0, report: { ok: true } })
    expect(readdirSync(join(folder, 'kept'))).toHaveLength(1)
  })
})
