import { describe, expect, test } from 'vitest'
import { oscalFaults, schemaFile } from '#law/export/schemas.fixture.ts'
import { oscalCatalog } from '#law/export/oscal.ts'
import type { Control, Group } from '#law/export/oscal-shape.ts'
import { restatements, statute } from '#law/statute.fixture.ts'
import { uuidOf } from '../uuid.ts'
import { assessment, hostile } from '#server/report/assessment.fixture.ts'
import { oscalResults, ResultsFile } from './oscal.ts'

const LANGUAGES = ['zh', 'en'] as const
const nothing = { ...assessment, duties: [], exposure: [], asks: [] }
const SCHEMA = schemaFile('oscal_assessment-results_schema.json')

const results = oscalResults(assessment, 'en', uuidOf)['assessment-results'].results
const [result] = results

test.each(LANGUAGES)('results in %s have the shape that we hold ourselves to, also of a hostile or an empty assessment', (language) => {
  for (const each of [assessment, hostile, nothing]) {
    const file = oscalResults(each, language, uuidOf)
    expect(ResultsFile.parse(JSON.parse(JSON.stringify(file)))).toEqual(file)
  }
})

test('each duty is observed once, with its state, provision, due time and journal entries', () => {
  expect(results).toHaveLength(1)
  expect(result?.observations).toHaveLength(assessment.duties.length)
  const late = result?.observations?.find(({ title }) => title === 'Report the incident to the competent department')
  const value = (name: string): string | undefined => late?.props?.find((each) => each.name === name)?.value
  expect(['state', 'provision', 'due'].map(value)).toEqual(['breached', '25.1', '2025-11-28T09:12:00+08:00'])
  expect(late?.['relevant-evidence']).toEqual([{ description: 'Entry #5' }])
  expect(late?.collected).toBe(assessment.at)
})

test('what is broken is not satisfied, what is kept or done is, and what is open has no finding', () => {
  const found = new Map(result?.findings?.map(({ title, target }) => [title, `${target['target-id']} ${target.status.state} ${target.status.reason}`]))
  expect(found).toEqual(
    new Map([
      ['Do not provide personal information to others without consent', 'personal-information.provision-prohibited_smt not-satisfied fail'],
      ['Report the incident to the competent department', 'incident.report_smt not-satisfied fail'],
      ['Do not harm network security', 'attack.prohibited_smt satisfied pass'],
      ['Encrypt important data', 'data.encrypt_smt satisfied pass'],
    ]),
  )
})

test('an exposure is a risk of its finding, closed once a penalty was decided', () => {
  expect(result?.risks?.map(({ status, props }) => [status, props?.find(({ name }) => name === 'liability')?.value])).toEqual([
    ['open', '59.1'],
    ['closed', '65.1'],
  ])
  const [risk] = result?.risks ?? []
  const finding = result?.findings?.find(({ title }) => title === 'Report the incident to the competent department')
  expect(finding?.['related-risks']).toEqual([{ 'risk-uuid': risk?.uuid }])
})

test('every reference leads to something in the file', () => {
  const text = JSON.stringify(oscalResults(assessment, 'en', uuidOf))
  const defined = new Set([...text.matchAll(/"uuid":"([^"]+)"/g)].map(([, id]) => id))
  const referred = [...text.matchAll(/"(?:[a-z]+-uuid)":"([^"]+)"|"href":"#([^"]+)"/g)].map(([, id, anchor]) => id ?? anchor)
  expect(referred.length).toBeGreaterThan(10)
  expect(referred.filter((id) => !defined.has(id))).toEqual([])
})

test('findings point at statements of the edition’s catalog', () => {
  const data = statute.editions.find(({ edition }) => edition.id === 'csl-2017')
  const restated = restatements.editions['csl-2017']
  if (data === undefined || restated === undefined) throw new Error('csl-2017 is not loaded')
  const controlsOf = ({ controls = [], groups = [] }: Group): Control[] => [...controls, ...groups.flatMap(controlsOf)]
  const { catalog } = oscalCatalog({ statute, data, restated, language: 'en', uuid: uuidOf })
  const statements = new Set(catalog.groups.flatMap(controlsOf).flatMap(({ parts = [] }) => parts.map(({ id }) => id)))
  expect(statements.has('incident.report_smt')).toBe(true)
  expect(result?.['reviewed-controls']['control-selections'][0]?.['include-controls']).toContainEqual({ 'control-id': 'incident.report' })
})

test('the same assessment gives the same file; another clock gives others of its ids', () => {
  const first = JSON.stringify(oscalResults(assessment, 'zh', uuidOf))
  expect(JSON.stringify(oscalResults(assessment, 'zh', uuidOf))).toBe(first)
  const later = oscalResults({ ...assessment, at: '2025-12-02T09:00:00+08:00' }, 'zh', uuidOf)
  expect(first).not.toContain(later['assessment-results'].uuid)
})

describe.skipIf(SCHEMA === undefined)(
  'the schema of OSCAL results (skipped unless DUTYBOOK_SCHEMAS names a folder with oscal_assessment-results_schema.json)',
  () => {
    test('takes an assessment, a hostile one and an empty one, in both languages', () => {
      const faults = oscalFaults(SCHEMA ?? '')
      expect(LANGUAGES.flatMap((language) => [assessment, hostile, nothing].flatMap((each) => faults(oscalResults(each, language, uuidOf))))).toEqual([])
      expect(faults({ 'assessment-results': {} })).not.toEqual([])
    })
  },
)
