import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { normRows } from '../norm-row.ts'
import { ROLES } from '../role.ts'
import { restatements, statute } from '../statute.fixture.ts'
import type { EditionData } from '../statute.ts'
import type { Language } from '../text.ts'
import { everyElement } from './akomantoso-rules.fixture.ts'
import { akomaNtoso, restatementOf } from './akomantoso.ts'
import { readOscalCatalog } from './oscal-reading.ts'
import { CatalogFile, ProfileFile, type Control, type Group, type Property } from './oscal-shape.ts'
import { normsOfRole, oscalCatalog, oscalProfile, type CatalogSource } from './oscal.ts'
import { vagueTermOf } from './vague-term.ts'

const LANGUAGES = ['zh', 'en'] as const

/** Any name-based UUID will do here; the command's own is in cli/uuid.ts. */
function uuid(name: string): string {
  return createHash('sha1')
    .update(name)
    .digest('hex')
    .replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-5$3-8$4-$5')
}

function sourceOf(data: EditionData, language: Language): CatalogSource {
  const restated = restatements.editions[data.edition.id]
  if (restated === undefined) throw new Error(`${data.edition.id} is not loaded`)
  return { statute, data, restated, language, uuid }
}

function edition(id: string): EditionData {
  const found = statute.editions.find((each) => each.edition.id === id)
  if (found === undefined) throw new Error(`${id} is not loaded`)
  return found
}

const controlsOf = ({ controls = [], groups = [] }: Group): Control[] => [...controls, ...groups.flatMap(controlsOf)]
const allControls = ({ catalog }: CatalogFile): Control[] => catalog.groups.flatMap(controlsOf)
const overWire = (value: unknown): unknown => JSON.parse(JSON.stringify(value))

describe.each(statute.editions)('$edition.id', (data) => {
  test.each(LANGUAGES)('in %s is a catalog of the shape that we hold ourselves to', (language) => {
    const file = oscalCatalog(sourceOf(data, language))
    expect(CatalogFile.parse(overWire(file))).toEqual(file)
    expect(
      allControls(file)
        .map(({ id }) => id)
        .toSorted(),
    ).toEqual(data.norms.norms.map(({ id }) => String(id)).toSorted())
  })

  test.each(LANGUAGES)('in %s is read back as the rows of its norms', (language) => {
    const read = readOscalCatalog(overWire(oscalCatalog(sourceOf(data, language))))
    expect(read.norms.length).toBeGreaterThan(200)
    expect(read.norms).toEqual(normRows(data))
    expect(read).toMatchObject({ edition: data.edition.id, encoding: statute.encoding })
  })

  test('points at provisions that its Akoma Ntoso document has', () => {
    const source = sourceOf(data, 'en')
    const ids = new Set(
      everyElement(akomaNtoso(statute, data, source.restated, restatementOf(source.restated, 'en'))).map(({ attributes }) => attributes['eId']),
    )
    const fragments = allControls(oscalCatalog(source)).flatMap(({ links = [] }) => links.map((link) => link['resource-fragment']))
    expect(fragments.length).toBeGreaterThan(200)
    expect(fragments.filter((fragment) => !ids.has(fragment))).toEqual([])
  })

  test('has a parameter wherever the statute names no figure, and asks for it in the statement', () => {
    const controls = allControls(oscalCatalog(sourceOf(data, 'zh')))
    const vague = data.norms.norms.filter((norm) => vagueTermOf(norm, data, statute) !== undefined)
    expect(vague.length).toBeGreaterThan(30)
    expect(
      controls
        .filter(({ params }) => params !== undefined)
        .map(({ id }) => id)
        .toSorted(),
    ).toEqual(vague.map(({ id }) => String(id)).toSorted())
    for (const { parts = [], params = [] } of controls) for (const { id } of params) expect(parts[0]?.prose).toContain(`{{ insert: param, ${id} }}`)
  })

  test('has a profile for each role, of controls that the catalog has', () => {
    const source = sourceOf(data, 'en')
    const ids = new Set(allControls(oscalCatalog(source)).map(({ id }) => id))
    for (const role of ROLES) {
      const file = oscalProfile(source, role)
      expect(ProfileFile.parse(overWire(file))).toEqual(file)
      const chosen = file.profile.imports.flatMap((each) => each['include-controls'].flatMap((one) => one['with-ids']))
      expect(chosen.length).toBeGreaterThan(0)
      expect(chosen.filter((id) => !ids.has(id))).toEqual([])
    }
  })
})

test('a norm says deontic, bearer, provision, deadline and liability, and what an auditor would look at', () => {
  const control = allControls(oscalCatalog(sourceOf(edition('csl-2017'), 'en'))).find(({ id }) => id === 'logs.keep-six-months')
  const value = (name: string): string | undefined => control?.props?.find((each: Property) => each.name === name)?.value
  expect(['deontic', 'bearer', 'provision', 'deadline', 'liability'].map(value)).toEqual(['obligation', 'network-operator', '21.1.3', 'P6M', '59.1'])
  expect(control?.links).toMatchObject([
    { rel: 'reference', 'resource-fragment': 'art_21__para_1__point_3', text: 'Art. 21(3)' },
    { rel: 'liability', 'resource-fragment': 'art_59__para_1' },
  ])
  expect(control?.parts?.map(({ name }) => name)).toEqual(['statement', 'guidance', 'guidance', 'assessment-method'])
  expect(control?.parts?.[0]).toMatchObject({ prose: 'Network operator: Keep network logs for six months or more.', parts: [{ name: 'item' }] })
})

test('a word without a figure lists the figures of lower rules that hold while the edition does', () => {
  const term = (id: string): readonly string[] => {
    const data = edition(id)
    const norm = data.norms.norms.find((each) => String(each.id) === 'incident.report')
    return norm === undefined ? [] : (vagueTermOf(norm, data, statute)?.figures.map(({ en }) => en) ?? [])
  }
  expect(term('csl-2026').map((figure) => figure.slice(0, 4))).toEqual(['PT1H', 'PT2H', 'PT4H'])
  expect(term('csl-2026')[0]).toContain('article 4 (2025-11-01–)')
  expect(term('csl-draft-2016')).toEqual([])
})

test('a role brings what else it is: an operator of critical infrastructure has the norms of a network operator', () => {
  const data = edition('csl-2017')
  const [operator, critical] = [normsOfRole(data, 'network-operator'), normsOfRole(data, 'cii-operator')]
  expect(critical).toEqual(expect.arrayContaining([...operator]))
  expect(critical.length).toBeGreaterThan(operator.length)
})

test('every UUID of a catalog and its profiles is a different one, and the same each time', () => {
  const source = sourceOf(edition('csl-2026'), 'zh')
  const ids = [oscalCatalog(source).catalog.uuid, ...ROLES.map((role) => oscalProfile(source, role).profile.uuid)]
  expect(new Set(ids).size).toBe(ids.length)
  expect(JSON.stringify(oscalCatalog(source))).toBe(JSON.stringify(oscalCatalog(source)))
  const other = oscalCatalog({ ...source, statute: { ...statute, encoding: 'another' } })
  expect(other.catalog.uuid).not.toBe(ids[0])
})

test('timestamps are the edition’s own', () => {
  const modified = (id: string): string => oscalCatalog(sourceOf(edition(id), 'en')).catalog.metadata['last-modified']
  expect(['csl-draft-2016', 'csl-2017', 'csl-2026'].map(modified)).toEqual([
    '2016-07-05T00:00:00+08:00',
    '2017-06-01T00:00:00+08:00',
    '2026-01-01T00:00:00+08:00',
  ])
})

test('a catalog of somebody else is refused, and so is one of another shape', () => {
  const file = oscalCatalog(sourceOf(edition('csl-2017'), 'en'))
  const [group] = file.catalog.groups
  const foreign = { catalog: { ...file.catalog, groups: [{ ...group, groups: undefined, controls: [{ id: 'ac-1', title: 'Policy' }] }] } }
  expect(() => readOscalCatalog(overWire(foreign))).toThrow('ac-1 has no property deontic')
  expect(() => readOscalCatalog({ catalog: { uuid: 'x' } })).toThrow('uuid')
})
