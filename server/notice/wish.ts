import { createHmac, randomInt } from 'node:crypto'
import { z } from 'zod'
import type { Party } from '#journal/party.ts'
import type { Sql } from '#journal/sql.ts'
import { Language } from '#law/text.ts'
import { isSame } from '../access/bearing.ts'
import { keyFor, type AccessKey } from '../access/key.ts'

/** How a person wants to be told. Somebody who has said nothing gets Chinese, and mail once there is an address. */
export interface Wish {
  readonly language: Language
  readonly mail: boolean
  /** Confirmed by a code. */
  readonly address: string | null
  /** Not confirmed yet. */
  readonly claimed: string | null
}

const NONE: Wish = { language: 'zh', mail: true, address: null, claimed: null }

const WishRow = z.object({
  person: z.string(),
  language: Language,
  mail: z.boolean(),
  address: z.string().nullable(),
  claimed: z.string().nullable(),
})

/** The wishes of those who have said something, by person. */
export async function wishesOf(sql: Sql, party: Party): Promise<ReadonlyMap<string, Wish>> {
  const { rows } = await sql.query({
    name: 'notice-wishes',
    text: 'select person, language, mail, address, claimed from office.notice_wish where party = $1',
    values: [party],
  })
  return new Map(
    rows.map((row) => {
      const { person, ...wish } = WishRow.parse(row)
      return [person, wish]
    }),
  )
}

export async function wishOf(sql: Sql, party: Party, person: string): Promise<Wish> {
  const { rows } = await sql.query({
    text: 'select person, language, mail, address, claimed from office.notice_wish where party = $1 and person = $2',
    values: [party, person],
  })
  return rows[0] === undefined ? NONE : WishRow.parse(rows[0])
}

export async function keepWish(sql: Sql, party: Party, person: string, { language, mail }: Pick<Wish, 'language' | 'mail'>): Promise<void> {
  await sql.query({
    text: `insert into office.notice_wish (party, person, language, mail) values ($1, $2, $3, $4)
           on conflict (party, person) do update set language = excluded.language, mail = excluded.mail`,
    values: [party, person, language, mail],
  })
}

/** The address of somebody who leaves goes with them. */
export async function forgetWishes(sql: Sql, party: Party, person: string): Promise<void> {
  await sql.query({ text: 'delete from office.notice_wish where party = $1 and person = $2', values: [party, person] })
}

/** Six digits for a claimed address, good for half an hour and five tries; another is sent after a minute at the earliest. */
const GOOD = 30 * 60_000 // ms
const TRIES = 5
const PAUSE = 60_000 // ms

const digestOf = (key: AccessKey, person: string, address: string, code: string): Buffer =>
  createHmac('sha256', keyFor(key, 'address')).update(`${person} ${address} ${code}`).digest()

/** Begins to confirm an address: gives the code to send there, or nothing where one was sent a moment ago. */
export async function claimAddress(
  sql: Sql,
  party: Party,
  person: string,
  { address, key, now }: { readonly address: string; readonly key: AccessKey; readonly now: number },
): Promise<string | undefined> {
  const code = String(randomInt(0, 1_000_000)).padStart(6, '0')
  const { rowCount } = await sql.query({
    text: `insert into office.notice_wish as w (party, person, language, mail, claimed, code, asked, tries) values ($1, $2, $3, $4, $5, $6, $7, 0)
           on conflict (party, person) do update set claimed = excluded.claimed, code = excluded.code, asked = excluded.asked, tries = 0
            where w.asked is null or w.asked <= $7::bigint - $8::bigint`,
    values: [party, person, NONE.language, NONE.mail, address, digestOf(key, person, address, code), now, PAUSE],
  })
  return rowCount === 1 ? code : undefined
}

/** Uses up a try, and takes the claimed address into use where the code is its own. */
export async function confirmAddress(
  sql: Sql,
  party: Party,
  person: string,
  { code, key, now }: { readonly code: string; readonly key: AccessKey; readonly now: number },
): Promise<boolean> {
  const { rows } = await sql.query<{ claimed: string; code: Buffer }>({
    text: `update office.notice_wish set tries = tries + 1 where party = $1 and person = $2 and claimed is not null and tries < $3 and asked > $4
           returning claimed, code`,
    values: [party, person, TRIES, now - GOOD],
  })
  const found = rows[0]
  if (found === undefined || !isSame(digestOf(key, person, found.claimed, code), found.code)) return false
  await sql.query({
    text: 'update office.notice_wish set address = claimed, claimed = null, code = null where party = $1 and person = $2',
    values: [party, person],
  })
  return true
}

/** Neither the address in use nor one that awaits its code is kept. */
export async function dropAddress(sql: Sql, party: Party, person: string): Promise<void> {
  await sql.query({
    text: 'update office.notice_wish set address = null, claimed = null, code = null where party = $1 and person = $2',
    values: [party, person],
  })
}
