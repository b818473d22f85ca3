import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { XMLParser } from 'fast-xml-parser'
import { XmlDocument } from 'libxml2-wasm'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { statute } from '#law/statute.fixture.ts'
import type { Document, DocumentValue } from '#procedures/document.ts'
import { entriesOf } from './archive.ts'
import { BAR } from './blacking.ts'
import { fileName, fileOf, FORMATS, type Format } from './format.ts'
import { LANGUAGES, sheetOf, type SheetOptions, type Words } from './sheet.ts'
import { documentOf, KINDS } from './story.fixture.ts'

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

const proof = { entry: 4812, leafHash: new Uint8Array(32).fill(0xab) }

/** The program of poppler-utils that reads the text of a PDF file, if this machine has it. */
const hasReader = ((): boolean => {
  try {
    execFileSync('pdftotext', ['-v'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
})()

function readPdf(bytes: Uint8Array): string {
  const folder = mkdtempSync(join(tmpdir(), 'dutybook-'))
  try {
    const file = join(folder, 'a.pdf')
    writeFileSync(file, bytes)
    // In the order in which it was written: a cell is not mixed with the one beside it.
    return execFileSync('pdftotext', ['-raw', '-enc', 'UTF-8', file, '-'], { encoding: 'utf8' })
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function partsOf(bytes: Uint8Array): ReadonlyMap<string, string> {
  return new Map(entriesOf(Buffer.from(bytes)).map(({ name, content }) => [name.toString(), content.toString()]))
}

/** Throws where it is not well formed. */
function rootOf(content: string): string {
  const document = XmlDocument.fromString(content)
  try {
    return document.root.name
  } finally {
    document.dispose()
  }
}

/** Every part that is XML, parsed by a parser that is not the one that wrote it. */
function expectWellFormed(parts: ReadonlyMap<string, string>): void {
  const xml = [...parts].filter(([name]) => /\.(xml|rels)$/.test(name))
  expect(xml.length).toBeGreaterThan(8)
  expect(xml.filter(([, content]) => rootOf(content) === '')).toEqual([])
}

const parser = new XMLParser({ preserveOrder: true, trimValues: false, parseTagValue: false, ignoreAttributes: true, processEntities: true })

function textOf(node: unknown): string {
  if (Array.isArray(node)) return node.map(textOf).join('')
  if (typeof node !== 'object' || node === null) return ''
  return Object.entries(node)
    .map(([name, value]) => (name === '#text' ? String(value) : textOf(value)))
    .join('')
}

const docxText = (parts: ReadonlyMap<string, string>): string => textOf(parser.parse(parts.get('word/document.xml') ?? ''))

/** Without blanks: lines are broken where they have to be. */
const packed = (text: string): string => text.replaceAll(/\s/g, '')

async function read(document: Document, format: Format, options: SheetOptions): Promise<string> {
  const bytes = await fileOf(statute, document, format, options)
  return format === 'pdf' ? readPdf(bytes) : docxText(partsOf(bytes))
}

/** What a sheet says in the fields of its form, line by line. */
function saidIn(document: Document, options: SheetOptions): readonly string[] {
  const both = ({ text, beside }: Words): readonly string[] => (beside === null ? [text] : [text, beside])
  const { sections, head, title } = sheetOf(statute, document, options)
  return [title, ...head.map(({ value }) => value)]
    .flatMap(both)
    .concat(
      sections.flatMap(({ heading, fields }) => [
        ...both(heading),
        ...fields.flatMap(({ label, value, rule }) => [
          ...both(label),
          ...(value.kind === 'given' ? value.lines.flatMap(both) : both(value.words)),
          ...(rule === null ? [] : both(rule)),
        ]),
      ]),
    )
}

const lacking = (text: string, said: readonly string[]): readonly string[] => said.filter((each) => !packed(text).includes(packed(each)))

test('there are documents in the catalogue', () => expect(KINDS.length).toBeGreaterThan(20))

describe.each(KINDS)('$id', ({ id }) => {
  test('in Word it is well formed, and every field of its form is there, in each language', async () => {
    const document = documentOf(id)
    expect(document.sections.flatMap(({ fields }) => fields).length).toBeGreaterThan(0)
    for (const language of LANGUAGES) {
      const parts = partsOf(await fileOf(statute, document, 'docx', { language, proof }))
      expectWellFormed(parts)
      expect(lacking(docxText(parts), saidIn(document, { language }))).toEqual([])
      expect([...parts.values()].join('')).toContain(`4812`)
    }
  })

  // Debian's poppler-utils has the reader; without it the text of a PDF file cannot be had by other means than ours.
  test.skipIf(!hasReader)('in PDF every field of its form can be read out again, in both languages', async () => {
    const document = documentOf(id)
    const text = await read(document, 'pdf', { language: 'both', proof })
    expect(lacking(text, saidIn(document, { language: 'both' }))).toEqual([])
    expect(packed(text)).toContain('ab'.repeat(32))
  })
})

const word = 'q'.repeat(3000)
const long = '日志留存不足六个月。'.repeat(1000)
const HOSTILE: readonly string[] = [
  '<script src="http://evil.example/x.js">alert(1)</script>',
  ']]><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>&b;',
  '</w:t></w:r><w:r><w:instrText>HYPERLINK "http://evil.example"</w:instrText></w:r>',
  'a\u0000b\u001b[31mc\u0008d',
  '\u202eexe.fdp\u202c \u2066x\u2069 \u200f\u200b',
  '\ud800 \udfff \uffff \ufffe',
  '{"image":"http://evil.example/a.png"} %PDF-1.7 (endobj',
  '{ INCLUDETEXT "/etc/passwd" } =cmd|calc!A1',
]

function hostileDocument(...values: readonly DocumentValue[]): Document {
  const field = (value: DocumentValue, place: number) => ({
    label: { zh: `栏${place}`, en: `Field ${place}` },
    value,
    source: null,
    required: true,
    personal: false,
  })
  const [first = ''] = HOSTILE
  const name = { zh: first, en: first }
  return { ...documentOf('incident-report'), recipient: name, from: name, title: name, sections: [{ heading: name, fields: values.map(field) }] }
}

describe('whatever people write', () => {
  test('markup, fields and control characters are inert text in Word', async () => {
    const parts = partsOf(await fileOf(statute, hostileDocument(...HOSTILE, [...HOSTILE]), 'docx', { language: 'both' }))
    expectWellFormed(parts)
    const all = [...parts.values()].join('\n')
    const text = docxText(parts)
    expect(text).toContain('<script src="http://evil.example/x.js">alert(1)</script>')
    expect(text).toContain('&b;')
    // oxlint-disable-next-line no-control-regex
    expect(all).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u202a-\u202e\u2066-\u2069\u200f\ufffe\uffff]/)
    const instructions = [...all.matchAll(/<w:instrText[^>]*>([^<]*)</g)].map(([, words]) => words)
    expect(new Set(instructions)).toEqual(new Set(['PAGE', 'NUMPAGES']))
    expect(all).not.toContain('TargetMode="External"')
  })

  test.skipIf(!hasReader)('they are inert text in PDF, and what the face cannot draw is named', async () => {
    const bytes = await fileOf(statute, hostileDocument(...HOSTILE, '𠮷田 שלום 😀'), 'pdf', { language: 'zh' })
    const text = packed(readPdf(bytes))
    expect(text).toContain(packed('<script src="http://evil.example/x.js">alert(1)</script>'))
    expect(text).toContain('〔U+20BB7〕田')
    expect(text).toContain('〔U+1F600〕')
    expect(Buffer.from(bytes).toString('latin1')).not.toMatch(/\/(JavaScript|JS|Launch|URI|EmbeddedFile)\b/)
  })

  test.skipIf(!hasReader).each(FORMATS)('ten thousand characters and a word without end stay whole in %s', async (format) => {
    const text = packed(await read(hostileDocument(long, word), format, { language: 'zh' }))
    // A page may end inside a sentence, so its characters are counted.
    for (const character of '留存足六') expect(text.split(character).length - 1).toBe(1000)
    expect(text.replaceAll(/[^q]/g, '').length).toBe(3000)
  })

  test('nothing is fetched, whatever addresses stand in it', async () => {
    const fetched: unknown[] = []
    vi.stubGlobal('fetch', async (address: unknown) => {
      fetched.push(address)
      throw new Error('no network')
    })
    for (const format of FORMATS) expect((await fileOf(statute, hostileDocument(...HOSTILE), format, { language: 'both' })).length).toBeGreaterThan(1000)
    expect(fetched).toEqual([])
  })
})

describe('bytes', () => {
  test.each(FORMATS)('the same document gives the same bytes in %s, whatever the clock says', async (format) => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2026-03-02T12:00:00Z') })
    const once = await fileOf(statute, documentOf('filing-form'), format, { language: 'both', proof })
    vi.setSystemTime(Date.parse('2031-07-08T01:02:03Z'))
    const again = await fileOf(statute, documentOf('filing-form'), format, { language: 'both', proof })
    expect(Buffer.from(again).equals(Buffer.from(once))).toBe(true)
  })

  test('the file is dated as the document is', async () => {
    const document = documentOf('filing-form')
    expect(document.dated).toBe('2026-04-01T09:00:00+08:00')
    const parts = partsOf(await fileOf(statute, document, 'docx', { language: 'zh' }))
    expect(parts.get('docProps/core.xml')).toContain('2026-04-01T01:00:00Z')
    const pdf = Buffer.from(await fileOf(statute, document, 'pdf', { language: 'zh' })).toString('latin1')
    expect(pdf).toContain('(D:20260401010000Z)')
  })
})

describe('a copy without personal information', () => {
  test.each(FORMATS.filter((format) => format === 'docx' || hasReader))('says nothing of the person anywhere in %s', async (format) => {
    const document = documentOf('rights-decision')
    expect(document.recipient.zh).toBe('陈静')
    const open = await read(document, format, { language: 'both' })
    expect(open).toContain('陈静')
    const text = await read(document, format, { language: 'both', redacted: true })
    expect(text).not.toContain('陈静')
    expect(text).toContain(BAR)
  })

  test('nor do the properties of the Word file', async () => {
    const parts = partsOf(await fileOf(statute, documentOf('rights-decision'), 'docx', { language: 'both', redacted: true }))
    expect([...parts.values()].join('')).not.toContain('陈静')
  })
})

test('a file is named by what it is, about what and of which day, and by nothing that a file system reads', () => {
  const document = documentOf('incident-report')
  expect(fileName(document, '2026-014', 'both', 'pdf')).toBe('网络安全事件报告-2026-014-2026-03-02.pdf')
  expect(fileName(document, '../a:b', 'en', 'docx')).toBe('Report-of-a-network-security-incident-..-a-b-2026-03-02.docx')
})
