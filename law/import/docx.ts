import { refusal, type Refusal } from './anomaly.ts'
import { decodeText, type Decode } from './encoding.ts'
import type { SourceLine, Stripped } from './html.ts'
import { piecesOf, unescapeEntities } from './markup.ts'

/** Inflates raw deflate data to at most `largest` bytes; `undefined` where it is damaged or larger. */
export type Inflate = (bytes: Uint8Array, largest: number) => Uint8Array | undefined

const u16 = (bytes: Uint8Array, at: number): number => (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8)
const u32 = (bytes: Uint8Array, at: number): number => (u16(bytes, at) | (u16(bytes, at + 2) << 16)) >>> 0

const END = 0x06_05_4b_50
const CENTRAL = 0x02_01_4b_50
const END_SIZE = 22 // bytes, without the comment, which has at most 65,535

interface Entry {
  readonly method: number
  readonly compressed: number
  readonly offset: number
}

/** Reads the central directory of a zip: `undefined` where there is none. */
function entriesOf(bytes: Uint8Array): Map<string, Entry> | undefined {
  for (let end = bytes.length - END_SIZE; end >= Math.max(0, bytes.length - END_SIZE - 65_535); end--) {
    if (u32(bytes, end) !== END) continue
    const entries = new Map<string, Entry>()
    let at = u32(bytes, end + 16)
    for (let left = u16(bytes, end + 10); left > 0; left--) {
      if (u32(bytes, at) !== CENTRAL) return undefined
      const length = u16(bytes, at + 28)
      const name = String.fromCharCode(...bytes.subarray(at + 46, at + 46 + Math.min(length, 512)))
      entries.set(name, { method: u16(bytes, at + 10), compressed: u32(bytes, at + 20), offset: u32(bytes, at + 42) })
      at += 46 + length + u16(bytes, at + 30) + u16(bytes, at + 32)
    }
    return entries
  }
  return undefined
}

function contentOf(bytes: Uint8Array, entry: Entry, inflate: Inflate, largest: number): Uint8Array | undefined {
  const start = entry.offset + 30 + u16(bytes, entry.offset + 26) + u16(bytes, entry.offset + 28)
  const data = bytes.subarray(start, start + entry.compressed)
  if (data.length < entry.compressed) return undefined
  if (entry.method === 0) return data.length <= largest ? data : undefined
  return entry.method === 8 ? inflate(data, largest) : undefined
}

const damaged = (zh: string, en: string): Refusal => refusal('damaged-docx', zh, en)

/** The paragraphs of a Word document. Deleted runs, tracked or struck through, are left out and reported. */
export function linesOfDocx(bytes: Uint8Array, inflate: Inflate, decode: Decode, largest: number): Stripped | Refusal {
  const entries = entriesOf(bytes)
  if (entries === undefined) return damaged('DOCX 或 ZIP 文件已损坏：没有目录。', 'the DOCX or ZIP file is damaged: it has no directory.')
  const entry = entries.get('word/document.xml')
  if (entry === undefined) return refusal('not-text', '这是 ZIP 压缩文件，不是 DOCX。请先解压。', 'this is a ZIP archive and no DOCX. Unpack it first.')
  const xml = contentOf(bytes, entry, inflate, largest)
  if (xml === undefined)
    return damaged('DOCX 正文不能解压：已损坏，或解压后过大。', 'the text of the DOCX cannot be unpacked: it is damaged, or too large unpacked.')
  const decoded = decodeText(xml, decode)
  return 'code' in decoded ? decoded : paragraphsOf(decoded.text)
}

function paragraphsOf(xml: string): Stripped {
  const lines: SourceLine[] = []
  const struck: SourceLine[] = []
  let number = 0
  let held = ''
  let inText = false
  let deleted = 0
  let runStruck = false
  const flush = (): void => {
    if (held.trim() !== '') lines.push({ line: number, text: held }, { line: number, text: '' })
    held = ''
  }
  for (const piece of piecesOf(xml)) {
    if ('text' in piece) {
      if (!inText) continue
      const words = unescapeEntities(piece.text)
      if (deleted > 0 || runStruck) struck.push({ line: number, text: words.trim() })
      else held += words
      continue
    }
    const { name, closes, empty, inside } = piece.tag
    if (name === 'w:p' && !closes) number++
    if (name === 'w:p' && (closes || empty)) flush()
    else if (name === 'w:br' || name === 'w:cr') flush()
    else if (name === 'w:tab' && !closes) held += '\t'
    else if (name === 'w:t' || name === 'w:deltext') inText = !closes && !empty
    else if (name === 'w:del' && !empty) deleted += closes ? -1 : 1
    else if (name === 'w:r') runStruck = false
    else if (name === 'w:strike' || name === 'w:dstrike') runStruck = !/w:val="(?:0|false|off)"/.test(inside)
  }
  flush()
  return { lines, struck }
}
