import fc from 'fast-check'
import { expect, test } from 'vitest'
import { element, printXml, type XmlElement } from '#law/export/xml.ts'
import { parseXml } from './xml.ts'

/** Names that the parser keeps for itself are not names of elements anywhere. */
const name = fc
  .stringMatching(/^[a-z][a-zA-Z0-9.-]{0,8}$/)
  .filter((each) => !['constructor', 'prototype', 'valueOf', 'toString', 'hasOwnProperty'].includes(each))
const text = fc
  .string({
    unit: fc.oneof(fc.constantFrom('&', '<', '>', '"', "'", ']]>', '&amp;', '&#20;', '<!--', '甲', '\n', '\t'), fc.string({ unit: 'grapheme', maxLength: 3 })),
    minLength: 1,
  })
  .map((each) => each.replaceAll(/[^\t\n\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, ''))
  .filter((each) => each.trim() !== '')
const attributes = fc.dictionary(name, text, { maxKeys: 3 }).map((each) => Object.fromEntries(Object.entries(each)))
const tree = fc.letrec<{ node: XmlElement }>((tie) => ({
  node: fc
    .tuple(name, attributes, fc.oneof({ depthSize: 'small', withCrossShrink: true }, fc.constant([]), fc.tuple(text), fc.array(tie('node'), { maxLength: 3 })))
    .map(([tag, attributes, children]) => element(tag, attributes, children)),
})).node

test('whatever is written is read again as it was', () => {
  fc.assert(
    fc.property(tree, (root) => {
      expect(parseXml(printXml(root))).toEqual(root)
    }),
  )
})

test('references, literal text and comments are resolved once and once only', () => {
  const root = parseXml('\ufeff<?xml version="1.0"?>\n<!-- a <b> --><a x="&#x7532;&amp;lt;">&#31532;<!-- no --><![CDATA[<&lt;]]> &amp;amp;<?pi x?></a>')
  expect(root).toEqual({ name: 'a', attributes: { x: '甲&lt;' }, children: ['第', '<&lt;', ' &amp;'] })
})

test('blanks count beside words and are layout elsewhere', () => {
  expect(parseXml('<a>\n  <b> x <i>y</i> </b>\n</a>')?.children).toEqual([element('b', {}, [' x ', element('i', {}, ['y']), ' '])])
})

const WRONG = [
  ['a document type', '<!DOCTYPE a><a/>'],
  ['a document type with entities', '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>'],
  ['an external document type', '<?xml version="1.0"?><!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>'],
  ['an undeclared entity', '<a>&x;</a>'],
  ['an undeclared entity in an attribute', '<a x="&x;"/>'],
  ['an element that is not closed', '<a><b></a>'],
  ['elements that cross', '<a><b></a></b>'],
  ['two roots', '<a/><b/>'],
  ['words outside', '<a/>x'],
  ['a bare sign', '<a>1 < 2</a>'],
  ['a bare ampersand', '<a>&</a>'],
  ['an attribute without quotes', '<a x=1/>'],
  ['a comment without end', '<a/><!-- '],
  ['nothing', ''],
  ['no XML', 'plain'],
  ['a hundred and one levels', `${'<a>'.repeat(101)}${'</a>'.repeat(101)}`],
] as const

test.each(WRONG)('%s is refused', (_, source) => {
  expect(parseXml(source)).toBeUndefined()
})

test('a file that opens a million elements is refused before it is built', () => {
  expect(parseXml('<a>'.repeat(1_000_000))).toBeUndefined()
})
