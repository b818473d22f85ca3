import { expect, test } from 'vitest'
import { descend, element, localName, printXml, textOf } from './xml.ts'

test('blocks are indented, words keep their blanks', () => {
  const root = element('a', { x: '1', y: undefined }, [element('b', {}, [' 一  ', element('i', {}, ['二']), ' ']), element('c')])
  expect(printXml(root)).toBe('<?xml version="1.0" encoding="UTF-8"?>\n<a x="1">\n  <b> 一  <i>二</i> </b>\n  <c/>\n</a>\n')
})

test('what would be markup is written as words, in text and attributes', () => {
  const root = element('a', { x: '"<&>\n\t' }, ['<b>&amp;</b> ]]>'])
  expect(printXml(root)).toContain('<a x="&quot;&lt;&amp;&gt;&#10;&#9;">&lt;b&gt;&amp;amp;&lt;/b&gt; ]]&gt;</a>')
})

test('characters that XML cannot hold are replaced, others stay', () => {
  expect(printXml(element('a', {}, ['\u0000\u001b\ud800\uffff', '𠀀\t甲']))).toContain('<a>\ufffd\ufffd\ufffd\ufffd𠀀\t甲</a>')
})

test('names are compared without their prefix', () => {
  const root = element('x:a', {}, [element('x:b', {}, [element('y:c', {}, ['1', element('z:d', {}, ['2'])])])])
  const found = descend(root, 'b', 'c')
  expect(found === undefined ? '' : `${localName(found)} ${textOf(found)}`).toBe('c 12')
  expect(descend(root, 'c')).toBeUndefined()
})
