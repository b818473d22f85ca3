import { describe, expect, test } from 'vitest'
import { EDITIONS, type EditionId } from './citation.ts'
import { Concordance, type Row } from './concordance.ts'
import { loadStatute } from './load.ts'
import { files, restatements, statute } from './statute.fixture.ts'

const concordance = new Concordance(statute.concordance)
const articles = (id: EditionId): number[] => (restatements.editions[id]?.articles ?? []).map(({ article }) => article)
const partsOf = (id: EditionId): string[] => statute.editions.find(({ edition }) => edition.id === id)?.places.filter((place) => place.includes('.')) ?? []
const articlesOf = (places: readonly string[]): number[] => [...new Set(places.map((place) => Number(place.split('.')[0])))]
const carried = (article: number, from: EditionId, to: EditionId): number[] => articlesOf(concordance.carryAll(String(article), from, to))
const range = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, at) => from + at)

const WAYS = EDITIONS.flatMap((from) => EDITIONS.filter((to) => to !== from).map((to) => [from, to] as const))

describe('from the draft to the law of 2017', () => {
  test('75 articles go one to one into 79 without 13, 46, 67 and 75', () => {
    const targets = range(1, 75).map((article) => carried(article, 'csl-draft-2016', 'csl-2017'))
    expect(targets.every((found) => found.length === 1)).toBe(true)
    expect(targets.flat().toSorted((left, right) => left - right)).toEqual(range(1, 79).filter((article) => ![13, 46, 67, 75].includes(article)))
  })

  test('the offsets are those of the fact sheet, and article 38 moves to 30', () => {
    const offset = (article: number): number =>
      article <= 12 ? 0 : article <= 28 ? 1 : article <= 37 ? 2 : article <= 44 ? 1 : article <= 64 ? 2 : article <= 71 ? 3 : 4
    for (const article of range(1, 75)) expect(carried(article, 'csl-draft-2016', 'csl-2017')).toEqual([article === 38 ? 30 : article + offset(article)])
  })
})

describe('from the law of 2017 to its amended text', () => {
  test('79 articles go where the fact sheet says', () => {
    for (const article of range(1, 79)) {
      const expected =
        article <= 2
          ? [article]
          : article <= 17
            ? [article + 1]
            : article === 18
              ? [19, 20]
              : article <= 60
                ? [article + 2]
                : article <= 63
                  ? [article + 3]
                  : [64, 66, 70].includes(article)
                    ? [71]
                    : article === 65
                      ? [67]
                      : article === 69
                        ? [69, 70]
                        : article <= 68
                          ? [article + 1]
                          : article === 71
                            ? [72]
                            : [article + 2]
      expect([article, carried(article, 'csl-2017', 'csl-2026')]).toEqual([article, expected])
    }
  })

  test('3, 63 and 73 are new, and so is the first paragraph of 20', () => {
    expect(articles('csl-2026').filter((article) => carried(article, 'csl-2026', 'csl-2017').length === 0)).toEqual([3, 63, 73])
    expect(concordance.carry('20.1', 'csl-2026', 'csl-2017')).toEqual([])
    expect(concordance.carry('20.2', 'csl-2026', 'csl-2017')).toEqual(['18.2'])
  })

  test('the first item of 69 joins the first paragraph of 68, and the others move up', () => {
    expect(concordance.carry('69.1', 'csl-2026', 'csl-2017')).toEqual(['68.1', '69.1.1'])
    expect(concordance.carry('69.1.3', 'csl-2017', 'csl-2026')).toEqual(['70.1.2'])
    expect(concordance.carryAll('71', 'csl-2026', 'csl-2017')).toEqual(['64.1', '64.2', '66.1', '70.1'])
  })
})

describe.each(WAYS)('from %s to %s', (from, to) => {
  const rows = concordance.rows(from, to)
  const single = ({ change }: Row): boolean => change !== 'merged' && change !== 'split'

  test('every paragraph and item of both sides is there once', () => {
    expect(rows.flatMap((row) => row.from).toSorted()).toEqual(partsOf(from).toSorted())
    expect(rows.flatMap((row) => row.to).toSorted()).toEqual(partsOf(to).toSorted())
  })

  test('the way back says the same', () => {
    const back = concordance.rows(to, from)
    const turned = (row: Row): string => `${row.to.join(' ')} ← ${row.from.join(' ')}`
    expect(back.map((row) => `${row.from.join(' ')} ← ${row.to.join(' ')}`).toSorted()).toEqual(rows.map(turned).toSorted())
    for (const row of rows.filter(single)) for (const place of row.to) expect(concordance.carry(place, to, from)).toEqual(row.from)
  })

  test('only new provisions lack an origin, only removed ones a target, and each change has a note', () => {
    expect(rows.filter((row) => (row.from.length === 0) !== (row.change === 'new') || (row.to.length === 0) !== (row.change === 'removed'))).toEqual([])
    expect(rows.filter((row) => row.note === undefined && row.change !== 'same' && row.change !== 'renumbered')).toEqual([])
    expect(rows.filter((row) => row.change === 'same' && row.from[0] !== row.to[0])).toEqual([])
  })
})

describe('provisions followed from the draft to 2026', () => {
  const way = (place: string): (readonly string[])[] => [
    concordance.carry(place, 'csl-draft-2016', 'csl-2017'),
    concordance.carry(place, 'csl-draft-2016', 'csl-2026'),
  ]

  test('log retention', () => expect(way('20.1.3')).toEqual([['21.1.3'], ['23.1.3']]))
  test('the limit on what authorities learn', () => expect(way('38.1')).toEqual([['30.1'], ['32.1']]))
  test('orders on prohibited content', () => expect(way('66.1.2')).toEqual([['69.1.1'], ['69.1']]))
  test('the report that was punished in the draft alone', () => expect(way('66.1.1')).toEqual([[], []]))
  test('the two paragraphs on collection that became one', () => {
    expect([way('40.1'), way('40.3')]).toEqual([
      [['41.1'], ['43.1']],
      [['41.1'], ['43.1']],
    ])
    expect(concordance.carry('43.1', 'csl-2026', 'csl-draft-2016')).toEqual(['40.1', '40.3'])
  })
})

describe('what does not hold together is refused with its line', () => {
  const { name, text } = files.concordance
  const refused = (change: (written: string) => string): string[] =>
    loadStatute({ ...files, concordance: { name, text: change(text) } }, 'tests').problems.map(({ line, message }) => `${line} ${message}`)
  const lineOf = (row: string): number => text.slice(0, text.indexOf(row)).split('\n').length
  const row = '{ from: "69.1.3", to: "70.1.2", change: renumbered }'

  test('a row to a place that is not there', () => {
    const problems = refused((written) => written.replace(row, row.replace('70.1.2', '70.1.9')))
    expect(problems).toContain(`${lineOf(row)} a dangling row: csl-2026 has no provision 70.1.9`)
  })

  test('a place that no row speaks of', () => {
    expect(refused((written) => written.replace(`      - ${row}\n`, '')).some((problem) => problem.endsWith('no row speaks of 69.1.3 of csl-2017'))).toBe(true)
  })

  test('a place in two rows', () => {
    expect(
      refused((written) => written.replace(row, row.replace('69.1.3', '69.1.2'))).some((problem) =>
        problem.endsWith('69.1.2 of csl-2017 stands in more than one row'),
      ),
    ).toBe(true)
  })

  test('a change without a note', () => {
    expect(refused((written) => written.replace(row, row.replace('renumbered', 'reworded'))).join()).toContain('a change other than of the number has a note')
  })
})
