import { createCipheriv, createDecipheriv, randomFillSync } from 'node:crypto'
import { JournalFault } from './fault.ts'
import type { Party } from './party.ts'

const NONCE = 12 // bytes, as AES-GCM asks
const TAG = 16
const SALT = 32

/** What the leaf commits to: the exact bytes that were written, and the salt without which nobody can guess them from the commitment. */
export interface Payload {
  readonly salt: Uint8Array
  readonly bytes: Uint8Array
}

/** Random bytes are drawn many at a time: one call to the system costs more than sealing a payload. */
const pool = Buffer.alloc(16_384)
let drawn = pool.length

function random(length: number): Uint8Array {
  if (drawn + length > pool.length) {
    randomFillSync(pool)
    drawn = 0
  }
  const bytes = new Uint8Array(pool.subarray(drawn, drawn + length))
  pool.fill(0, drawn, drawn + length) // handed out once
  drawn += length
  return bytes
}

export const newSalt = (): Uint8Array => random(SALT)

/** A sealed payload opens only at the place that it was written for. */
const placeOf = (party: Party, index: number): Uint8Array => Buffer.from(`${party} ${index}`)

/** AES-256-GCM: nonce, ciphertext, tag. The nonce is random; a key is good for 2^32 payloads, and is changed long before (see `keyring.ts`). */
export function sealPayload(key: Uint8Array, party: Party, index: number, { salt, bytes }: Payload): Uint8Array {
  const nonce = random(NONCE)
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  cipher.setAAD(placeOf(party, index))
  const content = cipher.update(Buffer.concat([salt, bytes])) // of a stream cipher: `final` has nothing to add
  cipher.final()
  return Buffer.concat([nonce, content, cipher.getAuthTag()])
}

/** Throws `payload-damaged` when a bit of it, its place or the key is not what it was. */
export function openPayload(key: Uint8Array, party: Party, index: number, sealed: Uint8Array): Payload {
  if (sealed.length < NONCE + SALT + TAG) throw new JournalFault('payload-damaged', `the payload of entry ${index} is cut short`)
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE))
    decipher.setAAD(placeOf(party, index))
    decipher.setAuthTag(sealed.subarray(sealed.length - TAG))
    const opened = Buffer.concat([decipher.update(sealed.subarray(NONCE, sealed.length - TAG)), decipher.final()])
    return { salt: opened.subarray(0, SALT), bytes: opened.subarray(SALT) }
  } catch (cause) {
    throw new JournalFault('payload-damaged', `the payload of entry ${index} does not open with its party's key`, { cause })
  }
}
