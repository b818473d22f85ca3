import { createHash, randomBytes, randomUUID, timingSafeEqual } from 'node:crypto'
import { Party } from '#journal/party.ts'

/** What is borne: a session (in a cookie), an invitation (in a link), or being on the way to the identity provider (in a cookie). */
export type BearingKind = 'dbs' | 'dbi' | 'dbf'

/** `KIND.PARTY.ID.SECRET`: whose it is stands in it, so that the database can be asked as that party. */
const BEARING = /^(dbs|dbi|dbf)\.([0-9a-f-]{36})\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.([A-Za-z0-9_-]{43})$/

/** As somebody shows it; whether it is good is asked of the database. */
export interface Bearing {
  readonly party: Party
  readonly id: string
  readonly digest: Buffer
  readonly secret: string
}

export const digestOf = (secret: string): Buffer => createHash('sha256').update(secret).digest()

/** The text is shown to its bearer once; what is kept is its digest. */
export function newBearing(kind: BearingKind, party: Party): Bearing & { readonly text: string } {
  const id = randomUUID()
  const secret = randomBytes(32).toString('base64url')
  return { party, id, secret, digest: digestOf(secret), text: `${kind}.${party}.${id}.${secret}` }
}

export function readBearing(kind: BearingKind, text: string): Bearing | undefined {
  const [, found, whose, id, secret] = BEARING.exec(text) ?? []
  const party = Party.safeParse(whose).data
  if (found !== kind || party === undefined || id === undefined || secret === undefined) return undefined
  return { party, id, secret, digest: digestOf(secret) }
}

/** Takes as long for a near miss as for a wild guess. */
export const isSame = (one: Uint8Array, other: Uint8Array): boolean => one.length === other.length && timingSafeEqual(one, other)
