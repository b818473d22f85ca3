import { toHex } from '#journal/bytes.ts'
import { consistencyPath, inclusionPath, rootAt } from '#journal/merkle.ts'
import { formatProof } from '#journal/proof.ts'
import { publish, publishedAt } from '#journal/publication.ts'
import { sha256 } from '#journal/sha256.ts'
import { inParty } from '#journal/sql.ts'
import { readEntry } from '#journal/stream.ts'
import { headOf, readNodes } from '#journal/tree.ts'
import { Unusable } from '../unusable.ts'
import type { Place } from './place.ts'

export interface InclusionProof {
  readonly party: string
  readonly origin: string
  readonly index: number
  readonly size: number
  readonly leafHash: string
  readonly rootHash: string
  readonly path: readonly string[]
}

/** That an entry stands at its place in the tree of `size`, by default the newest (RFC 6962). Hashes in hexadecimal. */
export async function proveInclusion({ database, party }: Place, index: number, asked: number | undefined): Promise<InclusionProof> {
  return inParty(
    database.app,
    party,
    async (sql) => {
      const { origin, frontier } = await headOf(sql, party)
      const size = asked ?? frontier.size
      requireSize(size, frontier.size)
      const entry = index < size ? await readEntry(sql, database.secrets.master, party, index) : undefined
      if (entry === undefined)
        throw new Unusable(
          `没有第 ${index} 条：大小为 ${size} 的树有第 0 至 ${size - 1} 条。`,
          `there is no entry ${index}: a tree of ${size} has entries 0 to ${size - 1}.`,
        )
      const read = readNodes(sql, party, frontier.size)
      const path = await inclusionPath(sha256, index, size, read)
      return { party, origin, index, size, leafHash: toHex(entry.leafHash), rootHash: toHex(await rootAt(sha256, size, read)), path: path.map(toHex) }
    },
    { readOnly: true },
  )
}

export interface ConsistencyProof {
  readonly party: string
  readonly origin: string
  readonly from: number
  readonly to: number
  readonly fromRoot: string
  readonly toRoot: string
  readonly path: readonly string[]
}

/** That the tree of `from` grew into the tree of `to` without a change. */
export async function proveConsistency({ database, party }: Place, from: number, to: number): Promise<ConsistencyProof> {
  return inParty(
    database.app,
    party,
    async (sql) => {
      const { origin, frontier } = await headOf(sql, party)
      requireSize(to, frontier.size)
      if (from > to) throw new Unusable(`--from ${from} 大于 --to ${to}`, `--from ${from} is larger than --to ${to}`)
      const read = readNodes(sql, party, frontier.size)
      const path = await consistencyPath(sha256, from, to, read)
      return {
        party,
        origin,
        from,
        to,
        fromRoot: toHex(await rootAt(sha256, from, read)),
        toRoot: toHex(await rootAt(sha256, to, read)),
        path: path.map(toHex),
      }
    },
    { readOnly: true },
  )
}

/** The same as a text that carries its checkpoint (C2SP tlog-proof), for somebody who has nothing but the entry and the key. */
export async function proofText(place: Place, index: number, asked: number | undefined): Promise<string> {
  const { database, party, keep } = place
  const size = asked ?? (await publish(database.app, database.secrets.master, party, { now: Date.now(), keep })).size
  const published = await inParty(database.app, party, (sql) => publishedAt(sql, party, size), { readOnly: true })
  if (published === undefined)
    throw new Unusable(
      `没有大小为 ${size} 的检查点，只能给出 JSON 证明：加 --json，或去掉 --size。`,
      `no checkpoint was published at size ${size}: add --json for the bare proof, or leave out --size.`,
    )
  const { path } = await proveInclusion(place, index, size)
  return formatProof({ index, path: path.map((hash) => Buffer.from(hash, 'hex')), checkpoint: published.note })
}

function requireSize(size: number, newest: number): void {
  if (size > newest) throw new Unusable(`树只有 ${newest} 条，没有大小 ${size}。`, `the tree has ${newest} entries; there is no size ${size}.`)
}
