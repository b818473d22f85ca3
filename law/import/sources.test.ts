import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { AnomalyKind } from './anomaly.ts'
import { draft, draftWithGists } from './draft.fixture.ts'
import type { Expectation } from './expectation.ts'
import { importText, type OfficialText } from './official-text.ts'
import { law2017, tools } from './synthetic.fixture.ts'
import type { Language } from '../text.ts'

/**
 * The official texts are not part of the repository. Where DUTYBOOK_SOURCES names a folder that holds them, they are
 * read; the texts of our own in official-text.test.ts test the same without them.
 */
const folder = process.env['DUTYBOOK_SOURCES'] ?? ''
const files = folder === '' ? [] : readdirSync(folder)
const LAW = files.find((name) => name.includes('2017'))
const DRAFT = files.find((name) => name.includes('draft'))

function taken(name: string | undefined, expectation: Expectation, others: readonly Expectation[], language: Language): OfficialText {
  const found = importText(readFileSync(join(folder, name ?? '')), expectation, others, language, tools)
  if ('code' in found) throw new Error(found.words.en)
  const [text] = found.texts
  if (text === undefined) throw new Error('nothing was read')
  return text
}

const linesOf = (text: OfficialText, kind: AnomalyKind): number[] => text.anomalies.filter((each) => each.kind === kind).map((each) => each.line)
const counts = ({ articlesFound, provisionsFound, provisionsExpected, missing }: OfficialText): unknown => ({
  articlesFound,
  provisionsFound,
  provisionsExpected,
  missing,
})

describe.skipIf(LAW === undefined)('the law of 2017 in English (skipped unless DUTYBOOK_SOURCES names a folder with it)', () => {
  test('79 of 79 articles, every paragraph and item', () => {
    const text = taken(LAW, law2017, [draftWithGists], 'en')
    expect(counts(text)).toEqual({ articlesFound: 79, provisionsFound: 132, provisionsExpected: 132, missing: [] })
    expect(text.decisions).toEqual([])
    expect(text.leftovers).toEqual([])
  })

  test('its known oddities, and none that it does not have', () => {
    const text = taken(LAW, law2017, [draftWithGists], 'en')
    expect([...new Set(text.anomalies.map((each) => each.kind))].toSorted()).toEqual(['heading-differs', 'leading-space', 'no-break-space', 'page-chrome'])
    expect(linesOf(text, 'heading-differs')).toEqual([90, 232, 296])
    expect(linesOf(text, 'page-chrome')).toEqual([4, 6])
  })

  test('it is not taken for the draft', () => {
    expect(importText(readFileSync(join(folder, LAW ?? '')), draft, [law2017], undefined, tools)).toMatchObject({ code: 'wrong-edition' })
  })
})

describe.skipIf(DRAFT === undefined)('the second-reading draft (skipped unless DUTYBOOK_SOURCES names a folder with it)', () => {
  test('75 of 75 articles in Chinese, with the counted paragraphs and items', () => {
    const text = taken(DRAFT, draft, [law2017], 'zh')
    expect(counts(text)).toEqual({ articlesFound: 75, provisionsFound: 127, provisionsExpected: 127, missing: [] })
    expect([...new Set(text.anomalies.map((each) => each.kind))]).toEqual(['leading-space'])
    const first = [323, 355, 377, 415, 457, 489, 517, 575]
    expect(linesOf(text, 'leading-space')).toEqual(expect.arrayContaining(first))
  })

  describe.each([
    ['by its structure alone', draft],
    ['with a restatement to compare', draftWithGists],
  ])('in English, %s', (_, expectation) => {
    const english = (): OfficialText => taken(DRAFT, expectation, [law2017], 'en')

    test('seven numbers stand twice, two are missing, and four times they run backwards', () => {
      const text = english()
      expect(linesOf(text, 'duplicate-article')).toEqual([70, 72, 148, 260, 291, 293, 295])
      expect(text.anomalies.filter((each) => each.kind === 'missing-article').map((each) => each.where)).toEqual(['74', '75'])
      expect(linesOf(text, 'number-runs-backwards')).toEqual([70, 148, 260, 291])
    })

    test('struck articles are kept aside, the last ones get their numbers, nothing is replaced', () => {
      const text = english()
      expect(text.decisions.map(({ line, printed, fate, article }) => [line, printed, fate, article])).toEqual([
        [70, 11, 'dropped', undefined],
        [72, 12, 'dropped', undefined],
        [148, 29, 'dropped', undefined],
        [260, 58, 'dropped', undefined],
        [279, 72, 'joined', 71],
        [283, 73, 'renumbered', 72],
        [291, 66, 'renumbered', 73],
        [293, 67, 'renumbered', 74],
        [295, 68, 'renumbered', 75],
      ])
      expect(text.decisions.every((each) => each.settled && each.because.en !== '')).toBe(true)
      expect(counts(text)).toEqual({ articlesFound: 75, provisionsFound: 127, provisionsExpected: 127, missing: [] })
      expect(text.leftovers.map((each) => each.line).toSorted((left, right) => left - right)).toEqual([70, 72, 104, 148, 216, 260])
      expect([60, 62, 132, 232]).toEqual(['11.1', '12.1', '29.1', '58.1'].map((place) => text.provisions.find((each) => each.provision === place)?.line))
    })

    test('lists, amounts, references, notes and stops', () => {
      const text = english()
      expect(linesOf(text, 'item-numbers')).toEqual([98, 142, 160, 213, 234, 285])
      expect(linesOf(text, 'two-amounts')).toEqual([256, 256])
      expect([...new Set(linesOf(text, 'amount-with-dot'))]).toEqual([240, 242, 244])
      expect(linesOf(text, 'amount-differs')).toEqual([244, 248, 256])
      expect(linesOf(text, 'unbalanced-brackets')).toEqual([132])
      expect(linesOf(text, 'lower-case-start')).toEqual([118])
      expect(linesOf(text, 'space-before-punctuation')).toEqual([122, 248])
      expect(linesOf(text, 'wrong-cross-reference')).toEqual([140, 258, 269])
      expect(linesOf(text, 'translator-note')).toEqual([152])
      expect(linesOf(text, 'editor-bracket')).toEqual([160])
      expect(linesOf(text, 'missing-full-stop')).toEqual([132, 235, 288])
      expect(linesOf(text, 'paragraph-count')).toEqual([104])
    })

    test('most of the places where old and new words stand together are found, and few others called probable', () => {
      const text = english()
      const known = [
        52, 58, 60, 64, 66, 76, 100, 106, 112, 122, 124, 128, 132, 136, 150, 154, 156, 158, 169, 177, 189, 191, 193, 211, 213, 215, 218, 224, 232, 235, 248,
        254, 256, 269, 279, 285, 286, 287, 289, 293,
      ]
      const probable = text.anomalies.filter((each) => each.kind === 'merged-versions' && each.message.en.includes('probably')).map((each) => each.line)
      expect(probable.filter((line) => known.includes(line)).length).toBeGreaterThanOrEqual(29)
      expect(probable.filter((line) => !known.includes(line))).toEqual([116])
    })
  })

  test('it is not taken for the law as adopted', () => {
    expect(importText(readFileSync(join(folder, DRAFT ?? '')), law2017, [draft], undefined, tools)).toMatchObject({ code: 'wrong-edition' })
  })
})
