import { expect, test } from 'vitest'
import { z } from 'zod'
import { filesOf, textOf } from './tree.ts'

const files = filesOf()
const documents = files.filter((path) => path.endsWith('.md'))

const Versions = z.record(z.string(), z.string()).default({})
const Manifest = z.object({
  version: z.string(),
  engines: z.object({ node: z.string() }).optional(),
  scripts: Versions,
  dependencies: Versions,
  devDependencies: Versions,
})
const Lock = z.object({
  packages: z.record(
    z.string(),
    z.object({ dependencies: Versions, devDependencies: Versions, optionalDependencies: Versions, engines: z.unknown().optional() }),
  ),
})

const manifest = Manifest.parse(JSON.parse(textOf('package.json')))
const law = Manifest.parse(JSON.parse(textOf('law/package.json')))
const { packages } = Lock.parse(JSON.parse(textOf('package-lock.json')))

test('no file names a place on somebody’s machine', () => {
  const written = files.filter((path) => /\.(tsx?|[cm]?js|json|ya?ml|md|html|css|sql)$|^(bin|\.ci)\//.test(path))
  expect(written.length).toBeGreaterThan(0)
  const place = new RegExp(`(^|[\\s"'\`(=:])/(${['work', 'tmp', 'root', 'home', 'Users'].join('|')})/`, 'm')
  expect(written.filter((path) => place.test(textOf(path)))).toEqual([])
})

test('every version is exact', () => {
  const named = [manifest, law].flatMap(({ dependencies, devDependencies }) => Object.entries({ ...dependencies, ...devDependencies }))
  expect(named.length).toBeGreaterThan(0)
  expect(named.filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([])
})

test('law is published with the versions that the product is built with', () => {
  expect(law.version).toBe(manifest.version)
  expect(manifest.dependencies).toMatchObject(law.dependencies)
})

test('the lockfile is that of package.json', () => {
  expect(packages['']).toMatchObject({ dependencies: manifest.dependencies, devDependencies: manifest.devDependencies, engines: manifest.engines })
})

test('the lockfile holds every package for every platform', () => {
  const optional = Object.values(packages).flatMap(({ optionalDependencies }) => Object.keys(optionalDependencies))
  expect(optional.length).toBeGreaterThan(0)
  const places = Object.keys(packages)
  expect(optional.filter((name) => !places.some((place) => place.endsWith(`node_modules/${name}`)))).toEqual([])
})

test('the required documents exist', () => {
  const required = ['README.md', 'ARCHITECTURE.md', 'GLOSSARY.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'SECURITY.md', 'LICENSE']
  expect(required.filter((path) => !files.includes(path))).toEqual([])
})

test('decisions are numbered without gaps', () => {
  const decisions = files.filter((path) => path.startsWith('decisions/'))
  expect(decisions.length).toBeGreaterThan(0)
  expect(decisions.map((path) => path.slice('decisions/'.length, 'decisions/0000-'.length))).toEqual(
    decisions.map((_, at) => `${String(at + 1).padStart(4, '0')}-`),
  )
})

test('commands that documents name exist', () => {
  const named = documents.flatMap((path) => [...textOf(path).matchAll(/npm run ([\w:-]+)/g)].map(([, script]) => ({ path, script: script ?? '' })))
  expect(named.length).toBeGreaterThan(0)
  expect(named.filter(({ script }) => manifest.scripts[script] === undefined)).toEqual([])
})

test('links between documents lead somewhere', () => {
  const links = documents.flatMap((path) =>
    [...textOf(path).matchAll(/\]\((?![a-z]+:|#)([^)#\s]+)/g)].map(([, to]) => ({ path, to: new URL(to ?? '', `file:///${path}`).pathname.slice(1) })),
  )
  expect(links.length).toBeGreaterThan(0)
  expect(links.filter(({ to }) => !files.some((file) => file === to || file.startsWith(to.endsWith('/') ? to : `${to}/`)))).toEqual([])
})

test('the glossary’s terms are where it says', () => {
  const rows = definitions(textOf('GLOSSARY.md'))
  expect(rows.length).toBeGreaterThan(0)
  const lost = rows.filter(({ identifiers, places }) => {
    const found = places.filter((place) => files.some((file) => file === place || file.startsWith(`${place.replace(/\/$/, '')}/`)))
    const text = found.flatMap((place) => (files.includes(place) ? [textOf(place)] : [])).join('\n')
    return places.length === 0 || found.length < places.length || identifiers.some((identifier) => text !== '' && !text.includes(identifier))
  })
  expect(lost).toEqual([])
})

/** Rows of the tables that have a column "where defined"; a column "identifier", if there is one, names what those files must hold. Both in backticks. */
function definitions(glossary: string): readonly { readonly identifiers: readonly string[]; readonly places: readonly string[] }[] {
  const tables = glossary.split(/\n(?!\|)/).map((block) =>
    block
      .split('\n')
      .filter((line) => line.startsWith('|'))
      .map(cellsOf),
  )
  return tables.flatMap(([head = [], , ...rows]) => {
    const [where, identifier] = ['where defined', 'identifier'].map((name) => head.findIndex((cell) => cell.toLowerCase() === name))
    if (where === undefined || where === -1) return []
    return rows.map((cells) => ({ identifiers: quoted(cells[identifier ?? -1]), places: quoted(cells[where]) }))
  })
}

function cellsOf(line: string): readonly string[] {
  return line
    .split(/(?<!\\)\|/)
    .slice(1, -1)
    .map((cell) => cell.trim())
}

function quoted(cell = ''): readonly string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map(([, text]) => text ?? '')
}

test('a schema is made once, where a module begins, and not at each use: making one takes longer than using it a dozen times', () => {
  const code = files.filter((path) => /^(law|journal|procedures|server|cli)\/.*\.ts$/.test(path) && !/\.(test|fixture)\.ts$/.test(path))
  expect(code.length).toBeGreaterThan(0)
  const used =
    /^[ \t].*\bz\s*\.(?:object|strictObject|array|record|union|discriminatedUnion|enum)\((?:[^()]|\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\))*\)\s*\.(?:parse|safeParse)\(/m
  expect(code.filter((path) => used.test(textOf(path)))).toEqual([])
})
