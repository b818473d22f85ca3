import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Refusal } from './anomaly.ts'
import { draft, draftWithGists } from './draft.fixture.ts'
import type { Expectation } from './expectation.ts'
import { importText, type Import } from './official-text.ts'
import { law2017, lawLines, lawText, tools, utf8, zip } from './synthetic.fixture.ts'

function read(bytes: Uint8Array, expectation: Expectation = law2017): Import | Refusal {
  return importText(bytes, expectation, [], undefined, tools)
}

const refusedAs = (bytes: Uint8Array, expectation?: Expectation): string | undefined => {
  const answer = read(bytes, expectation)
  return 'code' in answer ? answer.code : undefined
}

test('what is no text is refused by what it is', () => {
  expect(refusedAs(new Uint8Array())).toBe('empty')
  expect(refusedAs(utf8(' \n\n'))).toBe('empty')
  expect(refusedAs(utf8('%PDF-1.7\n第一条 为了'))).toBe('not-text')
  expect(refusedAs(zip({ 'law.txt': lawText('zh') }))).toBe('not-text')
  expect(refusedAs(zip({ 'word/document.xml': 'x' }).subarray(0, 60))).toBe('damaged-docx')
  expect(refusedAs(new Uint8Array(5000))).toBe('not-text')
  expect(refusedAs(new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 1, 2]))).toBe('not-text')
  expect(refusedAs(new Uint8Array([0x80, 0xff, 0x80, 0xff, 0x80, 0xff]))).toBe('unreadable-encoding')
  expect(refusedAs(new Uint8Array(33 * 1_048_576))).toBe('too-large')
  expect(refusedAs(utf8('\n'.repeat(300_000)))).toBe('empty')
  expect(refusedAs(utf8('a\n'.repeat(300_000)))).toBe('too-large')
})

test('another law is refused by its title', () => {
  const other = read(utf8(lawText('zh').replace('网络安全法', '数据安全法')))
  expect('code' in other && other.words.zh).toContain('数据安全法')
  expect(refusedAs(utf8(lawText('en').replace('Cybersecurity Law', 'Data Security Law')))).toBe('wrong-law')
  expect(refusedAs(utf8('第一条 为了规范烟花燃放,制定本条例。\n第二条 在城区燃放烟花,适用本条例。\n'.repeat(4)))).toBe('wrong-law')
  expect(refusedAs(utf8('明天开会，请带材料。'))).toBe('no-articles')
})

test('another edition is refused by its articles and its title', () => {
  expect(refusedAs(utf8(lawText('zh')), draft)).toBe('wrong-edition')
  expect(refusedAs(utf8(lawText('zh').replace('网络安全法', '网络安全法(草案)')))).toBe('wrong-edition')
  const longer = [...lawLines('zh').slice(0, -1), '第七十九条 网络安全规定之一。', '第八十条 网络安全规定之二。', '第八十一条 自2017年6月1日起施行。']
  const answer = read(utf8(longer.join('\n')))
  expect('code' in answer && answer.words.en).toContain('csl-2026')
})

test('a part of another edition is known by what stands under its numbers', () => {
  const lines = lawLines('zh')
  const part = utf8(
    lines
      .slice(
        0,
        lines.findIndex((line) => line.startsWith('第四十条')),
      )
      .join('\n'),
  )
  expect(importText(part, draftWithGists, [law2017], undefined, tools)).toMatchObject({ code: 'wrong-edition' })
  expect(importText(part, law2017, [draftWithGists], undefined, tools)).toMatchObject({ texts: [{ articlesFound: 39 }] })
})

test('two texts in one file are refused', () => {
  expect(refusedAs(utf8(`${lawText('zh')}\n${lawText('zh')}`))).toBe('two-editions')
})

test('random bytes are refused or read, never thrown', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 400 }),
      fc.constantFrom<readonly number[]>([], [0x50, 0x4b, 3, 4], [0xff, 0xfe], [0xef, 0xbb, 0xbf]),
      (bytes, head) => {
        expect(read(new Uint8Array([...head, ...bytes]))).toBeDefined()
      },
    ),
  )
})
