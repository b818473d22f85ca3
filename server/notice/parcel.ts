import { z } from 'zod'
import type { Party } from '#journal/party.ts'
import type { Sql } from '#journal/sql.ts'
import { Text } from '#law/text.ts'
import { instant } from '#law/instant.ts'
import { momentOf } from '#procedures/moment.ts'
import { Delivery, type ToldDuty } from '../contract/notice.ts'

/** What goes out: one mail, or one call of a webhook. Its id goes with it at every attempt, so that a receiver can drop a copy. */
export const CHANNELS = ['mail', 'webhook'] as const
export type Channel = (typeof CHANNELS)[number]

export interface NewParcel {
  readonly parcel: string
  readonly channel: Channel
  readonly recipient: string
  readonly kind: Delivery['kind']
}

export async function putOutParcels(sql: Sql, party: Party, parcels: readonly NewParcel[], now: number): Promise<void> {
  await sql.query({
    name: 'put-out-parcels',
    text: `insert into office.parcel (party, parcel, channel, recipient, kind, since, next_attempt, made)
           select $1, p.parcel, p.channel, p.recipient, p.kind, $3, $3, $3
             from jsonb_to_recordset($2::jsonb) as p (parcel uuid, channel text, recipient uuid, kind text)`,
    values: [party, JSON.stringify(parcels), now],
  })
}

const ClaimedRow = z.object({
  parcel: z.string(),
  channel: z.enum(CHANNELS),
  recipient: z.string(),
  kind: Delivery.shape.kind,
  attempts: z.number(),
  since: z.number(),
})

/** A parcel that a worker has taken on: nobody else takes it until its time is over. */
export type Claimed = z.infer<typeof ClaimedRow>

/** Takes on some parcels that are due. Where the worker dies, they are due again `lease` milliseconds later. */
export async function claimParcels(
  sql: Sql,
  party: Party,
  { channels, now, lease, most }: { readonly channels: readonly Channel[]; readonly now: number; readonly lease: number; readonly most: number },
): Promise<readonly Claimed[]> {
  const { rows } = await sql.query({
    name: 'claim-parcels',
    text: `with due as materialized (
             select d.parcel from office.parcel d where d.party = $1 and d.state = 'queued' and d.next_attempt <= $2 and d.channel = any ($5::text[])
              order by d.next_attempt, d.made limit $4 for update skip locked)
           update office.parcel o set attempts = o.attempts + 1, next_attempt = $3
             from due where o.party = $1 and o.parcel = due.parcel
           returning o.parcel, o.channel, o.recipient, o.kind, o.attempts, o.since`,
    values: [party, now, now + lease, most, channels],
  })
  return rows.map((row) => ClaimedRow.parse(row))
}

export const ToldRow = z.object({
  norm: z.string(),
  subject: z.string(),
  ref: z.string(),
  opened: z.number(),
  due: z.number(),
  stage: z.string(),
  edition: z.string(),
  provision: z.string(),
  cite: Text,
  title: Text,
})

/** A notice with all that tells whether it still holds. Instants are in milliseconds. */
export type Told = z.infer<typeof ToldRow>

/** What is said of it outside. */
export function shownDuty({ ref: _ref, opened: _opened, due, ...duty }: Told): ToldDuty {
  return { ...duty, due: momentOf(instant(due)) }
}

/** The notices that a parcel carries, the first due first. */
export async function carriedBy(sql: Sql, party: Party, parcel: string): Promise<readonly Told[]> {
  const { rows } = await sql.query<{ told: unknown }>({
    name: 'carried-by',
    text: `select about || jsonb_build_object('norm', norm, 'subject', subject, 'ref', ref, 'opened', opened, 'due', due, 'stage', stage) as told
             from office.notice where party = $1 and carrier = $2 order by due, norm, subject`,
    values: [party, parcel],
  })
  return rows.map(({ told }) => ToldRow.parse(told))
}

/** What came of an attempt. `cancelled`: there is nothing left to say, or nobody to say it to. */
export type Outcome =
  | { readonly kind: 'accepted' }
  | { readonly kind: 'cancelled' }
  /** `next` is null where it is not tried again. */
  | { readonly kind: 'trouble'; readonly code: string; readonly next: number | null }

export async function settle(sql: Sql, party: Party, { parcel, attempts }: Claimed, outcome: Outcome, now: number): Promise<void> {
  const state = outcome.kind === 'accepted' ? 'sent' : outcome.kind === 'cancelled' ? 'cancelled' : outcome.next === null ? 'dead' : 'queued'
  const [trouble, next] = outcome.kind === 'trouble' ? [outcome.code, outcome.next] : [null, null]
  await sql.query({
    name: 'settle-parcel',
    text: `update office.parcel set state = $3, trouble = $4, next_attempt = coalesce($5, next_attempt), sent = case when $3 = 'sent' then $6::bigint else sent end
            where party = $1 and parcel = $2 and state = 'queued'`,
    values: [party, parcel, state, trouble, next, now],
  })
  await sql.query({
    name: 'note-attempt',
    text: `insert into office.parcel_attempt (party, parcel, at, attempt, outcome) values ($1, $2, $3, $4, $5) on conflict do nothing`,
    values: [party, parcel, now, attempts, outcome.kind === 'trouble' ? outcome.code : outcome.kind],
  })
}

const DeliveryRow = Delivery.extend({
  made: z.number(),
  sent: z.number().nullable(),
  nextAttempt: z.number().nullable(),
  attempts: z.array(z.object({ at: z.number(), outcome: z.string() })),
})

/** A page of the log. */
const MOST_SHOWN = 200

/** What has gone to a webhook, the newest first. */
export async function deliveriesOf(sql: Sql, party: Party, webhook: string): Promise<readonly Delivery[]> {
  const { rows } = await sql.query({
    text: `select p.parcel as delivery, p.kind, p.state, p.made, p.sent, case when p.state = 'queued' then p.next_attempt end as "nextAttempt", p.trouble,
                  (select coalesce(json_agg(json_build_object('at', a.at, 'outcome', a.outcome) order by a.at, a.attempt), '[]')
                     from office.parcel_attempt a where a.party = $1 and a.parcel = p.parcel) as attempts
             from office.parcel p where p.party = $1 and p.channel = 'webhook' and p.recipient = $2 order by p.made desc, p.parcel limit $3`,
    values: [party, webhook, MOST_SHOWN],
  })
  const moment = (at: number): string => momentOf(instant(at))
  return rows.map((row) => {
    const { made, sent, nextAttempt, attempts, ...delivery } = DeliveryRow.parse(row)
    return {
      ...delivery,
      made: moment(made),
      sent: sent === null ? null : moment(sent),
      nextAttempt: nextAttempt === null ? null : moment(nextAttempt),
      attempts: attempts.map(({ at, outcome }) => ({ at: moment(at), outcome })),
    }
  })
}

/** Queues a dead delivery of a webhook once more, with a whole life before it and the id that it had. */
export async function deliverAgain(sql: Sql, party: Party, webhook: string, parcel: string, now: number): Promise<boolean> {
  const { rowCount } = await sql.query({
    text: `update office.parcel set state = 'queued', attempts = 0, since = $4, next_attempt = $4
            where party = $1 and parcel = $3 and channel = 'webhook' and recipient = $2 and state = 'dead'`,
    values: [party, webhook, parcel, now],
  })
  return rowCount === 1
}
