import { expect, test } from 'vitest'
import { textOf, type XmlElement } from '#law/export/xml.ts'
import { parseXml } from '../official-text/xml.ts'
import { entriesOf } from '../document/archive.ts'
import { assessment, hostile } from './assessment.fixture.ts'
import { assessmentReport } from './assessment.ts'
import { reportFile } from './report.ts'
import { WORDS } from '#law/report/words.ts'

const LANGUAGES = ['zh', 'en'] as const

async function partOf(document: Uint8Array, name: string): Promise<XmlElement> {
  const entry = entriesOf(Buffer.from(document)).find((each) => each.name.toString() === name)
  const root = parseXml(entry?.content.toString() ?? '')
  if (root === undefined) throw new Error(`${name} is not well formed`)
  return root
}

const everyElement = (root: XmlElement): XmlElement[] => [root, ...root.children.flatMap((child) => (typeof child === 'string' ? [] : everyElement(child)))]
const paragraphs = (root: XmlElement): string[] =>
  everyElement(root)
    .filter(({ name }) => name === 'w:p')
    .map(textOf)

test.each(LANGUAGES)('the report in %s begins with what is late and says why, what to do, and what it costs', async (language) => {
  const lines = paragraphs(await partOf(await reportFile(assessmentReport(assessment, language), 'docx'), 'word/document.xml'))
  const at = (start: string): number => lines.findIndex((line) => line.startsWith(start))
  const { place, label } = WORDS
  const order = [place.overdue, place.week, label.penalties, place.proof, place.kept, place.settled, label.questions, label.reproduce].map((words) =>
    at(words[language]),
  )
  expect(order.every((line) => line > 0)).toBe(true)
  expect(lines.join('\n')).toContain(language === 'zh' ? '期限 24 小时' : 'Clock: 24 hours')
  expect(lines).toContain(language === 'zh' ? '下一步：立即补报。' : 'Next: Report now.')
  expect(lines.some((line) => line.includes(language === 'zh' ? '应当处 1 万元以上 10 万元以下罚款' : 'shall be fined ¥10,000 to ¥100,000'))).toBe(true)
  expect(lines.some((line) => line.includes(assessment.encoding))).toBe(true)
})

test('tables repeat their heads, and the page says where it is', async () => {
  const document = await reportFile(assessmentReport(assessment, 'zh'), 'docx')
  const heads = everyElement(await partOf(document, 'word/document.xml')).filter(({ name }) => name === 'w:tblHeader')
  expect(heads.length).toBeGreaterThan(3)
  expect(textOf(await partOf(document, 'word/header1.xml'))).toBe('甲公司　网络安全义务清单　2025-12-01')
  expect(textOf(await partOf(document, 'word/footer1.xml'))).toContain('NUMPAGES')
})

test('names that hold markup or control characters are shown, and the file stays well formed', async () => {
  for (const language of LANGUAGES) {
    const root = await partOf(await reportFile(assessmentReport(hostile, language), 'docx'), 'word/document.xml')
    const text = textOf(root)
    expect(text).toContain('<script src="http://evil.example/x.js">')
    expect(text).not.toContain('\u001b')
    expect(text).not.toContain('\u202e')
  }
})

test('the same assessment gives the same bytes', async () => {
  expect(await reportFile(assessmentReport(assessment, 'en'), 'docx')).toEqual(await reportFile(assessmentReport(assessment, 'en'), 'docx'))
})
