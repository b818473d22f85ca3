import { randomUUID } from 'node:crypto'
import type { Party as PartyId } from '#journal/party.ts'
import { inParty, type Sql } from '#journal/sql.ts'
import { DAY, dayAt, HOUR, instant } from '#law/instant.ts'
import type { Text } from '#law/text.ts'
import type { Office } from '../office.ts'
import { ownerBookOf, type OwnerBook } from '../owner/owner.ts'
import { readParty } from '../party.ts'
import { docketOf, type Docket, type DutyKey, type Owing } from './docket.ts'
import { putMessages } from './inbox.ts'
import { putOutParcels, type Channel } from './parcel.ts'
import { prune } from './retention.ts'
import { reachedAt, stagesOf } from './stage.ts'
import { webhooksOf } from './webhook.ts'
import { wishesOf, type Wish } from './wish.ts'

export interface LookOptions {
  /** Whether this installation sends mail. */
  readonly mail: boolean
  /** Milliseconds for which what was told and read is kept. */
  readonly keep?: number | undefined
  readonly signal?: AbortSignal
  /** Told of what broke on our side. */
  readonly fault?: (party: PartyId, error: unknown) => void
}

/** A year, unless the installation says otherwise. */
const KEPT = 365 * DAY

/** What may begin by the clock alone, such as a period or an edition, is seen within an hour. */
const LONGEST_REST = HOUR

/** Parties to look at: those whose tree has grown, and those where a stage of a term has come. */
const TO_LOOK_AT = `
  select t.party from journal.tree t join office.party p on p.party = t.party left join office.notice_look l on l.party = t.party
   where (l.party is null or l.size <> t.size or l.next <= $1) and p.demo is distinct from 'busy' order by t.party`

/**
 * Looks at each party whose duties may have reached a stage, and puts a notice out once for each stage, person and way. Any number of processes may do so
 * at the same time: a party that one of them is looking at is left to it.
 */
export class Lookout {
  readonly #office: Office
  /** Keys of notices that are known to be stored: what is overdue for a year is not written down again at each look. */
  readonly #told = new Map<PartyId, ReadonlySet<string>>()

  constructor(office: Office) {
    this.#office = office
  }

  /** Gives how many notices were put out. */
  async look({ mail, keep = KEPT, signal, fault }: LookOptions): Promise<number> {
    const { rows } = await this.#office.database.keeper.query<{ party: PartyId }>(TO_LOOK_AT, [this.#office.clock()])
    let notices = 0
    for (const { party } of rows) {
      if (signal?.aborted === true) break
      try {
        // One after the other: folding takes the processor, and connections are for requests.
        notices += await this.#lookAt(party, { mail, keep })
      } catch (error) {
        // One party's trouble keeps no other from being told; the next turn looks again.
        fault?.(party, error)
      }
    }
    return notices
  }

  async #lookAt(id: PartyId, { mail, keep }: { readonly mail: boolean; readonly keep: number }): Promise<number> {
    const office = this.#office
    const done = await inParty(office.database.app, id, async (sql) => {
      const before = await lockLook(sql, id)
      if (before === undefined) return undefined
      // Of clocks that differ, the one that is ahead counts: a stage that was told is not gone back from.
      const now = Math.max(office.clock(), before.looked)
      const party = await readParty(sql, id)
      if (party === undefined) return undefined
      const docket = await docketOf(office, sql, id, party, now)
      if (before.size === docket.size && before.next > now) return undefined
      const owners = await ownerBookOf(sql, id, party.kind, now)
      const ways = await waysOf(sql, id, mail)
      const due = noticesDue(docket, { owners, ways, now })
      const known = this.#told.get(id)
      const fresh = await putOut(sql, id, known === undefined ? due : due.filter(({ key }) => !known.has(key)), now)
      // At the first look of a day.
      if (dayAt(instant(now)) !== dayAt(instant(before.looked)))
        await prune(sql, id, {
          before: now - keep,
          standing: due.map(({ owing, stage, channel, recipient }) => ({ ...keyOf(owing), stage, channel, recipient })),
        })
      await sql.query({
        text: 'update office.notice_look set size = $2, looked = $3, next = $4 where party = $1',
        values: [id, docket.size, now, nextLook(docket, now)],
      })
      return { fresh, told: new Set(due.map(({ key }) => key)) }
    })
    if (done === undefined) return 0
    this.#told.set(id, done.told)
    return done.fresh
  }
}

/** Takes the party for this look; nothing where another process has it. */
async function lockLook(sql: Sql, party: PartyId): Promise<{ readonly size: number; readonly looked: number; readonly next: number } | undefined> {
  await sql.query({ text: 'insert into office.notice_look (party, size, looked, next) values ($1, -1, 0, 0) on conflict do nothing', values: [party] })
  const { rows } = await sql.query<{ size: number; looked: number; next: number }>({
    text: 'select size, looked, next from office.notice_look where party = $1 for update skip locked',
    values: [party],
  })
  return rows[0]
}

/** Has a party looked at again soon: somebody wants to be told in another way. */
export async function lookAgain(sql: Sql, party: PartyId): Promise<void> {
  await sql.query({ text: 'update office.notice_look set next = 0 where party = $1', values: [party] })
}

function nextLook({ owing }: Docket, now: number): number {
  return owing.reduce((next, duty) => {
    const coming = stagesOf(duty).find(({ at }) => at > now)
    // Right behind the due instant the breach may give rise to something.
    const behind = duty.due >= now ? duty.due + 1 : Number.POSITIVE_INFINITY
    return Math.min(next, coming?.at ?? Number.POSITIVE_INFINITY, behind)
  }, now + LONGEST_REST)
}

/** How each person, and each webhook, is reached. */
interface Ways {
  readonly mail: boolean
  readonly wishes: ReadonlyMap<string, Wish>
  readonly webhooks: readonly string[]
}

async function waysOf(sql: Sql, party: PartyId, mail: boolean): Promise<Ways> {
  return { mail, wishes: await wishesOf(sql, party), webhooks: (await webhooksOf(sql, party)).map(({ webhook }) => webhook) }
}

interface Notice {
  readonly owing: Owing
  readonly stage: string
  readonly at: number
  readonly channel: Channel | 'inbox'
  readonly recipient: string
  readonly key: string
}

/** The newest stage that each duty has reached, for each who is to be told of it. */
function noticesDue({ owing }: Docket, { owners, ways, now }: { readonly owners: OwnerBook; readonly ways: Ways; readonly now: number }): readonly Notice[] {
  return owing.flatMap((duty) => {
    const reached = reachedAt(stagesOf(duty), now)
    if (reached === undefined) return []
    const people = peopleToTell(owners, duty, now)
    const reach = [
      ...people.map((recipient) => ({ channel: 'inbox' as const, recipient })),
      ...people.filter((person) => wantsMail(ways, person)).map((recipient) => ({ channel: 'mail' as const, recipient })),
      ...ways.webhooks.map((recipient) => ({ channel: 'webhook' as const, recipient })),
    ]
    const { norm, subject, ref, opened, due } = duty
    return reach.map(({ channel, recipient }) => ({
      owing: duty,
      ...reached,
      channel,
      recipient,
      key: JSON.stringify([norm, subject, ref, opened, due, reached.stage, channel, recipient]),
    }))
  })
}

const keyOf = ({ norm, subject, ref, opened, due }: Owing): DutyKey => ({ norm, subject, ref, opened, due })

const wantsMail = ({ mail, wishes }: Ways, person: string): boolean => {
  const wish = wishes.get(person)
  return mail && wish?.mail === true && wish.address !== null
}

/** The owners; once it is overdue, also the one who has delegated it and answers for it still. */
export function peopleToTell(owners: OwnerBook, duty: Owing, now: number): readonly string[] {
  return owners.ownersOf(duty).flatMap((owner) => (owner.by === 'delegation' && now >= duty.due ? [owner.person, owner.of] : [owner.person]))
}

/** What is due to one recipient by one way goes together: after a week's rest somebody gets one message and not a hundred. */
async function putOut(sql: Sql, party: PartyId, notices: readonly Notice[], now: number): Promise<number> {
  if (notices.length === 0) return 0
  const carriers = new Map<string, { readonly carrier: string; readonly channel: Notice['channel']; readonly recipient: string; readonly notices: Notice[] }>()
  for (const notice of notices) {
    const { channel, recipient } = notice
    const carrier = carriers.get(`${channel} ${recipient}`) ?? { carrier: randomUUID(), channel, recipient, notices: [] }
    carrier.notices.push(notice)
    carriers.set(`${channel} ${recipient}`, carrier)
  }
  const stored = await store(sql, party, [...carriers.values()])
  const filled = [...carriers.values()].filter(({ carrier }) => stored.has(carrier))
  const parcels = filled.flatMap(({ carrier, channel, recipient }) =>
    channel === 'inbox' ? [] : [{ parcel: carrier, channel, recipient, kind: 'duties' as const }],
  )
  await putOutParcels(sql, party, parcels, now)
  for (const { carrier, channel, recipient } of filled) {
    if (channel !== 'inbox') continue
    const told = stored.get(carrier) ?? []
    // One for each person, on the one connection.
    await putMessages(sql, party, [{ person: recipient, message: carrier }], { kind: 'duties', title: titleOf(told), link: '/board?owner=mine', at: now })
  }
  return [...stored.values()].reduce((sum, told) => sum + told.length, 0)
}

function titleOf(told: readonly Text[]): Text {
  const [only, ...others] = told
  return only !== undefined && others.length === 0 ? only : { zh: `${told.length} 项义务`, en: `${told.length} duties` }
}

/** Stores what was not stored before; gives the titles of those, by what carries them. */
async function store(
  sql: Sql,
  party: PartyId,
  carriers: readonly { readonly carrier: string; readonly notices: readonly Notice[] }[],
): Promise<ReadonlyMap<string, readonly Text[]>> {
  const rows = carriers.flatMap(({ carrier, notices }) =>
    notices.map(({ owing: { begun: _begun, settlers: _settlers, ...duty }, key: _key, ...told }) => ({ ...duty, ...told, carrier })),
  )
  const { rows: stored } = await sql.query<{ carrier: string; title: Text }>({
    name: 'store-notices',
    text: `insert into office.notice (party, norm, subject, ref, opened, due, stage, channel, recipient, carrier, about, at)
           select $1, n.norm, n.subject, n.ref, n.opened, n.due, n.stage, n.channel, n.recipient, n.carrier, n.about, n.at
             from jsonb_to_recordset($2::jsonb) as n (norm text, subject text, ref text, opened bigint, due bigint, stage text, channel text,
                                                      recipient uuid, carrier uuid, about jsonb, at bigint)
           on conflict do nothing returning carrier, about -> 'title' as title`,
    values: [party, JSON.stringify(rows)],
  })
  const byCarrier = new Map<string, Text[]>()
  for (const { carrier, title } of stored) byCarrier.set(carrier, [...(byCarrier.get(carrier) ?? []), title])
  return byCarrier
}
