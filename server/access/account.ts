import { z } from 'zod'
import type { Party } from '#journal/party.ts'
import type { Sql } from '#journal/sql.ts'
import type { Refused } from '#procedures/refusal.ts'
import { PERSON_ROLES } from '#procedures/access.ts'
import type { Person } from '../person.ts'
import { accessRefusal } from './refusal.ts'

/** What a person signs in as. */
export interface Account extends Person {
  /** As it is compared. */
  readonly account: string
  /** A PHC string. */
  readonly password: string
  readonly active: boolean
  /** Whether a code is asked for after the password. */
  readonly secondStep: boolean
}

/** An account's name as it is compared: the same however it was typed. */
export const accountName = (typed: string): string => typed.normalize('NFKC').trim().toLowerCase()

export function accountRefused(name: string): Refused | undefined {
  return /^[\p{L}\p{N}][\p{L}\p{N}._@+-]{1,63}$/u.test(name) ? undefined : accessRefusal('access.account-malformed')
}

const Row = z.object({
  person: z.string(),
  name: z.string(),
  roles: z.array(z.enum(PERSON_ROLES)),
  account: z.string(),
  password: z.string(),
  active: z.boolean(),
  secondStep: z.boolean(),
})

const SELECT = `
  select p.person, p.name, p.roles, p.active, a.name as account, a.password, s.confirmed is not null as "secondStep"
    from office.account a join office.person p on p.party = a.party and p.person = a.person
    left join office.second_step s on s.party = a.party and s.person = a.person
   where a.party = $1`

/** The account of a name, as it is compared; that of somebody who has left as well. */
export async function accountNamed(sql: Sql, party: Party, name: string): Promise<Account | undefined> {
  const { rows } = await sql.query({ name: 'account-named', text: `${SELECT} and a.name = $2`, values: [party, name] })
  return rows[0] === undefined ? undefined : Row.parse(rows[0])
}

export async function accountOf(sql: Sql, party: Party, person: string): Promise<Account | undefined> {
  const { rows } = await sql.query({ name: 'account-of', text: `${SELECT} and a.person = $2`, values: [party, person] })
  return rows[0] === undefined ? undefined : Row.parse(rows[0])
}

/** Gives a person an account, or another name and password. False where somebody else has the name. */
export async function keepAccount(
  sql: Sql,
  party: Party,
  person: string,
  { name, password, now }: { readonly name: string; readonly password: string; readonly now: number },
): Promise<boolean> {
  const { rows } = await sql.query({ text: 'select 1 from office.account where party = $1 and name = $2 and person <> $3', values: [party, name, person] })
  if (rows.length > 0) return false
  await sql.query({
    text: `insert into office.account (party, person, name, password, changed) values ($1, $2, $3, $4, $5)
           on conflict (party, person) do update set name = excluded.name, password = excluded.password, changed = excluded.changed`,
    values: [party, person, name, password, now],
  })
  return true
}

/** Whatever a person could sign in with besides the password: codes, passkeys and single sign-on. */
export async function dropCredentials(sql: Sql, party: Party, person: string): Promise<void> {
  for (const table of ['second_step', 'passkey', 'single_sign_on_link'])
    await sql.query({ text: `delete from office.${table} where party = $1 and person = $2`, values: [party, person] })
}
