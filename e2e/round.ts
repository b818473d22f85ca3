import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import { Read, linesOf, run, Writer, type Line, type Receipt } from './product.ts'
import { GrowingTree, rootFromPath } from './root.ts'
import { backendsOf, childrenOf, signal, type Site } from './server.ts'

/** What is killed, each time with SIGKILL and while writers write. */
export const KILLS = ['writers', 'backend', 'postmaster', 'everything'] as const
export type Kill = (typeof KILLS)[number]

/** Chance that can be had again: the same seed gives the same draws (mulberry32). */
export function chanceOf(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

export interface Round {
  readonly kill: Kill
  /** Receipts that were read from the writers' output. */
  readonly receipts: number
  /** Receipts for which the journal does not hold that entry, with that hash, at that place. */
  readonly lost: number
  /** Entries that were on disk although their receipt never came. */
  readonly beyond: number
  /** Lines that had no receipt, sent again after the kill: each must come to be one entry. */
  readonly settled: number
  /** From the start of the first process after the kill to its first receipt, in milliseconds: recovery, Node's start and one entry. */
  readonly reopened: number
  /** Everything else that is not as it must be, in words. */
  readonly wrong: readonly string[]
}

const WRITERS = 3
/** Lines on their way at once: one waits for each receipt, the others share flushes. */
const DEPTHS = [1, 8, 64, 256] as const
const LONGEST_FLOOD = 700 // ms
const PATIENCE = 60_000 // ms for a service to come back, and for a writer to see that its database is gone

const Verified = z.object({ ok: z.boolean(), parties: z.array(z.object({ size: z.int(), rootHash: z.string() })), findings: z.array(z.unknown()) })
const Proved = z.object({ index: z.int(), size: z.int(), leafHash: z.string(), rootHash: z.string(), path: z.array(z.string()) })
const Consistent = z.object({ fromRoot: z.string(), toRoot: z.string() })

interface Acknowledged {
  readonly line: Line
  readonly receipt: Receipt
}

/**
 * Kills again and again what a journal is written with, and after each kill holds the journal against every receipt that was printed.
 * The tree is computed anew, by other code than the product's.
 */
export class Trial {
  readonly #site: Site
  readonly #chance: () => number
  readonly #tree = new GrowingTree()
  #turn = 0
  #writers: readonly Writer[] = []

  constructor(site: Site, chance: () => number) {
    this.#site = site
    this.#chance = chance
  }

  /** The first writers; a journal comes to be. */
  async open(): Promise<readonly string[]> {
    this.#writers = (await this.#reopen([])).writers
    return this.#hold([])
  }

  /** Floods, kills, opens again, compares. */
  async round(kill: Kill): Promise<Round> {
    const before = this.#tree.size
    const killed = this.#writers
    const seen = killed.map(({ receipts }) => receipts.length)
    const flooding = killed.map((writer) =>
      writer.flood(
        () => this.#line(),
        this.#oneOf(DEPTHS),
        () => false,
      ),
    )
    // Mostly in the midst of writing, sometimes right at its beginning.
    if (this.#chance() < 0.9) await Promise.all(killed.map((writer, at) => writer.acknowledged((seen[at] ?? 0) + 1)))
    await sleep(this.#chance() * LONGEST_FLOOD)
    const wrong = [...(await this.#kill(kill)), ...(await this.#endOf(killed, kill === 'writers' || kill === 'everything'))]
    await Promise.all(flooding)
    const acknowledged = killed.flatMap((writer, at) => acknowledgedBy(writer, seen[at] ?? 0))
    const unknown = killed.map((writer) => writer.unknown)
    const opened = await this.#reopen(unknown)
    this.#writers = opened.writers
    const settled = opened.writers.flatMap((writer) => acknowledgedBy(writer, 0))
    const beyond = opened.size - before - acknowledged.length
    const early = settled.filter(({ receipt }) => receipt.index < opened.size)
    if (early.length !== beyond) wrong.push(`${beyond} entries had no receipt, and ${early.length} lines without one turn out to be recorded`)
    wrong.push(...prefixes(unknown, opened))
    const strays = await this.#hold([...acknowledged, ...settled])
    const lost = strays.filter((each) => each.startsWith('lost')).length
    return {
      kill,
      receipts: acknowledged.length,
      lost,
      beyond,
      settled: unknown.flat().length,
      reopened: opened.took,
      wrong: [...wrong, ...strays],
    }
  }

  /** Lets the writers end in peace. */
  async close(): Promise<readonly string[]> {
    const statuses = await Promise.all(this.#writers.map((writer) => writer.close()))
    return statuses.every((status) => status === 0) ? [] : [`writers that were let go ended with ${statuses.join(', ')}`]
  }

  #oneOf<Kind>(choices: readonly [Kind, ...Kind[]]): Kind {
    return choices[Math.floor(this.#chance() * choices.length)] ?? choices[0]
  }

  /** An entry that nobody else writes: its id follows from the chance, so a seed gives the same lines. */
  #line(): Line {
    const digits = Array.from({ length: 4 }, () =>
      Math.floor(this.#chance() * 2 ** 32)
        .toString(16)
        .padStart(8, '0'),
    ).join('')
    const id = `${digits.slice(0, 8)}-${digits.slice(8, 12)}-4${digits.slice(13, 16)}-a${digits.slice(17, 20)}-${digits.slice(20)}`
    const filling = '证'.repeat(Math.floor(this.#chance() ** 4 * 700))
    return { id, text: JSON.stringify({ id, kind: 'crash.tried', occurred: '2026-03-01T12:00:00+08:00', turn: this.#turn++, filling }) }
  }

  async #kill(kill: Kill): Promise<readonly string[]> {
    const server = this.#site.postmaster()
    if (server === undefined) return ['no server runs that could be killed']
    switch (kill) {
      case 'writers':
        for (const writer of this.#writers) writer.kill()
        return []
      case 'postmaster':
        signal(server, 'SIGKILL')
        return []
      case 'backend': {
        const backends = backendsOf(server)
        const victim = backends[Math.floor(this.#chance() * backends.length)]
        if (victim === undefined) return ['no backend runs that could be killed']
        signal(victim, 'SIGKILL')
        return []
      }
      case 'everything': {
        const pids = [server, ...childrenOf(server).map(({ pid }) => pid)]
        for (const writer of this.#writers) writer.kill()
        for (const pid of pids) signal(pid, 'SIGKILL')
        return []
      }
    }
  }

  /** Whoever was not killed must see by itself that its database is gone, and say so in its status. */
  async #endOf(writers: readonly Writer[], wereKilled: boolean): Promise<readonly string[]> {
    const late = sleep(PATIENCE, 'late' as const, { ref: false })
    const ends = await Promise.all(writers.map(async (writer) => Promise.race([writer.ended, late])))
    return ends.flatMap((end, at) => {
      const writer = writers[at]
      if (end === 'late') {
        writer?.kill()
        return [`writer ${at} goes on waiting for a database that is gone`]
      }
      if (wereKilled) return []
      if (end === 0 || end === null) return [`writer ${at} ended with ${end} although its database was killed`]
      return writer?.complaint.includes('please report it') === true
        ? [`writer ${at} calls a killed database its own fault: ${writer.complaint.slice(0, 300)}`]
        : []
    })
  }

  /**
   * New writers for the streams of those before. The first one's first entry tells how much was on disk; after it, all of them send again what had no
   * receipt, word for word.
   */
  async #reopen(unknown: readonly (readonly Line[])[]): Promise<Opened> {
    const since = performance.now()
    await this.#site.revive()
    for (;;) {
      const writers = Array.from({ length: WRITERS }, (_, at) => new Writer(this.#site.folder, `writer-${at}`, this.#site.given))
      const [first] = writers
      first?.send(this.#line())
      if (first !== undefined && (await first.acknowledged(1))) {
        const took = performance.now() - since
        const size = first.receipts[0]?.index ?? 0
        writers.forEach((writer, at) => {
          for (const line of unknown[at] ?? []) writer.send(line)
          if (at > 0) writer.send(this.#line())
        })
        const all = await Promise.all(writers.map((writer) => writer.acknowledged(writer.sent.length)))
        if (all.every(Boolean)) return { writers, size, took }
        throw new Error(`after the service was back a writer ended: ${writers.map(({ complaint }) => complaint).join('; ')}`)
      }
      const complaints = writers.map(({ complaint }) => complaint).join('')
      await Promise.all(writers.map((writer) => writer.close()))
      if (performance.now() - since > PATIENCE) throw new Error(`the journal does not open again: ${complaints}`)
    }
  }

  /** Reads what is new in the journal, grows the tree with it, and compares. Nobody writes meanwhile. */
  async #hold(acknowledged: readonly Acknowledged[]): Promise<readonly string[]> {
    const { folder, given } = this.#site
    const from = this.#tree.size
    const [read, verified] = await Promise.all([
      run(['journal', 'read', '--data', folder, '--from', `${from}`], { given }),
      run(['journal', 'verify', folder, '--json'], { given }),
    ])
    if (read.status !== 0) return [`read ended with ${read.status}: ${read.err}`]
    const entries = linesOf(read.out, Read)
    const wrong: string[] = []
    const sizes = new Set(acknowledged.map(({ receipt }) => receipt.treeSize))
    const roots = new Map<number, string>()
    for (const [at, { index, leafHash }] of entries.entries()) {
      if (index !== from + at) wrong.push(`entry ${index} stands where ${from + at} belongs`)
      this.#tree.add(leafHash)
      if (sizes.has(this.#tree.size)) roots.set(this.#tree.size, this.#tree.root())
    }
    if (new Set(entries.map(({ id }) => id)).size !== entries.length) wrong.push('an id stands twice')
    for (const { line, receipt } of acknowledged) {
      const entry = entries[receipt.index - from]
      if (entry?.id !== line.id || entry.leafHash !== receipt.leafHash) wrong.push(`lost: ${JSON.stringify(receipt)} of ${line.id}`)
      if (roots.get(receipt.treeSize) !== receipt.rootHash) wrong.push(`the tree of ${receipt.treeSize} has not the root of a receipt`)
    }
    const report = verified.status === 0 ? Verified.parse(JSON.parse(verified.out)) : undefined
    const root = this.#tree.root()
    if (report?.ok !== true || report.parties[0]?.size !== this.#tree.size || report.parties[0].rootHash !== root)
      wrong.push(`verify ended with ${verified.status} for ${this.#tree.size} entries: ${verified.out}${verified.err}`)
    return [...wrong, ...(await this.#proofs(acknowledged))]
  }

  /** What the product proves of one receipt, and of the growth between two of them. */
  async #proofs(acknowledged: readonly Acknowledged[]): Promise<readonly string[]> {
    const { folder, given } = this.#site
    const picked = Array.from({ length: 2 }, () => acknowledged[Math.floor(this.#chance() * acknowledged.length)]?.receipt)
    const [one, other] = picked.toSorted((left, right) => (left?.treeSize ?? 0) - (right?.treeSize ?? 0))
    if (one === undefined || other === undefined) return []
    const [inclusion, growth] = await Promise.all([
      run(['journal', 'prove', '--data', folder, `${one.index}`, '--size', `${one.treeSize}`, '--json'], { given }),
      run(['journal', 'prove', '--data', folder, '--from', `${one.treeSize}`, '--to', `${other.treeSize}`], { given }),
    ])
    if (inclusion.status !== 0 || growth.status !== 0) return [`prove ended with ${inclusion.status} and ${growth.status}: ${inclusion.err}${growth.err}`]
    const proof = Proved.parse(JSON.parse(inclusion.out))
    const grown = Consistent.parse(JSON.parse(growth.out))
    const proves = rootFromPath(proof.index, proof.size, one.leafHash, proof.path) === one.rootHash && proof.rootHash === one.rootHash
    return [
      ...(proves ? [] : [`the proof of entry ${one.index} in ${one.treeSize} does not lead to the root of its receipt`]),
      ...(grown.fromRoot === one.rootHash && grown.toRoot === other.rootHash
        ? []
        : [`the tree of ${one.treeSize} did not grow into that of ${other.treeSize}`]),
    ]
  }
}

interface Opened {
  readonly writers: readonly Writer[]
  /** How many entries were on disk. */
  readonly size: number
  readonly took: number
}

const acknowledgedBy = ({ sent, receipts }: Writer, from: number): readonly Acknowledged[] =>
  receipts.slice(from).flatMap((receipt, at) => {
    const line = sent[from + at]
    return line === undefined ? [] : [{ line, receipt }]
  })

/** Of one writer's lines without receipts the first few are on disk, or none: never a later one without an earlier one. */
function prefixes(unknown: readonly (readonly Line[])[], { writers, size }: Opened): readonly string[] {
  return unknown.flatMap((lines, at) => {
    const receipts = writers[at]?.receipts.slice(at === 0 ? 1 : 0, (at === 0 ? 1 : 0) + lines.length) ?? []
    const onDisk = receipts.map(({ index }) => index < size)
    return onDisk.lastIndexOf(true) < (onDisk.includes(false) ? onDisk.indexOf(false) : Infinity)
      ? []
      : [`of writer ${at} a later line is on disk without an earlier one`]
  })
}
