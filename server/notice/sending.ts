import { utf8 } from '#journal/bytes.ts'
import { exchange } from '#journal/exchange.ts'
import type { Party as PartyId } from '#journal/party.ts'
import { inParty, type Sql } from '#journal/sql.ts'
import type { Party } from '#procedures/party.ts'
import { accessKeyOf } from '../access/key.ts'
import { waitAfter } from '../letter/delivery.ts'
import type { Office } from '../office.ts'
import { ownerBookOf } from '../owner/owner.ts'
import { readParty } from '../party.ts'
import { docketOf, type Owing } from './docket.ts'
import { peopleToTell } from './look.ts'
import type { Letter, Mailer } from './mail.ts'
import { carriedBy, CHANNELS, claimParcels, settle, shownDuty, type Claimed, type Outcome, type Told } from './parcel.ts'
import { signedHeaders, webhookToCall } from './webhook.ts'
import { wishOf } from './wish.ts'
import { dutyLetter, linkOf } from './words.ts'

export interface SendingOptions {
  /** Without it mail waits for a process that has one. */
  readonly mailer: Mailer | undefined
  /** The address that people open, without a slash at its end. */
  readonly base: string
  /** Webhooks over plain HTTP, on this machine and private networks. */
  readonly privateHttp: boolean
  /** From 0 to 1. */
  readonly chance?: () => number
  readonly signal?: AbortSignal
  /** Told of what broke on our side. */
  readonly fault?: (party: PartyId, error: unknown) => void
}

export interface Sent {
  readonly sent: number
  readonly failed: number
}

const SECOND = 1000 // ms
/** For a webhook's answer. */
const TIMEOUT = 15 * SECOND
/** Longer than any attempt: what a worker that died has taken on is due again then. */
const LEASE = 120 * SECOND
/** A receiver that is down over a weekend. What a notice says is old by then, and stands in the inbox and on the board. */
const LIFE = 72 * 3600 * SECOND
/** Of one party under way at once, and parties. */
const MOST_PARCELS = 8
const MOST_PARTIES = 8
const MOST_ANSWER = 65_536 // bytes; nothing of it is kept

const DUE = `
  select distinct o.party from office.parcel o join office.party p on p.party = o.party
   where o.state = 'queued' and o.next_attempt <= $1 and p.demo is distinct from 'busy' order by o.party`

/**
 * Sends what is due, by mail and webhook. Any number of processes may do so at the same time: a parcel that one of them has taken on is not due for the
 * others until its lease is over. Between a receiver's yes and our record of it a process may die: then the parcel is sent again, under the same id.
 */
export async function sendDue(office: Office, options: SendingOptions): Promise<Sent> {
  const { rows } = await office.database.keeper.query<{ party: PartyId }>(DUE, [office.clock()])
  const parties = rows.map(({ party }) => party)
  const outcomes: Outcome[] = []
  while (parties.length > 0 && options.signal?.aborted !== true)
    // So many at a time, so that one slow receiver does not hold up the installation.
    outcomes.push(...(await Promise.all(parties.splice(0, MOST_PARTIES).map((party) => sendOf(office, party, options)))).flat())
  return { sent: outcomes.filter(({ kind }) => kind === 'accepted').length, failed: outcomes.filter(({ kind }) => kind === 'trouble').length }
}

async function sendOf(office: Office, party: PartyId, options: SendingOptions): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = []
  const channels = CHANNELS.filter((channel) => channel !== 'mail' || options.mailer !== undefined)
  try {
    for (;;) {
      const at = { channels, now: office.clock(), lease: LEASE, most: MOST_PARCELS }
      const claimed = await inParty(office.database.app, party, (sql) => claimParcels(sql, party, at))
      if (claimed.length > 0) {
        const standing = await inParty(office.database.app, party, (sql) => standingNow(office, sql, party))
        outcomes.push(...(await Promise.all(claimed.map((each) => deliver(office, party, each, standing, options)))))
      }
      if (claimed.length < MOST_PARCELS || options.signal?.aborted === true) return outcomes
    }
  } catch (error) {
    // One party's trouble holds up no other; what was taken on is due again when its time is over.
    options.fault?.(party, error)
    return outcomes
  }
}

/** How the party stands as parcels leave: a duty that was done, or whose term has changed, is spoken of no more. */
interface Standing {
  readonly party: Party
  /** Those who are still to be told, by duty. */
  readonly people: ReadonlyMap<string, readonly string[]>
}

async function standingNow(office: Office, sql: Sql, id: PartyId): Promise<Standing | undefined> {
  const party = await readParty(sql, id)
  if (party === undefined) return undefined
  const now = office.clock()
  const { owing } = await docketOf(office, sql, id, party, now)
  const owners = await ownerBookOf(sql, id, party.kind, now)
  return { party, people: new Map(owing.map((duty) => [keyOf(duty), peopleToTell(owners, duty, now)])) }
}

const keyOf = ({ norm, subject, ref, opened, due }: Pick<Owing, 'norm' | 'subject' | 'ref' | 'opened' | 'due'>): string =>
  JSON.stringify([norm, subject, ref, opened, due])

async function deliver(office: Office, party: PartyId, claimed: Claimed, standing: Standing | undefined, options: SendingOptions): Promise<Outcome> {
  const { database, clock } = office
  const done = await attempt(office, party, claimed, standing, options).catch((error: unknown) => {
    options.fault?.(party, error)
    return { kind: 'trouble', code: 'fault', mends: true } as const
  })
  const now = clock()
  const over = done.kind === 'trouble' && (!done.mends || now - claimed.since >= LIFE)
  const outcome: Outcome =
    done.kind === 'trouble' ? { kind: 'trouble', code: done.code, next: over ? null : now + waitAfter(claimed.attempts, options.chance ?? Math.random) } : done
  await inParty(database.app, party, (sql) => settle(sql, party, claimed, outcome, now))
  return outcome
}

type Attempted = { readonly kind: 'accepted' | 'cancelled' } | { readonly kind: 'trouble'; readonly code: string; readonly mends: boolean }

const CANCELLED: Attempted = { kind: 'cancelled' }

async function attempt(office: Office, id: PartyId, claimed: Claimed, standing: Standing | undefined, options: SendingOptions): Promise<Attempted> {
  if (standing === undefined) return CANCELLED
  const carried = await inParty(office.database.app, id, (sql) => carriedBy(sql, id, claimed.parcel), { readOnly: true })
  const held = carried.filter((told) => standing.people.get(keyOf(told)) !== undefined)
  switch (claimed.channel) {
    case 'mail':
      return mail(office, id, claimed, { standing, duties: held.filter((told) => standing.people.get(keyOf(told))?.includes(claimed.recipient)) }, options)
    case 'webhook':
      return claimed.kind === 'duties' && held.length === 0 ? CANCELLED : call(office, id, claimed, held, options)
  }
}

async function mail(
  office: Office,
  id: PartyId,
  { parcel, recipient }: Claimed,
  { standing: { party }, duties }: { readonly standing: Standing; readonly duties: readonly Told[] },
  { mailer, base }: SendingOptions,
): Promise<Attempted> {
  const wish = await inParty(office.database.app, id, (sql) => wishOf(sql, id, recipient), { readOnly: true })
  if (mailer === undefined || duties.length === 0 || !wish.mail || wish.address === null) return CANCELLED
  const letter: Letter = dutyLetter({ id: parcel, to: wish.address, party: party.name, duties, language: wish.language, base, now: office.clock() })
  return mailer.send(letter)
}

/** A receiver that says so has gone for good (410). */
const GONE = 410

async function call(office: Office, id: PartyId, { parcel, recipient, kind }: Claimed, duties: readonly Told[], options: SendingOptions): Promise<Attempted> {
  const { database, clock } = office
  const now = clock()
  const webhook = await inParty(database.app, id, async (sql) => webhookToCall(sql, id, recipient, await accessKeyOf(sql, database.secrets.master, id, now)))
  if (webhook === undefined) return CANCELLED
  const data = kind === 'test' ? { party: id } : { party: id, duties: duties.map((duty) => ({ ...shownDuty(duty), link: linkOf(options.base, duty) })) }
  const body = JSON.stringify({ type: kind === 'test' ? 'test' : 'duties.noticed', timestamp: new Date(now).toISOString(), data })
  const answer = await exchange({
    url: new URL(webhook.url),
    body: utf8(body),
    headers: signedHeaders({ id: parcel, body, now }, webhook.secret),
    most: MOST_ANSWER,
    timeout: TIMEOUT,
    privateHttp: options.privateHttp,
  })
  if (answer.kind === 'unreachable') return { kind: 'trouble', code: answer.code, mends: true }
  if (answer.status >= 200 && answer.status < 300) return { kind: 'accepted' }
  return { kind: 'trouble', code: `status-${answer.status}`, mends: answer.status !== GONE }
}
