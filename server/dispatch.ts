import type { Pool } from 'pg'
import type { MasterKey } from '#journal/keyring.ts'
import type { Party as PartyId } from '#journal/party.ts'
import { lockTree } from '#journal/recorder.ts'
import { inParty, type Sql } from '#journal/sql.ts'
import { inTrace, traced } from '#journal/trace.ts'
import { Turns } from '#journal/turns.ts'
import type { Statute } from '#law/statute.ts'
import type { Actor } from '#procedures/access.ts'
import type { StoredEvent } from '#procedures/event.ts'
import type { CataloguedProcedure } from '#procedures/matter.ts'
import type { Party } from '#procedures/party.ts'
import type { Refused } from '#procedures/refusal.ts'
import { LawBook } from './law-book.ts'
import { readParty } from './party.ts'
import { Shelf } from './shelf.ts'
import { sit } from './sitting.ts'

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

/** What waits for its turn: a command by itself, or work that gives commands and does more. */
type Job = { readonly kind: 'order'; readonly order: Order } | { readonly kind: 'work'; readonly work: (sql: Sql, party: Party | undefined) => Promise<void> }
type Answer = Dispatched | { readonly kind: 'worked' }

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

/** Commands of one turn: they share the flush of the disk, and what they read and write. */
const MOST_ORDERS = 64

/**
 * The one way in which anything changes: reads a matter's entries, lets its procedure decide, appends what happened to the journal and brings the
 * views up to date, all in one transaction. A refusal, or a fault of one command, leaves nothing of it and all of the others.
 */
export class Dispatch {
  readonly #options: DispatchOptions
  readonly #book: LawBook
  readonly #shelf = new Shelf()
  readonly #turns: Turns<Job, Answer>

  constructor(options: DispatchOptions) {
    this.#options = options
    this.#book = new LawBook(options.statute, options.catalogue)
    this.#turns = new Turns({ fit: (jobs) => Math.min(jobs.length, MOST_ORDERS), take: (party, jobs) => this.#turn(party, jobs) })
  }

  /** The law's view of the parties, for those who only read. */
  get book(): LawBook {
    return this.#book
  }

  async give(party: PartyId, order: Order): Promise<Dispatched> {
    return this.#traced(order, async () => {
      const answer = await this.#turns.ask(party, { kind: 'order', order })
      if (answer.kind === 'worked') throw new Error('a command was taken for work')
      return answer
    })
  }

  /** A command in a trace: its procedure, and how it was answered. Whose it is and what it is about stays here. */
  #traced(order: Order, work: () => Promise<Dispatched>): Promise<Dispatched> {
    const known = this.#options.catalogue.some(({ id }) => id === order.procedure)
    return traced('command', { 'dutybook.procedure': known ? order.procedure : 'unknown' }, async (span) => {
      const answer = await work()
      span.setAttribute('dutybook.outcome', answer.kind === 'refused' ? answer.refusal.code : answer.kind)
      return answer
    })
  }

  /** Work that belongs together with the orders that it gives: all of it is recorded, or none. A fault undoes this work alone. */
  async within<Result>(id: PartyId, work: (turn: Turn) => Promise<Result>): Promise<Result | { readonly kind: 'no-party' }> {
    let result: Result | { readonly kind: 'no-party' } = { kind: 'no-party' }
    const here = inTrace((work: () => Promise<void>) => work())
    await this.#turns.ask(id, {
      kind: 'work',
      work: (sql, party) =>
        here(async () => {
          if (party !== undefined) result = await work({ sql, party, obey: (order) => this.#traced(order, () => this.#obey(sql, id, party, order)) })
        }),
    })
    return result
  }

  async #turn(id: PartyId, jobs: readonly Job[]): Promise<readonly (Answer | Error)[]> {
    try {
      const answers = await inParty(this.#options.pool, id, async (sql) => {
        const [, party] = await Promise.all([lockTree(sql, id), readParty(sql, id)])
        const done: (Answer | Error)[] = []
        while (done.length < jobs.length) {
          // One after the other: the later command sees what the earlier one did.
          done.push(...(await this.#next(sql, id, party, jobs.slice(done.length))))
        }
        return done
      })
      this.#book.settle(id)
      return answers
    } catch (fault) {
      this.#forget(id)
      this.#book.settle(id)
      throw fault
    }
  }

  /** The commands that come next, together, or the work that does. */
  async #next(sql: Sql, id: PartyId, party: Party | undefined, jobs: readonly Job[]): Promise<readonly (Answer | Error)[]> {
    const [job] = jobs
    if (job?.kind === 'work') {
      const worked = await this.#saved(sql, id, () => job.work(sql, party))
      return [worked instanceof Error ? worked : { kind: 'worked' }]
    }
    const end = jobs.findIndex(({ kind }) => kind === 'work')
    const orders = jobs.slice(0, end < 0 ? jobs.length : end).flatMap((each) => (each.kind === 'order' ? [each.order] : []))
    if (party === undefined) return orders.map(() => ({ kind: 'no-party' }))
    const together = await this.#saved(sql, id, () => this.#obeyAll(sql, id, party, orders))
    if (!(together instanceof Error)) return together
    const [first] = orders
    if (first === undefined || orders.length === 1) return [together]
    // One of them has a fault of its own: each by itself, and that one has it alone.
    const alone: (Answer | Error)[] = []
    for (const order of orders) alone.push(await this.#saved(sql, id, () => this.#obey(sql, id, party, order)))
    return alone
  }

  /** What breaks in the middle is undone alone. */
  async #saved<Result>(sql: Sql, id: PartyId, work: () => Promise<Result>): Promise<Result | Error> {
    const saved = sql.query('savepoint command')
    saved.catch(() => undefined) // the work fails with it, and it is waited for below
    try {
      const result = await work()
      await saved
      await sql.query('release savepoint command')
      return result
    } catch (fault) {
      await sql.query('rollback to savepoint command')
      this.#forget(id)
      return fault instanceof Error ? fault : new Error(String(fault))
    }
  }

  #forget(id: PartyId): void {
    this.#book.forget(id)
    this.#shelf.forget(id)
  }

  async #obeyAll(sql: Sql, id: PartyId, party: Party, orders: readonly Order[]): Promise<readonly Dispatched[]> {
    const done: Dispatched[] = []
    // As many at a time as need no look at what the ones before have changed in the law's view of the party.
    while (done.length < orders.length)
      done.push(...(await sit({ sql, id, party, book: this.#book, shelf: this.#shelf, options: this.#options }, orders.slice(done.length))))
    return done
  }

  async #obey(sql: Sql, id: PartyId, party: Party, order: Order): Promise<Dispatched> {
    const [done] = await this.#obeyAll(sql, id, party, [order])
    if (done === undefined) throw new Error('a command had no outcome')
    return done
  }
}
