import { JournalFault } from './fault.ts'

/** Where a text is written before its length is known; reused, because larger arrays are dear to make. */
let space = new Uint8Array(4096)

/** UTF-8. A surrogate without its partner has none and is refused (`text-malformed`). */
export function utf8(text: string): Uint8Array {
  if (text.length * 3 > space.length) space = new Uint8Array(text.length * 3)
  let length = 0
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at)
    if (unit < 0x80) space[length++] = unit
    else if (unit < 0x800) {
      space[length++] = 0xc0 | (unit >> 6)
      space[length++] = 0x80 | (unit & 0x3f)
    } else if (unit < 0xd800 || unit > 0xdfff) {
      space[length++] = 0xe0 | (unit >> 12)
      space[length++] = 0x80 | ((unit >> 6) & 0x3f)
      space[length++] = 0x80 | (unit & 0x3f)
    } else {
      const code = text.codePointAt(at) ?? 0
      if (code < 0x10000) throw new JournalFault('text-malformed', `a surrogate without its partner, at character ${at}`)
      space[length++] = 0xf0 | (code >> 18)
      space[length++] = 0x80 | ((code >> 12) & 0x3f)
      space[length++] = 0x80 | ((code >> 6) & 0x3f)
      space[length++] = 0x80 | (code & 0x3f)
      at++
    }
  }
  return space.slice(0, length)
}

/** How many UTF-16 units are joined at once: engines limit the number of arguments. */
const CHUNK = 4096

/** The text of UTF-8 bytes. Overlong forms, surrogates, code points beyond U+10FFFF and broken sequences are refused (`text-malformed`); a byte order mark is a character like others. */
export function textOf(bytes: Uint8Array): string {
  let text = ''
  let units: number[] = []
  let at = 0
  while (at < bytes.length) {
    const first = bytes[at] ?? 0
    if (first < 0x80) {
      units.push(first)
      at++
    } else {
      const code = codePointAt(bytes, at, first)
      at += code < 0x800 ? 2 : code < 0x10000 ? 3 : 4
      if (code < 0x10000) units.push(code)
      else units.push(0xd7c0 + (code >> 10), 0xdc00 | (code & 0x3ff))
    }
    if (units.length >= CHUNK) {
      text += String.fromCharCode(...units)
      units = []
    }
  }
  return text + String.fromCharCode(...units)
}

/** Lead byte's bits, the smallest code point of that length, and the number of bytes that follow. */
function codePointAt(bytes: Uint8Array, at: number, first: number): number {
  const [lead, least, following] =
    first >= 0xc2 && first < 0xe0
      ? [0x1f, 0x80, 1]
      : first >= 0xe0 && first < 0xf0
        ? [0x0f, 0x800, 2]
        : first >= 0xf0 && first < 0xf5
          ? [0x07, 0x10000, 3]
          : [0, 0, 0]
  let code = first & lead
  for (let next = 1; next <= following; next++) {
    const byte = bytes[at + next] ?? 0
    if (byte >> 6 !== 2) throw notUtf8(at)
    code = (code << 6) | (byte & 0x3f)
  }
  if (following === 0 || code < least || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) throw notUtf8(at)
  return code
}

function notUtf8(at: number): JournalFault {
  return new JournalFault('text-malformed', `not UTF-8 at byte ${at}`)
}

const LETTERS = utf8('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/')
const PADDING = 0x3d
/** By the letter's code; 64 is no letter. */
const SEXTETS = new Uint8Array(128).fill(64)
LETTERS.forEach((code, sextet) => (SEXTETS[code] = sextet))

/** RFC 4648, section 4, with padding. */
export function toBase64(bytes: Uint8Array): string {
  const codes = new Uint8Array(Math.ceil(bytes.length / 3) * 4)
  for (let at = 0, to = 0; at < bytes.length; at += 3, to += 4) {
    const left = bytes.length - at
    const group = ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0)
    codes[to] = LETTERS[group >> 18] ?? 0
    codes[to + 1] = LETTERS[(group >> 12) & 63] ?? 0
    codes[to + 2] = left > 1 ? (LETTERS[(group >> 6) & 63] ?? 0) : PADDING
    codes[to + 3] = left > 2 ? (LETTERS[group & 63] ?? 0) : PADDING
  }
  return textOf(codes)
}

/** Reads only what `toBase64` writes: padded, no white space, the unused bits of the last letter zero. Anything else is refused (`base64-malformed`). */
export function fromBase64(text: string): Uint8Array {
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0
  const letters = text.length - padding
  if (text.length % 4 !== 0) throw new JournalFault('base64-malformed', `base64 comes in groups of four; here are ${text.length} characters`)
  const bytes = new Uint8Array((text.length / 4) * 3 - padding)
  let bits = 0
  let waiting = 0
  let length = 0
  for (let at = 0; at < letters; at++) {
    const sextet = SEXTETS[text.charCodeAt(at)] ?? 64
    if (sextet === 64) throw new JournalFault('base64-malformed', `not a letter of base64 at character ${at}`)
    bits = ((bits << 6) | sextet) & 0xffff
    waiting += 6
    if (waiting >= 8) {
      waiting -= 8
      bytes[length++] = (bits >> waiting) & 0xff
    }
  }
  if ((bits & ((1 << waiting) - 1)) !== 0) throw new JournalFault('base64-malformed', 'the unused bits of the last letter are not zero')
  return bytes
}

/** Lower-case hexadecimal. */
export function toHex(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) text += (byte < 16 ? '0' : '') + byte.toString(16)
  return text
}

export function joined(...parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((length, part) => length + part.length, 0))
  let at = 0
  for (const part of parts) {
    bytes.set(part, at)
    at += part.length
  }
  return bytes
}

export function same(left: Uint8Array, right: Uint8Array): boolean {
  if (left.length !== right.length) return false
  for (let at = 0; at < left.length; at++) if (left[at] !== right[at]) return false
  return true
}
