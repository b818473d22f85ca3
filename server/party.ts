import { z } from 'zod'
import type { MasterKey } from '#journal/keyring.ts'
import type { Party as PartyId } from '#journal/party.ts'
import type { Sql } from '#journal/sql.ts'
import { plantTree } from '#journal/tree.ts'
import { LEVELS, PARTY_KINDS, REMITS, type Party } from '#procedures/party.ts'

const name = z.string().trim().min(1).max(200)
const region = z.string().regex(/^\d{6}$/, 'a region is a code of GB/T 2260: six digits')
const card = { zh: name, en: name, region }

/** A party as it is registered. */
export const PartyCard = z.union([
  z.strictObject({ ...card, kind: z.enum(PARTY_KINDS).exclude(['department', 'public']) }),
  z.strictObject({ ...card, kind: z.literal('department'), remit: z.enum(REMITS), level: z.enum(LEVELS) }),
])
export type PartyCard = z.infer<typeof PartyCard>

/** A party with an empty journal. */
export async function registerParty(
  sql: Sql,
  master: MasterKey,
  id: PartyId,
  given: PartyCard,
  {
    origin,
    now,
    demo = false,
  }: { readonly origin: string; readonly now: number; /** Only to be looked at, and to be removed again. */ readonly demo?: boolean },
): Promise<void> {
  await plantTree(sql, master, id, { origin, now })
  const [remit, level] = given.kind === 'department' ? [given.remit, given.level] : [null, null]
  await sql.query({
    text: 'insert into office.party (party, kind, zh, en, region, remit, level, demo) values ($1, $2, $3, $4, $5, $6, $7, $8)',
    values: [id, given.kind, given.zh, given.en, given.region, remit, level, demo ? 'busy' : null],
  })
}

/** The party as procedures take it; `undefined` where it has a journal and no card. */
export async function readParty(sql: Sql, id: PartyId): Promise<Party | undefined> {
  const { rows } = await sql.query({ name: 'party', text: 'select kind, zh, en, region, remit, level from office.party where party = $1', values: [id] })
  if (rows[0] === undefined) return undefined
  const {
    kind,
    zh,
    en,
    region: place,
    remit,
    level,
  } = z
    .object({
      kind: z.enum(PARTY_KINDS),
      zh: z.string(),
      en: z.string(),
      region: z.string(),
      remit: z.enum(REMITS).nullable(),
      level: z.enum(LEVELS).nullable(),
    })
    .parse(rows[0])
  const named = { id, name: { zh, en }, region: place }
  if (kind !== 'department') return { ...named, kind }
  if (remit === null || level === null) throw new TypeError(`department ${id} has no remit or level`)
  return { ...named, kind, remit, level }
}
