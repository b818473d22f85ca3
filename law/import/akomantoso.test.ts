import { expect, test } from 'vitest'
import { element, type XmlElement } from '../export/xml.ts'
import { looksLikeAkomaNtoso, readAkomaNtoso } from './akomantoso.ts'

const p = (text: string): XmlElement => element('akn:p', {}, [text])
const act = (...articles: readonly XmlElement[]): XmlElement =>
  element('akn:akomaNtoso', {}, [
    element('akn:act', { name: 'act' }, [
      element('akn:meta', {}, [element('akn:identification', {}, [element('akn:FRBRExpression', {}, [element('akn:FRBRlanguage', { language: 'eng' })])])]),
      element('akn:body', {}, [element('akn:chapter', {}, [element('akn:num', {}, ['Chapter 2']), element('akn:heading', {}, ['Rules']), ...articles])]),
    ]),
  ])
const num = (text: string): XmlElement => element('akn:num', {}, [text])

test('a document with another prefix and without ids is read by its printed numbers', () => {
  const reading = readAkomaNtoso(act(element('akn:article', {}, [num('Article 7'), element('akn:paragraph', {}, [element('akn:content', {}, [p('One.')])])])))
  expect(reading?.language).toBe('en')
  expect(reading?.restated).toBe(false)
  expect(reading?.outline.headings).toMatchObject([{ kind: 'chapter', number: 2, title: 'Rules' }])
  expect(reading?.outline.blocks).toMatchObject([{ printed: 7, chapter: 2, parts: [{ text: 'One.', item: undefined }] }])
})

test('an article without paragraphs is one; words after a list belong to the paragraph before it', () => {
  const list = element('akn:list', {}, [
    element('akn:intro', {}, [p('These:')]),
    element('akn:point', {}, [num('(1)'), element('akn:content', {}, [p('a;'), p('more of a;')])]),
    element('akn:point', {}, [num('(2)'), element('akn:content', {}, [p('b,')])]),
    element('akn:wrapUp', {}, [p('and so on.')]),
  ])
  const reading = readAkomaNtoso(act(element('akn:article', { eId: 'art_3' }, [num('3.'), list])))
  expect(reading?.outline.blocks[0]).toMatchObject({
    printed: 3,
    parts: [
      { text: 'These:\nand so on.', item: undefined },
      { text: 'a;\nmore of a;', item: 1 },
      { text: 'b,', item: 2 },
    ],
  })
})

test('words inside inline markup are kept, layout is not', () => {
  const content = element('akn:content', {}, [element('akn:p', {}, ['It\n    must ', element('akn:b', {}, ['not']), ' wait.'])])
  const reading = readAkomaNtoso(act(element('akn:article', { eId: 'art_1' }, [element('akn:paragraph', {}, [content])])))
  expect(reading?.outline.blocks[0]?.parts[0]?.text).toBe('It must not wait.')
})

test('words outside articles are set aside, and a document without a body is none', () => {
  const reading = readAkomaNtoso(act(element('akn:hcontainer', {}, [element('akn:content', {}, [p('Stray words.')])])))
  expect(reading?.outline.strays.map(({ text }) => text)).toEqual(['Stray words.'])
  expect(readAkomaNtoso(element('akomaNtoso', {}, [element('act', {}, [element('meta')])]))).toBeUndefined()
  expect(readAkomaNtoso(element('html'))).toBeUndefined()
})

test('the root tells such a file from a page', () => {
  expect(looksLikeAkomaNtoso('<?xml version="1.0"?>\n<akomaNtoso xmlns="x">')).toBe(true)
  expect(looksLikeAkomaNtoso('<an:akomaNtoso xmlns:an="x">')).toBe(true)
  expect(looksLikeAkomaNtoso('<html><body>akomaNtoso</body></html>')).toBe(false)
})
