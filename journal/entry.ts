import { fromBase64, joined, same, textOf, toBase64, utf8 } from './bytes.ts'
import { JournalFault } from './fault.ts'
import { HASH, type Sha256 } from './merkle.ts'

/** What a leaf of a party's tree commits to. */
export interface Entry {
  /** UUID, lower case. */
  readonly party: string
  /** The leaf's place in the party's tree, from 0. */
  readonly index: number
  /** 1 to 200 printable characters. */
  readonly stream: string
  /** The entry's place in its stream, from 0, without gaps. */
  readonly version: number
  /** UUID, lower case. */
  readonly id: string
  /** Lower-case words joined by dots, at most 200 characters: `incident.reported`. */
  readonly kind: string
  /** 1 to 200 printable characters, or about nothing in particular. */
  readonly subject: string | null
  /** When it happened or was known, as claimed: ms since 1970-01-01T00:00Z, in the years 0000 to 9999. */
  readonly occurred: number
  /** When we recorded it, by our clock: ms likewise. */
  readonly recorded: number
  /** The commitment to the payload, 32 bytes: see `commitment`. */
  readonly payload: Uint8Array
}

/** A bundle of entries gives the length of each in 16 bits (C2SP tlog-tiles). */
const LONGEST_LEAF = 0xffff
const LONGEST_NAME = 200

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
const KIND = /^[a-z][a-z0-9-]*(?:\.[a-z][a-z0-9-]*)*$/
const PLAIN = /^[\x20-\x7e]{1,200}$/
/** Control characters, halves of characters, line and paragraph separators, and marks that turn the direction of text: a name must look like what it is. */
const UNPRINTABLE = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/u

const EARLIEST = Date.parse('0000-01-01T00:00:00.000Z')
const LATEST = Date.parse('9999-12-31T23:59:59.999Z')

/** What is wrong with the name of a stream or a subject, or `undefined`. */
export function faultOfName(name: string): string | undefined {
  if (PLAIN.test(name)) return undefined
  if (name === '') return 'it is empty'
  if (UNPRINTABLE.test(name)) return 'it holds a control character, a line break or a mark that turns the direction of text'
  const { length } = Array.from(name)
  return length > LONGEST_NAME ? `it has ${length} characters; ${LONGEST_NAME} are the most` : undefined
}

/** What is wrong with the kind of an entry, or `undefined`. */
export function faultOfKind(kind: string): string | undefined {
  if (kind.length > LONGEST_NAME) return `it has ${kind.length} characters; ${LONGEST_NAME} are the most`
  return KIND.test(kind) ? undefined : 'it is not of lower-case words joined by dots, such as incident.reported'
}

/**
 * The bytes that the leaf hash is of: RFC 8785 JSON, with `"v":1` for this layout, instants in ISO 8601 UTC to the millisecond, the commitment in base64.
 * Names, numbers and instants out of their bounds are refused (`entry-malformed`).
 */
export function leafBytes(entry: Entry): Uint8Array {
  const { party, index, stream, version, id, kind, subject, occurred, recorded, payload } = entry
  assertEntry(entry)
  // The members in the order of RFC 8785, which is that of their names.
  const bytes = utf8(
    `{"id":"${id}","index":${index},"kind":"${kind}","occurred":"${iso(occurred)}","party":"${party}","payload":"${toBase64(payload)}",` +
      `"recorded":"${iso(recorded)}","stream":${JSON.stringify(stream)},"subject":${subject === null ? 'null' : JSON.stringify(subject)},"v":1,"version":${version}}`,
  )
  if (bytes.length > LONGEST_LEAF) throw malformed(`its leaf has ${bytes.length} bytes; ${LONGEST_LEAF} are the most`)
  return bytes
}

function assertEntry({ party, index, stream, version, id, kind, subject, occurred, recorded, payload }: Entry): void {
  if (!UUID.test(party)) throw malformed(`party ${JSON.stringify(party)} is no UUID in lower case`)
  if (!UUID.test(id)) throw malformed(`id ${JSON.stringify(id)} is no UUID in lower case`)
  if (!Number.isSafeInteger(index) || index < 0) throw malformed(`index ${index} is no whole number from 0`)
  if (!Number.isSafeInteger(version) || version < 0) throw malformed(`version ${version} is no whole number from 0`)
  for (const [name, at] of [
    ['occurred', occurred],
    ['recorded', recorded],
  ] as const)
    if (!Number.isSafeInteger(at) || at < EARLIEST || at > LATEST) throw malformed(`${name} ${at} is no instant of the years 0000 to 9999 in milliseconds`)
  const wrong =
    named('stream', faultOfName(stream)) ?? named('subject', subject === null ? undefined : faultOfName(subject)) ?? named('kind', faultOfKind(kind))
  if (wrong !== undefined) throw malformed(wrong)
  if (payload.length !== HASH) throw malformed(`the commitment to the payload has ${payload.length} bytes, not ${HASH}`)
}

function named(name: string, fault: string | undefined): string | undefined {
  return fault === undefined ? undefined : `${name}: ${fault}`
}

const DAY = 86_400_000 // ms
/** The day that was last written: entries come by the thousand a day, and writing a whole date is dear. */
let written = { day: Number.NaN, text: '' }

/** As `Date.prototype.toISOString`. */
function iso(at: number): string {
  const day = Math.floor(at / DAY)
  if (day !== written.day) written = { day, text: new Date(day * DAY).toISOString().slice(0, 11) }
  const ms = at - day * DAY
  const [hours, minutes, seconds] = [Math.floor(ms / 3_600_000), Math.floor(ms / 60_000) % 60, Math.floor(ms / 1000) % 60]
  return `${written.text}${padded(hours)}:${padded(minutes)}:${padded(seconds)}.${ms % 1000 < 100 ? '0' : ''}${padded(ms % 1000)}Z`
}

function padded(count: number): string {
  return count < 10 ? `0${count}` : String(count)
}

/** The entry of a leaf. Bytes that `leafBytes` would not have written for it are refused (`entry-malformed`), so that one entry has one leaf. */
export function parseLeaf(bytes: Uint8Array): Entry {
  const entry = entryOf(fieldsOf(bytes))
  // Whatever a lenient reader passed over (names twice, white space, an order of its own) does not come back.
  if (!same(leafBytes(entry), bytes)) throw malformed('it is not in the one form that an entry has')
  return entry
}

function fieldsOf(bytes: Uint8Array): ReadonlyMap<string, unknown> {
  let value: unknown
  try {
    value = JSON.parse(textOf(bytes))
  } catch (cause) {
    throw new JournalFault('entry-malformed', 'the leaf is no JSON', { cause })
  }
  if (typeof value !== 'object' || value === null) throw malformed('the leaf is no JSON object')
  return new Map(Object.entries(value))
}

function entryOf(fields: ReadonlyMap<string, unknown>): Entry {
  const text = (name: string): string => {
    const value = fields.get(name)
    if (typeof value !== 'string') throw malformed(`${name} is no text`)
    return value
  }
  const count = (name: string): number => {
    const value = fields.get(name)
    if (typeof value !== 'number') throw malformed(`${name} is no number`)
    return value
  }
  return {
    party: text('party'),
    index: count('index'),
    stream: text('stream'),
    version: count('version'),
    id: text('id'),
    kind: text('kind'),
    subject: fields.get('subject') === null ? null : text('subject'),
    occurred: Date.parse(text('occurred')),
    recorded: Date.parse(text('recorded')),
    payload: hashOf(text('payload')),
  }
}

function hashOf(base64: string): Uint8Array {
  try {
    return fromBase64(base64)
  } catch (cause) {
    throw new JournalFault('entry-malformed', 'not an entry: payload is no base64', { cause })
  }
}

/** Keeps these hashes apart from every other that is made here or elsewhere. */
const DOMAIN = utf8('dutybook.payload.v1\n')

/** Bytes of a salt. */
export const SALT = 32

/**
 * What a leaf holds in place of its payload: SHA-256 of a fixed word, the salt and the payload's exact bytes. The salt is random and erased together
 * with the payload; without it nobody can find out the payload by trying.
 */
export function commitment(sha256: Sha256, salt: Uint8Array, payload: Uint8Array): Uint8Array {
  if (salt.length !== SALT) throw new RangeError(`a salt has ${SALT} bytes, not ${salt.length}`)
  return sha256(joined(DOMAIN, salt, payload))
}

function malformed(why: string): JournalFault {
  return new JournalFault('entry-malformed', `not an entry: ${why}`)
}
