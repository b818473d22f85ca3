import { isBuiltin } from 'node:module'
import { posix } from 'node:path'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { filesOf, textOf } from './tree.ts'

/** Whom each folder may import, besides itself: a folder, or single files of it. Files at the root are tests and settings: they may import anything. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  law: [],
  journal: [],
  archive: ['law/deadline.ts', 'law/instant.ts'],
  procedures: ['law'],
  server: ['law', 'journal', 'archive', 'procedures'],
  // Of the journal, what checks a proof.
  web: [
    'law',
    'procedures',
    ...['bytes', 'fault', 'merkle', 'note', 'proof', 'verifier/portable-crypto'].map((noun) => `journal/${noun}.ts`),
    'server/contract.ts',
    'server/contract',
  ],
  cli: ['law', 'journal', 'archive', 'procedures', 'server'],
  bench: ['law', 'journal', 'archive', 'procedures', 'server'],
  // The identity provider that tests stand beside the product.
  e2e: ['server/access/provider.fixture.ts', 'server/http/hostile.fixture.ts'],
}

/** No clock, no chance, no disk, no network, apart from tests. A folder, or single files of it. */
const PURE = [
  'law',
  'procedures',
  'server/contract.ts',
  'server/contract',
  ...[
    'fault',
    'bytes',
    'json',
    'entry',
    'erased',
    'merkle',
    'tile',
    'note',
    'checkpoint',
    'policy',
    'proof',
    'finding',
    'bundle',
    'bundle-file',
    'frontier',
    'submission',
    'witness',
  ].map((noun) => `journal/${noun}.ts`),
]

/** Names that say nothing of what is inside. */
const NO_SUBJECT = /^(utils?|helpers?|common|shared|libs?|misc|services?|managers?|core)$/

interface Import {
  readonly file: string
  readonly target: string
}

const sources = filesOf().filter((path) => /\.tsx?$/.test(path))
const imports: readonly Import[] = sources.flatMap((file) => importsOf(textOf(file)).map((target) => ({ file, target })))

function importsOf(source: string): readonly string[] {
  const stated = source.matchAll(/^(?:import|export)\b[^'"]*?\bfrom\s+['"]([^'"]+)['"]|^import\s+['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]/gm)
  return [...stated].map(([, from, effect, later]) => from ?? effect ?? later ?? '')
}

const folderOf = (path: string): string => (path.includes('/') ? path.slice(0, path.indexOf('/')) : '')
const within = (path: string, places: readonly string[]): boolean => places.some((place) => path === place || path.startsWith(`${place}/`))
const isTest = (path: string): boolean => /\.(test|fixture)\.ts$/.test(path)
const isPure = (path: string): boolean => within(path, PURE) && !isTest(path)
const shown = ({ file, target }: Import): string => `${file} imports ${target}`

test('imports of every form are seen', () => {
  const source = [
    "import a from 'a'",
    "import type { B,\n  C } from '#law/b.ts'",
    "export { d } from './d.ts'",
    "import 'e'",
    "const f = await import('f')",
  ].join('\n')
  expect(importsOf(source)).toEqual(['a', '#law/b.ts', './d.ts', 'e', 'f'])
})

test('folders import only whom the table allows, and by #folder/file.ts', () => {
  const between = imports.filter(({ file, target }) => folderOf(file) !== '' && target.startsWith('#'))
  expect(between.length).toBeGreaterThan(0)
  const wrong = between.filter(({ file, target }) => !within(target.slice(1), MAY_IMPORT[folderOf(file)] ?? []) || !target.endsWith('.ts'))
  expect(wrong.map(shown)).toEqual([])
})

test('inside a folder paths are relative, end in .ts, or in .css at a page, and do not leave it', () => {
  const relative = imports.filter(({ file, target }) => folderOf(file) !== '' && target.startsWith('.'))
  expect(relative.length).toBeGreaterThan(0)
  const wrong = relative.filter(({ file, target }) => {
    const path = posix.join(posix.dirname(file), target)
    return folderOf(path) !== folderOf(file) || !(/\.tsx?$/.test(target) || (folderOf(file) === 'web' && target.endsWith('.css')))
  })
  expect(wrong.map(shown)).toEqual([])
})

test('every imported file of ours exists', () => {
  const ours = imports.filter(({ target }) => /^[.#]/.test(target) && !target.endsWith('.css'))
  expect(ours.length).toBeGreaterThan(0)
  const missing = ours.filter(({ file, target }) => !sources.includes(target.startsWith('#') ? target.slice(1) : posix.join(posix.dirname(file), target)))
  expect(missing.map(shown)).toEqual([])
})

test('every folder of sources is in the table', () => {
  const folders = new Set(sources.map(folderOf).filter((folder) => folder !== ''))
  expect(folders.size).toBeGreaterThan(0)
  expect([...folders].filter((folder) => MAY_IMPORT[folder] === undefined)).toEqual([])
})

test('pure files import nothing of Node', () => {
  const pure = imports.filter(({ file }) => isPure(file))
  expect(pure.length).toBeGreaterThan(0)
  expect(pure.filter(({ target }) => isBuiltin(target)).map(shown)).toEqual([])
})

test('pure files do not ask what time it is', () => {
  const pure = sources.filter(isPure)
  expect(pure.length).toBeGreaterThan(0)
  // Lint bans Date.now; it cannot tell `new Date()` from `new Date(ms)`.
  expect(pure.filter((path) => /\bnew Date(\(\s*\)|(?!\s*\())|(?<!new )\bDate\(/.test(textOf(path)))).toEqual([])
})

test('law needs only what its own manifest names', () => {
  const { dependencies } = z.object({ dependencies: z.record(z.string(), z.string()) }).parse(JSON.parse(textOf('law/package.json')))
  const packages = imports.filter(({ file, target }) => isPure(file) && folderOf(file) === 'law' && !/^[.#]/.test(target))
  expect(packages.length).toBeGreaterThan(0)
  expect(packages.filter(({ target }) => dependencies[target] === undefined).map(shown)).toEqual([])
})

test('there are no barrels', () => {
  expect(sources.filter((path) => /(^|\/)index\.tsx?$/.test(path))).toEqual([])
  expect(sources.filter((path) => /^export \*/m.test(textOf(path)))).toEqual([])
})

test('every folder has a subject', () => {
  const folders = new Set(filesOf().flatMap((path) => path.split('/').slice(0, -1)))
  expect(folders.size).toBeGreaterThan(0)
  expect([...folders].filter((folder) => NO_SUBJECT.test(folder))).toEqual([])
})
