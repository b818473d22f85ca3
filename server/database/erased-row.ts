import type { Party } from '#journal/party.ts'
import type { Table } from './tables.ts'

const TAB = 9
const LINE_FEED = 10

/** Where an entry stands. */
export interface Place {
  readonly party: Party
  readonly index: number
}

/**
 * The lines of a table in COPY's text format, without those of certain places: what is left out is never written, not even to be deleted
 * again, which would leave its bytes in the database's files. `dropped` is called for each line left out.
 */
export async function* withoutPlaces(table: Table, places: readonly Place[], chunks: AsyncIterable<Buffer>, dropped: () => void): AsyncGenerator<Buffer> {
  if (places.length === 0) {
    yield* chunks
    return
  }
  const [party, index] = ['party', 'index'].map((wanted) => table.columns.findIndex(({ name }) => name === wanted))
  if (party === undefined || index === undefined || party < 0 || index < 0) throw new Error(`${table.name} has no party or no index: places cannot be told`)
  const named = new Set(places.map((each) => `${each.party} ${each.index}`))
  let held: Buffer[] = []
  for await (const chunk of chunks) {
    const kept: Buffer[] = []
    let start = 0
    for (let end = chunk.indexOf(LINE_FEED); end !== -1; end = chunk.indexOf(LINE_FEED, start)) {
      const rest = chunk.subarray(start, end + 1)
      const line = held.length === 0 ? rest : Buffer.concat([...held, rest])
      held = []
      if (named.has(`${field(line, party)} ${field(line, index)}`)) dropped()
      else kept.push(line)
      start = end + 1
    }
    if (start < chunk.length) held.push(chunk.subarray(start))
    if (kept.length > 0) yield Buffer.concat(kept)
  }
  if (held.length > 0) throw new Error(`the rows of ${table.name} end in the middle of one`)
}

/** UUIDs and whole numbers hold nothing that the format escapes. */
function field(line: Buffer, place: number): string {
  let start = 0
  for (let at = 0; at < place; at++) start = line.indexOf(TAB, start) + 1
  const end = line.indexOf(TAB, start)
  return line.toString('latin1', start, end === -1 ? line.length - 1 : end)
}
