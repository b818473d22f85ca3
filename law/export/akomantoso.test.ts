import { describe, expect, test } from 'vitest'
import { Concordance } from '../concordance.ts'
import { readAkomaNtoso } from '../import/akomantoso.ts'
import { restatements, statute } from '../statute.fixture.ts'
import type { EditionData } from '../statute.ts'
import type { EditionFile, ProvisionsFile } from '../edition.ts'
import { everyElement, faultsOf } from './akomantoso-rules.fixture.ts'
import { akomaNtoso, restatementOf, type EditionText } from './akomantoso.ts'
import { modificationsOf } from './modification.ts'
import { eIdOf, expressionIri, workOf } from './work.ts'
import { descend, elementsOf, textOf, type XmlElement } from './xml.ts'

const LANGUAGES = ['zh', 'en'] as const

interface Loaded {
  readonly data: EditionData
  readonly file: ProvisionsFile
}

function loaded(id: EditionFile['id']): Loaded {
  const data = statute.editions.find(({ edition }) => edition.id === id)
  const file = restatements.editions[id]
  if (data === undefined || file === undefined) throw new Error(`${id} is not loaded`)
  return { data, file }
}

const EDITIONS = [loaded('csl-draft-2016'), loaded('csl-2017'), loaded('csl-2026')]
const [draft, law2017, law2026] = [loaded('csl-draft-2016'), loaded('csl-2017'), loaded('csl-2026')]
const documentOf = ({ data, file }: Loaded, language: 'zh' | 'en'): XmlElement => akomaNtoso(statute, data, file, restatementOf(file, language))
const values = (root: XmlElement, name: string, attribute: string): (string | undefined)[] =>
  everyElement(root)
    .filter((each) => each.name === name)
    .map(({ attributes }) => attributes[attribute])

/** What the reader found, by provision: paragraphs counted in order, items below them. */
function wordsOf(root: XmlElement): Map<string, string> {
  const found = new Map<string, string>()
  for (const { printed, parts } of readAkomaNtoso(root)?.outline.blocks ?? []) {
    let paragraph = 0
    for (const { text, item } of parts) {
      if (item === undefined) paragraph++
      found.set(`${printed}.${paragraph}${item === undefined ? '' : `.${item}`}`, text)
    }
  }
  return found
}

describe.each(EDITIONS)('$data.edition.id', (each) => {
  test.each(LANGUAGES)('in %s keeps to the rules of the standard', (language) => {
    const root = documentOf(each, language)
    expect(everyElement(root).length).toBeGreaterThan(500)
    expect(faultsOf(root)).toEqual([])
  })

  test.each(LANGUAGES)('in %s is read back with the words of every provision', (language) => {
    const restated = restatementOf(each.file, language).provisions
    expect(restated.length).toBeGreaterThan(120)
    expect(wordsOf(documentOf(each, language))).toEqual(new Map(restated.map(({ provision, text }) => [provision, text])))
  })

  test.each(LANGUAGES)('in %s says of itself which language it is in and that it is a restatement', (language) => {
    expect(readAkomaNtoso(documentOf(each, language))).toMatchObject({ language, restated: true })
  })

  test('names the provisions that each norm cites', () => {
    const cited = everyElement(documentOf(each, 'zh'))
      .filter(({ name }) => name === 'db:norm')
      .map((norm) => [norm.attributes['id'], elementsOf(norm).map((cite) => cite.attributes['provision'])])
    expect(cited).toEqual(each.data.norms.norms.map(({ id, cites }) => [id, cites]))
  })

  test('is the same each time', () => {
    expect(documentOf(each, 'en')).toEqual(documentOf(each, 'en'))
  })
})

test('the description finds what is wrong: an order, a missing attribute, an id twice, a reference to nothing', () => {
  const root = documentOf(law2017, 'zh')
  const changed = (change: (each: XmlElement) => XmlElement): XmlElement => {
    const walk = (each: XmlElement): XmlElement =>
      change({ ...each, children: each.children.map((child) => (typeof child === 'string' ? child : walk(child))) })
    return walk(root)
  }
  const meta = (each: XmlElement): XmlElement => (each.name === 'meta' ? { ...each, children: each.children.toReversed() } : each)
  expect(faultsOf(changed(meta))).toHaveLength(1)
  const undated = (each: XmlElement): XmlElement => (each.name === 'publication' ? { ...each, attributes: { name: 'x', showAs: 'y' } } : each)
  expect(faultsOf(changed(undated))).toEqual(['<publication> lacks date'])
  const twice = (each: XmlElement): XmlElement => (each.attributes['eId'] === 'art_1__para_1' ? { ...each, attributes: { eId: 'art_2__para_1' } } : each)
  expect(faultsOf(changed(twice))).toContain('the id art_2__para_1 stands twice')
  const nowhere = (each: XmlElement): XmlElement => (each.name === 'lifecycle' ? { ...each, attributes: { source: '#nobody' } } : each)
  expect(faultsOf(changed(nowhere))).toEqual(['<lifecycle> source #nobody leads nowhere'])
})

test('both enacted editions are expressions of one work; the draft is a bill of its own', () => {
  expect(workOf(statute, law2017.data).iri).toBe('/akn/cn/act/2016-11-07/cybersecurity-law')
  expect(workOf(statute, law2026.data).iri).toBe(workOf(statute, law2017.data).iri)
  expect(expressionIri(statute, law2026.data, 'en', 'official')).toBe('/akn/cn/act/2016-11-07/cybersecurity-law/eng@2026-01-01')
  expect(expressionIri(statute, law2026.data, 'en', 'restatement')).toBe('/akn/cn/act/2016-11-07/cybersecurity-law/eng@2026-01-01/dutybook')
  expect(workOf(statute, draft.data)).toMatchObject({ kind: 'bill', iri: '/akn/cn/bill/2016-07-05/cybersecurity-law' })
  expect(elementsOf(documentOf(draft, 'zh'))[0]?.name).toBe('bill')
})

test('the history of each edition runs to what ended it', () => {
  const history = (each: Loaded): unknown =>
    everyElement(documentOf(each, 'zh'))
      .filter(({ name }) => name === 'eventRef')
      .map(({ attributes }) => `${attributes['date']} ${attributes['refersTo']}`)
  expect(history(law2017)).toEqual(['2016-11-07 #adoption', '2017-06-01 #in-force', '2026-01-01 #amendment-in-force'])
  expect(history(law2026)).toEqual(['2016-11-07 #adoption', '2017-06-01 #in-force', '2025-10-28 #amendment', '2026-01-01 #amendment-in-force'])
  expect(history(draft)).toEqual(['2016-07-05 #publication'])
  expect(values(documentOf(law2017, 'zh'), 'timeInterval', 'end')).toEqual(['#eventRef_3'])
  expect(values(documentOf(law2026, 'zh'), 'timeInterval', 'start')).toEqual(['#eventRef_4'])
  expect(values(documentOf(draft, 'zh'), 'timeInterval', 'start')).toEqual([])
  expect(values(documentOf(draft, 'zh'), 'step', 'outcome')).toEqual(['#publication'])
})

test('only the amended edition tells what was done to it, and by what', () => {
  expect(values(documentOf(law2017, 'zh'), 'textualMod', 'type')).toEqual([])
  expect(values(documentOf(draft, 'zh'), 'textualMod', 'type')).toEqual([])
  const amended = documentOf(law2026, 'zh')
  expect(values(amended, 'textualMod', 'type')).toEqual(modifications.map(({ type }) => type))
  expect(new Set(values(amended, 'source', 'href'))).toEqual(new Set(['/akn/cn/act/2025-10-28/decision-to-amend-cybersecurity-law']))
  expect(values(amended, 'passiveRef', 'href')).toEqual(['/akn/cn/act/2025-10-28/decision-to-amend-cybersecurity-law'])
  const places = values(amended, 'destination', 'href')
  expect(places[values(amended, 'textualMod', 'type').indexOf('insertion')]).toBe('#art_3__para_1')
})

const modifications = modificationsOf(statute, law2017.data, law2026.data)

test.each([
  { after: '2026', pair: [law2017, law2026], types: ['insertion', 'join', 'renumbering', 'substitution'] },
  { after: '2017', pair: [draft, law2017], types: ['insertion', 'join', 'renumbering', 'repeal', 'substitution'] },
] as const)('every provision that the concordance says was changed by $after is modified, and no other', ({ pair: [before, after], types }) => {
  const mods = modificationsOf(statute, before.data, after.data)
  expect([...new Set(mods.map(({ type }) => type))].toSorted()).toEqual(types)
  const rows = new Concordance(statute.concordance).rows(before.data.edition.id, after.data.edition.id)
  const changed = (side: 'from' | 'to'): Set<string> => new Set(rows.filter(({ change }) => change !== 'same').flatMap((row) => row[side]))
  const named = (side: 'from' | 'to', places: readonly string[]): Set<string> =>
    new Set(
      mods.flatMap((each) => {
        const at = each[side]
        if (at === undefined) return []
        return at.includes('.') ? [at] : places.filter((place) => place.startsWith(`${at}.`))
      }),
    )
  expect(named('from', before.data.places)).toEqual(changed('from'))
  expect(named('to', after.data.places)).toEqual(changed('to'))
})

test('a provision that came from two names both; one that is new names none', () => {
  expect(modifications.filter(({ to }) => to === '69.1')).toEqual([
    { type: 'join', from: '68.1', to: '69.1' },
    { type: 'join', from: '69.1.1', to: '69.1' },
  ])
  expect(modifications.find(({ to }) => to === '63.1')).toEqual({ type: 'insertion', from: undefined, to: '63.1' })
})

test('an official text has no headings of ours over its articles; in Chinese it is authoritative, in English it follows the Chinese', () => {
  const { data, file } = law2017
  const official = (language: 'zh' | 'en'): EditionText => ({
    language,
    standing: 'official',
    provisions: data.places.filter((place) => place.includes('.')).map((provision) => ({ provision, text: `词 ${provision}\n第二行` })),
    sha256: 'f'.repeat(64),
  })
  const root = akomaNtoso(statute, data, file, official('zh'))
  expect(faultsOf(root)).toEqual([])
  const body = descend(root, 'act', 'body', 'chapter', 'article')
  expect(body?.children.map((child) => (typeof child === 'string' ? child : child.name))).toEqual(['num', 'paragraph'])
  expect(wordsOf(root).get('21.1.3')).toBe('词 21.1.3\n第二行')
  expect(readAkomaNtoso(root)?.restated).toBe(false)
  expect(values(root, 'FRBRauthoritative', 'value')).toEqual(['true', 'true'])
  const translated = akomaNtoso(statute, data, file, official('en'))
  expect(faultsOf(translated)).toEqual([])
  expect(values(translated, 'FRBRauthoritative', 'value')).toEqual(['true', 'false'])
  expect(values(translated, 'FRBRmasterExpression', 'href')).toEqual([expressionIri(statute, data, 'zh', 'official')])
})

test('a text that lacks a provision is refused', () => {
  const { data, file } = law2017
  const short: EditionText = { language: 'zh', standing: 'official', provisions: [] }
  expect(() => akomaNtoso(statute, data, file, short)).toThrow('csl-2017 zh: no words for 1.1')
})

test('chapters, sections, articles and items carry the numbers and words of the language', () => {
  const numbers = (language: 'zh' | 'en'): string[] =>
    everyElement(documentOf(law2017, language))
      .filter(({ name }) => name === 'num')
      .map(textOf)
  expect(numbers('zh')).toEqual(expect.arrayContaining(['第三章', '第二节', '第二十一条', '（三）']))
  expect(numbers('en')).toEqual(expect.arrayContaining(['Chapter 3', 'Section 2', 'Article 21', '(3)']))
  expect(eIdOf('21.1.3')).toBe('art_21__para_1__point_3')
})
