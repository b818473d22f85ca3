import { z } from 'zod'
import { eraseWithin } from '#journal/erasure.ts'
import type { Party } from '#journal/party.ts'
import type { RecorderOptions } from '#journal/recorder.ts'
import type { Sql } from '#journal/sql.ts'
import { readEntry } from '#journal/stream.ts'
import type { StoredEvent } from '#procedures/event.ts'
import { ERASURE_ORDERED } from '#procedures/rights/event.ts'
import type { CataloguedProcedure } from '#procedures/matter.ts'
import { FILE_STORED } from './file/file.ts'
import { lettersSaying, wordsIn } from './letter/erasure.ts'
import { PERSONAL, personalOf, procedureOf, subjectOf } from './record.ts'

/** What an order to erase names: entries of ours by their places, and why what they say of persons may go. */
const Order = z.object({ entries: z.array(z.string()), provision: z.string(), because: z.string(), by: z.string() })

interface Erasing {
  readonly options: RecorderOptions & { readonly catalogue: readonly CataloguedProcedure[] }
  readonly keepErased: ((party: Party, index: number) => void | Promise<void>) | undefined
}

/**
 * Carries out the orders to erase among the events of a command, in its transaction: what an entry says of persons stands in an entry of its own behind
 * it, and that content goes, and with it every letter of the same matter that says the same. The event stays, and with it whatever the law has counted
 * from it. What was erased before, or never there, is no fault.
 */
export async function eraseOrdered(sql: Sql, party: Party, events: readonly StoredEvent[], { options, keepErased }: Erasing): Promise<void> {
  for (const { kind, detail } of events) {
    if (kind !== ERASURE_ORDERED) continue
    const { entries, provision, because, by } = Order.parse(detail)
    const erase = (index: number) =>
      eraseWithin(sql, options, party, { index, erasure: { by, why: because, provision }, ...(keepErased === undefined ? {} : { keep: keepErased }) })
    for (const place of await filesAmong(sql, party, entries)) await erase(place)
    for (const { index, stream, words } of await personalBehind(sql, options, party, entries)) {
      // Each is an entry of its own, on the one connection.
      const letters = await lettersSaying(sql, options, party, { procedure: procedureOf(stream) ?? '', subject: subjectOf(stream), words })
      for (const place of [index, ...letters]) await erase(place)
    }
  }
}

/** Files among the named entries: with what their entries say goes the key that opens them. */
async function filesAmong(sql: Sql, party: Party, refs: readonly string[]): Promise<readonly number[]> {
  const places = refs.flatMap((ref) => (/^\d{1,15}$/.test(ref) ? [Number(ref)] : []))
  const { rows } = await sql.query<{ index: number }>({
    text: 'select index from journal.entry where party = $1 and index = any ($2::bigint[]) and kind = $3 order by index',
    values: [party, places, FILE_STORED],
  })
  return rows.map(({ index }) => index)
}

interface Personal {
  readonly index: number
  readonly stream: string
  /** What it says of persons, word by word. */
  readonly words: ReadonlySet<string>
}

/** The entries of personal details that stand right behind the named ones and have not been erased. */
async function personalBehind(sql: Sql, { master }: RecorderOptions, party: Party, refs: readonly string[]): Promise<readonly Personal[]> {
  const places = refs.flatMap((ref) => (/^\d{1,15}$/.test(ref) ? [Number(ref) + 1] : []))
  const { rows } = await sql.query<{ index: number }>({
    text: `select p.index from journal.entry p join journal.entry e on e.party = p.party and e.index = p.index - 1 and e.stream = p.stream
            where p.party = $1 and p.index = any ($2::bigint[]) and p.kind = $3 order by p.index`,
    values: [party, places, PERSONAL],
  })
  const found: Personal[] = []
  for (const { index } of rows) {
    // Few, on the one connection.
    const entry = await readEntry(sql, master, party, index)
    if (entry?.content === undefined) continue
    found.push({ index, stream: entry.entry.stream, words: wordsIn(personalOf(entry.content.bytes)) })
  }
  return found
}
