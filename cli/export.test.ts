import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { restatementOf } from '#law/export/akomantoso.ts'
import { readOscalCatalog } from '#law/export/oscal-reading.ts'
import { CatalogFile, ProfileFile } from '#law/export/oscal-shape.ts'
import { lawText } from '#law/import/synthetic.fixture.ts'
import { normRows } from '#law/norm-row.ts'
import { restatements, statute } from '#law/statute.fixture.ts'
import type { Language } from '#law/text.ts'
import { deliver, refuseTerminal } from './delivery.ts'
import { exportLaw, type ExportOptions } from './export.ts'
import type { ImportReport } from '#server/official-text/intake.ts'
import { importFile } from './import.ts'
import { readStored } from '#server/official-text/stored.ts'
import { Unusable } from './unusable.ts'
import { uuidOf } from './uuid.ts'

let root = ''
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'dutybook-export-'))
})
afterAll(() => rmSync(root, { recursive: true }))

let made = 0
const newFolder = (): string => join(root, `data-${made++}`)

function optionsOf(differs: Partial<ExportOptions>): ExportOptions {
  return { format: 'akn', role: undefined, language: 'en', text: 'restatement', folder: root, ...differs }
}

const written = (id: string, differs: Partial<ExportOptions>): string => exportLaw(statute, restatements, id, optionsOf(differs))

async function imported(text: string, edition: ImportReport['edition'], folder: string, language?: Language): Promise<readonly ImportReport[]> {
  const path = join(root, `text-${made++}.akn`)
  writeFileSync(path, text)
  return importFile(path, statute, restatements, { edition, language, folder, today: '2026-03-01', warn: () => undefined })
}

function storedWords(folder: string, edition: ImportReport['edition'], language: Language): readonly (readonly [string, string])[] {
  const stored = readStored(folder, edition, language)
  if (stored === undefined || 'why' in stored) throw new Error(`${edition} ${language} is not stored`)
  return stored.provisions.map(({ provision, text }) => [provision, text] as const)
}

const wordsOf = (error: unknown): string => (error instanceof Unusable ? error.words.en : String(error))

function refusal(act: () => unknown): string {
  try {
    act()
  } catch (error) {
    return wordsOf(error)
  }
  throw new Error('nothing was refused')
}

const CASES = statute.editions.flatMap(({ edition }) => (['zh', 'en'] as const).map((language) => ({ id: edition.id, language })))

describe.each(CASES)('$id in $language', ({ id, language }) => {
  test('exported as Akoma Ntoso and imported again, every provision has the same words', async () => {
    const folder = newFolder()
    const [report] = await imported(written(id, { language }), id, folder)
    expect(report).toMatchObject({ edition: id, lang: language, missing: [], stored: true, restated: true, leftovers: [], decisions: [] })
    expect(report?.articlesFound).toBe(report?.articlesExpected)
    expect(report?.anomalies.map(({ kind }) => kind)).toEqual(['restatement'])
    const file = restatements.editions[id]
    const own = file === undefined ? [] : restatementOf(file, language).provisions
    expect(own.length).toBeGreaterThan(120)
    expect(storedWords(folder, id, language)).toEqual(own.map(({ provision, text }) => [provision, text]))
  })

  test('exported as OSCAL and read again, the norms are those of `law norms`', () => {
    const json: unknown = JSON.parse(written(id, { format: 'oscal', language }))
    const data = statute.editions.find(({ edition }) => edition.id === id)
    expect(CatalogFile.safeParse(json).success).toBe(true)
    expect(readOscalCatalog(json).norms).toEqual(data === undefined ? [] : normRows(data))
  })
})

describe.each(['zh', 'en'] as const)('an official text in %s', (language) => {
  test('goes out as it was imported and comes back the same', async () => {
    const [first, second] = [newFolder(), newFolder()]
    const path = join(root, `official.${language}.txt`)
    writeFileSync(path, lawText(language))
    await importFile(path, statute, restatements, { edition: 'csl-2017', language: undefined, folder: first, today: '2026-03-01', warn: () => undefined })
    const text = written('csl-2017', { language, text: 'official', folder: first })
    expect(text).toContain('text="official"')
    const [report] = await imported(text, 'csl-2017', second)
    expect(report).toMatchObject({ stored: true, restated: false, missing: [] })
    expect(storedWords(second, 'csl-2017', language)).toEqual(storedWords(first, 'csl-2017', language))
    expect(written('csl-2017', { language, text: 'official', folder: first })).toBe(text)
  })
})

test('a restatement that was imported does not go out as an official text', async () => {
  const folder = newFolder()
  await imported(written('csl-2017', { language: 'zh' }), 'csl-2017', folder)
  expect(refusal(() => written('csl-2017', { language: 'zh', text: 'official', folder }))).toContain('is a restatement by Dutybook')
})

test('an official text that is not there, or is damaged, is refused', async () => {
  const folder = newFolder()
  expect(refusal(() => written('csl-2017', { text: 'official', folder }))).toContain('no English text of csl-2017 was imported')
  await imported(written('csl-2017', { language: 'en' }), 'csl-2017', folder)
  const path = join(folder, 'law', 'csl-2017.en.json')
  writeFileSync(path, readFileSync(path, 'utf8').replace('network', 'netwerk'))
  expect(refusal(() => written('csl-2017', { text: 'official', folder }))).toContain('does not match its digest')
})

test('a document of another edition, or with a document type, is not imported', async () => {
  const folder = newFolder()
  const amended = written('csl-2026', { language: 'zh' })
  await expect(imported(amended, 'csl-2017', folder)).rejects.toThrow('csl-2026')
  const declared = written('csl-2017', { language: 'zh' }).replace('<akomaNtoso', '<!DOCTYPE akomaNtoso [<!ENTITY a "b">]><akomaNtoso')
  await expect(imported(declared, 'csl-2017', folder)).rejects.toThrow('DOCTYPE')
  await expect(imported(written('csl-2017', {}).replace('</act>', ''), 'csl-2017', folder)).rejects.toThrow('not well formed')
  await expect(imported('<akomaNtoso><act><meta/></act></akomaNtoso>', 'csl-2017', folder)).rejects.toThrow('no body')
  await expect(imported(written('csl-2017', { language: 'zh' }), 'csl-2017', folder, 'en')).rejects.toThrow('Chinese only')
})

test('what is missing from a document is told, and nothing is stored', async () => {
  const folder = newFolder()
  const text = written('csl-2017', { language: 'zh' }).replace(/<point eId="art_21__para_1__point_3">[^]*?<\/point>/, '')
  const [report] = await imported(text, 'csl-2017', folder)
  expect(report).toMatchObject({ stored: false, missing: ['21.1.5'] })
})

test('a document on one line is read like any other', async () => {
  const [report] = await imported(written('csl-2026', { language: 'zh' }).replaceAll(/>\n\s*</g, '><'), 'csl-2026', newFolder())
  expect(report).toMatchObject({ stored: true, missing: [] })
})

test('a profile names the catalog’s file and holds the controls of a role', () => {
  const json: unknown = JSON.parse(written('csl-2017', { format: 'oscal', role: 'cii-operator', language: 'en' }))
  const { profile } = ProfileFile.parse(json)
  expect(profile.metadata.title).toContain('norms for')
  expect(profile['back-matter'].resources[0]?.rlinks?.[0]?.href).toBe('csl-2017.en.oscal-catalog.json')
  expect(profile.imports[0]?.href).toBe(`#${profile['back-matter'].resources[0]?.uuid ?? ''}`)
  expect(profile.imports[0]?.['include-controls'][0]?.['with-ids']).toContain('logs.keep-six-months')
})

test('what does not go together is refused, with the way out', () => {
  expect(refusal(() => written('csl-2018', {}))).toContain('Did you mean csl-2017?')
  expect(refusal(() => written('csl-2017', { role: 'network-operator' }))).toContain('--role goes with --format oscal')
  expect(refusal(() => written('csl-2017', { format: 'oscal', role: 'cii-operater' }))).toContain('Did you mean cii-operator?')
  expect(refusal(() => written('csl-2017', { format: 'oscal', text: 'official' }))).toContain('--text official goes with --format akn')
})

test('documents of bytes go to files and pipes, not onto a terminal', () => {
  expect(refusal(() => refuseTerminal('docx', undefined, true))).toContain('--out NAME.docx')
  expect(refuseTerminal('docx', 'a.docx', true)).toBeUndefined()
  expect(refuseTerminal('docx', undefined, false)).toBeUndefined()
  const path = join(root, 'bytes')
  deliver(new Uint8Array([0x50, 0x4b, 0xff]), path)
  expect([...readFileSync(path)]).toEqual([0x50, 0x4b, 0xff])
  expect(refusal(() => deliver('x', join(root, 'no-folder', 'x')))).toContain('there is no file')
})

test('names have UUIDs of version 5, the same everywhere', () => {
  // Computed apart from this program: uuid.uuid5(uuid.uuid5(uuid.NAMESPACE_URL, 'urn:dutybook:law:1'), 'party dutybook') in Python.
  expect(uuidOf('party dutybook')).toBe('26c4397e-a997-563a-ac8c-a0ed1e16ee91')
  expect(z.uuid({ version: 'v5' }).safeParse(uuidOf('')).success).toBe(true)
})

/** The built product, a process of its own, with standard output that is no terminal. */
const binary = fileURLToPath(new URL('../bin/dutybook', import.meta.url))
const example = (name: string): string => fileURLToPath(new URL(`../example/${name}`, import.meta.url))
const run = (words: readonly string[]): { status: number | null; stdout: Buffer; stderr: Buffer } =>
  spawnSync(process.execPath, [binary, ...words], { env: { ...process.env, LANG: 'en_US.UTF-8', LC_ALL: 'en_US.UTF-8' }, maxBuffer: 64 * 1_048_576 })

/** Each starts several processes, the first of which may build. */
const PATIENCE = 180_000 // ms

describe('the command', { timeout: PATIENCE }, () => {
  const assess = ['assess', example('profile.yaml'), '--journal', example('events.jsonl'), '--at', '2025-12-12T09:00:00+08:00']

  test('writes the law to standard output or a file, and reads its own file again', () => {
    const path = join(root, 'law.zh.akn')
    expect(run(['law', 'export', 'csl-2026', '--format', 'akn', '--lang', 'zh', '--out', path]).status).toBe(0)
    const { stdout } = run(['law', 'export', 'csl-2026', '--format', 'akn', '--lang', 'zh'])
    expect(stdout.equals(readFileSync(path))).toBe(true)
    const imported = run(['law', 'import', path, '--edition', 'csl-2026', '--data', newFolder(), '--json'])
    expect(imported.status).toBe(0)
    expect(JSON.parse(imported.stdout.toString())).toMatchObject({ articlesFound: 81, articlesExpected: 81, missing: [], stored: true })
  })

  test('writes catalogs whose norms are those of `law norms`', () => {
    const { stdout } = run(['law', 'export', 'csl-2017', '--format', 'oscal', '--lang', 'en'])
    const { stdout: rows } = run(['law', 'norms', 'csl-2017', '--json'])
    expect(readOscalCatalog(JSON.parse(stdout.toString())).norms).toEqual(JSON.parse(rows.toString()))
  })

  test('pipes Word, Excel and OSCAL reports, the same bytes each time', () => {
    for (const format of ['docx', 'xlsx', 'oscal']) {
      const [first, second] = [run([...assess, '--format', format]), run([...assess, '--format', format])]
      expect(first.status).toBe(0)
      expect(first.stdout.subarray(0, 2).toString()).toBe(format === 'oscal' ? '{\n' : 'PK')
      expect(first.stdout.equals(second.stdout)).toBe(true)
    }
  })

  test('says what cannot go together, with status 2 and nothing on standard output', () => {
    const asked = run([...assess, '--as-if', 'csl-2017', '--against', 'csl-2026', '--format', 'docx'])
    expect([asked.status, asked.stdout.length]).toEqual([2, 0])
    expect(asked.stderr.toString()).toContain('--against is written as text, html or --json')
    const unnamed = run(['law', 'export', 'csl-2017'])
    expect([unnamed.status, unnamed.stdout.length]).toEqual([2, 0])
  })
})
