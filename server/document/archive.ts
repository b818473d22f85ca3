import { crc32, deflateRawSync, inflateRawSync } from 'node:zlib'
import type { Instant } from '#law/instant.ts'

const [LOCAL, CENTRAL, END] = [0x04034b50, 0x02014b50, 0x06054b50]
const STORED = 0
const DEFLATED = 8
/** 1 January 1980, the first day that the format can write. */
const FIRST_DAY = 0x0021
/** Names are UTF-8. */
const UTF8 = 0x0800

interface Entry {
  readonly name: Buffer
  readonly content: Buffer
}

/** The files of a ZIP archive that a library of ours wrote, by its central directory. Anything else is a fault. */
export function entriesOf(zip: Buffer): Entry[] {
  const end = zip.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]))
  if (end < 0 || zip.readUInt32LE(end) !== END) throw new Error('a document without an archive directory')
  const entries: Entry[] = []
  let at = zip.readUInt32LE(end + 16)
  for (let left = zip.readUInt16LE(end + 10); left > 0; left--) {
    const [method, packed, length] = [zip.readUInt16LE(at + 10), zip.readUInt32LE(at + 20), zip.readUInt16LE(at + 28)]
    const local = zip.readUInt32LE(at + 42)
    const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28)
    const data = zip.subarray(start, start + packed)
    entries.push({ name: zip.subarray(at + 46, at + 46 + length), content: method === STORED ? data : inflateRawSync(data) })
    at += 46 + length + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32)
  }
  return entries
}

/** The fields that the headers before a file and in the directory have in common. */
function commonHeader({ name, content }: Entry, packed: Buffer): Buffer {
  const header = Buffer.alloc(26)
  header.writeUInt16LE(20, 0) // version needed
  header.writeUInt16LE(UTF8, 2)
  header.writeUInt16LE(DEFLATED, 4)
  header.writeUInt16LE(0, 6) // midnight
  header.writeUInt16LE(FIRST_DAY, 8)
  header.writeUInt32LE(crc32(content), 10)
  header.writeUInt32LE(packed.length, 14)
  header.writeUInt32LE(content.length, 18)
  header.writeUInt16LE(name.length, 22)
  return header
}

function write(entries: readonly Entry[]): Buffer {
  const files: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const entry of entries) {
    const packed = deflateRawSync(entry.content)
    const common = commonHeader(entry, packed)
    const local = Buffer.alloc(4)
    local.writeUInt32LE(LOCAL)
    const [before, after] = [Buffer.alloc(6), Buffer.alloc(14)]
    before.writeUInt32LE(CENTRAL)
    before.writeUInt16LE(20, 4) // version made by
    after.writeUInt32LE(offset, 10)
    directory.push(before, common, after, entry.name)
    const file = Buffer.concat([local, common, entry.name, packed])
    files.push(file)
    offset += file.length
  }
  const central = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(END)
  end.writeUInt16LE(entries.length, 8)
  end.writeUInt16LE(entries.length, 10)
  end.writeUInt32LE(central.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...files, central, end])
}

/**
 * An office document with the instant of what it says for its own dates, so that the same words have the same bytes (on one
 * version of Node, whose compression may change with the next).
 */
export function datedAt(document: Uint8Array, at: Instant): Uint8Array {
  const moment = `${new Date(at).toISOString().slice(0, 19)}Z`
  const entries = entriesOf(Buffer.from(document)).map((entry): Entry => {
    if (entry.name.toString() !== 'docProps/core.xml') return entry
    const content = entry.content.toString().replaceAll(/(<dcterms:(?:created|modified)\b[^>]*>)[^<]*/g, (_, tag: string) => `${tag}${moment}`)
    return { ...entry, content: Buffer.from(content) }
  })
  return new Uint8Array(write(entries))
}
