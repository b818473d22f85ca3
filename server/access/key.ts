import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto'
import { addKey, keysOf, type MasterKey } from '#journal/keyring.ts'
import type { Party } from '#journal/party.ts'
import { lockTree } from '#journal/recorder.ts'
import type { Sql } from '#journal/sql.ts'

/** A party's key for signing in: a copy of the database alone tries no passwords and makes no codes. */
export type AccessKey = Uint8Array

/** Made at first use; of two who ask at once, one makes it. */
export async function accessKeyOf(sql: Sql, master: MasterKey, party: Party, now: number): Promise<AccessKey> {
  const [found] = await keysOf(sql, master, party, 'access')
  if (found !== undefined) return found.secret
  await lockTree(sql, party)
  const [made] = await keysOf(sql, master, party, 'access')
  return (made ?? (await addKey(sql, master, party, 'access', { generation: 0, now }))).secret
}

type KeyUse = 'password' | 'code' | 'door' | 'address' | 'webhook' | 'single-sign-on' | 'answer'

/** A key for one use: what is known of one use says nothing about the others. */
export const keyFor = (key: AccessKey, use: KeyUse): Buffer => createHmac('sha256', key).update(`dutybook access ${use}`).digest()

const NONCE = 12 // bytes, as AES-GCM asks
const TAG = 16

/** AES-256-GCM, bound to what it is the secret of: a person, a webhook. Nonce, ciphertext, tag. */
export function sealSecret(key: AccessKey, use: KeyUse, of: string, secret: Uint8Array): Buffer {
  const nonce = randomBytes(NONCE)
  const cipher = createCipheriv('aes-256-gcm', keyFor(key, use), nonce)
  cipher.setAAD(Buffer.from(of))
  return Buffer.concat([nonce, cipher.update(secret), cipher.final(), cipher.getAuthTag()])
}

/** Throws when a bit of it, what it is of or the key is not what it was. */
export function openSecret(key: AccessKey, use: KeyUse, of: string, sealed: Uint8Array): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', keyFor(key, use), sealed.subarray(0, NONCE))
  decipher.setAAD(Buffer.from(of))
  decipher.setAuthTag(sealed.subarray(sealed.length - TAG))
  return Buffer.concat([decipher.update(sealed.subarray(NONCE, sealed.length - TAG)), decipher.final()])
}
