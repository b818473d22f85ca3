import { describe, expect, test } from 'vitest'
import type { Condition } from '#law/condition.ts'
import { fieldsOf } from '../field.ts'
import { Impact, type Impact as ImpactFacts } from './impact.ts'
import { gradeOf } from './level.ts'
import { LEVELS, THRESHOLDS } from './threshold.ts'

const nothing: ImpactFacts = {
  siteKind: 'none',
  ciiWholeDownMinutes: 0,
  ciiMainDownMinutes: 0,
  provinceShare: 0,
  prefectureShare: 0,
  personsAffected: 0,
  dataKind: 'neither',
  personsLeaked: 0,
  contentSite: 'none',
  lossYuan: 0,
  systemLoss: 'none',
}

describe('a figure of the annex includes itself, and one below it does not reach', () => {
  const rows: readonly (readonly [string, ImpactFacts, ImpactFacts, 'I' | 'II' | 'III', 'I' | 'II' | 'III' | null])[] = [
    ['critical infrastructure as a whole, I', { ciiWholeDownMinutes: 360 }, { ciiWholeDownMinutes: 359 }, 'I', 'II'],
    ['critical infrastructure as a whole, II', { ciiWholeDownMinutes: 60 }, { ciiWholeDownMinutes: 59 }, 'II', 'III'],
    ['critical infrastructure as a whole, III', { ciiWholeDownMinutes: 10 }, { ciiWholeDownMinutes: 9 }, 'III', null],
    ['its main functions, I', { ciiMainDownMinutes: 1440 }, { ciiMainDownMinutes: 1439 }, 'I', 'II'],
    ['its main functions, II', { ciiMainDownMinutes: 180 }, { ciiMainDownMinutes: 179 }, 'II', 'III'],
    ['its main functions, III', { ciiMainDownMinutes: 30 }, { ciiMainDownMinutes: 29 }, 'III', null],
    ['share of a province', { provinceShare: 50 }, { provinceShare: 49.9 }, 'I', null],
    ['share of a prefecture, II', { prefectureShare: 50 }, { prefectureShare: 49 }, 'II', 'III'],
    ['share of a prefecture, III', { prefectureShare: 30 }, { prefectureShare: 29 }, 'III', null],
    ['persons, I', { personsAffected: 10_000_000 }, { personsAffected: 9_999_999 }, 'I', 'II'],
    ['persons, II', { personsAffected: 1_000_000 }, { personsAffected: 999_999 }, 'II', 'III'],
    ['persons, III', { personsAffected: 100_000 }, { personsAffected: 99_999 }, 'III', null],
    ['leaked, I', { personsLeaked: 100_000_000 }, { personsLeaked: 99_999_999 }, 'I', 'II'],
    ['leaked, II', { personsLeaked: 10_000_000 }, { personsLeaked: 9_999_999 }, 'II', 'III'],
    ['leaked, III', { personsLeaked: 1_000_000 }, { personsLeaked: 999_999 }, 'III', null],
    ['loss, I', { lossYuan: 100_000_000 }, { lossYuan: 99_999_999 }, 'I', 'II'],
    ['loss, II', { lossYuan: 20_000_000 }, { lossYuan: 19_999_999 }, 'II', 'III'],
    ['loss, III', { lossYuan: 5_000_000 }, { lossYuan: 4_999_999 }, 'III', null],
    ['a provincial portal, I', { siteKind: 'provincial', siteDownMinutes: 1440 }, { siteKind: 'provincial', siteDownMinutes: 1439 }, 'I', 'II'],
    ['a prefecture portal, II', { siteKind: 'prefecture', siteDownMinutes: 360 }, { siteKind: 'prefecture', siteDownMinutes: 359 }, 'II', 'III'],
    ['a prefecture portal, III', { siteKind: 'prefecture', siteDownMinutes: 120 }, { siteKind: 'prefecture', siteDownMinutes: 119 }, 'III', null],
  ]
  test.each(rows)('%s', (_, reached, missed, level, below) => {
    expect(gradeOf({ ...nothing, ...reached }).level).toBe(level)
    expect(gradeOf({ ...nothing, ...missed }).level).toBe(below)
  })
})

test('data counts by its kind, its harm and the threat together', () => {
  const important = { ...nothing, dataKind: 'important' } as const
  expect(gradeOf({ ...important, dataHarm: 'leaked-or-stolen', dataThreat: 'especially-serious' }).level).toBe('I')
  expect(gradeOf({ ...important, dataHarm: 'altered-or-faked', dataThreat: 'serious' }).level).toBe('II')
  expect(gradeOf({ ...important, dataHarm: 'altered-or-faked', dataThreat: 'relatively-serious' }).level).toBeNull()
  expect(gradeOf({ ...important, dataHarm: 'leaked-or-stolen', dataThreat: 'relatively-serious' }).level).toBe('III')
})

test('unlawful content counts by whose site it was on, how long, and how far it spread', () => {
  expect(gradeOf({ ...nothing, contentSite: 'provincial', reposts: 100_000 }).level).toBe('I')
  expect(gradeOf({ ...nothing, contentSite: 'prefecture', reposts: 100_000 }).level).toBe('II')
  expect(gradeOf({ ...nothing, contentSite: 'other', views: 10_000 }).level).toBe('III')
  expect(
    gradeOf({ ...nothing, contentSite: 'other', homePageMinutes: 29, otherPageMinutes: 119, reposts: 999, views: 9_999, foundByAuthority: false }).level,
  ).toBeNull()
})

test('what is unknown is asked only where it could make the level graver', () => {
  const { level, missing } = gradeOf({ ...nothing, lossYuan: 20_000_000, personsAffected: undefined })
  expect(level).toBe('II')
  expect(missing).toEqual(['personsAffected'])
  expect(gradeOf({ personsLeaked: 100_000_000 }).missing).toEqual([])
})

test('of several conditions the gravest decides, and all of its level are named', () => {
  const { level, met } = gradeOf({ ...nothing, lossYuan: 20_000_000, personsLeaked: 10_000_000, ciiWholeDownMinutes: 10 })
  expect(level).toBe('II')
  expect(met.map(({ id }) => id)).toEqual(['leaked-10m', 'loss-20m'])
})

test('every condition reads facts that the form asks for, and every level but the lowest has conditions', () => {
  const read = (condition: Condition): readonly string[] =>
    'all' in condition ? condition.all.flatMap(read) : 'any' in condition ? condition.any.flatMap(read) : 'fact' in condition ? [condition.fact] : []
  const asked = new Set(fieldsOf(Impact).map(({ name }) => name))
  const facts = new Set(THRESHOLDS.flatMap(({ when }) => read(when)))
  expect(facts.size).toBe(asked.size)
  expect([...facts].filter((fact) => !asked.has(fact))).toEqual([])
  expect(LEVELS.filter((level) => !THRESHOLDS.some((threshold) => threshold.level === level))).toEqual(['IV'])
})
