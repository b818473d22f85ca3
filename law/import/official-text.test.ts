import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { AnomalyKind, Refusal } from './anomaly.ts'
import type { Encoding } from './encoding.ts'
import type { Expectation } from './expectation.ts'
import { importText, type Import, type OfficialText } from './official-text.ts'
import { docx, gb18030, law2017, lawLines, lawText, page, tools, utf16, utf8 } from './synthetic.fixture.ts'
import type { Language } from '../text.ts'

function read(bytes: Uint8Array, expectation: Expectation = law2017, language?: Language): Import | Refusal {
  return importText(bytes, expectation, [], language, tools)
}

function taken(bytes: Uint8Array, language?: Language): { whole: Import; text: OfficialText } {
  const whole = read(bytes, law2017, language)
  if ('code' in whole) throw new Error(whole.words.en)
  const [text] = whole.texts
  if (text === undefined) throw new Error('nothing was read')
  return { whole, text }
}

const textOf = (lines: readonly string[]): OfficialText => taken(utf8(lines.join('\n'))).text
const kinds = (text: OfficialText): AnomalyKind[] => [...new Set(text.anomalies.map((each) => each.kind))].toSorted()
const wordsAt = (text: OfficialText, provision: string): string | undefined => text.provisions.find((each) => each.provision === provision)?.text

/** The lines with the one that matches replaced. */
function spoil(language: Language, find: RegExp, change: (line: string) => string | readonly string[]): string[] {
  const lines = lawLines(language)
  const at = lines.findIndex((line) => find.test(line))
  expect(at).toBeGreaterThan(0)
  return lines.flatMap((line, index) => (index === at ? change(line) : [line]))
}

const WHOLE = { articlesFound: 79, provisionsFound: 132, missing: [] }

test.each(['zh', 'en'] as const)('a clean text is read whole (%s)', (language) => {
  const { text, whole: found } = taken(utf8(lawText(language)))
  expect(text).toMatchObject(WHOLE)
  expect(text.language).toBe(language)
  expect(found.format).toBe('text')
  expect(kinds(text).filter((kind) => kind !== 'wrong-cross-reference')).toEqual([])
  expect(wordsAt(text, '21.1.3')).toBe(
    lawLines(language)
      .find((line) => /^(?:（三）|\(3\) )/.test(line))
      ?.replace(/^(?:（三）|\(3\) )/, ''),
  )
})

test.each<readonly [Encoding, Uint8Array]>([
  ['utf-8', utf8(lawText('zh'))],
  ['utf-8', utf8(`\uFEFF${lawText('zh')}`)],
  ['utf-16le', utf16(lawText('zh'), false)],
  ['utf-16be', utf16(lawText('zh'), true)],
  ['utf-16le', utf16(lawText('zh'), false).subarray(2)],
  ['gb18030', gb18030(lawText('zh'))],
  ['windows-1252', new Uint8Array(Buffer.from(lawText('en').replaceAll("'", '\x92'), 'latin1'))],
])('the encoding is recognised and said: %s', (encoding, bytes) => {
  const { whole: found, text } = taken(bytes)
  expect(text).toMatchObject(WHOLE)
  expect(found.encoding).toBe(encoding)
  expect(kinds(text).includes('encoding')).toBe(encoding !== 'utf-8')
})

test('a file that breaks off inside a character says so', () => {
  const { text } = taken(utf8(lawText('zh')).subarray(0, -2))
  expect(text.anomalies.find((each) => each.kind === 'encoding')?.message.en).toContain('breaks off')
})

test('line ends of every kind are read', () => {
  expect(taken(utf8(lawLines('zh').join('\r\n'))).text).toMatchObject(WHOLE)
  expect(taken(utf8(lawLines('en').join('\r'))).text).toMatchObject(WHOLE)
  expect(taken(utf8(lawLines('en').join('\n\n'))).text).toMatchObject(WHOLE)
})

test('a page is read without its scripts, navigation and frame', () => {
  for (const language of ['zh', 'en'] as const) {
    const { text, whole: found } = taken(utf8(page(lawLines(language))), language)
    expect(text).toMatchObject(WHOLE)
    expect(found.format).toBe('html')
    expect(JSON.stringify(text.provisions)).not.toMatch(/版权所有|document\.write|emsp/)
  }
})

test('a page whose frame is never closed is read all the same', () => {
  const text = page(lawLines('zh')).replace('</nav>', '').replace('<script>if', '<form><script>if')
  expect(taken(utf8(text)).text).toMatchObject(WHOLE)
})

test('a page names the line where a text stands, and leaves struck words out', () => {
  const { text } = taken(utf8(page(lawLines('zh')).replace('第二条 ', '第二条 <del>旧的文字</del>')))
  const struck = text.anomalies.find((each) => each.kind === 'struck-text')
  expect(struck?.message.zh).toContain('旧的文字')
  expect(wordsAt(text, '2.1')).not.toContain('旧的文字')
})

test('a Word document is read', () => {
  const { text, whole: found } = taken(docx(lawLines('zh')))
  expect(text).toMatchObject(WHOLE)
  expect(found.format).toBe('docx')
})

test('a text that is cut short is read with the list of what is missing', () => {
  const lines = lawLines('zh')
  const text = textOf(
    lines.slice(
      0,
      lines.findIndex((line) => line.startsWith('第七十条')),
    ),
  )
  expect(text.articlesFound).toBe(69)
  expect(text.missing).toContain('76.1.5')
  expect(text.provisionsFound + text.missing.length).toBe(text.provisionsExpected)
  expect(text.anomalies.filter((each) => each.kind === 'missing-article')).toHaveLength(10)
})

test('two languages in one file are told apart, one after the other or line by line', () => {
  const [zh, en] = [lawLines('zh'), lawLines('en')]
  const mixed = Array.from({ length: Math.max(zh.length, en.length) }, (_, at) => [zh[at] ?? '', en[at] ?? '']).flat()
  for (const lines of [[...en, ...zh], mixed]) {
    const found = read(utf8(lines.join('\n')))
    if ('code' in found) throw new Error(found.words.en)
    expect(found.texts.map((text) => text.language)).toEqual(['zh', 'en'])
    expect(found.texts).toMatchObject([WHOLE, WHOLE])
  }
  const none = read(utf8(lawText('zh')), law2017, 'en')
  expect('code' in none && none.code).toBe('no-such-language')
})

test('article numbers are read in every form', () => {
  const forms: readonly ((n: string, digits: string) => string)[] = [
    (n) => `第${n}条　`,
    (n) => `  第${n}条`,
    (_, d) => `第${d}条 `,
    (_, d) => `第 ${d} 条：`,
    (_, d) => `第${d.replace(/\d/g, (each) => String.fromCharCode(each.charCodeAt(0) + 0xfee0))}条 `,
    (n) => `**第${n}条** `,
  ]
  const numbers = new Map(
    lawLines('zh')
      .flatMap((line) => [...line.matchAll(/^第([一二三四五六七八九十]+)条 /g)].map((match) => match[1] ?? ''))
      .map((n, at) => [n, at + 1]),
  )
  expect(numbers.size).toBe(79)
  for (const form of forms)
    expect(
      textOf(lawLines('zh').map((line) => line.replace(/^第([一二三四五六七八九十]+)条 /, (_, n: string) => form(n, String(numbers.get(n)))))),
    ).toMatchObject(WHOLE)
  for (const form of ['Article $1: ', 'Art. $1 ', 'ARTICLE $1. ', '## Article $1 ', 'Article $1\n'])
    expect(textOf(lawLines('en').map((line) => line.replace(/^Article (\d+) /, form)))).toMatchObject(WHOLE)
})

test('full-width digits are reported', () => {
  const text = textOf(spoil('zh', /^第二十一条/, (line) => line.replace('第二十一条', '第２１条')))
  expect(text).toMatchObject(WHOLE)
  expect(text.anomalies.filter((each) => each.kind === 'full-width-digits').map((each) => each.where)).toEqual(['21.1'])
})

test('items are read under every mark, and in one run', () => {
  expect(textOf(lawLines('zh').map((line) => line.replace(/^（(.)）/, '($1)')))).toMatchObject(WHOLE)
  expect(textOf(lawLines('zh').map((line) => line.replace(/^（(.)）/, '$1、')))).toMatchObject(WHOLE)
  expect(textOf(lawLines('en').map((line) => line.replace(/^\((\d)\)/, '  $1.')))).toMatchObject(WHOLE)
  const lines = lawLines('zh')
  const lead = lines.findIndex((line) => line.startsWith('第二十一条'))
  const run = [
    ...lines.slice(0, lead),
    lines
      .slice(lead, lead + 6)
      .map((line) => line.replace(/[^:：;；。]$/, (end) => `${end}；`))
      .join(''),
    ...lines.slice(lead + 6),
  ]
  expect(textOf(run)).toMatchObject(WHOLE)
  const numbered = textOf(lawLines('en').map((line) => line.replace(/^\(\d\)/, '1.')))
  expect(numbered).toMatchObject(WHOLE)
  expect(numbered.anomalies.filter((each) => each.kind === 'item-numbers')).toHaveLength(7)
})

test('a paragraph broken over lines is one paragraph', () => {
  const wrapped = lawLines('en').flatMap((line) => [...(line.match(/.{1,72}(?:\s|$)/g) ?? []), ''])
  expect(textOf(wrapped)).toMatchObject(WHOLE)
})

test('a sentence that begins with a citation is no heading', () => {
  const text = textOf(spoil('zh', /^第二十二条/, (line) => [line, '第二十一条规定的义务不因此免除。']))
  expect(text.anomalies.filter((each) => each.kind === 'duplicate-article')).toEqual([])
  expect(text.anomalies.find((each) => each.kind === 'paragraph-count')?.where).toBe('22')
})

test('a number that stands twice replaces nothing: likeness decides, and the other is kept aside', () => {
  const stranger = 'Article 21 A passage on quite other matters, which some earlier version may have held.'
  for (const lines of [spoil('en', /^Article 21 /, (line) => [stranger, line]), spoil('en', /^Article 22 /, (line) => [stranger, line])]) {
    const text = textOf(lines)
    expect(text).toMatchObject(WHOLE)
    expect(text.anomalies.filter((each) => each.kind === 'duplicate-article')).toHaveLength(1)
    expect(wordsAt(text, '21.1')).not.toContain('quite other matters')
    expect(text.leftovers.map((each) => each.text).join()).toContain('quite other matters')
    expect(text.decisions.map((each) => each.fate)).toEqual(['dropped'])
  }
})

test('two equal candidates are said to be unresolved', () => {
  const text = textOf(spoil('zh', /^第二条/, (line) => [line, line]))
  expect(text.decisions).toMatchObject([{ fate: 'dropped', settled: false }])
  expect(text.anomalies.find((each) => each.kind === 'duplicate-article')?.message.en).toContain('please check')
})

test('a copy does not take the place of a missing article', () => {
  const lines = spoil('zh', /^第三十九条/, (line) => [line, line]).filter((line) => !line.startsWith('第四十条'))
  for (const gist of [true, false]) {
    const structure = gist ? law2017 : { ...law2017, articles: law2017.articles.map((each) => ({ ...each, gist: undefined })) }
    const found = read(utf8(lines.join('\n')), structure)
    expect(found).toMatchObject({ texts: [{ missing: ['40.1'], decisions: [{ printed: 39, fate: 'dropped' }] }] })
  }
})

test('an article under a wrong number is given its own by its place', () => {
  const text = textOf(lawLines('en').map((line) => line.replace(/^Article 79 /, 'Article 68 ')))
  expect(text).toMatchObject(WHOLE)
  expect(text.decisions).toMatchObject([{ printed: 68, article: 79, fate: 'renumbered' }])
  expect(kinds(text)).toEqual(expect.arrayContaining(['duplicate-article', 'missing-article', 'number-runs-backwards']))
})

test('a missing and an unknown article are reported', () => {
  const gone = textOf(spoil('zh', /^第四十条/, () => []))
  expect(gone.missing).toEqual(['40.1'])
  expect(gone.anomalies.filter((each) => each.kind === 'missing-article').map((each) => each.where)).toEqual(['40'])
  const strange = textOf(spoil('zh', /^第四十条/, (line) => [line, '第四百条 网络安全的另一规定。']))
  expect(strange).toMatchObject(WHOLE)
  expect(strange.anomalies.filter((each) => each.kind === 'unknown-article').map((each) => each.where)).toEqual(['400'])
})

test('counts of paragraphs and items that differ are reported', () => {
  const paragraph = textOf(spoil('zh', /^第四十条/, (line) => [line, '多出的一款。']))
  expect(paragraph.anomalies.find((each) => each.kind === 'paragraph-count')).toMatchObject({ where: '40' })
  expect(paragraph.leftovers).toMatchObject([{ text: '多出的一款。' }])
  const item = textOf(spoil('zh', /^（五）/, (line) => [line, '（六）多出的一项。']))
  expect(item.anomalies.find((each) => each.kind === 'item-count')).toMatchObject({ where: '21.1' })
  const fewer = textOf(spoil('zh', /^（五）/, () => []))
  expect(fewer.missing).toEqual(['21.1.5'])
})

test.each<readonly [AnomalyKind, string, Language, RegExp, (line: string) => string]>([
  ['translator-note', '34.1', 'en', /^Article 34 /, (line) => `${line} (Translator's note: moved.)`],
  ['editor-bracket', '35.1', 'en', /^Article 35 /, (line) => line.replace(/\.$/, ' [as corrected].')],
  ['missing-full-stop', '36.1', 'en', /^Article 36 /, (line) => line.replace(/\.$/, '')],
  ['missing-full-stop', '36.1', 'zh', /^第三十六条/, (line) => line.replace(/。$/, '')],
  ['no-break-space', '37.1', 'en', /^Article 37 /, (line) => line.replace(/ (?=\w+\.$)/, '\u00a0')],
  ['leading-space', '38.1', 'zh', /^第三十八条/, (line) => `\u00a0\u00a0${line}`],
  ['invisible-character', '40.1', 'zh', /^第四十条/, (line) => line.replace('条 ', '条 \u200b')],
  ['unbalanced-brackets', '35.1', 'en', /^Article 35 /, (line) => line.replace(/\.$/, ' (so far.')],
  ['space-before-punctuation', '35.1', 'en', /^Article 35 /, (line) => line.replace(/\.$/, ' , and so on.')],
  [
    'lower-case-start',
    '35.1',
    'en',
    /^Article 35 /,
    (line) => line.replace(/^(Article 35 )(.)/, (_, head: string, first: string) => head + first.toLowerCase()),
  ],
  ['amount-with-dot', '66.1', 'en', /^Article 66 /, (line) => `${line} The fine is 10.000 yuan.`],
  ['two-amounts', '66.1', 'en', /^Article 66 /, (line) => `${line} The fine is RMB 10,000 20.000.`],
  [
    'wrong-cross-reference',
    '34.1',
    'en',
    /^Article 34 /,
    (line) => line.replace(/^Article 34 .*?(?=:?$)/, 'Article 34 Beside Article 17, operators have these duties'),
  ],
  ['wrong-cross-reference', '34.1', 'zh', /^第三十四条/, () => '第三十四条 除本法第九十九条外，运营者还有下列义务：'],
])('%s is found at %s (%s)', (kind, where, language, find, change) => {
  const text = textOf(spoil(language, find, change))
  expect(text).toMatchObject(WHOLE)
  expect(text.anomalies.filter((each) => each.kind === kind && each.where === where)).not.toEqual([])
})

test('an amount with a dot is read as thousands, two amounts are not read', () => {
  const text = textOf(spoil('en', /^Article 66 /, (line) => `${line} The fine is 10.000 yuan or RMB 10,000 20.000.`))
  const messages = text.anomalies.filter((each) => each.where === '66.1').map((each) => `${each.kind}: ${each.message.en}`)
  expect(messages.filter((each) => each.startsWith('amount-with-dot'))).toEqual([expect.stringContaining('read as 10000')])
  expect(messages.filter((each) => each.startsWith('two-amounts'))).toEqual([expect.stringContaining('not read')])
})

test('an amount that a translation changes is found beside the Chinese of the same file', () => {
  const zh = lawLines('zh').map((line) => (line.startsWith('第六十六条') ? '第六十六条 对运营者处五万元以上五十万元以下罚款。' : line))
  const en = lawLines('en').map((line) => (line.startsWith('Article 66 ') ? 'Article 66 The operator is fined 50,000 to 600.000 yuan.' : line))
  const found = read(utf8([...en, ...zh].join('\n')), law2017, 'en')
  if ('code' in found) throw new Error(found.words.en)
  const differs = found.texts[0]?.anomalies.filter((each) => each.kind === 'amount-differs' && each.where === '66.1')
  expect(differs?.map((each) => each.message.en)).toEqual(['the amounts differ from the Chinese: the Chinese does not name 600000; it lacks 500000 (yuan).'])
})

test('headings that differ between contents, body and edition are reported', () => {
  const lines = lawLines('zh')
  const body = lines.findLastIndex((line) => line.startsWith('第六章'))
  const text = textOf(lines.map((line, at) => (at === body ? '第六章 责任' : line)))
  expect(text.anomalies.filter((each) => each.kind === 'heading-differs').map((each) => each.where)).toEqual(['chapter 6', 'chapter 6'])
})

test('words of the page around the law are left out and reported', () => {
  const [title = '', ...rest] = lawLines('zh')
  const text = textOf([title, '发布时间：2016-11-07', ...rest, '责任编辑：某某', '打印'])
  expect(text).toMatchObject(WHOLE)
  expect(text.anomalies.filter((each) => each.kind === 'page-chrome')).toHaveLength(3)
})

test('old and new words side by side are found where the file says that it is a redline', () => {
  const lines = spoil(
    'en',
    /^Article 40 /,
    (line) => `${line.replace(/\.$/, '')}\u00a0and it must keep the secrecy of user information Where it must keep the secrecy of user information.`,
  )
  expect(kinds(textOf(lines))).not.toContain('merged-versions')
  const text = textOf([lines[0] ?? '', 'Struck through text was removed, underlined text was added.', ...lines.slice(1)])
  expect(text.anomalies.filter((each) => each.kind === 'merged-versions').map((each) => each.where)).toEqual(['40.1'])
})

test('whatever happens to a text, nothing throws and no words are lost', () => {
  const lines = lawLines('zh')
  const change = fc.record({ at: fc.nat(lines.length - 1), to: fc.nat(lines.length - 1), how: fc.constantFrom('drop', 'repeat', 'swap', 'cut') })
  fc.assert(
    fc.property(fc.array(change, { maxLength: 12 }), (changes) => {
      const spoiled = [...lines]
      for (const { at, to, how } of changes) {
        const line = spoiled[at] ?? ''
        if (how === 'drop') spoiled.splice(at, 1)
        else if (how === 'repeat') spoiled.splice(to, 0, line)
        else if (how === 'cut') spoiled[at] = line.slice(0, Math.floor(line.length / 2))
        else [spoiled[at], spoiled[to]] = [spoiled[to] ?? '', line]
      }
      const found = read(utf8(spoiled.join('\n')))
      if ('code' in found) return
      for (const text of found.texts) {
        expect(text.provisionsFound + text.missing.length).toBe(132)
        const kept = [...text.provisions, ...text.leftovers]
          .map((each) => each.text)
          .join('')
          .replace(/\s/g, '')
        const first = spoiled.findIndex((line) => line.startsWith('第') && line.includes('条 '))
        const lost = spoiled
          .slice(first)
          .filter(
            (line) => !/^(?:第.+[章节]|目录|[^，。；：]{0,20}$)/.test(line) && !kept.includes(line.replace(/^(?:第[^条]*条|（.）)/, '').replace(/\s/g, '')),
          )
        expect(lost).toEqual([])
      }
    }),
    { numRuns: 30 },
  )
})
