import { countErasures } from '#journal/erasure.ts'
import { keysOf } from '#journal/keyring.ts'
import type { Party as PartyId } from '#journal/party.ts'
import { lockTree, record, type Append, type Receipt } from '#journal/recorder.ts'
import type { Sql } from '#journal/sql.ts'
import { instant } from '#law/instant.ts'
import type { StoredEvent } from '#procedures/event.ts'
import type { CataloguedProcedure, Matter } from '#procedures/matter.ts'
import { momentOf } from '#procedures/moment.ts'
import type { Party } from '#procedures/party.ts'
import { ERASURE_ORDERED } from '#procedures/rights/event.ts'
import { rowChanges, type Row } from '#procedures/view.ts'
import { digestOf, keepAnswers, readAnswers, type Answered } from './answer.ts'
import type { Dispatched, DispatchOptions, Done, Order } from './dispatch.ts'
import { eraseOrdered } from './erasure.ts'
import { PROFILE_VIEWS, type LawBook } from './law-book.ts'
import { putOut, type Outgoing } from './letter/outbox.ts'
import { draftsOf, entriesOfDrafts, PERSONAL, streamOf, withoutPersons } from './record.ts'
import { keptRow, readPlaces, writeChanges, writeMatters, type Change, type MatterMark, type Place } from './row.ts'
import type { Open, Shelf } from './shelf.ts'
import { decideWithRows, standingAt } from './standing.ts'

/** What a command came to, once everything is written. */
type Outcome = () => Dispatched

interface SittingOptions {
  readonly sql: Sql
  readonly id: PartyId
  readonly party: Party
  readonly book: LawBook
  readonly shelf: Shelf
  readonly options: DispatchOptions
}

/**
 * Some commands of one party, decided one after the other and written together: what they need is read once, each sees what those before it have done,
 * and all that they come to is a few statements. A command after which the law has to be asked anew, or that does more than to record, is the last of
 * its sitting. Gives the outcomes of as many as it took, at least one; a fault leaves the transaction to whoever began it.
 */
export async function sit({ sql, id, party, book, shelf, options }: SittingOptions, orders: readonly Order[]): Promise<readonly Dispatched[]> {
  const { catalogue, clock, master, statute } = options
  const now = instant(clock())
  const names = orders.flatMap(({ name }) => name ?? [])
  // The tree is locked: nothing of this changes before the end of the transaction.
  const [tree, keys, answered, erasures] = await Promise.all([
    lockTree(sql, id),
    keysOf(sql, master, id, 'payload'),
    readAnswers(sql, id, names),
    countErasures(sql, id),
  ])
  const recorded = Math.max(now, tree.recorded)
  const answers = new Map(answered.map((each) => [each.name, { digest: each.digest, outcome: (): Dispatched => each.answer }]))
  const registers = catalogue.filter(({ of }) => of !== 'matter' && of !== 'party')
  const places = orders.map((order) => placeOf(order))
  const matters = await shelf.open(
    sql,
    keys,
    id,
    places.filter((place) => place !== undefined),
    erasures,
  )
  const state = await book.upTo(sql, keys, id, party, tree.frontier.size)
  const standing = () => standingAt(statute, state, now)
  const appends: Append[] = []
  const changes = new Map<string, Change>()
  const marks = new Map<string, MatterMark>()
  const kept: { readonly name: string; readonly digest: Buffer; readonly done: () => Done }[] = []
  let receipts: readonly (readonly Receipt[])[] = []
  let size = tree.frontier.size
  let more: (() => Promise<void>) | undefined

  const outcomes: Outcome[] = []
  for (const [at, order] of orders.entries()) {
    // Each may stand on the one before.
    outcomes.push(await take(order, places[at]))
    if (more !== undefined) break
  }
  await write()
  return outcomes.map((outcome) => outcome())

  function placeOf({ procedure: name, subject: given }: Order): PlaceOfOrder | undefined {
    const procedure = catalogue.find((each) => each.id === name)
    if (procedure === undefined) return undefined
    const subject = procedure.of === 'party' ? id : given
    return { procedure, subject, stream: streamOf(procedure.id, subject) }
  }

  /** A matter as it stands at this point of the sitting. */
  function opened({ stream }: PlaceOfOrder): Open {
    const known = matters.get(stream)
    if (known === undefined) throw new Error('a matter was not read')
    return known
  }

  /** Rows as this sitting has left them. */
  async function rowsAt(wanted: readonly Place[]): Promise<readonly (Place & Row)[]> {
    const unknown = wanted.filter((place) => !changes.has(nameOf(place)))
    const found = unknown.length === 0 ? [] : await readPlaces(sql, id, unknown)
    return [
      ...found,
      ...wanted.flatMap((place) => {
        const cells = changes.get(nameOf(place))?.cells
        return cells === undefined || cells === null ? [] : [{ ...place, cells }]
      }),
    ]
  }

  async function take(order: Order, place: PlaceOfOrder | undefined): Promise<Outcome> {
    if (place === undefined) return () => ({ kind: 'no-procedure', procedure: order.procedure })
    const { name } = order
    const before = name === undefined ? undefined : answers.get(name)
    if (before !== undefined && name !== undefined) return before.digest.equals(digestOf(order)) ? before.outcome : () => ({ kind: 'name-taken', name })
    const { subject } = place
    const open = opened(place)
    const decision = await decideWithRows(rowsAt, registers, standing(), (known) =>
      open.matter.decide(order.command, { at: momentOf(now), subject, actor: order.actor, party, standing: known }),
    )
    if (decision.kind === 'refused') return () => decision
    const done = decision.events.length === 0 ? (): Done => nothingNew(place) : stage(order, place, open, decision.events)
    if (name !== undefined) {
      const digest = digestOf(order)
      answers.set(name, { digest, outcome: done })
      kept.push({ name, digest, done })
    }
    return done
  }

  function stage(order: Order, { procedure, subject, stream }: PlaceOfOrder, open: Open, events: readonly StoredEvent[]): () => Done {
    const drafts = draftsOf(procedure, stream, events, order.actor)
    const first = size
    const fresh = entriesOfDrafts(drafts, first, recorded)
    const entries = [...open.entries, ...fresh]
    const matter = procedure.open(entries)
    // An event is followed by the entry of its personal details, where it has any: events and drafts go in step by kind.
    const refs = drafts.flatMap(({ kind }, at) => (kind === PERSONAL ? [] : [String(first + at)]))
    const drawing = { party, subject, at: momentOf(now) }
    const letters = refs.flatMap((ref) => matter.letters(ref, drawing).map((letter): Outgoing => ({ ref, letter })))
    const views = procedure.views.map((form) => {
      // Before anything was recorded there are no rows, whatever a view would show of nothing.
      const rows = (of: Matter): readonly Row[] => (of.begun ? of.rows(form.id, subject).map((row) => keptRow(form, row)) : [])
      return { view: form.id, changed: rowChanges(rows(open.matter), rows(matter)) }
    })
    // Nothing above may leave half a command behind.
    for (const { view, changed } of views)
      for (const change of changed) note(change.kind === 'put' ? { view, subject, ...change.row } : { view, subject, key: change.key, cells: null })
    const place = appends.length
    appends.push({ drafts, expected: new Map([[stream, open.version]]) })
    const version = open.version + drafts.length
    matters.set(stream, { matter, entries, version })
    size += drafts.length
    marks.set(stream, { procedure: procedure.id, subject, version, changed: size - 1 })
    const asksAnew = views.some(({ view, changed }) => PROFILE_VIEWS.includes(view) && changed.length > 0)
    if (asksAnew || letters.length > 0 || events.some(({ kind }) => kind === ERASURE_ORDERED)) more = () => finish(events, letters)
    else if (state !== undefined) book.advance(id, procedure, fresh, size)
    let done: Done | undefined // it is kept, and answered
    return () =>
      (done ??= {
        kind: 'accepted',
        procedure: procedure.id,
        subject,
        events: events.map((event, at) => ({ ref: refs[at] ?? '', event: withoutPersons(procedure, event) })),
        receipt: shownReceipt(receipts[place]?.at(-1)),
      })
  }

  /** The newer of two changes of one row. A row that has become another matter's is not dropped by the one that had it. */
  function note(change: Change): void {
    const before = changes.get(nameOf(change))
    if (change.cells === null && before !== undefined && before.cells !== null && before.subject !== change.subject) return
    changes.set(nameOf(change), change)
  }

  async function finish(events: readonly StoredEvent[], letters: readonly Outgoing[]): Promise<void> {
    const clocked = { ...options, clock: () => now }
    await eraseOrdered(sql, id, events, { options: clocked, keepErased: options.keepErased })
    await putOut(sql, id, letters, clocked)
  }

  async function write(): Promise<void> {
    if (appends.length > 0) {
      book.hold(id)
      const appended = await record(sql, id, appends, { master, clock: () => now })
      receipts = appended.map((each) => {
        if (each instanceof Error) throw each
        if (each.kind !== 'appended') throw new Error(`a stream under lock was not where it was read: ${each.kind}`)
        return each.receipts
      })
      if (receipts[0]?.[0]?.index !== tree.frontier.size) throw new Error('entries did not come to stand where they were expected')
    }
    const given = kept.map(({ name, digest, done }): Answered => ({ name, digest, answer: done() }))
    await Promise.all([writeChanges(sql, id, [...changes.values()]), writeMatters(sql, id, [...marks.values()]), keepAnswers(sql, id, given, now)])
    await more?.()
    for (const stream of marks.keys()) {
      const open = matters.get(stream)
      if (open !== undefined) shelf.keep(id, stream, open)
    }
  }
}

interface PlaceOfOrder {
  readonly procedure: CataloguedProcedure
  readonly subject: string
  readonly stream: string
}

const nothingNew = ({ procedure, subject }: PlaceOfOrder): Done => ({ kind: 'accepted', procedure: procedure.id, subject, events: [], receipt: null })

const nameOf = ({ view, key }: Place): string => `${view} ${key}`

function shownReceipt(receipt: Receipt | undefined): Done['receipt'] {
  if (receipt === undefined) return null
  const { index, leafHash, treeSize, rootHash } = receipt
  return { index, leafHash: Buffer.from(leafHash).toString('hex'), treeSize, rootHash: Buffer.from(rootHash).toString('hex') }
}
