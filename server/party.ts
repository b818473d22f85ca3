import type { Pool } from 'pg'
import { z } from 'zod'
import type { MasterKey } from '#journal/keyring.ts'
import type { Party as PartyId } from '#journal/party.ts'
import type { Sql } from '#journal/sql.ts'
import { plantTree } from '#journal/tree.ts'
import { LEVELS, PARTY_KINDS, REMITS, type Party } from '#procedures/party.ts'
import type { PartyCard } from './contract/party.ts'

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

const CARD = 'party, kind, zh, en, region, remit, level'

const Row = z.object({
  party: z.string(),
  kind: z.enum(PARTY_KINDS),
  zh: z.string(),
  en: z.string(),
  region: z.string(),
  remit: z.enum(REMITS).nullable(),
  level: z.enum(LEVELS).nullable(),
})

function partyOf(row: unknown): Party {
  const { party: id, kind, zh, en, region: place, remit, level } = Row.parse(row)
  const named = { id, name: { zh, en }, region: place }
  if (kind !== 'department') return { ...named, kind }
  if (remit === null || level === null) throw new TypeError(`department ${id} has no remit or level`)
  return { ...named, kind, remit, level }
}

/** The party as procedures take it; `undefined` where it has a journal and no card. */
export async function readParty(sql: Sql, id: PartyId): Promise<Party | undefined> {
  const { rows } = await sql.query({ name: 'party', text: `select ${CARD} from office.party where party = $1`, values: [id] })
  return rows[0] === undefined ? undefined : partyOf(rows[0])
}

/** The cards of all parties of the installation, and nothing else of them: anybody may read these. */
export async function allParties(keeper: Pool): Promise<readonly Party[]> {
  const { rows } = await keeper.query(`select ${CARD} from office.party order by zh, party`)
  return rows.map(partyOf)
}
