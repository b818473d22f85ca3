import { randomUUID } from 'node:crypto'
import { ERASED } from './erased.ts'
import { canonicalJson } from './json.ts'
import type { Party } from './party.ts'
import { lockTree, record, type Receipt, type RecorderOptions } from './recorder.ts'
import { inParty, type Sql } from './sql.ts'

/** The stream of a party's erasures. */
const ERASURES = 'journal.erasures'

/** How many erasures there have been: content that was read goes in no other way. */
export async function countErasures(sql: Sql, party: Party): Promise<number> {
  const { rows } = await sql.query<{ count: number }>({
    name: 'erasures',
    text: 'select coalesce((select version + 1 from journal.entry where party = $1 and stream = $2 order by version desc limit 1), 0::bigint) as count',
    values: [party, ERASURES],
  })
  return rows[0]?.count ?? 0
}

/** Why content may go: by whose decision, for what reason, under which provision. All three stand in the journal for ever. */
export interface Erasure {
  readonly by: string
  readonly why: string
  /** Such as `csl-2026 45`: who asks for deletion, and on what ground. */
  readonly provision: string
}

export type Erased =
  | { readonly kind: 'erased'; readonly receipt: Receipt }
  | { readonly kind: 'no-such-entry'; readonly size: number }
  | { readonly kind: 'erased-before'; readonly index: number }
  /** The reason of an erasure is itself the proof that it was lawful. */
  | { readonly kind: 'is-an-erasure' }

/**
 * Removes what an entry says, salt included, and writes down that it was done. The leaf stays, and with it every root and proof:
 * without the salt nobody can tell from the leaf what was said.
 * `keep` is called before the content goes, so that a restored backup can be made to forget it again.
 */
export async function erase(
  options: RecorderOptions,
  party: Party,
  index: number,
  erasure: Erasure,
  keep?: (party: Party, index: number) => void | Promise<void>,
): Promise<Erased> {
  return inParty(options.pool, party, (sql) => eraseWithin(sql, options, party, { index, erasure, ...(keep === undefined ? {} : { keep }) }))
}

/** The same inside a transaction of the caller's, together with whatever decided it. */
export async function eraseWithin(
  sql: Sql,
  options: RecorderOptions,
  party: Party,
  {
    index,
    erasure,
    keep = () => undefined,
  }: { readonly index: number; readonly erasure: Erasure; readonly keep?: (party: Party, index: number) => void | Promise<void> },
): Promise<Erased> {
  const { frontier } = await lockTree(sql, party)
  const { rows } = await sql.query<{ kind: string; there: boolean }>({
    text: `select e.kind, p.index is not null as there from journal.entry e left join journal.payload p on p.party = e.party and p.index = e.index
            where e.party = $1 and e.index = $2`,
    values: [party, index],
  })
  const entry = rows[0]
  if (entry === undefined) return { kind: 'no-such-entry', size: frontier.size }
  if (entry.kind === ERASED) return { kind: 'is-an-erasure' }
  if (!entry.there) return { kind: 'erased-before', index }
  const payload = new TextEncoder().encode(canonicalJson({ index, ...erasure }))
  const draft = { id: randomUUID(), stream: ERASURES, kind: ERASED, subject: null, occurred: options.clock(), payload }
  const [appended] = await record(sql, party, [{ drafts: [draft] }], options)
  if (appended === undefined || appended instanceof Error || appended.kind !== 'appended')
    throw appended instanceof Error ? appended : new Error('an erasure was not recorded')
  const receipt = appended.receipts[0]
  if (receipt === undefined) throw new Error('an erasure has no receipt')
  await keep(party, index)
  await sql.query({ text: 'delete from journal.payload where party = $1 and index = $2', values: [party, index] })
  return { kind: 'erased', receipt }
}
