import { XMLParser } from 'fast-xml-parser'
import { XmlDocument } from 'libxml2-wasm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import type { Party } from '#journal/party.ts'
import { entriesOf } from '../document/archive.ts'
import { openMailer } from '../notice/mail.ts'
import { openMailbox, type Mailbox } from '../notice/notice.fixture.ts'
import { ALL, FORMULAS, HOSTILE } from './hostile.fixture.ts'
import { ask, beginOperator, give, newParty, openPlace, tokenOf, type Answer, type Place } from './place.fixture.ts'

/** Fonts of some megabytes are read, on a machine that others use as well. */
const LONG = 120_000 // ms
const ON = '2026-03-30T09:00:00+08:00'

let mailbox: Mailbox
let place: Place
let party: Party
let officer: string
let code: string

beforeAll(async () => {
  mailbox = await openMailbox()
  place = await openPlace({ mailer: openMailer({ server: mailbox.url, from: { name: '责任簿', address: 'notice@example.cn' } }) })
  party = await newParty(place)
  officer = await tokenOf(place, party, ['compliance-officer', 'security-officer', 'responsible-manager', 'auditor'])
  await beginOperator(place, officer)
  for (const [at, text] of [...FORMULAS, ALL].entries())
    await give(place, officer, `system/h-${at}`, {
      type: 'enter',
      name: { zh: text.slice(0, 190), en: text.slice(0, 190) },
      since: '2024-01-02',
      facts: { gradedLevel: 3 },
      particulars: { purpose: text.slice(0, 190), place: text.slice(0, 190) },
    })
  const rules = { title: ALL.slice(0, 190), version: '1', purposes: ALL, means: ALL, scope: ALL, contact: ALL.slice(0, 190) }
  await give(place, officer, 'publication/rules', { type: 'publish-rules', on: ON, ...rules })
  await give(place, officer, 'plan/self', {
    type: 'adopt',
    on: ON,
    title: ALL.slice(0, 190),
    edition: '1',
    approvedBy: ALL.slice(0, 190),
    grades: ALL,
    reporting: ALL,
  })
  const impact = { type: 'classify', on: ON, impact: { lossYuan: 6_000_000 }, reason: ALL }
  await give(place, officer, 'incident/inc-1', {
    type: 'discover',
    knownAt: ON,
    title: ALL.slice(0, 190),
    eventKind: 'attack',
    endangersSecurity: true,
    suspectedCase: true,
  })
  await give(place, officer, 'incident/inc-1', impact)
  const items = { entity: ALL, foundWhereWhen: ALL, impactSoFar: ALL, measuresSoFar: ALL }
  await give(place, officer, 'incident/inc-1', { type: 'report', on: ON, to: 'police', channel: 'hotline', ...items })
  const complaint = {
    type: 'submit',
    topic: 'personal-information',
    content: ALL,
    respondent: ALL.slice(0, 190),
    name: ALL.slice(0, 190),
    contact: ALL.slice(0, 190),
  }
  const begun = await ask(place, `/portal/${party}/matters/complaint`, { method: 'POST', payload: complaint })
  code = z.object({ code: z.string() }).parse(begun.body).code
})
afterAll(async () => {
  await place[Symbol.asyncDispose]()
  await mailbox[Symbol.asyncDispose]()
})

const get = (url: string): Promise<Answer> => ask(place, url, { token: officer })

/** Cells of a CSV as RFC 4180 writes them. */
function cellsOf(csv: string): readonly string[] {
  return [...csv.replace(/^\ufeff/, '').matchAll(/"((?:[^"]|"")*)"|([^,"\r\n]+)/g)].map(([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '')
}

const RUNS = /^[=+\-@\t\r\n＝＋－＠]/

/** What of an archive of XML would be more than text when it is opened. */
function alive(bytes: Buffer): readonly string[] {
  return entriesOf(bytes).flatMap(({ name, content }) => {
    const file = name.toString()
    if (!/\.(xml|rels)$/.test(file)) return []
    const text = content.toString()
    // Throws where it is no XML.
    XmlDocument.fromBuffer(content).dispose()
    return [
      ...(/\.\.|^\//.test(file) ? [`${file} leads out of the archive`] : []),
      ...(text.includes('<!DOCTYPE') || text.includes('<!ENTITY') ? [`${file} defines entities`] : []),
      ...(/<f[ >]|ddeLink|externalLink/.test(text) ? [`${file} computes`] : []),
      ...(/<w:(hyperlink|object|altChunk)\b/.test(text) ? [`${file} links`] : []),
      ...[...text.matchAll(/<w:instrText[^>]*>([^<]*)|<w:fldSimple[^>]*w:instr="([^"]*)"/g)].flatMap(([, one = '', two = '']) =>
        /^\s*(PAGE|NUMPAGES)?\s*$/.test(one + two) ? [] : [`${file} has the field ${one}${two}`],
      ),
      ...(/TargetMode="External"/.test(text) ? [`${file} leads elsewhere`] : []),
    ]
  })
}

/** The words of a DOCX, as a reader sees them. */
function wordsOf(bytes: Buffer): string {
  const document = entriesOf(bytes).find(({ name }) => name.toString() === 'word/document.xml')
  const found: string[] = []
  const walk = (value: unknown): void => {
    if (typeof value === 'string') found.push(value)
    else if (Array.isArray(value)) value.forEach(walk)
    else if (typeof value === 'object' && value !== null) Object.values(value).forEach(walk)
  }
  walk(new XMLParser({ trimValues: false, ignoreAttributes: true }).parse(document?.content.toString() ?? ''))
  return found.join('')
}

/** What of a PDF would act. Its text is compressed: a name in the clear is one of the file’s own. */
const acts = (pdf: Buffer): readonly string[] =>
  [...pdf.toString('latin1').matchAll(/\/(JS|JavaScript|URI|Launch|OpenAction|AA|EmbeddedFile|SubmitForm|GoToR)\b/g)].map(([name]) => name)

/** Markup of a page that a payload has made. */
function marked(page: string): readonly string[] {
  const tags = page.match(/<[a-z!/][^>]*>/gi) ?? []
  return tags.filter((tag) =>
    /__hit|evil\.example|<script|<iframe|<base|<svg|<img|javascript:|\son\w+\s*=/i.test(
      tag.replaceAll(/"[^"]*"/g, (value) => (/^"javascript:/i.test(value) ? value : '""')),
    ),
  )
}

describe('what was written with harm in mind comes out as text', () => {
  test('in tables: no cell of a CSV begins as a formula does, and no workbook computes or links', async () => {
    for (const view of ['system-register', 'incidents', 'complaints', 'plans', 'publications', 'incident-reports']) {
      const csv = await get(`/api/views/${view}.csv`)
      expect([view, csv.status, csv.headers['x-content-type-options']]).toEqual([view, 200, 'nosniff'])
      const cells = cellsOf(csv.bytes.toString())
      expect(cells.length).toBeGreaterThan(3)
      expect(cells.filter((cell) => RUNS.test(cell) && !/^-?\d/.test(cell))).toEqual([])
      expect([view, alive((await get(`/api/views/${view}.xlsx`)).bytes)]).toEqual([view, []])
    }
    expect((await get('/api/views/system-register.csv')).bytes.toString()).toContain("cmd|'/C calc'!A0")
  })

  test('in reports: workbook, CSV, Word and PDF', { timeout: LONG }, async () => {
    for (const report of ['board', 'exposure']) {
      for (const format of ['xlsx', 'docx']) {
        const answer = await get(`/api/${report}.${format}?lang=zh`)
        expect([report, format, answer.status, alive(answer.bytes)]).toEqual([report, format, 200, []])
      }
      expect(cellsOf((await get(`/api/${report}.csv?lang=zh`)).bytes.toString()).filter((cell) => RUNS.test(cell) && !/^-?\d/.test(cell))).toEqual([])
      expect([report, acts((await get(`/api/${report}.pdf?lang=zh`)).bytes)]).toEqual([report, []])
    }
  })

  test('in documents: a DOCX holds it word for word, and no field, link or object; a PDF does nothing', { timeout: LONG }, async () => {
    const drawn = ['plan/self/documents/plan', 'incident/inc-1/documents/incident-report']
    for (const document of drawn) {
      const docx = await get(`/api/matters/${document}.docx?lang=both`)
      expect([document, docx.status, alive(docx.bytes)]).toEqual([document, 200, []])
      expect(wordsOf(docx.bytes).replaceAll(/&lt;/g, '<').replaceAll(/&gt;/g, '>')).toContain('<script>window.__hit=1</script>')
      const pdf = await get(`/api/matters/${document}.pdf?lang=both`)
      expect([document, pdf.status, acts(pdf.bytes)]).toEqual([document, 200, []])
    }
  })

  test('on the public’s pages, and in the JSON of programs', async () => {
    const pages = [`/p/${party}`, `/p/${party}/publications`, `/p/${party}/publications/collection-rules/rules`]
    const listed = z
      .object({ publications: z.array(z.object({ kind: z.string(), id: z.string() })) })
      .parse((await ask(place, `/portal/${party}/publications`)).body)
    const [first] = listed.publications
    for (const url of [...pages.slice(0, 2), `/p/${party}/publications/${first?.kind}/${first?.id}`]) {
      const page = await ask(place, url)
      expect([url, page.status, marked(String(page.body))]).toEqual([url, 200, []])
      expect(String(page.headers['content-security-policy'])).toMatch(/script-src 'self'|default-src 'none'/)
    }
    const told = await ask(place, `/p/${party}/publications/${first?.kind}/${first?.id}`)
    expect(String(told.body)).toContain('&lt;script&gt;window.__hit=1&lt;/script&gt;')
    const followed = await ask(place, `/portal/${party}/follow`, { method: 'POST', payload: { code } })
    for (const answer of [followed, await get('/api/views/complaints'), await get('/api/matters/incident/inc-1'), await get('/api/search?q=script')]) {
      expect(answer.status).toBe(200)
      expect(answer.headers).toMatchObject({ 'content-type': expect.stringMatching(/^application\/json/) as unknown, 'x-content-type-options': 'nosniff' })
    }
  })

  test('in files: markup is downloaded and never shown, names lead nowhere', async () => {
    const url = '/api/files?procedure=system&subject=pay'
    const files = [
      ['a.html', '<!doctype html><script>window.__hit=1</script>'],
      ['a.svg', '<svg xmlns="http://www.w3.org/2000/svg" onload="window.__hit=1"><script>1</script></svg>'],
      ['"; filename="evil.exe', HOSTILE.script],
      ['=cmd.csv', FORMULAS.join(',')],
    ] as const
    for (const [name, content] of files) {
      const kept = await ask(place, url, {
        token: officer,
        method: 'POST',
        payload: Buffer.from(content),
        headers: { 'content-type': 'application/octet-stream', 'x-file-name': encodeURIComponent(name) },
      })
      const { file } = z.object({ file: z.string() }).parse(kept.body)
      const shown = await get(`/api/files/${file}?view=true`)
      expect([name, String(shown.headers['content-type'])]).toEqual([name, expect.stringMatching(/^(application\/octet-stream|text\/plain)/)])
      expect(shown.headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'content-security-policy': expect.stringContaining('sandbox') as unknown })
      expect(String(shown.headers['content-disposition'])).toMatch(/^(attachment|inline); filename="file"; filename\*=UTF-8''[\w%.!~-]+$/)
    }
    for (const name of [HOSTILE.path, HOSTILE.header, HOSTILE.bidi, '..', 'a/b', 'a\\b']) {
      const answer = await ask(place, url, {
        token: officer,
        method: 'POST',
        payload: Buffer.from('x'),
        headers: { 'content-type': 'application/octet-stream', 'x-file-name': encodeURIComponent(name) },
      })
      expect([name, answer.status]).toEqual([name, 400])
    }
  })

  test('in mail: one address, plain text, no further header', async () => {
    expect(
      (await ask(place, '/api/me/address', { token: officer, method: 'POST', payload: { address: `x@example.cn${HOSTILE.header.slice(1)}` } })).status,
    ).toBeGreaterThanOrEqual(400)
    expect(mailbox.mails).toEqual([])
    expect((await ask(place, '/api/me/address', { token: officer, method: 'POST', payload: { address: 'officer@example.cn' } })).status).toBe(202)
    const [mail] = mailbox.mails
    expect(mail?.to).toEqual(['officer@example.cn'])
    expect(mail?.head).toMatch(/content-type: text\/plain/i)
    expect(mail?.head).not.toMatch(/bcc|text\/html|evil\.example/i)
  })

  test('in an audit bundle: every name stays inside it', async () => {
    const bundle = await ask(place, '/api/journal/bundle', { token: officer, method: 'POST', payload: {} })
    expect(bundle.status).toBe(200)
    const names = entriesOf(bundle.bytes).map(({ name }) => name.toString())
    expect(names.length).toBeGreaterThan(5)
    expect(names.filter((name) => /\.\.|^\/|\\|[\p{Cc}]/u.test(name))).toEqual([])
  })
})
