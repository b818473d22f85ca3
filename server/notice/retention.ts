import type { Party } from '#journal/party.ts'
import type { Sql } from '#journal/sql.ts'
import type { DutyKey } from './docket.ts'

/** A notice that tells, as long as it is kept, that somebody need not be told again. */
export interface Standing extends DutyKey {
  readonly stage: string
  readonly channel: string
  readonly recipient: string
}

/**
 * Removes what is older than `before`, in milliseconds: messages that were read, parcels that are no longer queued, and the notices that went with
 * them. What nobody has read stays, and so do the notices of stages that still stand, or everybody would be told of them once more.
 */
export async function prune(sql: Sql, party: Party, { before, standing }: { readonly before: number; readonly standing: readonly Standing[] }): Promise<void> {
  for (const text of [
    'delete from office.message where party = $1 and at < $2 and read is not null',
    `delete from office.parcel where party = $1 and state <> 'queued' and greatest(since, next_attempt) < $2`,
  ])
    // On the one connection.
    await sql.query({ text, values: [party, before] })
  await sql.query({
    text: `delete from office.notice n
            where n.party = $1 and n.at < $2
              and not exists (select from office.message m where m.party = $1 and m.message = n.carrier)
              and not exists (select from office.parcel p where p.party = $1 and p.parcel = n.carrier)
              and (n.norm, n.subject, n.ref, n.opened, n.due, n.stage, n.channel, n.recipient) not in (
                    select s.norm, s.subject, s.ref, s.opened, s.due, s.stage, s.channel, s.recipient
                      from jsonb_to_recordset($3::jsonb) as s (norm text, subject text, ref text, opened bigint, due bigint, stage text, channel text, recipient uuid))`,
    values: [party, before, JSON.stringify(standing)],
  })
}
