import type { PartyKey } from '#journal/keyring.ts'
import type { Party as PartyId } from '#journal/party.ts'
import type { Sql } from '#journal/sql.ts'
import { readStreams } from '#journal/stream.ts'
import type { CataloguedProcedure, Matter, StoredEntry } from '#procedures/matter.ts'
import { entriesOf } from './record.ts'

/** A matter as it stands. */
export interface Open {
  readonly matter: Matter
  readonly entries: readonly StoredEntry[]
  /** Entries of its stream, those of personal details among them. */
  readonly version: number
}

interface Wanted {
  readonly stream: string
  readonly procedure: CataloguedProcedure
}

/** Of all parties together; and entries of one matter, so that large ones are not held in memory. */
const MOST_MATTERS = 1024
const MOST_ENTRIES = 200

/**
 * Matters as the last turns of this process have left them, so that the next command on one of them need not read it again. A stream only grows, and
 * content only goes with an entry in the party's stream of erasures: whoever holds the party's tree and finds both streams as long as they were
 * has before him what was there, whichever process writes besides.
 */
export class Shelf {
  /** By party and stream; the one that was untouched for longest comes first. */
  readonly #matters = new Map<string, Open>()
  /** How many erasures each party had when its matters were read. */
  readonly #erasures = new Map<PartyId, number>()

  /** Drops what a transaction that was rolled back may have left. */
  forget(party: PartyId): void {
    this.#erasures.delete(party)
    for (const name of this.#matters.keys()) if (name.startsWith(`${party} `)) this.#matters.delete(name)
  }

  /** The matters as the journal has them now, for whoever holds the party's tree. */
  async open(sql: Sql, keys: readonly PartyKey[], party: PartyId, wanted: readonly Wanted[], erasures: number): Promise<Map<string, Open>> {
    if (this.#erasures.get(party) !== erasures) this.forget(party)
    this.#erasures.set(party, erasures)
    const asked = new Map(wanted.map((each) => [each.stream, each]))
    const held = new Map([...asked.keys()].flatMap((stream) => this.#heldOf(party, stream)))
    const read = await readStreams(sql, keys, party, new Map([...asked.keys()].map((stream) => [stream, held.get(stream)?.version ?? 0])))
    // Another process has gone on with these: they are read from their beginning.
    const moved = [...read.keys()].filter((stream) => held.has(stream))
    const anew = moved.length === 0 ? read : new Map([...read, ...(await readStreams(sql, keys, party, new Map(moved.map((stream) => [stream, 0]))))])
    return new Map(
      [...asked].map(([stream, { procedure }]) => {
        const known = anew.has(stream) ? undefined : held.get(stream)
        if (known !== undefined) return [stream, known]
        const written = anew.get(stream) ?? []
        const entries = entriesOf(written)
        const open = { matter: procedure.open(entries), entries, version: written.length }
        this.keep(party, stream, open)
        return [stream, open]
      }),
    )
  }

  /** As this turn leaves it. */
  keep(party: PartyId, stream: string, open: Open): void {
    const name = `${party} ${stream}`
    this.#matters.delete(name)
    if (open.entries.length > MOST_ENTRIES) return
    this.#matters.set(name, open)
    if (this.#matters.size <= MOST_MATTERS) return
    const [oldest] = this.#matters.keys()
    if (oldest !== undefined) this.#matters.delete(oldest)
  }

  #heldOf(party: PartyId, stream: string): readonly (readonly [string, Open])[] {
    const open = this.#matters.get(`${party} ${stream}`)
    return open === undefined ? [] : [[stream, open]]
  }
}
