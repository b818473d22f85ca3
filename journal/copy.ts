import type { PoolClient } from 'pg'
import { to as copyTo } from 'pg-copy-streams'

/** The fields of one row in PostgreSQL's binary format: bytes, or null. They are only good until the next row is asked for. */
export type Fields = readonly (Buffer | null)[]

const SIGNATURE = 'PGCOPY\n\xff\r\n\0'
const HEADER = 19 // bytes: signature, flags, length of an extension that no server sends

/** The rows of a query, as fast as the server sends them: several times faster than a cursor, and no more than a chunk in memory. */
export async function* copyRows(client: PoolClient, query: string): AsyncGenerator<Fields, void, undefined> {
  const stream = client.query(copyTo(`copy (${query}) to stdout (format binary)`))
  let held: Buffer = Buffer.alloc(0)
  let started = false
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    held = held.length === 0 ? chunk : Buffer.concat([held, chunk])
    let at = 0
    if (!started) {
      if (held.length < HEADER) continue
      if (held.toString('latin1', 0, SIGNATURE.length) !== SIGNATURE) throw new Error('the server did not answer a binary copy')
      at = HEADER
      started = true
    }
    for (;;) {
      const row = rowAt(held, at)
      if (row === undefined) break
      at = row.next
      if (row.fields === undefined) continue
      yield row.fields
    }
    held = held.subarray(at)
  }
}

/** The row that begins at `at`, if all of it has come; a row without fields is the end. */
function rowAt(held: Buffer, at: number): { readonly fields: Fields | undefined; readonly next: number } | undefined {
  if (held.length < at + 2) return undefined
  const count = held.readInt16BE(at)
  let place = at + 2
  if (count < 0) return { fields: undefined, next: place }
  const fields: (Buffer | null)[] = []
  for (let field = 0; field < count; field++) {
    if (held.length < place + 4) return undefined
    const length = held.readInt32BE(place)
    place += 4
    if (length < 0) {
      fields.push(null)
      continue
    }
    if (held.length < place + length) return undefined
    fields.push(held.subarray(place, place + length))
    place += length
  }
  return { fields, next: place }
}

export const int8Of = (field: Buffer): number => field.readInt32BE(0) * 2 ** 32 + field.readUInt32BE(4)

export function uuidOf(field: Buffer): string {
  const hex = field.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
