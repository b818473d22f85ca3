import { anomaly, refusal, type Anomaly, type Refusal } from './anomaly.ts'

/** Encodings that official texts come in. */
export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030' | 'windows-1252'

/** Decodes strictly: `undefined` where the bytes are not of that encoding. */
export type Decode = (encoding: Encoding, bytes: Uint8Array) => string | undefined

export interface Decoded {
  readonly text: string
  readonly encoding: Encoding
  readonly byteOrderMark: boolean
  readonly anomalies: readonly Anomaly[]
}

/** Files that are no text, by their first bytes, with what they are and what to do instead. */
const SIGNATURES: readonly { readonly starts: readonly number[]; readonly zh: string; readonly en: string }[] = [
  { starts: [0x25, 0x50, 0x44, 0x46], zh: 'PDF 文件（无论扩展名）。请另存为文本或 DOCX', en: 'a PDF, whatever its name says. Save it as text or DOCX' },
  { starts: [0xd0, 0xcf, 0x11, 0xe0], zh: '旧版 Word 文件（.doc）。请另存为 DOCX 或文本', en: 'an old Word file (.doc). Save it as DOCX or text' },
  { starts: [0x7b, 0x5c, 0x72, 0x74, 0x66], zh: 'RTF 文件。请另存为 DOCX 或文本', en: 'an RTF file. Save it as DOCX or text' },
  { starts: [0x1f, 0x8b], zh: 'gzip 压缩文件。请先解压', en: 'gzip-compressed. Unpack it first' },
  { starts: [0x89, 0x50, 0x4e, 0x47], zh: '图片（PNG），需要文字', en: 'a picture (PNG); text is needed' },
  { starts: [0xff, 0xd8, 0xff], zh: '图片（JPEG），需要文字', en: 'a picture (JPEG); text is needed' },
  { starts: [0x37, 0x7a, 0xbc, 0xaf], zh: '7z 压缩文件。请先解压', en: 'a 7z archive. Unpack it first' },
  { starts: [0x52, 0x61, 0x72, 0x21], zh: 'RAR 压缩文件。请先解压', en: 'a RAR archive. Unpack it first' },
]

function startsWith(bytes: Uint8Array, starts: readonly number[]): boolean {
  return starts.every((byte, at) => bytes[at] === byte)
}

export function isZip(bytes: Uint8Array): boolean {
  return startsWith(bytes, [0x50, 0x4b, 0x03, 0x04]) || startsWith(bytes, [0x50, 0x4b, 0x05, 0x06])
}

/** The share of characters that no text holds: control characters other than tab and line ends, and characters nobody assigned. */
function looksBinary(text: string): boolean {
  const sample = text.slice(0, 65_536)
  let odd = 0
  for (let at = 0; at < sample.length; at++) {
    const code = sample.charCodeAt(at)
    if ((code < 32 && code !== 9 && code !== 10 && code !== 12 && code !== 13) || code === 0xfffe || code === 0xffff || (code >= 0xe000 && code <= 0xf8ff))
      odd++
  }
  return odd > 2 + sample.length / 200
}

const BROKEN_OFF = 3 // bytes: the most that a character broken off at the end can leave

/** Decodes; where only the last character is broken off, decodes what stands before it. */
function decodeSome(decode: Decode, encoding: Encoding, bytes: Uint8Array): { text: string; lost: number } | undefined {
  for (let lost = 0; lost <= Math.min(BROKEN_OFF, bytes.length - 1); lost++) {
    const text = decode(encoding, bytes.subarray(0, bytes.length - lost))
    if (text !== undefined) return { text, lost }
  }
  return undefined
}

function found(encoding: Encoding, byteOrderMark: boolean, { text, lost }: { text: string; lost: number }): Decoded | Refusal {
  if (looksBinary(text)) return binary()
  const anomalies: Anomaly[] = []
  if (encoding !== 'utf-8')
    anomalies.push(anomaly('encoding', 1, 'file', `编码为 ${encoding.toUpperCase()}，已转换。`, `the encoding is ${encoding.toUpperCase()}; it was converted.`))
  if (lost > 0) {
    const line = text.split('\n').length
    anomalies.push(
      anomaly(
        'encoding',
        line,
        'file',
        `文件在一个字符中间断开（末尾 ${lost} 字节），可能不完整。`,
        `the file breaks off inside a character (last ${lost} bytes); it may be cut short.`,
      ),
    )
  }
  return { text: text.replace(/^\uFEFF/, ''), encoding, byteOrderMark, anomalies }
}

const binary = (): Refusal =>
  refusal(
    'not-text',
    '不是文本文件：含有大量控制字符。需要 TXT、HTML 或 DOCX。',
    'this is no text: it is full of control characters. TXT, HTML or DOCX is needed.',
  )

/** UTF-16 without its mark: every other byte of an ASCII character is zero, and the other order reads as no heading. */
function unmarkedUtf16(bytes: Uint8Array, decode: Decode): Decoded | Refusal | undefined {
  if (!bytes.subarray(0, 65_536).includes(0)) return undefined
  for (const encoding of ['utf-16le', 'utf-16be'] as const) {
    const some = decodeSome(decode, encoding, bytes)
    if (some !== undefined && /第.{1,6}条|\barticle\b/i.test(some.text)) return found(encoding, false, some)
  }
  return undefined
}

/** Whether few bytes are beyond ASCII, as the curly quotes of a western text: Chinese text has mostly such bytes. */
function isWestern(bytes: Uint8Array): boolean {
  let high = 0
  for (const byte of bytes) if (byte >= 0x80) high++
  return high * 20 < bytes.length
}

/** Bytes as text. Says which encoding it was; refuses what is no text, rather than import noise. */
export function decodeText(bytes: Uint8Array, decode: Decode): Decoded | Refusal {
  if (bytes.length === 0) return refusal('empty', '文件为空。', 'the file is empty.')
  const signature = SIGNATURES.find(({ starts }) => startsWith(bytes, starts))
  if (signature !== undefined) return refusal('not-text', `这是${signature.zh}。`, `this is ${signature.en}.`)
  if (startsWith(bytes, [0xef, 0xbb, 0xbf])) {
    const some = decodeSome(decode, 'utf-8', bytes)
    if (some !== undefined) return found('utf-8', true, some)
  }
  for (const [encoding, mark] of [
    ['utf-16le', [0xff, 0xfe]],
    ['utf-16be', [0xfe, 0xff]],
  ] as const) {
    if (!startsWith(bytes, mark)) continue
    const some = decodeSome(decode, encoding, bytes)
    return some === undefined ? refusal('unreadable-encoding', 'UTF-16 文本已损坏。', 'the UTF-16 text is damaged.') : found(encoding, true, some)
  }
  const wide = unmarkedUtf16(bytes, decode)
  if (wide !== undefined) return wide
  const utf8 = decodeSome(decode, 'utf-8', bytes)
  if (utf8 !== undefined) return found('utf-8', false, utf8)
  const western = isWestern(bytes) ? decodeSome(decode, 'windows-1252', bytes) : undefined
  if (western !== undefined) return found('windows-1252', false, western)
  const gb = decodeSome(decode, 'gb18030', bytes)
  if (gb !== undefined) return found('gb18030', false, gb)
  return refusal(
    'unreadable-encoding',
    '不是 UTF-8、UTF-16 或 GB18030 文本。请另存为 UTF-8。',
    'this is neither UTF-8 nor UTF-16 nor GB18030. Save the file as UTF-8.',
  )
}
