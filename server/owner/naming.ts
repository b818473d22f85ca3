import { randomUUID } from 'node:crypto'
import type { z } from 'zod'
import { keysOf } from '#journal/keyring.ts'
import type { Party as PartyId } from '#journal/party.ts'
import { lockTree, record } from '#journal/recorder.ts'
import { inParty, type Sql } from '#journal/sql.ts'
import { PERSON_ROLE_WORDS, type PersonRole } from '#procedures/access.ts'
import type { Party } from '#procedures/party.ts'
import type { Refused } from '#procedures/refusal.ts'
import type { DelegateForm, HoldingForm, NameForm } from '../contract/notice.ts'
import { tellPeople } from '../notice/inbox.ts'
import type { Office } from '../office.ts'
import { peopleOf, type Person } from '../person.ts'
import type { OwnKind } from '../record-book/kind.ts'
import { holdingsOf, type Holding } from './owner.ts'
import { ownerRefusal } from './refusal.ts'

/** The stream in which a party records who answers for what. It belongs to no procedure. */
const OWNERS = 'owners'

/** Who says whose work something is. Others take no work from anybody and give none. */
const NAMERS = ['compliance-officer', 'security-officer', 'responsible-manager', 'department-head'] as const satisfies readonly PersonRole[]

/** Who does it, for which party. */
interface Doing {
  readonly id: PartyId
  readonly party: Party
  readonly person: Pick<Person, 'person' | 'roles'>
}

export type Settled = { readonly kind: 'done' } | Refused
const DONE: Settled = { kind: 'done' }

interface Turn {
  readonly sql: Sql
  readonly now: number
  readonly people: readonly Person[]
  readonly holdings: readonly Holding[]
}

/** One after the other with everything else that is recorded: what is looked at stays so until it is acted on. */
function inTurn(office: Office, { id }: Doing, work: (turn: Turn) => Promise<Settled>): Promise<Settled> {
  return inParty(office.database.app, id, async (sql) => {
    await lockTree(sql, id)
    const people = (await peopleOf(sql, id)).filter(({ active }) => active)
    return work({ sql, now: office.clock(), people, holdings: await holdingsOf(sql, id) })
  })
}

const isNamer = ({ roles }: Doing['person']): boolean => NAMERS.some((role) => roles.includes(role))
const notYours = (): Refused => ownerRefusal('owner.not-yours', { roles: NAMERS.map((role) => PERSON_ROLE_WORDS[role]) })

interface What {
  readonly subject: string
  readonly norm: string | null
}

const heldAs = (holdings: readonly Holding[], { subject, norm }: What): Holding | undefined =>
  holdings.find((holding) => holding.subject === subject && holding.norm === (norm ?? ''))

/** Makes somebody the owner; a delegation of the one before ends. */
export function nameOwner(office: Office, doing: Doing, { person, why, ...what }: z.infer<typeof NameForm>): Promise<Settled> {
  return inTurn(office, doing, async (turn) => {
    const { sql, now, people, holdings } = turn
    if (!isNamer(doing.person)) return notYours()
    if (!people.some((each) => each.person === person)) return ownerRefusal('owner.person-unknown')
    const unknown = await unknownIn(office, sql, doing, what)
    if (unknown !== undefined) return unknown
    const before = heldAs(holdings, what)
    const entry = await note(office, turn, doing, 'owner.named', { ...what, person, before: before?.person ?? null, why })
    await sql.query({
      text: `insert into office.owner (party, subject, norm, person, named, entry) values ($1, $2, $3, $4, $5, $6)
             on conflict (party, subject, norm) do update set person = excluded.person, delegate = null, until = null, named = excluded.named, entry = excluded.entry`,
      values: [doing.id, what.subject, what.norm ?? '', person, now, entry],
    })
    await tellOwner(sql, doing, now, person)
    return DONE
  })
}

/** Gives a duty back to the role. */
export function releaseOwner(office: Office, doing: Doing, { why, ...what }: z.infer<typeof HoldingForm>): Promise<Settled> {
  return inTurn(office, doing, async (turn) => {
    const held = heldAs(turn.holdings, what)
    if (!isNamer(doing.person)) return notYours()
    if (held === undefined) return ownerRefusal('owner.nobody')
    await note(office, turn, doing, 'owner.released', { ...what, before: held.person, why })
    await turn.sql.query({
      text: 'delete from office.owner where party = $1 and subject = $2 and norm = $3',
      values: [doing.id, held.subject, held.norm],
    })
    return DONE
  })
}

/** Until an instant somebody else does it and is told of it; the owner answers for it, and has it again then. */
export function delegate(office: Office, doing: Doing, { person, until, why, ...what }: z.infer<typeof DelegateForm>): Promise<Settled> {
  return inTurn(office, doing, async (turn) => {
    const held = heldAs(turn.holdings, what)
    if (held === undefined) return isNamer(doing.person) ? ownerRefusal('owner.nobody') : notYours()
    if (!isNamer(doing.person) && held.person !== doing.person.person) return notYours()
    if (!turn.people.some((each) => each.person === person)) return ownerRefusal('owner.person-unknown')
    if (person === held.person) return ownerRefusal('owner.same-person')
    if (until <= turn.now) return ownerRefusal('owner.until-past')
    const entry = await note(office, turn, doing, 'owner.delegated', { ...what, owner: held.person, person, until, why })
    await set(turn.sql, doing, held, { delegate: person, until, entry })
    await tellOwner(turn.sql, doing, turn.now, person)
    return DONE
  })
}

/** Ends a delegation before its time. */
export function takeBack(office: Office, doing: Doing, { why, ...what }: z.infer<typeof HoldingForm>): Promise<Settled> {
  return inTurn(office, doing, async (turn) => {
    const held = heldAs(turn.holdings, what)
    if (held === undefined) return isNamer(doing.person) ? ownerRefusal('owner.nobody') : notYours()
    if (!isNamer(doing.person) && held.person !== doing.person.person) return notYours()
    if (held.delegate === null) return ownerRefusal('owner.not-delegated')
    const entry = await note(office, turn, doing, 'owner.taken-back', { ...what, owner: held.person, person: held.delegate, why })
    await set(turn.sql, doing, held, { delegate: null, until: null, entry })
    return DONE
  })
}

/** How many of the things that somebody holds are named in a refusal. */
const MOST_NAMED = 20

/**
 * What somebody who leaves holds goes to a successor, in the transaction in which they leave; refused while there is none. What was delegated to
 * them is the owners' again.
 */
export async function succeed(
  office: Office,
  sql: Sql,
  doing: Doing,
  {
    person,
    successor,
    people,
    now,
  }: { readonly person: string; readonly successor: string | undefined; readonly people: readonly Person[]; readonly now: number },
): Promise<Refused | undefined> {
  const holdings = await holdingsOf(sql, doing.id)
  const held = holdings.filter((holding) => holding.person === person)
  const turn = { sql, now, people, holdings }
  if (held.length > 0 && successor === undefined) {
    const named = held.slice(0, MOST_NAMED).map(({ subject, norm }) => (norm === '' ? subject : `${norm} · ${subject}`))
    return ownerRefusal('owner.successor-needed', { count: held.length, held: named.map((words) => ({ zh: words, en: words })) })
  }
  if (successor !== undefined && (successor === person || !people.some((each) => each.person === successor))) return ownerRefusal('owner.successor-unknown')
  for (const holding of holdings.filter(({ delegate }) => delegate === person || delegate === successor)) {
    if (holding.delegate !== person && holding.person !== person) continue
    const what = { subject: holding.subject, norm: holding.norm === '' ? null : holding.norm }
    const entry = await note(office, turn, doing, 'owner.taken-back', { ...what, owner: holding.person, person: holding.delegate })
    await set(sql, doing, holding, { delegate: null, until: null, entry })
  }
  if (successor === undefined) return undefined
  for (const { subject, norm } of held) {
    // Each is an entry of its own, on the one connection.
    const entry = await note(office, turn, doing, 'owner.succeeded', { subject, norm: norm === '' ? null : norm, before: person, person: successor })
    await sql.query({
      text: 'update office.owner set person = $4, named = $5, entry = $6 where party = $1 and subject = $2 and norm = $3',
      values: [doing.id, subject, norm, successor, now, entry],
    })
  }
  if (held.length > 0) await tellOwner(sql, doing, now, successor)
  return undefined
}

async function set(
  sql: Sql,
  { id }: Doing,
  { subject, norm }: Holding,
  { delegate, until, entry }: { readonly delegate: string | null; readonly until: number | null; readonly entry: number },
): Promise<void> {
  await sql.query({
    text: 'update office.owner set delegate = $4, until = $5, entry = $6 where party = $1 and subject = $2 and norm = $3',
    values: [id, subject, norm, delegate, until, entry],
  })
}

/** What the law's view of the party does not have: a slip of the pen would be work that nobody has. */
async function unknownIn(office: Office, sql: Sql, { id, party }: Doing, { subject, norm }: What): Promise<Refused | undefined> {
  const { database, dispatch } = office
  const keys = await keysOf(sql, database.secrets.master, id, 'payload')
  const { frontier } = await lockTree(sql, id)
  const state = await dispatch.book.upTo(sql, keys, id, party, frontier.size)
  if (state?.subjects.has(subject) !== true) return ownerRefusal('owner.subject-unknown', { subject })
  if (norm !== null && !state.program.norms.some((each) => each.norm.id === norm)) return ownerRefusal('owner.norm-unknown', { norm })
  return undefined
}

async function tellOwner(sql: Sql, { id, person: by }: Doing, now: number, person: string): Promise<void> {
  if (person === by.person) return
  await tellPeople(sql, id, [person], {
    kind: 'owner',
    title: { zh: '有义务交由你负责', en: 'Duties have been put in your charge' },
    link: '/board?owner=mine',
    at: now,
  })
}

/** Writes to the party's journal in the transaction that does the thing; gives the entry. */
async function note(
  office: Office,
  { sql, now }: Turn,
  { id, person: by }: Doing,
  kind: Extract<OwnKind, `owner.${string}`>,
  said: Readonly<Record<string, unknown>>,
): Promise<number> {
  const payload = new TextEncoder().encode(JSON.stringify({ ...said, by: by.person }))
  const [outcome] = await record(sql, id, [{ drafts: [{ id: randomUUID(), stream: OWNERS, kind, subject: null, occurred: now, payload }] }], {
    master: office.database.secrets.master,
    clock: () => now,
  })
  if (outcome instanceof Error) throw outcome
  const index = outcome?.kind === 'appended' ? outcome.receipts[0]?.index : undefined
  if (index === undefined) throw new Error(`${kind} was not recorded`)
  return index
}
