import { expect, test } from 'vitest'
import { elementsOf, textOf, type XmlElement } from '#law/export/xml.ts'
import { parseXml } from '../official-text/xml.ts'
import { entriesOf } from '../document/archive.ts'
import { assessment, hostile } from './assessment.fixture.ts'
import { assessmentReport } from './assessment.ts'
import { reportFile } from './report.ts'
import { WORDS } from '#law/report/words.ts'

const LANGUAGES = ['zh', 'en'] as const

const everyElement = (root: XmlElement): XmlElement[] => [root, ...elementsOf(root).flatMap(everyElement)]

/** The rows of a sheet as words; formulas are marked. */
function rowsOf(book: Uint8Array, sheet: number): string[][] {
  const files = new Map(entriesOf(Buffer.from(book)).map(({ name, content }) => [name.toString(), content.toString()]))
  const part = (name: string): XmlElement[] => everyElement(parseXml(files.get(name) ?? '') ?? { name: '', attributes: {}, children: [] })
  const strings = part('xl/sharedStrings.xml')
    .filter(({ name }) => name === 'si')
    .map(textOf)
  return part(`xl/worksheets/sheet${sheet}.xml`)
    .filter(({ name }) => name === 'row')
    .map((row) =>
      elementsOf(row).map((cell) => {
        if (elementsOf(cell).some(({ name }) => name === 'f')) return `formula ${textOf(cell)}`
        return cell.attributes['t'] === 's' ? (strings[Number(textOf(cell))] ?? '') : textOf(cell)
      }),
    )
}

test.each(LANGUAGES)('the sheets in %s hold duties, exposure, questions and how to reproduce them', async (language) => {
  const book = await reportFile(assessmentReport(assessment, language), 'xlsx')
  const duties = rowsOf(book, 1)
  const { place, label, standing } = WORDS
  expect(duties[0]).toContain(label.duty[language])
  expect(duties[1]?.[0]).toBe(place.overdue[language])
  const late = duties.find((row) => row.includes('incident.report'))
  expect(late).toEqual(
    expect.arrayContaining([`■ ${standing.overdue[language]}`, '#5', 'csl-2017', '2025-11-28 09:12', language === 'zh' ? '立即补报。' : 'Report now.']),
  )
  expect(rowsOf(book, 2).length).toBe(1 + assessment.exposure.length)
  expect(rowsOf(book, 2).flat()).toContain(language === 'zh' ? '第五十九条第一款' : 'Art. 59(1)')
  expect(rowsOf(book, 3)[1]?.[0]).toMatch(language === 'zh' ? /用户可以发布信息/ : /users can publish/)
  expect(rowsOf(book, 4).flat()).toContain(assessment.encoding)
})

test('no name becomes a formula, and control characters are gone', async () => {
  const named = { zh: '=HYPERLINK("http://evil.example")', en: '=HYPERLINK("http://evil.example")' }
  const wronged = { ...hostile, party: { ...hostile.party, name: named }, duties: hostile.duties.map((duty) => ({ ...duty, title: named })) }
  const book = await reportFile(assessmentReport(wronged, 'en'), 'xlsx')
  const cells = [1, 2, 3, 4].flatMap((sheet) => rowsOf(book, sheet).flat())
  expect(cells).toContain('=HYPERLINK("http://evil.example")')
  expect(cells.filter((cell) => cell.startsWith('formula'))).toEqual([])
  expect(cells.join('')).not.toContain('\u001b')
})

test('the same assessment gives the same bytes', async () => {
  expect(await reportFile(assessmentReport(assessment, 'zh'), 'xlsx')).toEqual(await reportFile(assessmentReport(assessment, 'zh'), 'xlsx'))
})
