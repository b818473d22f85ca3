import { randomBytes } from 'node:crypto'
import { Secret, TOTP } from 'otpauth'
import type { Party } from '#journal/party.ts'
import type { Sql } from '#journal/sql.ts'
import { digestOf } from './bearing.ts'
import { openSecret, sealSecret, type AccessKey } from './key.ts'

const PERIOD = 30 // s
const SEED = 20 // bytes, the length of SHA-1's digest
const CODES = 10

/** As authenticators take it: RFC 6238 with SHA-1, six digits, thirty seconds. Others are in the specification and in few of the apps. */
function clockOf(seed: Uint8Array, account: string): TOTP {
  return new TOTP({
    issuer: 'Dutybook',
    label: account,
    algorithm: 'SHA1',
    digits: 6,
    period: PERIOD,
    secret: new Secret({ buffer: Uint8Array.from(seed).buffer }),
  })
}

interface Whose {
  readonly key: AccessKey
  readonly party: Party
  readonly person: string
}

export interface Enrolment {
  /** Base32, to be typed. */
  readonly secret: string
  /** `otpauth://…`, to be drawn as a QR code. */
  readonly uri: string
}

/** A new seed. Codes are asked for only once one of them was shown to `confirmStep`. */
export async function beginStep(sql: Sql, { key, party, person }: Whose, account: string): Promise<Enrolment> {
  const seed = randomBytes(SEED)
  await sql.query({ text: 'delete from office.second_step where party = $1 and person = $2', values: [party, person] })
  await sql.query({
    text: 'insert into office.second_step (party, person, seed) values ($1, $2, $3)',
    values: [party, person, sealSecret(key, 'code', person, seed)],
  })
  const clock = clockOf(seed, account)
  return { secret: clock.secret.base32, uri: clock.toString() }
}

/**
 * Uses up a code: right now, half a minute early or late, and not used before. Two who send one code at once are told apart by the database.
 */
export async function useCode(sql: Sql, { key, party, person }: Whose, code: string, now: number): Promise<boolean> {
  const { rows } = await sql.query<{ seed: Buffer }>({ text: 'select seed from office.second_step where party = $1 and person = $2', values: [party, person] })
  const sealed = rows[0]?.seed
  if (sealed === undefined) return false
  const delta = clockOf(openSecret(key, 'code', person, sealed), '').validate({ token: code.replaceAll(/\s/g, ''), timestamp: now, window: 1 })
  if (delta === null) return false
  const { rowCount } = await sql.query({
    text: 'update office.second_step set step = $3 where party = $1 and person = $2 and step < $3',
    values: [party, person, Math.floor(now / 1000 / PERIOD) + delta],
  })
  return rowCount === 1
}

/** From now on codes are asked for. Gives the recovery codes, each good once, shown once. */
export async function confirmStep(sql: Sql, { party, person }: Omit<Whose, 'key'>, now: number): Promise<readonly string[]> {
  await sql.query({ text: 'update office.second_step set confirmed = $3 where party = $1 and person = $2', values: [party, person, now] })
  const codes = Array.from({ length: CODES }, () => newCode())
  await sql.query({
    text: 'insert into office.recovery_code (party, person, digest) select $1, $2, unnest($3::bytea[])',
    values: [party, person, codes.map((code) => digestOf(plain(code)))],
  })
  return codes
}

/** No letters that are taken for digits. */
const ALPHABET = '23456789abcdefghjkmnpqrstuvwxyz'

/** 16 of 31 signs, 79 bits: too many for a digest to be tried. */
function newCode(): string {
  const signs: string[] = []
  while (signs.length < 16) for (const byte of randomBytes(32)) if (byte < 248 && signs.length < 16) signs.push(ALPHABET.charAt(byte % 31))
  return signs.join('').replaceAll(/(.{4})(?=.)/g, '$1-')
}

const plain = (code: string): string => code.toLowerCase().replaceAll(/[^a-z0-9]/g, '')

/** Uses up a recovery code. */
export async function useRecoveryCode(sql: Sql, party: Party, person: string, code: string, now: number): Promise<boolean> {
  const { rowCount } = await sql.query({
    text: 'update office.recovery_code set used = $4 where party = $1 and person = $2 and digest = $3 and used is null',
    values: [party, person, digestOf(plain(code)), now],
  })
  return rowCount === 1
}

/** How many recovery codes are left. */
export async function recoveryCodesLeft(sql: Sql, party: Party, person: string): Promise<number> {
  const { rows } = await sql.query<{ left: number }>({
    text: 'select count(*)::int as left from office.recovery_code where party = $1 and person = $2 and used is null',
    values: [party, person],
  })
  return rows[0]?.left ?? 0
}

/** Codes are no longer asked for; the recovery codes go too. */
export async function dropStep(sql: Sql, party: Party, person: string): Promise<boolean> {
  const { rowCount } = await sql.query({ text: 'delete from office.second_step where party = $1 and person = $2', values: [party, person] })
  return rowCount === 1
}
