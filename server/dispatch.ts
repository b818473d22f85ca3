import { createHash } from 'node:crypto'
import type { Pool } from 'pg'
import { keysOf, type MasterKey, type PartyKey } from '#journal/keyring.ts'
import type { Party as PartyId } from '#journal/party.ts'
import { lockTree, record, type Receipt } from '#journal/recorder.ts'
import { inParty, type Sql } from '#journal/sql.ts'
import { readStream } from '#journal/stream.ts'
import { Turns } from '#journal/turns.ts'
import { instant } from '#law/instant.ts'
import type { Statute } from '#law/statute.ts'
import type { Actor } from '#procedures/access.ts'
import type { StoredEvent } from '#procedures/event.ts'
import type { CataloguedProcedure, Matter } from '#procedures/matter.ts'
import { momentOf } from '#procedures/moment.ts'
import type { Party } from '#procedures/party.ts'
import type { Refused } from '#procedures/refusal.ts'
import { rowChanges, type Row } from '#procedures/view.ts'
import { LawBook } from './law-book.ts'
import { putOut } from './letter/outbox.ts'
import { readParty } from './party.ts'
import { eraseOrdered } from './erasure.ts'
import { draftsOf, entriesOf, PERSONAL, streamOf, withoutPersons } from './record.ts'
import { keptRow, writeChanges } from './row.ts'
import { decideWithRows, standingAt } from './standing.ts'

/** A command as it comes to the desk: who gives it is known, what it says is not yet read. */
export interface Order {
  readonly procedure: string
  /** The matter, the register entry; for a procedure of the party itself it is not looked at. */
  readonly subject: string
  readonly command: unknown
  readonly actor: Actor
  /** The request's own name: given again with the same content, it is answered the same and done once. */
  readonly name?: string
}

interface DoneEvent {
  /** Its place in the journal. */
  readonly ref: string
  readonly event: StoredEvent
}

export interface Done {
  readonly kind: 'accepted'
  readonly procedure: string
  readonly subject: string
  /** None where the command said nothing new. Without personal details: whoever gave the command knows them, and an answer is kept. */
  readonly events: readonly DoneEvent[]
  /** Of the newest entry; absent where nothing was written. */
  readonly receipt: { readonly index: number; readonly leafHash: string; readonly treeSize: number; readonly rootHash: string } | null
}

export type Dispatched =
  | Done
  | Refused
  | { readonly kind: 'no-procedure'; readonly procedure: string }
  | { readonly kind: 'no-party' }
  /** The request's name was used for another request. */
  | { readonly kind: 'name-taken'; readonly name: string }

/** A turn at a party's journal: the transaction of whatever is done in it, with the tree locked. */
export interface Turn {
  readonly sql: Sql
  readonly party: Party
  readonly obey: (order: Order) => Promise<Dispatched>
}

type Work = (sql: Sql, party: Party | undefined) => Promise<void>

export interface DispatchOptions {
  readonly pool: Pool
  readonly master: MasterKey
  readonly statute: Statute
  readonly catalogue: readonly CataloguedProcedure[]
  /** The installation's clock, in milliseconds. */
  readonly clock: () => number
  /** Told of content that is about to be erased, so that a restored backup can be made to forget it again. */
  readonly keepErased?: (party: PartyId, index: number) => void | Promise<void>
}

/** Commands of one turn. Each reads, decides and writes by itself; they share the flush of the disk. */
const MOST_ORDERS = 64

/**
 * The one way in which anything changes: reads a matter's entries, lets its procedure decide, appends what happened to the journal and brings the
 * views up to date, all in one transaction. A refusal, or a fault of one command, leaves nothing of it and all of the others.
 */
export class Dispatch {
  readonly #options: DispatchOptions
  readonly #book: LawBook
  readonly #turns: Turns<Work, true>

  constructor(options: DispatchOptions) {
    this.#options = options
    this.#book = new LawBook(options.statute, options.catalogue)
    this.#turns = new Turns({ fit: (works) => Math.min(works.length, MOST_ORDERS), take: (party, works) => this.#turn(party, works) })
  }

  /** The law's view of the parties, for those who only read. */
  get book(): LawBook {
    return this.#book
  }

  give(party: PartyId, order: Order): Promise<Dispatched> {
    return this.within(party, ({ obey }) => obey(order))
  }

  /** Work that belongs together with the orders that it gives: all of it is recorded, or none. A fault undoes this work alone. */
  async within<Result>(id: PartyId, work: (turn: Turn) => Promise<Result>): Promise<Result | { readonly kind: 'no-party' }> {
    let result: Result | { readonly kind: 'no-party' } = { kind: 'no-party' }
    await this.#turns.ask(id, async (sql, party) => {
      if (party !== undefined) result = await work({ sql, party, obey: (order) => this.#obey(sql, id, party, order) })
    })
    return result
  }

  async #turn(id: PartyId, works: readonly Work[]): Promise<readonly (true | Error)[]> {
    try {
      return await inParty(this.#options.pool, id, async (sql) => {
        await lockTree(sql, id)
        const party = await readParty(sql, id)
        const answers: (true | Error)[] = []
        for (const work of works) {
          // One after the other: the later command sees what the earlier one did.
          answers.push(await this.#saved(sql, id, () => work(sql, party)))
        }
        return answers
      })
    } catch (fault) {
      this.#book.forget(id)
      throw fault
    }
  }

  /** What breaks in the middle is undone alone. */
  async #saved(sql: Sql, id: PartyId, work: () => Promise<void>): Promise<true | Error> {
    await sql.query('savepoint command')
    try {
      await work()
      await sql.query('release savepoint command')
      return true
    } catch (fault) {
      await sql.query('rollback to savepoint command')
      this.#book.forget(id)
      return fault instanceof Error ? fault : new Error(String(fault))
    }
  }

  async #obey(sql: Sql, id: PartyId, party: Party, order: Order): Promise<Dispatched> {
    const { catalogue, clock, master, statute } = this.#options
    const procedure = catalogue.find((each) => each.id === order.procedure)
    if (procedure === undefined) return { kind: 'no-procedure', procedure: order.procedure }
    const before = order.name === undefined ? undefined : await answered(sql, id, order.name, order)
    if (before !== undefined) return before
    const subject = procedure.of === 'party' ? id : order.subject
    const now = instant(clock())
    const keys = await keysOf(sql, master, id, 'payload')
    const stream = streamOf(procedure.id, subject)
    const past = await readStream(sql, keys, id, stream)
    const matter = procedure.open(entriesOf(past))
    const size = (await lockTree(sql, id)).frontier.size
    const state = await this.#book.upToDate(sql, keys, id, party, size)
    const registers = catalogue.filter(({ of }) => of !== 'matter' && of !== 'party')
    const decision = await decideWithRows(sql, id, registers, standingAt(statute, state, now), (standing) =>
      matter.decide(order.command, { at: momentOf(now), subject, actor: order.actor, party, standing }),
    )
    if (decision.kind === 'refused') return decision
    const done = await this.#write(sql, id, {
      procedure,
      subject,
      stream,
      matter,
      version: past.length,
      events: decision.events,
      actor: order.actor,
      now,
      keys,
      party,
    })
    if (order.name !== undefined) await keepAnswer(sql, id, order.name, order, done, now)
    return done
  }

  async #write(sql: Sql, id: PartyId, { procedure, subject, stream, matter, version, events, actor, now, keys, party }: Writing): Promise<Done> {
    if (events.length === 0) return { kind: 'accepted', procedure: procedure.id, subject, events: [], receipt: null }
    const drafts = draftsOf(procedure, stream, events, actor)
    const [appended] = await record(sql, id, [{ drafts, expected: new Map([[stream, version]]) }], { ...this.#options, clock: () => now })
    if (appended === undefined || appended instanceof Error) throw appended ?? new Error('nothing was recorded')
    if (appended.kind !== 'appended') throw new Error(`a stream under lock was not where it was read: ${appended.kind}`)
    const after = procedure.open(entriesOf(await readStream(sql, keys, id, stream)))
    for (const form of procedure.views) {
      const kept = (matter: Matter): readonly Row[] => matter.rows(form.id, subject).map((row) => keptRow(form, row))
      // Few, and each a statement or two on the one connection. Before anything was recorded there are no rows, whatever a view would show of nothing.
      await writeChanges(sql, id, form.id, subject, rowChanges(matter.begun ? kept(matter) : [], kept(after)))
    }
    const newest = appended.receipts.at(-1)
    await sql.query({
      name: 'matter',
      text: `insert into office.matter (party, procedure, subject, version, changed) values ($1, $2, $3, $4, $5)
             on conflict (party, procedure, subject) do update set version = excluded.version, changed = excluded.changed`,
      values: [id, procedure.id, subject, version + drafts.length, newest?.index ?? 0],
    })
    // An event is followed by the entry of its personal details, where it has any: events and drafts go in step by kind.
    const places = drafts.flatMap(({ kind }, place) => (kind === PERSONAL ? [] : [appended.receipts[place]?.index ?? 0]))
    await eraseOrdered(sql, id, events, { options: { ...this.#options, clock: () => now }, keepErased: this.#options.keepErased })
    const drawing = { party, subject, at: momentOf(now) }
    await putOut(
      sql,
      id,
      places.flatMap((place) => after.letters(String(place), drawing).map((letter) => ({ ref: String(place), letter }))),
      { ...this.#options, clock: () => now },
    )
    return {
      kind: 'accepted',
      procedure: procedure.id,
      subject,
      events: events.map((event, place) => ({ ref: String(places[place]), event: withoutPersons(procedure, event) })),
      receipt: newest === undefined ? null : shownReceipt(newest),
    }
  }
}

interface Writing {
  readonly procedure: CataloguedProcedure
  readonly subject: string
  readonly stream: string
  readonly matter: Matter
  readonly version: number
  readonly events: readonly StoredEvent[]
  readonly actor: Actor
  readonly now: ReturnType<typeof instant>
  readonly keys: readonly PartyKey[]
  readonly party: Party
}

function shownReceipt({ index, leafHash, treeSize, rootHash }: Receipt): NonNullable<Done['receipt']> {
  return { index, leafHash: Buffer.from(leafHash).toString('hex'), treeSize, rootHash: Buffer.from(rootHash).toString('hex') }
}

/** What a request says, and who says it. */
function digestOf({ procedure, subject, command, actor }: Order): Buffer {
  const said = JSON.stringify([procedure, subject, command ?? null, actor.person])
  return createHash('sha256').update(said).digest()
}

async function answered(sql: Sql, party: PartyId, name: string, order: Order): Promise<Dispatched | undefined> {
  const { rows } = await sql.query<{ digest: Buffer; answer: Done }>({
    name: 'answered',
    text: 'select digest, answer from office.answer where party = $1 and name = $2',
    values: [party, name],
  })
  const found = rows[0]
  if (found === undefined) return undefined
  return found.digest.equals(digestOf(order)) ? found.answer : { kind: 'name-taken', name }
}

async function keepAnswer(sql: Sql, party: PartyId, name: string, order: Order, done: Done, now: number): Promise<void> {
  await sql.query({
    name: 'keep-answer',
    text: 'insert into office.answer (party, name, digest, answer, given) values ($1, $2, $3, $4, $5)',
    values: [party, name, digestOf(order), JSON.stringify(done), now],
  })
}
