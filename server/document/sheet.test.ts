import { describe, expect, test } from 'vitest'
import { dayAt, instant } from '#law/instant.ts'
import { statute } from '#law/statute.fixture.ts'
import { blanksOf, type Document, type DocumentField } from '#procedures/document.ts'
import { Moment } from '#procedures/moment.ts'
import { blackingOf } from './blacking.ts'
import { citer } from './citation.ts'
import { dayWords, momentWords } from './date.ts'
import { coverageOf, covers, FACES } from './face.ts'
import { plain } from './plain.ts'
import { sheetOf } from './sheet.ts'
import { documentOf, KINDS } from './story.fixture.ts'

const on = (date: string) => dayAt(instant(Date.parse(`${date}T09:00:00+08:00`)))

function field(value: DocumentField['value'], more: Partial<DocumentField> = {}): DocumentField {
  return { label: { zh: '栏', en: 'Field' }, value, source: null, required: true, personal: false, ...more }
}
function documentWith(...fields: readonly DocumentField[]): Document {
  return { ...documentOf('incident-report'), sections: [{ heading: { zh: '节', en: 'Section' }, fields }] }
}

describe('rules are cited', () => {
  test('a norm by its provision in the edition in force on the day of the document', () => {
    const source = { norm: 'incident.report' }
    expect(citer(statute, on('2025-12-31'))(source)).toEqual({
      zh: '《中华人民共和国网络安全法》第二十五条',
      en: "Cybersecurity Law of the People's Republic of China, Art. 25",
    })
    expect(citer(statute, on('2026-01-01'))(source).zh).toBe('《中华人民共和国网络安全法》第二十七条')
  })

  test('an instrument by its name and article, to the item', () => {
    const cite = citer(statute, on('2026-03-02'))
    expect(cite({ instrument: 'incident-reporting-2025', article: '7(2)' })).toEqual({
      zh: '《国家网络安全事件报告管理办法》第七条第二项',
      en: 'Administrative Measures for National Cybersecurity Incident Reporting, art. 7(2)',
    })
    expect(cite({ instrument: 'compliance-audit-2025', article: '4' }).zh).toBe('《个人信息保护合规审计管理办法》第四条')
  })

  test('what the law does not know is a fault', () => {
    const cite = citer(statute, on('2026-03-02'))
    expect(() => cite({ norm: 'no.such-norm' })).toThrow('no.such-norm')
    expect(() => cite({ instrument: 'no-such-2020', article: '1' })).toThrow('no-such-2020')
  })
})

describe('what stands on the sheet', () => {
  test.each(KINDS)('every blank of $id is marked and listed at its end', ({ id }) => {
    const document = documentOf(id)
    const sheet = sheetOf(statute, document, { language: 'zh' })
    const marked = sheet.sections.flatMap(({ fields }) => fields).filter(({ value }) => value.kind === 'blank')
    expect(marked.length).toBe(blanksOf(document).length)
    expect(sheet.blanks.items.length).toBe(marked.length)
  })

  test('a required item of blanks alone is still to be filled', () => {
    const sheet = sheetOf(statute, documentWith(field(' \u200b\n'), field(null, { required: false })), { language: 'both' })
    expect(sheet.sections[0]?.fields.map(({ value }) => value)).toEqual([
      { kind: 'blank', words: { text: '待填', beside: 'To be filled' } },
      { kind: 'none', words: { text: '未填', beside: 'Not given' } },
    ])
    expect(sheet.blanks.heading.text).toBe('二、待填事项（1）')
    expect(sheet.blanks.items[0]?.item).toEqual({ text: '节 · 栏', beside: 'Section · Field' })
  })

  test('a value is read as people read it, each language beside the other where they differ', () => {
    const values = [
      true,
      12_400,
      2026,
      '一\n二',
      { zh: '高', en: 'High' },
      ['甲', { zh: '乙', en: 'B' }],
      { moment: Moment.parse('2026-03-02T09:00:00+08:00') },
    ]
    const sheet = sheetOf(statute, documentWith(...values.map((value) => field(value))), { language: 'both' })
    expect(sheet.sections[0]?.fields.map(({ value }) => (value.kind === 'given' ? value.lines.map(({ text, beside }) => [text, beside]) : value.kind))).toEqual(
      [
        [['是', 'Yes']],
        [['12,400', null]],
        [['2026', null]],
        [
          ['一', null],
          ['二', null],
        ],
        [['高', 'High']],
        [['甲、乙', '甲, B']],
        [['2026年3月2日 09:00（北京时间）', '2 March 2026, 09:00 (UTC+8)']],
      ],
    )
  })

  test('in one language the other is not there', () => {
    const [chinese, english] = (['zh', 'en'] as const).map((language) => sheetOf(statute, documentOf('leak-notice'), { language }))
    expect(chinese?.title).toEqual({ text: '个人信息泄露告知书', beside: null })
    expect(english?.title).toEqual({ text: 'Notice of a leak of personal information', beside: null })
    expect(english?.head.map(({ label }) => label.text)).toEqual(['To', 'From', 'Date'])
  })

  test('the proof line names the entry and the leaf', () => {
    const proof = { entry: 7, leafHash: new Uint8Array(32).fill(1) }
    expect(sheetOf(statute, documentOf('plan'), { language: 'en', proof }).proof).toBe(`Journal entry 7 · leaf hash (SHA-256) ${'01'.repeat(32)}`)
    expect(sheetOf(statute, documentOf('plan'), { language: 'en' }).proof).toBeNull()
  })
})

test('what personal fields say is blackened elsewhere too, and words that only hold it are not', () => {
  const black = blackingOf(documentWith(field('Li', { personal: true }), field('陈静', { personal: true }), field('王', { personal: true })))
  expect(black('Li is liable: Liability of Li; 致陈静女士，王府井')).toBe('█████ is liable: Liability of █████; 致█████女士，王府井')
})

test('a name may hold any sign that a pattern could read', () => {
  const name = String.raw`0571-1 \^$.*+?()[]{}|/-&~#@!%"'<>,;:=_ ` + '`x'
  expect(blackingOf(documentWith(field(name, { personal: true })))(`a ${name} b`)).toBe('a █████ b')
})

test.each(KINDS)('the blacked-out sheet of $id says nothing that its personal fields say', ({ id }) => {
  const document = documentOf(id)
  const personal = document.sections
    .flatMap(({ fields }) => fields.filter((each) => each.personal))
    .flatMap(({ value }) => (typeof value === 'string' ? [value] : Array.isArray(value) ? value.filter((part) => typeof part === 'string') : []))
  const { proof: _, ...sheet } = sheetOf(statute, document, { language: 'both', redacted: true })
  expect(personal.filter((words) => JSON.stringify(sheet).includes(words))).toEqual([])
})

test('a bar says nothing of how long the words were', () => {
  const sheet = sheetOf(statute, documentWith(field('陈静', { personal: true }), field('欧阳明月', { personal: true })), { language: 'zh', redacted: true })
  const [one, other] = sheet.sections[0]?.fields ?? []
  expect(one?.value).toEqual({ kind: 'withheld', words: { text: '█████ 个人信息，已遮盖', beside: null } })
  expect(other?.value).toEqual(one?.value)
})

test('plain text keeps its lines and its words', () => {
  expect(plain('a\r\nb\rc\u2028d\te\u0007f')).toBe('a\nb\nc\nd e f')
  expect(plain('\u202eab\u200bc\u{e0041}\ufeff')).toBe('abc')
  expect(plain('𠮷 \ud842')).toBe('𠮷 ')
})

test('days and moments are written as letters write them', () => {
  expect(dayWords(Moment.parse('2026-03-02T00:00:00+08:00'))).toEqual({ zh: '2026年3月2日', en: '2 March 2026' })
  expect(momentWords(Moment.parse('2026-12-31T23:59:58+08:00'))).toEqual({
    zh: '2026年12月31日 23:59:58（北京时间）',
    en: '31 December 2026, 23:59:58 (UTC+8)',
  })
})

test('both weights have the same characters, those of forms among them', () => {
  const [normal, bold] = [coverageOf(FACES.normal), coverageOf(FACES.bold)]
  expect(bold).toEqual(normal)
  expect('待填█《》（）、·〔〕0123456789Az龘'.split('').filter((character) => !covers(normal, character))).toEqual([])
  expect(['𠮷', '😀', 'ש'].filter((character) => covers(normal, character))).toEqual([])
})
