import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { lawLines, lawText } from '#law/import/synthetic.fixture.ts'
import { restatements, statute } from '#law/statute.fixture.ts'
import type { Language } from '#law/text.ts'
import { importJson, type ImportReport } from '#server/official-text/intake.ts'
import { importedView, readStored } from '#server/official-text/stored.ts'
import { importFile, importReportText } from './import.ts'
import { dataFolder, importedText } from './imported.ts'
import { Unusable } from './unusable.ts'

let root = ''
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'dutybook-import-'))
})
afterAll(() => rmSync(root, { recursive: true }))

let made = 0
const newFolder = (): string => join(root, `data-${made++}`)

function file(name: string, text: string): string {
  const path = join(root, name)
  writeFileSync(path, text)
  return path
}

interface Run {
  readonly reports: readonly ImportReport[]
  readonly told: readonly string[]
}

async function run(path: string, folder: string, language?: Language, today = '2026-03-01'): Promise<Run> {
  const told: string[] = []
  const reports = await importFile(path, statute, restatements, { edition: 'csl-2017', language, folder, today, warn: (_, en) => void told.push(en) })
  return { reports, told }
}

test('an import is stored, and shown beside the restatement with its sha256 and day', async () => {
  const folder = join(newFolder(), 'new')
  const { reports } = await run(file('law.zh.txt', lawText('zh')), folder)
  expect(reports).toMatchObject([
    { lang: 'zh', articlesFound: 79, articlesExpected: 79, provisionsFound: 132, provisionsExpected: 132, missing: [], stored: true, replaced: null },
  ])
  const view = importedView(folder, 'csl-2017', '21.1.3')
  expect(view).toMatchObject({ zh: { sha256: reports[0]?.sha256, importedOn: '2026-03-01', source: 'law.zh.txt' } })
  expect(Object.keys(view?.zh?.text ?? {})).toEqual(['21.1', '21.1.3'])
  expect(Object.keys(importedView(folder, 'csl-2017', '21')?.zh?.text ?? {})).toHaveLength(6)
  expect(importedText(view, 'zh')).toContain('law.zh.txt')
  expect(importedText(view, 'en')).toContain('law.zh.txt')
  expect(importedText(null, 'en')).toBe('')
  expect(importedView(folder, 'csl-draft-2016', '21')).toBeNull()
})

test('the folder and its files are for their owner alone', async () => {
  const folder = newFolder()
  await run(file('mode.txt', lawText('zh')), folder)
  expect(statSync(folder).mode & 0o777).toBe(0o700)
  expect(statSync(join(folder, 'law', 'csl-2017.zh.json')).mode & 0o777).toBe(0o600)
})

test('both languages of one file are stored; --lang takes one', async () => {
  const path = file('both.txt', `${lawText('en')}\n${lawText('zh')}`)
  const both = newFolder()
  const { reports } = await run(path, both)
  expect(reports.map(({ lang }) => lang)).toEqual(['zh', 'en'])
  expect(importJson(reports)).toMatchObject({ lang: 'zh', others: [{ lang: 'en' }] })
  expect(readdirSync(join(both, 'law'))).toEqual(['csl-2017.en.json', 'csl-2017.zh.json'])
  const one = newFolder()
  await run(path, one, 'en')
  expect(readdirSync(join(one, 'law'))).toEqual(['csl-2017.en.json'])
})

test('the answer has the keys of the contract, and anomalies in both languages', async () => {
  const { reports } = await run(file('spoilt.txt', lawText('en').replace(/\.$/, '')), newFolder())
  const json: unknown = JSON.parse(JSON.stringify(importJson(reports)))
  expect(json).toMatchObject({ edition: 'csl-2017', lang: 'en', missing: [] })
  const stop = z
    .object({ anomalies: z.array(z.strictObject({ where: z.string(), line: z.int(), kind: z.string(), message: z.string() })) })
    .parse(json)
    .anomalies.find((each) => each.kind === 'missing-full-stop')
  expect(stop?.where).toBe('79.1')
  expect(stop?.message).toMatch(/句号.* \/ .*full stop/)
  for (const language of ['zh', 'en'] as const) expect(importReportText(reports, language)).toContain('missing-full-stop (1)')
})

test('a changed file imported again is said, with both sha256', async () => {
  const folder = newFolder()
  const first = await run(file('a.txt', lawText('zh')), folder)
  const again = await run(file('a.txt', lawText('zh')), folder)
  expect(again.told).toEqual([])
  const changed = await run(file('a.txt', lawText('zh').replace('网络', '网 络')), folder, undefined, '2026-03-02')
  expect(changed.reports[0]?.replaced).toEqual({ sha256: first.reports[0]?.sha256, importedOn: '2026-03-01' })
  expect(changed.told.join()).toContain(first.reports[0]?.sha256)
  expect(changed.told.join()).toContain(changed.reports[0]?.sha256)
})

test('an incomplete text is reported and not stored, and leaves the complete one as it was', async () => {
  const folder = newFolder()
  const cutFile = file('cut.txt', lawLines('zh').slice(0, -8).join('\n'))
  const cut = await run(cutFile, folder)
  expect(cut.reports[0]?.stored).toBe(false)
  expect(cut.reports[0]?.missing.length).toBeGreaterThan(0)
  expect(importedView(folder, 'csl-2017', '1')).toBeNull()
  const whole = await run(file('whole.txt', lawText('zh')), folder)
  await run(cutFile, folder)
  expect(importedView(folder, 'csl-2017', '1')?.zh?.sha256).toBe(whole.reports[0]?.sha256)
})

test('what is refused stores nothing', async () => {
  const huge = file('huge.txt', '')
  truncateSync(huge, 300 * 1_048_576)
  const refused = [
    file('law.pdf.txt', '%PDF-1.4 x'),
    file('empty.txt', ''),
    file('other.txt', lawText('zh').replace('网络安全法', '密码法')),
    file('twice.txt', `${lawText('zh')}\n${lawText('zh')}`),
    huge,
    join(root, 'none.txt'),
    root,
  ]
  for (const path of refused) {
    const folder = newFolder()
    await expect(run(path, folder)).rejects.toBeInstanceOf(Unusable)
    expect(existsSync(folder)).toBe(false)
  }
})

test('an edition that is not loaded is refused by name', async () => {
  const loaded = { ...statute, editions: [] }
  await expect(
    importFile(file('b.txt', lawText('zh')), loaded, restatements, {
      edition: 'csl-2017',
      language: undefined,
      folder: newFolder(),
      today: '2026-03-01',
      warn: () => {},
    }),
  ).rejects.toBeInstanceOf(Unusable)
})

test('a damaged file is noticed, not shown, and mended by a new import', async () => {
  const folder = newFolder()
  const path = file('c.txt', lawText('zh'))
  await run(path, folder)
  const stored = join(folder, 'law', 'csl-2017.zh.json')
  const good = readFileSync(stored, 'utf8')
  for (const bad of [good.replace('网络', '网路'), good.slice(0, 500), '', '{}', JSON.stringify({ digest: 'x', text: 1 })]) {
    writeFileSync(stored, bad)
    const view = importedView(folder, 'csl-2017', '21')
    expect(view?.zh).toBeUndefined()
    expect(view?.damaged).toMatchObject([{ lang: 'zh', file: stored }])
  }
  const { told } = await run(path, folder)
  expect(told.join()).toContain('damaged')
  expect(readFileSync(stored, 'utf8')).toBe(good)
})

test('imports at once leave one whole text and nothing beside it', async () => {
  const folder = newFolder()
  const paths = Array.from({ length: 6 }, (_, at) => file(`at-once-${at}.txt`, `${lawText('zh')}${'\n'.repeat(at)}`))
  await Promise.all(paths.map((path) => run(path, folder)))
  expect(readdirSync(join(folder, 'law'))).toEqual(['csl-2017.zh.json'])
  expect(readStored(folder, 'csl-2017', 'zh')).toMatchObject({ lang: 'zh' })
})

test('the data folder is the one asked for, else the environment’s, else the user’s', () => {
  expect(dataFolder('here')).toBe('here')
  const { DATA_DIR, XDG_DATA_HOME } = process.env
  try {
    process.env['DATA_DIR'] = join(root, 'data')
    expect(dataFolder(undefined)).toBe(join(root, 'data'))
    delete process.env['DATA_DIR']
    process.env['XDG_DATA_HOME'] = join(root, 'share')
    expect(dataFolder(undefined)).toBe(join(root, 'share', 'dutybook'))
    delete process.env['XDG_DATA_HOME']
    expect(dataFolder(undefined)).toMatch(/\.local.share.dutybook$/)
  } finally {
    for (const [name, value] of Object.entries({ DATA_DIR, XDG_DATA_HOME })) {
      if (value === undefined) Reflect.deleteProperty(process.env, name)
      else process.env[name] = value
    }
  }
})

const MAIN = fileURLToPath(new URL('../dist/cli/main.js', import.meta.url))

/** The built command, as `npm test` leaves it. */
function command(...words: readonly string[]): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(process.execPath, [MAIN, 'law', ...words], { encoding: 'utf8' })
}

test.skipIf(!existsSync(MAIN))(
  'the command (skipped before a build) ends with 0 when all is found, 1 when provisions are missing, 2 when the file is refused',
  () => {
    const folder = newFolder()
    const whole = command('import', file('d.txt', lawText('zh')), '--edition', 'csl-2017', '--data', folder, '--json')
    expect([whole.status, whole.stderr]).toEqual([0, ''])
    expect(JSON.parse(whole.stdout)).toMatchObject({ edition: 'csl-2017', lang: 'zh', articlesFound: 79, missing: [] })
    const shown = command('show', 'csl-2017', '21.1.3', '--data', folder, '--json')
    expect(JSON.parse(shown.stdout)).toMatchObject({ provision: '21.1.3', imported: { zh: { source: 'd.txt' } } })
    const cut = command('import', file('e.txt', lawLines('en').slice(0, -8).join('\n')), '--edition', 'csl-2017', '--data', folder, '--json')
    expect(cut.status).toBe(1)
    expect(z.object({ missing: z.array(z.string()) }).parse(JSON.parse(cut.stdout)).missing).toContain('79.1')
    const pdf = command('import', file('f.txt', '%PDF-1.4'), '--edition', 'csl-2017', '--data', folder, '--json')
    expect([pdf.status, pdf.stdout]).toEqual([2, ''])
    expect(pdf.stderr).toContain('PDF')
    expect(command('import', file('g.txt', ''), '--data', folder).status).toBe(2)
  },
)
