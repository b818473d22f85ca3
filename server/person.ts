import { createHash, randomBytes, randomUUID, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import { Party } from '#journal/party.ts'
import type { Sql } from '#journal/sql.ts'
import { mayHold, PERSON_ROLE_WORDS, PERSON_ROLES, ROLES_OF, type Actor, type PersonRole } from '#procedures/access.ts'
import { frameRefusals, refuser, type RefusalTable, type Refused } from '#procedures/refusal.ts'
import { PARTY_KIND_WORDS, type Party as PartyCard } from '#procedures/party.ts'

const PersonRow = z.object({ person: z.string(), name: z.string(), roles: z.array(z.enum(PERSON_ROLES)), active: z.boolean() })

const personRefusals = {
  'person.two-powers': {
    sort: 'unlawful',
    zh: '一人不得兼任系统、安全、审计管理员中的两项（三权分立）。请另指定一人。',
    en: 'One person may not hold two of the system, security and audit administrators’ powers. Name somebody else for one of them.',
  },
  'person.role-not-here': { sort: 'conflict', zh: '{party}没有“{role}”这一岗位。', en: 'There is no role “{role}” at: {party}.' },
} as const satisfies RefusalTable

const refuse = refuser({ ...frameRefusals, ...personRefusals })

export const NewPerson = z.strictObject({ name: z.string().trim().min(1).max(200), roles: z.array(z.enum(PERSON_ROLES)).min(1) })
export type NewPerson = z.infer<typeof NewPerson>

export interface Person extends Actor {
  readonly name: string
}

/** Roles that stand for somebody who is no member of the party. */
const NOBODY: readonly PersonRole[] = ['portal', 'post']

/** Takes a person in, with roles that the party has and that one person may hold together. */
export async function addPerson(
  sql: Sql,
  party: PartyCard,
  { name, roles }: NewPerson,
): Promise<{ readonly kind: 'added'; readonly person: string } | Refused> {
  const refused = rolesRefused(party, roles)
  if (refused !== undefined) return refused
  const person = randomUUID()
  await sql.query({ text: 'insert into office.person (party, person, name, roles) values ($1, $2, $3, $4)', values: [party.id, person, name, roles] })
  return { kind: 'added', person }
}

/** Why one person cannot have these roles together at this party; nothing where they can. */
export function rolesRefused(party: Pick<PartyCard, 'kind'>, roles: readonly PersonRole[]): Refused | undefined {
  const strange = roles.find((role) => NOBODY.includes(role) || !rolesOf(party).includes(role))
  if (strange !== undefined) return refuse('person.role-not-here', { party: PARTY_KIND_WORDS[party.kind], role: PERSON_ROLE_WORDS[strange] })
  return mayHold(roles) ? undefined : refuse('person.two-powers')
}

function rolesOf({ kind }: Pick<PartyCard, 'kind'>): readonly PersonRole[] {
  return ROLES_OF[kind]
}

/** `dbt.PARTY.TOKEN.SECRET`: whose it is stands in it, so that the database can be asked as that party. */
const TOKEN = /^dbt\.([0-9a-f-]{36})\.([0-9a-f-]{36})\.([A-Za-z0-9_-]{43})$/

const digestOf = (secret: string): Buffer => createHash('sha256').update(secret).digest()

/** What a token may be used for: everything that its person may do, or only reading. */
export const TOKEN_SCOPES = ['all', 'read'] as const
export type TokenScope = (typeof TOKEN_SCOPES)[number]

/** A token for a person, good until `expires`. It is shown once; what is kept cannot be used. */
export async function createToken(
  sql: Sql,
  party: Party,
  person: string,
  { name, now, expires, scope = 'all' }: { readonly name: string; readonly now: number; readonly expires: number; readonly scope?: TokenScope },
): Promise<string> {
  const token = randomUUID()
  const secret = randomBytes(32).toString('base64url')
  await sql.query({
    text: 'insert into office.token (party, token, person, name, digest, created, expires, scope) values ($1, $2, $3, $4, $5, $6, $7, $8)',
    values: [party, token, person, name, digestOf(secret), now, expires, scope],
  })
  return `dbt.${party}.${token}.${secret}`
}

/** The party that a token says it is of; nothing for what is no token. Whether it is one is asked of the database. */
export function partyOfToken(text: string): Party | undefined {
  return Party.safeParse(TOKEN.exec(text)?.[1]).data
}

const BearerRow = z.object({
  token: z.string(),
  person: z.string(),
  name: z.string(),
  roles: z.array(z.enum(PERSON_ROLES)),
  digest: z.instanceof(Buffer),
  scope: z.enum(TOKEN_SCOPES),
})

/** Whoever bears a token, and what for. */
export interface Bearer {
  readonly person: Person
  readonly scope: TokenScope
}

/** Who bears each of some tokens, in their order, where it is good now: not expired, not ended, of a person who is still there. */
export async function bearersOf(sql: Sql, party: Party, texts: readonly string[], now: number): Promise<readonly (Bearer | undefined)[]> {
  const shown = texts.map((text) => {
    const [, , token, secret] = TOKEN.exec(text) ?? []
    return token === undefined || secret === undefined ? undefined : { token, digest: digestOf(secret) }
  })
  const { rows } = await sql.query({
    name: 'bearers',
    text: `select t.token, p.person, p.name, p.roles, t.digest, t.scope from office.token t join office.person p on p.party = t.party and p.person = t.person
            where t.party = $1 and t.token = any ($2::uuid[]) and t.ended is null and t.expires > $3 and p.active`,
    values: [party, [...new Set(shown.flatMap((each) => each?.token ?? []))], now],
  })
  const good = new Map(rows.map((row) => BearerRow.parse(row)).map(({ token, digest, scope, ...person }) => [token, { digest, bearer: { person, scope } }]))
  return shown.map((each) => {
    const found = each === undefined ? undefined : good.get(each.token)
    return each !== undefined && found !== undefined && timingSafeEqual(found.digest, each.digest) ? found.bearer : undefined
  })
}

/** Ends a token at once. */
export async function endToken(sql: Sql, party: Party, token: string, now: number): Promise<boolean> {
  const { rowCount } = await sql.query({
    text: 'update office.token set ended = $3 where party = $1 and token = $2 and ended is null',
    values: [party, token, now],
  })
  return rowCount === 1
}

/** The people of a party, those who have left among them. */
export async function peopleOf(sql: Sql, party: Party): Promise<readonly (Person & { readonly active: boolean })[]> {
  const { rows } = await sql.query({ text: 'select person, name, roles, active from office.person where party = $1 order by name, person', values: [party] })
  return rows.map((row) => PersonRow.parse(row))
}

const TokenRow = z.object({ token: z.string(), name: z.string(), scope: z.enum(TOKEN_SCOPES), created: z.number(), expires: z.number() })

/** A person's tokens that are good now, without their secrets, the newest first. */
export async function tokensOf(sql: Sql, party: Party, person: string, now: number): Promise<readonly z.infer<typeof TokenRow>[]> {
  const { rows } = await sql.query({
    text: `select token, name, scope, created, expires from office.token
            where party = $1 and person = $2 and ended is null and expires > $3 order by created desc, token`,
    values: [party, person, now],
  })
  return rows.map((row) => TokenRow.parse(row))
}
