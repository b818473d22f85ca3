import { z } from 'zod'
import { parseNote, formatVerifierKey, noteKey } from '#journal/note.ts'
import { parseCheckpoint } from '#journal/checkpoint.ts'
import { textOf, toBase64, utf8 } from '#journal/bytes.ts'
import { sign } from '#journal/ed25519.ts'
import { beneath, exchange } from '#journal/exchange.ts'
import { JournalFault } from '#journal/fault.ts'
import { keysOf } from '#journal/keyring.ts'
import { readLeaves } from '#journal/leaf.ts'
import { inclusionPath } from '#journal/merkle.ts'
import type { Party } from '#journal/party.ts'
import { formatProof } from '#journal/proof.ts'
import { newestPublished, publish as publishHead } from '#journal/publication.ts'
import { sha256 } from '#journal/sha256.ts'
import { inParty, type Sql } from '#journal/sql.ts'
import { readEntry } from '#journal/stream.ts'
import { traced } from '#journal/trace.ts'
import { headOf, readNodes } from '#journal/tree.ts'
import type { Party as PartyCard } from '#procedures/party.ts'
import type { Office } from '../office.ts'
import { readParty } from '../party.ts'
import { findAddressee, type Found } from './correspondent.ts'
import { letterOf, sealEnvelope, type Enclosure } from './envelope.ts'
import { receivedLetter } from './inbox.ts'
import { claimDue, markDelivered, markFailed, noteReceiver, type Claimed } from './outbox.ts'
import { receiveLetter, type Received } from './reception.ts'

export interface DeliveryOptions {
  /** Publishes a party's head, where letters wait for their proof; at once and without witnesses otherwise. */
  readonly publish?: (party: Party) => Promise<unknown>
  /** Plain HTTP to this machine and private networks. */
  readonly privateHttp?: boolean
  /** Milliseconds for an exchange with another installation. */
  readonly timeout?: number
  /** From 0 to 1. */
  readonly chance?: () => number
  readonly signal?: AbortSignal
  /** Letters of these parties and no others. */
  readonly only?: readonly Party[]
  /** Told of what broke on our side. */
  readonly fault?: (party: Party, error: unknown) => void
}

export interface Delivered {
  readonly delivered: number
  readonly failed: number
}

const SECOND = 1000 // ms
const HOUR = 3_600 * SECOND
const DAY = 24 * HOUR

const TIMEOUT = 20 * SECOND
/** Longer than any attempt: what a worker that died has taken on is due again then. */
const LEASE = 60 * SECOND
/** The first wait after a failure; each further one is twice as long. */
const FIRST_WAIT = 30 * SECOND
const LONGEST_WAIT = 6 * HOUR
/** The longest public holiday has nine days with its weekends. A receiver that broke down before it is mended on the day after it. */
const LIFE = 10 * DAY
/** Letters of one party under way at once, and parties. */
const MOST_LETTERS = 8
const MOST_PARTIES = 8
const MOST_ANSWER = 65_536 // bytes

/** Letters of a demo that is being loaded are due by its own clock, and for whoever loads it. */
const DUE = `
  select distinct o.party from office.outgoing_letter o
   where o.state = 'queued' and o.next_attempt <= $1
     and case when $2::uuid[] is null then not exists (select from office.party p where p.party = o.party and p.demo = 'busy') else o.party = any ($2) end
   order by o.party`

/**
 * Delivers every letter that is due, each at least once. Any number of processes may do so at the same time: a letter that one of them has taken on is
 * not due for the others. What fails is tried again, after waits that grow, until the letter has been on its way for `LIFE`.
 */
export async function deliverDue(office: Office, options: DeliveryOptions = {}): Promise<Delivered> {
  const { rows } = await office.database.keeper.query<{ party: Party }>(DUE, [office.clock(), options.only ?? null])
  const parties = rows.map(({ party }) => party)
  const outcomes: boolean[] = []
  while (parties.length > 0 && options.signal?.aborted !== true) {
    // So many at a time, so that one slow receiver does not hold up the installation and all together do not take every connection.
    const some = await Promise.all(parties.splice(0, MOST_PARTIES).map((party) => deliverOf(office, party, options)))
    outcomes.push(...some.flat())
  }
  return { delivered: outcomes.filter(Boolean).length, failed: outcomes.filter((delivered) => !delivered).length }
}

async function deliverOf(office: Office, party: Party, options: DeliveryOptions): Promise<readonly boolean[]> {
  const outcomes: boolean[] = []
  try {
    for (;;) {
      const at = { now: office.clock(), lease: LEASE, most: MOST_LETTERS }
      const claimed = await inParty(office.database.app, party, (sql) => claimDue(sql, party, at))
      if (claimed.length > 0) {
        await publishFor(office, party, claimed, options)
        // So many at a time, and the next when these are done.
        outcomes.push(...(await Promise.all(claimed.map((each) => deliver(office, party, each, options)))))
      }
      if (claimed.length < MOST_LETTERS || options.signal?.aborted === true) return outcomes
    }
  } catch (error) {
    // One party's trouble holds up no other; what was taken on is due again when its time is over.
    options.fault?.(party, error)
    return [...outcomes, false]
  }
}

/** An outcome that a person can read in the table, by its code. */
type Trouble = { readonly kind: 'trouble'; readonly code: string; readonly mends: boolean }
const trouble = (code: string, mends = true): Trouble => ({ kind: 'trouble', code, mends })

async function publishFor({ database, clock }: Office, party: Party, claimed: readonly Claimed[], { publish, fault }: DeliveryOptions): Promise<void> {
  const newest = Math.max(-1, ...claimed.map(({ entry }) => entry))
  const published = await inParty(database.app, party, (sql) => newestPublished(sql, party), { readOnly: true })
  if (newest < (published?.size ?? 0)) return
  try {
    await (publish === undefined ? publishHead(database.app, database.secrets.master, party, { now: clock() }) : publish(party))
  } catch (error) {
    // Without a quorum of witnesses nothing is published; the letters wait, and say so.
    fault?.(party, error)
  }
}

async function deliver(office: Office, party: Party, claimed: Claimed, options: DeliveryOptions): Promise<boolean> {
  const { clock, database } = office
  const outcome = await traced('letter', {}, async (span) => {
    const tried = await attempt(office, party, claimed, options).catch((error: unknown) => {
      options.fault?.(party, error)
      return trouble('fault')
    })
    span.setAttribute('dutybook.outcome', tried.kind === 'trouble' ? tried.code : tried.kind)
    return tried
  })
  const now = clock()
  return inParty(database.app, party, async (sql) => {
    if (outcome.kind === 'received') {
      await markDelivered(sql, party, claimed.letter, now)
      return true
    }
    const over = !outcome.mends || now - claimed.since >= LIFE
    await markFailed(sql, party, claimed.letter, {
      trouble: outcome.code,
      next: over ? null : now + waitAfter(claimed.attempts, options.chance ?? Math.random),
    })
    return false
  })
}

/** Half of the wait is left to chance, so that letters which failed together do not come back together. */
export function waitAfter(attempts: number, chance: () => number): number {
  const wait = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** Math.min(attempts - 1, 20))
  return Math.round(wait / 2 + (wait / 2) * chance())
}

async function attempt(office: Office, party: Party, claimed: Claimed, options: DeliveryOptions): Promise<Trouble | { readonly kind: 'received' }> {
  const pool = office.database.app
  const found = await findAddressee(pool, party, claimed.addressee)
  if (found.kind !== 'found') return trouble(found.kind === 'nobody' ? 'receiver-unknown' : 'receivers-several')
  await inParty(pool, party, (sql) => noteReceiver(sql, party, claimed.letter, found.party, found.base))
  const sealed = await inParty(pool, party, (sql) => seal(office, sql, party, claimed, found), { readOnly: true })
  if (typeof sealed !== 'string') return sealed
  const answer = found.base === null ? await receiveLetter(office, sealed) : await post(sealed, found.base, options)
  if (answer.kind === 'trouble') return answer
  if (answer.kind === 'refused') return trouble(answer.code)
  return answer.letter === claimed.letter && answer.digest === claimed.digest ? { kind: 'received' } : trouble('answer-strange')
}

/** The letter as it stands in the journal, with proofs against the newest published head. */
async function seal({ database }: Office, sql: Sql, party: Party, claimed: Claimed, to: Extract<Found, { kind: 'found' }>): Promise<string | Trouble> {
  const { master } = database.secrets
  const card = await readParty(sql, party)
  const published = await newestPublished(sql, party)
  const own = await readEntry(sql, master, party, claimed.entry)
  if (card === undefined || own === undefined) return trouble('letter-missing', false)
  // What was erased is not sent after all.
  if (own.content === undefined) return trouble('letter-erased', false)
  const letter = letterOf(own.content.bytes)
  const places = letter.encloses.map(Number)
  if (published === undefined || [claimed.entry, ...places].some((place) => place >= published.size)) return trouble('not-published')
  const { size } = parseCheckpoint(parseNote(published.note).text)
  const enclose = async (index: number): Promise<Enclosure> => {
    const [leaf] = await readLeaves(sql, party, index, 1)
    const path = await inclusionPath(sha256, index, size, readNodes(sql, party, size))
    return { leaf: toBase64(leaf ?? new Uint8Array()), proof: formatProof({ index, path, checkpoint: published.note }) }
  }
  const enclosed: Enclosure[] = []
  // On one connection there is nothing to gain from asking for all at once.
  for (const place of places) enclosed.push(await enclose(place))
  const { origin } = await headOf(sql, party)
  const key = (await keysOf(sql, master, party, 'checkpoint')).at(-1)
  if (key === undefined || key.publicKey === null) throw new JournalFault('key-damaged', `party ${party} has no checkpoint key`)
  const signer = noteKey(sha256, origin, 1, Uint8Array.from(key.publicKey))
  const answered = claimed.answers === null ? undefined : await receivedLetter(sql, party, claimed.answers)
  return sealEnvelope(
    {
      letter: { ...letter, from: party, encloses: [...letter.encloses] },
      receiver: to.party,
      sender: { card: cardOf(party, card), key: formatVerifierKey(signer) },
      answered: answered?.digest ?? null,
      entry: { ...(await enclose(claimed.entry)), salt: toBase64(own.content.salt) },
      enclosed,
    },
    signer,
    (message) => sign(key.secret, message),
  )
}

function cardOf(id: Party, { kind, name, region, ...party }: PartyCard) {
  return { id, kind, name, region, ...('remit' in party ? { remit: party.remit, level: party.level } : {}) }
}

const Answer = z.object({ kind: z.literal('received'), letter: z.string(), digest: z.string(), reference: z.string(), receivedAt: z.string() })
const Problem = z.object({ code: z.string().regex(/^[a-z][a-z-]{0,79}$/) })

/** Sends to another installation. An answer that is not the receipt of this letter is none, whatever its status. */
async function post(
  sealed: string,
  base: string,
  { privateHttp = false, timeout = TIMEOUT, signal }: DeliveryOptions,
): Promise<Extract<Received, { kind: 'received' }> | Trouble> {
  const answer = await exchange({ url: beneath(base, 'letters'), body: utf8(sealed), most: MOST_ANSWER, timeout, privateHttp, signal })
  if (answer.kind === 'unreachable') return trouble(answer.code)
  const said = jsonOf(answer.body)
  const received = Answer.safeParse(said)
  if (answer.status >= 200 && answer.status < 300) return received.success ? received.data : trouble('answer-strange')
  const problem = Problem.safeParse(said)
  return trouble(problem.success ? problem.data.code : `status-${answer.status}`)
}

function jsonOf(body: Uint8Array): unknown {
  try {
    return JSON.parse(textOf(body))
  } catch {
    return undefined // somebody else's words: not JSON, and so no answer
  }
}
