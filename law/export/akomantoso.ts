import { chineseNumber } from '../citation.ts'
import type { ProvisionsFile } from '../edition.ts'
import { day, printDay } from '../instant.ts'
import type { EditionData, Statute } from '../statute.ts'
import type { Language, Text } from '../text.ts'
import { modificationsOf } from './modification.ts'
import { amendmentOf, eIdOf, expressionIri, LANGUAGE_CODES, versionDate, workOf, type Amendment, type Standing } from './work.ts'
import { element, type XmlElement } from './xml.ts'

export const AKOMA_NTOSO = 'http://docs.oasis-open.org/legaldocml/ns/akn/3.0'
/** Of our own elements under `proprietary`. */
export const OUR_NAMESPACE = 'urn:dutybook:law:1'

/** The words of one edition in one language: our restatement, or an official text that was imported. */
export interface EditionText {
  readonly language: Language
  readonly standing: Standing
  /** Paragraphs and items. Lines of a text are paragraphs of the document. */
  readonly provisions: readonly { readonly provision: string; readonly text: string }[]
  /** Of the file that an official text was imported from. */
  readonly sha256?: string
}

export function restatementOf(file: ProvisionsFile, language: Language): EditionText {
  const provisions = file.articles.flatMap(({ provisions }) => provisions.map(({ provision, text }) => ({ provision, text: text[language] })))
  return { language, standing: 'restatement', provisions }
}

const NUMBERED = {
  chapter: { zh: (n: number) => `第${chineseNumber(n)}章`, en: (n: number) => `Chapter ${n}` },
  section: { zh: (n: number) => `第${chineseNumber(n)}节`, en: (n: number) => `Section ${n}` },
  article: { zh: (n: number) => `第${chineseNumber(n)}条`, en: (n: number) => `Article ${n}` },
  point: { zh: (n: number) => `（${chineseNumber(n)}）`, en: (n: number) => `(${n})` },
} as const

const SHOWN = {
  npcsc: { zh: '全国人民代表大会常务委员会', en: "Standing Committee of the National People's Congress" },
  dutybook: { zh: '责任簿', en: 'Dutybook' },
  author: { zh: '制定机关', en: 'author' },
  editor: { zh: '转述者', en: 'editor' },
  adoption: { zh: '通过', en: 'adoption' },
  'in-force': { zh: '施行', en: 'entry into force' },
  amendment: { zh: '修改', en: 'amendment' },
  'amendment-in-force': { zh: '修改施行', en: 'entry into force of the amendment' },
  publication: { zh: '公布征求意见', en: 'publication for comments' },
  'second-reading': { zh: '二次审议', en: 'second reading' },
} as const satisfies Record<string, Text>

const NOTE = {
  restatement: {
    zh: '以下是责任簿对条文的转述，不是官方文本。',
    en: 'What follows is a restatement by Dutybook in its own words, not the official text.',
  },
  official: { zh: '以下是导入的官方文本。', en: 'What follows is an official text that was imported.' },
} as const

interface Given {
  readonly statute: Statute
  readonly data: EditionData
  readonly text: EditionText
}

function identification({ statute, data, text }: Given): XmlElement {
  const work = workOf(statute, data)
  const { language, standing } = text
  const version = versionDate(data)
  const expression = expressionIri(statute, data, language, standing)
  const names = (iri: string): XmlElement[] => [element('FRBRthis', { value: iri }), element('FRBRuri', { value: iri })]
  const author = element('FRBRauthor', { href: '#npcsc', as: '#author' })
  const editor = element('FRBRauthor', { href: '#dutybook', as: '#editor' })
  const master = expressionIri(statute, data, 'zh', standing)
  return element('identification', { source: '#dutybook' }, [
    element('FRBRWork', {}, [
      ...names(work.iri),
      element('FRBRdate', { date: work.date, name: work.kind === 'bill' ? 'publication' : 'adoption' }),
      author,
      element('FRBRcountry', { value: 'cn' }),
      element('FRBRname', { value: work.name }),
      element('FRBRprescriptive', { value: 'true' }),
      element('FRBRauthoritative', { value: String(standing === 'official') }),
    ]),
    element('FRBRExpression', {}, [
      ...names(expression),
      element('FRBRdate', { date: version, name: work.kind === 'bill' ? 'publication' : 'in-force' }),
      standing === 'restatement' ? editor : author,
      element('FRBRversionNumber', { value: data.edition.id }),
      element('FRBRauthoritative', { value: String(standing === 'official' && language === 'zh') }),
      ...(language === 'zh' ? [] : [element('FRBRmasterExpression', { href: master, showAs: work.title.zh })]),
      element('FRBRlanguage', { language: LANGUAGE_CODES[language] }),
      // A translation would have to name its translator, whom an imported file does not.
    ]),
    element('FRBRManifestation', {}, [
      ...names(`${expression}.akn`),
      element('FRBRdate', { date: version, name: 'version' }),
      editor,
      element('FRBRformat', { value: 'application/akn+xml' }),
    ]),
  ])
}

interface Occasion {
  readonly name: keyof typeof SHOWN
  readonly date: string
  readonly type: 'generation' | 'amendment'
}

/** What happened to the text up to this edition, and what ended it. */
function occasionsOf({ statute, data }: Given): readonly Occasion[] {
  const work = workOf(statute, data)
  if (work.kind === 'bill') return [{ name: 'publication', date: work.date, type: 'generation' }]
  const amendment = amendmentOf(statute, data)
  const original = amendment?.before ?? data
  const made: Occasion[] = [
    { name: 'adoption', date: work.date, type: 'generation' },
    { name: 'in-force', date: versionDate(original), type: 'generation' },
  ]
  if (amendment !== undefined)
    made.push({ name: 'amendment', date: amendment.date, type: 'amendment' }, { name: 'amendment-in-force', date: versionDate(data), type: 'amendment' })
  const last = data.edition.inForce?.to
  return last === undefined ? made : [...made, { name: 'amendment-in-force', date: printDay(day(last + 1)), type: 'amendment' }]
}

function history(given: Given, occasions: readonly Occasion[]): XmlElement[] {
  const source = '#npcsc'
  const lifecycle = element(
    'lifecycle',
    { source },
    occasions.map(({ name, date, type }, at) => element('eventRef', { eId: `eventRef_${at + 1}`, date, source, refersTo: `#${name}`, type })),
  )
  const { status } = given.data.edition
  if (status === 'enacted') return [lifecycle]
  const step = element('step', { date: versionDate(given.data), by: source, refersTo: '#second-reading', outcome: '#publication' })
  return [lifecycle, element('workflow', { source }, [step])]
}

/** When this edition is in force: from the event that began it to the one that ended it. */
function period({ data }: Given, occasions: readonly Occasion[]): XmlElement[] {
  const { inForce } = data.edition
  if (inForce === undefined) return []
  const at = (date: string): string => `#eventRef_${occasions.findLastIndex((each) => each.date === date) + 1}`
  const end = inForce.to === undefined ? undefined : at(printDay(day(inForce.to + 1)))
  const interval = element('timeInterval', { start: at(versionDate(data)), end, refersTo: '#in-force' })
  return [element('temporalData', { source: '#dutybook' }, [element('temporalGroup', { eId: 'temporalGroup_1' }, [interval])])]
}

/** What the amendment did to each provision. A place that is gone is named where it stood. */
function passiveModifications({ statute, data, text }: Given, amendment: Amendment): XmlElement {
  const before = expressionIri(statute, amendment.before, text.language, text.standing)
  const mods = modificationsOf(statute, amendment.before, data).map(({ type, from, to }, at) => {
    const id = `pmod_${at + 1}`
    const old = from === undefined ? undefined : `${before}#${eIdOf(from)}`
    return element('textualMod', { type, eId: id }, [
      element('source', { eId: `${id}__source_1`, href: amendment.iri }),
      element('destination', { eId: `${id}__destination_1`, href: to === undefined ? old : `#${eIdOf(to)}` }),
      ...(to === undefined || old === undefined ? [] : [element('previous', { href: old })]),
    ])
  })
  return element('analysis', { source: '#dutybook' }, [element('passiveModifications', {}, mods)])
}

function references({ statute, data, text }: Given, occasions: readonly Occasion[], amendment: Amendment | undefined): XmlElement {
  const { language } = text
  const known = (kind: string, folder: string, id: keyof typeof SHOWN): XmlElement =>
    element(kind, { eId: id, href: `/akn/ontology/${folder}/${id}`, showAs: SHOWN[id][language] })
  const events = new Set<keyof typeof SHOWN>([...occasions.map(({ name }) => name), ...(data.edition.status === 'draft' ? ['second-reading' as const] : [])])
  const changed =
    amendment === undefined
      ? []
      : [
          element('original', {
            eId: 'original_1',
            href: expressionIri(statute, amendment.before, language, text.standing),
            showAs: amendment.before.edition.title[language],
          }),
          element('passiveRef', { eId: 'passiveRef_1', href: amendment.iri, showAs: amendment.title[language] }),
        ]
  return element('references', { source: '#dutybook' }, [
    ...changed,
    known('TLCOrganization', 'organization/cn', 'npcsc'),
    known('TLCOrganization', 'organization', 'dutybook'),
    known('TLCRole', 'role', 'author'),
    known('TLCRole', 'role', 'editor'),
    ...[...events].map((name) => known('TLCEvent', 'event', name)),
  ])
}

/** What is ours and no part of the standard: which edition this is, and which norms state which provisions. */
function proprietary({ statute, data, text }: Given): XmlElement {
  const edition = element('db:edition', {
    id: data.edition.id,
    status: data.edition.status,
    text: text.standing,
    encoding: statute.encoding,
    sha256: text.sha256,
  })
  const norms = data.norms.norms.map(({ id, deontic, bearer, cites }) =>
    element(
      'db:norm',
      { id, deontic, bearer: bearer.join(' ') },
      cites.map((provision) => element('db:cite', { provision, href: `#${eIdOf(provision)}` })),
    ),
  )
  return element('proprietary', { source: '#dutybook', 'xmlns:db': OUR_NAMESPACE }, [edition, ...norms])
}

const paragraphsOf = (words: string): XmlElement[] => words.split('\n').map((line) => element('p', {}, [line]))

interface Provided {
  readonly provision: string
  readonly words: string
}

/** A paragraph of the statute with its items, if it has any. */
function paragraph({ provision, words }: Provided, items: readonly Provided[], language: Language): XmlElement {
  const eId = eIdOf(provision)
  if (items.length === 0) return element('paragraph', { eId }, [element('content', { eId: `${eId}__content` }, paragraphsOf(words))])
  const points = items.map((item) => {
    const id = eIdOf(item.provision)
    const number = Number(item.provision.split('.')[2])
    return element('point', { eId: id }, [
      element('num', {}, [NUMBERED.point[language](number)]),
      element('content', { eId: `${id}__content` }, paragraphsOf(item.words)),
    ])
  })
  return element('paragraph', { eId }, [element('intro', { eId: `${eId}__intro` }, paragraphsOf(words)), ...points])
}

type Article = ProvisionsFile['articles'][number]

function article({ article: number, heading }: Article, { data, text }: Given, words: ReadonlyMap<string, string>): XmlElement {
  const { language, standing } = text
  const places = data.places.filter((place) => place.startsWith(`${number}.`))
  const provided = places.map((provision): Provided => {
    const own = words.get(provision)
    if (own === undefined) throw new RangeError(`${data.edition.id} ${language}: no words for ${provision}`)
    return { provision, words: own }
  })
  const paragraphs = provided.filter(({ provision }) => provision.split('.').length === 2)
  return element('article', { eId: eIdOf(String(number)) }, [
    element('num', {}, [NUMBERED.article[language](number)]),
    // The statute's articles have no headings; these are ours and stay with our words.
    ...(standing === 'restatement' ? [element('heading', {}, [heading[language]])] : []),
    ...paragraphs.map((each) =>
      paragraph(
        each,
        provided.filter(({ provision }) => provision.startsWith(`${each.provision}.`)),
        language,
      ),
    ),
  ])
}

function body(given: Given, articles: readonly Article[]): XmlElement {
  const { language } = given.text
  const words = new Map(given.text.provisions.map(({ provision, text }) => [provision, text]))
  const of = (chapter: number, section: number | undefined): XmlElement[] =>
    articles.filter((each) => each.chapter === chapter && each.section === section).map((each) => article(each, given, words))
  const chapters = given.data.edition.chapters.map(({ chapter, title, sections }) =>
    element('chapter', { eId: `chp_${chapter}` }, [
      element('num', {}, [NUMBERED.chapter[language](chapter)]),
      element('heading', {}, [title[language]]),
      ...of(chapter, undefined),
      ...sections.map(({ section, title }) =>
        element('section', { eId: `chp_${chapter}__sec_${section}` }, [
          element('num', {}, [NUMBERED.section[language](section)]),
          element('heading', {}, [title[language]]),
          ...of(chapter, section),
        ]),
      ),
    ]),
  )
  return element('body', { 'xml:lang': LANGUAGE_CODES[language] }, chapters)
}

/**
 * One edition in one language as an Akoma Ntoso 3.0 document: an act, or a bill where it is a draft.
 *
 * The same edition, text and encoding of the law give the same document; no clock is read. Ids of provisions are
 * `art_21__para_1__point_3` for article 21, paragraph 1, item (3). Throws a `RangeError` where the text lacks a provision.
 */
export function akomaNtoso(statute: Statute, data: EditionData, file: ProvisionsFile, text: EditionText): XmlElement {
  const given: Given = { statute, data, text }
  const work = workOf(statute, data)
  const amendment = amendmentOf(statute, data)
  const occasions = occasionsOf(given)
  const { language, standing } = text
  const published = work.kind === 'bill' ? SHOWN.publication : amendment === undefined ? SHOWN.adoption : SHOWN.amendment
  const meta = element('meta', {}, [
    identification(given),
    element('publication', {
      date: amendment?.date ?? work.date,
      name: work.kind === 'bill' ? 'consultation' : 'promulgation',
      showAs: published[language],
    }),
    ...history(given, occasions),
    ...(amendment === undefined ? [] : [passiveModifications(given, amendment)]),
    ...period(given, occasions),
    references(given, occasions, amendment),
    proprietary(given),
  ])
  const preface = element('preface', { 'xml:lang': LANGUAGE_CODES[language] }, [
    element('p', {}, [element('docTitle', {}, [work.title[language]])]),
    element('p', {}, [NOTE[standing][language]]),
  ])
  const contains = work.kind === 'bill' || amendment === undefined ? 'originalVersion' : 'singleVersion'
  const document = element(work.kind, { name: work.name, contains }, [meta, preface, body(given, file.articles)])
  return element('akomaNtoso', { xmlns: AKOMA_NTOSO }, [document])
}
