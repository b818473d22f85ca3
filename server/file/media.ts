const startsWith = (bytes: Uint8Array, ...codes: readonly number[]): boolean => codes.every((code, place) => bytes[place] === code)
const latin = (bytes: Uint8Array, from: number, to: number): string => Buffer.from(bytes.subarray(from, to)).toString('latin1')

/** The media type of a file by its own first bytes. Only what browsers show without running anything has one of its own; the rest is bytes. */
export function mediaOf(head: Uint8Array): string {
  if (startsWith(head, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return 'image/png'
  if (startsWith(head, 0xff, 0xd8, 0xff)) return 'image/jpeg'
  if (/^GIF8[79]a/.test(latin(head, 0, 6))) return 'image/gif'
  if (latin(head, 0, 4) === 'RIFF' && latin(head, 8, 12) === 'WEBP') return 'image/webp'
  if (latin(head, 0, 5) === '%PDF-') return 'application/pdf'
  return isText(head) ? 'text/plain' : 'application/octet-stream'
}

/** Text in UTF-8 without control characters, so far as its head shows. A letter may be cut at the end of the head. */
function isText(head: Uint8Array): boolean {
  if (head.length === 0) return false
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true })
    return !Array.from(text).some((character) => character < ' ' && !'\t\n\f\r'.includes(character))
  } catch {
    return false
  }
}

/** What may be shown in a page of ours. */
export const isShown = (media: string): boolean => media.startsWith('image/') || media === 'text/plain'
