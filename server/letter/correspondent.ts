import { z } from 'zod'
import type { Pool } from 'pg'
import { JournalFault } from '#journal/fault.ts'
import { publicKeysOf } from '#journal/keyring.ts'
import { formatVerifierKey, noteKey, parseVerifierKey } from '#journal/note.ts'
import { Party } from '#journal/party.ts'
import { sha256 } from '#journal/sha256.ts'
import { inParty, type Sql } from '#journal/sql.ts'
import { headOf } from '#journal/tree.ts'
import type { Addressee } from '#procedures/letter.ts'
import { LEVELS, PARTY_KINDS, REMITS } from '#procedures/party.ts'
import { readParty } from '../party.ts'
import type { SenderKeys } from './envelope.ts'

const name = z.string().trim().min(1).max(200)

function isBase(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, username, password, search, hash } = new URL(text)
  return (protocol === 'https:' || protocol === 'http:') && username === '' && password === '' && search === '' && hash === ''
}

function isKey(text: string): boolean {
  try {
    return parseVerifierKey(sha256, text).algorithm === 1
  } catch (error) {
    if (error instanceof JournalFault) return false
    throw error
  }
}

const card = {
  party: Party,
  zh: name,
  en: name,
  region: z.string().regex(/^\d{6}$/, 'a region is a code of GB/T 2260: six digits'),
  /** Letters go to `BASE/letters`. */
  base: z.string().max(500).refine(isBase, 'an address such as https://example.cn, without user, query or fragment'),
  key: z.string().max(400).refine(isKey, 'a verifier key of the other party, as it stands at BASE/tlog/PARTY/key'),
}

/** A party on another installation, as this party knows it. Plain HTTP is taken here and refused at sending, where it is not allowed. */
export const Correspondent = z.union([
  z.strictObject({ ...card, kind: z.enum(PARTY_KINDS).exclude(['department', 'public']) }),
  z.strictObject({ ...card, kind: z.literal('department'), remit: z.enum(REMITS), level: z.enum(LEVELS) }),
])
export type Correspondent = z.infer<typeof Correspondent>

const SELECT = `select correspondent as party, kind, zh, en, region, remit, level, base, verifier_key as key from office.correspondent where party = $1`

function correspondentOf(row: object): Correspondent {
  return Correspondent.parse(Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)))
}

export async function correspondentsOf(sql: Sql, party: Party): Promise<readonly Correspondent[]> {
  const { rows } = await sql.query<object>({ text: `${SELECT} order by zh, correspondent`, values: [party] })
  return rows.map(correspondentOf)
}

/** The whole list anew. */
export async function keepCorrespondents(sql: Sql, party: Party, list: readonly Correspondent[], now: number): Promise<void> {
  await sql.query({ text: 'delete from office.correspondent where party = $1', values: [party] })
  for (const each of list) {
    const [remit, level] = each.kind === 'department' ? [each.remit, each.level] : [null, null]
    // A directory is short.
    await sql.query({
      text: `insert into office.correspondent (party, correspondent, kind, zh, en, region, remit, level, base, verifier_key, changed)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
      values: [party, each.party, each.kind, each.zh, each.en, each.region, remit, level, each.base, each.key, now],
    })
  }
}

/** A department of this installation, as anybody may know it. */
interface Department {
  readonly party: Party
  readonly zh: string
  readonly en: string
  readonly remit: string
  readonly level: string
  readonly region: string
  readonly key: string
}

async function departmentsOf(
  sql: Sql,
  { remit, level, region }: { readonly remit: string; readonly level: string; readonly region: string },
): Promise<readonly Department[]> {
  const { rows } = await sql.query<Omit<Department, 'key'> & { origin: string; public_key: Buffer }>({
    name: 'departments',
    text: 'select party, zh, en, remit, level, region, origin, public_key from office.departments($1, $2, $3)',
    values: [remit, level, region],
  })
  return rows.map(({ origin, public_key, ...department }) => ({
    ...department,
    key: formatVerifierKey(noteKey(sha256, origin, 1, Uint8Array.from(public_key))),
  }))
}

/** Where a letter goes. `base` is null on this installation. */
export type Found = { readonly kind: 'found'; readonly party: Party; readonly base: string | null } | { readonly kind: 'nobody' } | { readonly kind: 'several' }

/**
 * Whom an addressee is, for this party: whom it has in its own directory before whom this installation has. Of several that would do none is chosen:
 * a letter that went to the wrong authority cannot be called back.
 */
export async function findAddressee(pool: Pool, party: Party, to: Addressee): Promise<Found> {
  const { known, departments } = await inParty(
    pool,
    party,
    async (sql) => {
      const list = await correspondentsOf(sql, party)
      if ('party' in to) return { known: list.filter((each) => each.party === to.party), departments: [] }
      const fits = list.filter((each) => each.kind === 'department' && each.remit === to.remit && each.level === to.level && each.region === to.region)
      return { known: fits, departments: fits.length > 0 ? [] : await departmentsOf(sql, to) }
    },
    { readOnly: true },
  )
  const here = 'party' in to ? await partyHere(pool, to.party) : undefined
  if (here !== undefined) return { kind: 'found', party: here, base: null }
  const all = [...known.map((each) => ({ party: each.party, base: each.base })), ...departments.map((each) => ({ party: each.party, base: null }))]
  const [first] = all
  if (first === undefined) return { kind: 'nobody' }
  return all.length > 1 ? { kind: 'several' } : { kind: 'found', ...first }
}

async function partyHere(pool: Pool, id: string): Promise<Party | undefined> {
  const party = Party.safeParse(id)
  if (!party.success) return undefined
  const found = await inParty(pool, party.data, (sql) => readParty(sql, party.data), { readOnly: true })
  return found === undefined ? undefined : party.data
}

/**
 * The keys by which `receiver` knows `sender`: of this installation's own records where the sender is here, else of the receiver's directory.
 * Never of what the sender says itself.
 */
export async function keysOfSender(pool: Pool, receiver: Party, sender: Party): Promise<SenderKeys | undefined> {
  if ((await partyHere(pool, sender)) !== undefined) {
    const ever = await inParty(
      pool,
      sender,
      async (sql) => {
        const { origin } = await headOf(sql, sender)
        return (await publicKeysOf(sql, sender)).map((publicKey) => noteKey(sha256, origin, 1, Uint8Array.from(publicKey)))
      },
      { readOnly: true },
    )
    const now = ever.at(-1)
    return now === undefined ? undefined : { now, ever }
  }
  const known = await inParty(pool, receiver, (sql) => correspondentsOf(sql, receiver), { readOnly: true })
  const found = known.find(({ party }) => party === sender)
  if (found === undefined) return undefined
  const key = parseVerifierKey(sha256, found.key)
  return { now: key, ever: [key] }
}
