import { Document, Packer, Paragraph } from 'docx'
import { crc32 } from 'node:zlib'
import { expect, test } from 'vitest'
import { instant } from '#law/instant.ts'
import { datedAt, entriesOf } from './archive.ts'

const moment = instant(Date.parse('2025-12-12T09:00:00+08:00'))
const written = async (): Promise<Buffer> => Packer.toBuffer(new Document({ sections: [{ children: [new Paragraph('甲')] }] }))

test('a document carries the instant of its report and nothing of the clock of the machine', async () => {
  const dated = datedAt(await written(), moment)
  const core = entriesOf(Buffer.from(dated)).find(({ name }) => name.toString() === 'docProps/core.xml')
  expect(core?.content.toString()).toContain('2025-12-12T01:00:00Z</dcterms:created>')
  expect(core?.content.toString().match(/\d{4}-\d\d-\d\dT[\d:]+Z/g)).toEqual(['2025-12-12T01:00:00Z', '2025-12-12T01:00:00Z'])
})

test('everything else in it stays, under names and checksums that fit', async () => {
  const source = await written()
  const dated = Buffer.from(datedAt(source, moment))
  const plain = (zip: Buffer): unknown =>
    entriesOf(zip).flatMap(({ name, content }) => (name.toString() === 'docProps/core.xml' ? [] : [[name.toString(), content.toString('hex')]]))
  expect(entriesOf(dated).length).toBeGreaterThan(8)
  expect(plain(dated)).toEqual(plain(source))
  let at = 0
  for (const { name, content } of entriesOf(dated)) {
    expect(dated.readUInt32LE(at)).toBe(0x04034b50)
    expect([dated.readUInt32LE(at + 14), dated.readUInt32LE(at + 22)]).toEqual([crc32(content), content.length])
    at += 30 + name.length + dated.readUInt32LE(at + 18)
  }
  expect(dated.readUInt32LE(at)).toBe(0x02014b50)
})
