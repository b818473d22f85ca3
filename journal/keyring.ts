import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { newSigningKey } from './ed25519.ts'
import { JournalFault } from './fault.ts'
import type { Party } from './party.ts'
import type { Sql } from './sql.ts'

/** The installation's key: 32 bytes that seal the keys of every party. It never goes into the database or a backup. */
export type MasterKey = Uint8Array

/** `access` keeps what people sign in with. */
export type Purpose = 'payload' | 'checkpoint' | 'access'

export interface PartyKey {
  readonly generation: number
  readonly secret: Uint8Array
  /** Of a checkpoint key. */
  readonly publicKey: Uint8Array | null
}

interface Row {
  generation: number
  public_key: Buffer | null
  wrapped: Buffer | null
}

const nameOf = (party: Party, purpose: Purpose, generation: number): Uint8Array => Buffer.from(`${party} ${purpose} ${generation}`)

function wrap(master: MasterKey, name: Uint8Array, secret: Uint8Array): Buffer {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', master, nonce)
  cipher.setAAD(name)
  return Buffer.concat([nonce, cipher.update(secret), cipher.final(), cipher.getAuthTag()])
}

function unwrap(master: MasterKey, name: Uint8Array, wrapped: Uint8Array): Uint8Array {
  try {
    const decipher = createDecipheriv('aes-256-gcm', master, wrapped.subarray(0, 12))
    decipher.setAAD(name)
    decipher.setAuthTag(wrapped.subarray(wrapped.length - 16))
    return Buffer.concat([decipher.update(wrapped.subarray(12, wrapped.length - 16)), decipher.final()])
  } catch (cause) {
    throw new JournalFault('key-damaged', `the key "${Buffer.from(name).toString()}" does not open with this installation's master key`, { cause })
  }
}

const SELECT = 'select generation, public_key, wrapped from journal.party_key where party = $1 and purpose = $2 order by generation'

/** The keys of one party and purpose that still open something, oldest first; the last one is in use. */
export async function keysOf(sql: Sql, master: MasterKey, party: Party, purpose: Purpose): Promise<readonly PartyKey[]> {
  const { rows } = await sql.query<Row>({ name: 'party-keys', text: SELECT, values: [party, purpose] })
  return rows.flatMap(({ generation, public_key, wrapped }) =>
    wrapped === null ? [] : [{ generation, publicKey: public_key, secret: unwrap(master, nameOf(party, purpose, generation), wrapped) }],
  )
}

/** Keys change rarely and are asked for at every write: the newest known are kept, and read anew when a newer one is in use. */
const held = new WeakMap<MasterKey, Map<Party, readonly PartyKey[]>>()

export async function keysInUse(sql: Sql, master: MasterKey, party: Party, generation: number): Promise<readonly PartyKey[]> {
  const parties = held.get(master) ?? new Map<Party, readonly PartyKey[]>()
  held.set(master, parties)
  const known = parties.get(party)
  if (known?.at(-1)?.generation === generation) return known
  const keys = await keysOf(sql, master, party, 'payload')
  parties.set(party, keys)
  return keys
}

/** The public halves of every checkpoint key that the party ever had, oldest first. */
export async function publicKeysOf(sql: Sql, party: Party): Promise<readonly Uint8Array[]> {
  const { rows } = await sql.query<Row>({ text: SELECT, values: [party, 'checkpoint'] })
  return rows.flatMap(({ public_key }) => (public_key === null ? [] : [public_key]))
}

/** A fresh key in the place after `generation`. The one before stays until nothing needs it. */
export async function addKey(
  sql: Sql,
  master: MasterKey,
  party: Party,
  purpose: Purpose,
  at: { readonly generation: number; readonly now: number },
): Promise<PartyKey> {
  const generation = at.generation + 1
  const pair = purpose === 'checkpoint' ? newSigningKey() : { seed: randomBytes(32), publicKey: null }
  const wrapped = wrap(master, nameOf(party, purpose, generation), pair.seed)
  await sql.query({
    text: 'insert into journal.party_key (party, purpose, generation, public_key, wrapped, created) values ($1, $2, $3, $4, $5, $6)',
    values: [party, purpose, generation, pair.publicKey, wrapped, at.now],
  })
  return { generation, secret: pair.seed, publicKey: pair.publicKey }
}

/** Forgets a secret. What only it could open is lost, which for a payload key is asked for when nothing is sealed with it any more. */
export async function retireKey(sql: Sql, party: Party, purpose: Purpose, generation: number): Promise<void> {
  await sql.query({
    text: 'update journal.party_key set wrapped = null where party = $1 and purpose = $2 and generation = $3',
    values: [party, purpose, generation],
  })
}
