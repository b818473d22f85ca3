import { createHmac } from 'node:crypto'
import type { Party } from '#journal/party.ts'
import type { Sql } from '#journal/sql.ts'
import { keyFor, type AccessKey } from './key.ts'

const WINDOW = 15 * 60_000 // ms
/** Failures in a window: a person mistypes a few times, and many people may share an address. */
const MOST = { account: 5, address: 50 } as const
const KEPT = 86_400_000 // ms

/** What attempts are counted by: the account that is named, whether it exists or not, and where the attempt comes from. */
export interface Doors {
  readonly account: Buffer
  readonly address: Buffer
}

export function doorsOf(key: AccessKey, { account, address }: { readonly account: string; readonly address: string }): Doors {
  const door = (text: string): Buffer => createHmac('sha256', keyFor(key, 'door')).update(text).digest()
  return { account: door(`account ${account}`), address: door(`address ${address}`) }
}

/** A way that names no account is counted by where it comes from. */
type Counted = Pick<Doors, 'address'> & Partial<Doors>

export type Charged = { readonly kind: 'open' } | { readonly kind: 'locked'; readonly until: number; readonly now: boolean }

/**
 * Counts an attempt as failed before it is tried: many at once pass no more than their number. `now` in the answer says that this attempt is the one
 * that locked the door. A lock ends a window after the first of its failures.
 */
export async function charge(sql: Sql, party: Party, doors: Counted, now: number): Promise<Charged> {
  await sql.query({ text: 'delete from office.attempt where party = $1 and since < $2', values: [party, now - KEPT] })
  let locked: Charged = { kind: 'open' }
  for (const which of ['account', 'address'] as const) {
    const door = doors[which]
    if (door === undefined) continue
    // The account first, always: of two who count at once, neither waits for the other.
    const { rows } = await sql.query<{ failures: number; since: number }>({
      name: 'charge',
      text: `insert into office.attempt as a (party, door, failures, since) values ($1, $2, 1, $3)
             on conflict (party, door) do update
                set failures = case when a.since <= $3::bigint - $4::bigint then 1 else least(a.failures + 1, 1000000) end,
                    since = case when a.since <= $3::bigint - $4::bigint then $3 else a.since end
             returning failures, since`,
      values: [party, door, now, WINDOW],
    })
    const { failures, since } = rows[0] ?? { failures: 1, since: now }
    if (failures > MOST[which]) {
      const until = Math.max(since + WINDOW, locked.kind === 'locked' ? locked.until : 0)
      locked = { kind: 'locked', until, now: failures === MOST[which] + 1 || (locked.kind === 'locked' && locked.now) }
    }
  }
  return locked
}

/** Takes back what `charge` counted. The whole of signing in forgives the account's failures too. */
export async function forgive(sql: Sql, party: Party, doors: Counted, { whole }: { readonly whole: boolean }): Promise<void> {
  const { account, address } = doors
  if (whole && account !== undefined) await release(sql, party, { account })
  const back = whole || account === undefined ? [address] : [account, address]
  for (const door of back)
    await sql.query({ text: 'update office.attempt set failures = greatest(failures - 1, 0) where party = $1 and door = $2', values: [party, door] })
}

/** Opens an account's door. */
export async function release(sql: Sql, party: Party, { account }: Pick<Doors, 'account'>): Promise<void> {
  await sql.query({ text: 'delete from office.attempt where party = $1 and door = $2', values: [party, account] })
}
