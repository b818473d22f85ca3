import { randomBytes } from 'node:crypto'
import { hash, verify, type Options } from '@node-rs/argon2'
import { keyFor, type AccessKey } from './key.ts'
import { isCommon } from './common-password.ts'
import { accessRefusal } from './refusal.ts'
import type { Refused } from '#procedures/refusal.ts'

const SHORTEST = 12 // characters
const LONGEST = 256

/** Argon2id (RFC 9106; the library's own choice, and the table's only one) with 19 MiB, two passes and one lane: 60 ms or so, off the main thread. The party's key is mixed in. */
const argon2 = (key: AccessKey): Options => ({
  memoryCost: 19_456, // KiB
  timeCost: 2,
  parallelism: 1,
  secret: keyFor(key, 'password'),
})

/** The same characters however the keyboard composed them. */
const asTyped = (password: string): string => password.normalize('NFKC')

const lengthOf = (text: string): number => Array.from(text).length

/** Why a password will not do; nothing where it will. */
export function passwordRefused(password: string, { account, name }: { readonly account: string; readonly name: string }): Refused | undefined {
  const typed = asTyped(password)
  const length = lengthOf(typed)
  if (length < SHORTEST || length > LONGEST) return accessRefusal('access.password-length', { shortest: SHORTEST, longest: LONGEST })
  const plain = typed.toLowerCase()
  const names = [account, ...account.split(/[._@+-]/), name.normalize('NFKC').toLowerCase()].filter((each) => lengthOf(each) >= 2)
  if (names.some((each) => plain.includes(each) && lengthOf(plain.replaceAll(each, '')) < SHORTEST)) return accessRefusal('access.password-named')
  if (isCommon(typed)) return accessRefusal('access.password-common')
  return undefined
}

export function hashPassword(key: AccessKey, password: string): Promise<string> {
  return hash(asTyped(password), argon2(key))
}

/** Of an account that no password opens. */
export const NO_PASSWORD = '$argon2id$'

/** A hash that no password has, made once: an account that is not there takes as long as one that is. */
let nobodys: Promise<string> | undefined
const NOBODYS_KEY = randomBytes(32)

/** Whether the password is the one of the hash. Without a hash it takes as long to say no. */
export async function isPassword(key: AccessKey | undefined, known: string | undefined, password: string): Promise<boolean> {
  const typed = asTyped(password)
  if (key !== undefined && known !== undefined && known !== NO_PASSWORD) return verify(known, typed, argon2(key))
  await verify(await (nobodys ??= hashPassword(NOBODYS_KEY, randomBytes(32).toString('hex'))), typed, argon2(NOBODYS_KEY))
  return false
}
