import { descend, elementsOf, localName, textOf, type XmlElement } from '../export/xml.ts'
import type { Language } from '../text.ts'
import { headingOf } from './heading.ts'
import { lineOf, type Line } from './line.ts'
import type { Block, Outline, Part, PartHeading } from './outline.ts'

/** An Akoma Ntoso document as the importer needs it. Its lines are the blocks of the document, counted from 1. */
export interface AknReading {
  /** `undefined` where the document names neither Chinese nor English. */
  readonly language: Language | undefined
  /** Whether the document says of itself that it is not authoritative and was written by us. */
  readonly restated: boolean
  readonly outline: Outline
  readonly lines: readonly Line[]
}

export function looksLikeAkomaNtoso(text: string): boolean {
  return /<(?:[\w-]+:)?akomaNtoso[\s>]/.test(text.slice(0, 4096))
}

/** The kinds of document that hold a statute. */
const DOCUMENTS = new Set(['act', 'bill', 'doc', 'statement'])
const PARTS: Readonly<Record<string, PartHeading['kind']>> = { chapter: 'chapter', section: 'section' }
/** Below an article: what counts as a paragraph, and what as an item of one. */
const PARAGRAPHS = new Set(['paragraph', 'subsection', 'clause'])
const ITEMS = new Set(['point', 'item', 'indent', 'subparagraph', 'subclause', 'li'])
const BLOCKS = new Set(['p', 'block', 'span', 'listIntroduction', 'listWrapUp'])
const LABELS = new Set(['num', 'heading', 'subheading', 'crossHeading'])

const LANGUAGES: Readonly<Record<string, Language>> = { zho: 'zh', chi: 'zh', zh: 'zh', eng: 'en', en: 'en' }

const words = (node: XmlElement | undefined): string => (node === undefined ? '' : textOf(node).replaceAll(/\s+/g, ' ').trim())
const child = (node: XmlElement, name: string): XmlElement | undefined => elementsOf(node).find((each) => localName(each) === name)

/** The number that stands last in an id (`art_21`, `chp_3__sec_1`), else the one that is printed. */
function numberOf(node: XmlElement, kind: 'article' | 'chapter' | 'section'): number {
  const id = /_(\d+)$/.exec(node.attributes['eId'] ?? '')?.[1]
  if (id !== undefined) return Number(id)
  const heading = headingOf(lineOf({ line: 1, text: `${words(child(node, 'num'))} ${words(child(node, 'heading'))}` }).key)
  return heading.kind === kind ? heading.number : Number(/\d+/.exec(words(child(node, 'num')))?.[0] ?? 0)
}

interface Growing {
  line: number
  text: string
  readonly item: number | undefined
}

class Reader {
  readonly headings: PartHeading[] = []
  readonly blocks: Block[] = []
  readonly front: Line[] = []
  readonly strays: Line[] = []
  readonly lines: Line[] = []
  #chapter: number | undefined = undefined

  #line(text: string): Line {
    const line = lineOf({ line: this.lines.length + 1, text })
    this.lines.push(line)
    return line
  }

  title(node: XmlElement): void {
    for (const block of elementsOf(node)) if (words(block) !== '') this.front.push(this.#line(words(block)))
  }

  part(node: XmlElement): void {
    for (const each of elementsOf(node)) {
      const name = localName(each)
      const kind = PARTS[name]
      if (name === 'article') this.#article(each)
      else if (kind !== undefined) {
        const number = numberOf(each, kind)
        const title = words(child(each, 'heading'))
        if (kind === 'chapter') this.#chapter = number
        this.headings.push({ kind, number, title, line: this.#line(title).number, inBody: true })
        this.part(each)
      } else if (LABELS.has(name)) continue
      else if (BLOCKS.has(name)) this.strays.push(this.#line(words(each)))
      else this.part(each)
    }
  }

  #article(node: XmlElement): void {
    const printed = numberOf(node, 'article')
    const line = this.lines.length + 1
    const paragraphs = elementsOf(node).filter((each) => PARAGRAPHS.has(localName(each)))
    const parts = (paragraphs.length === 0 ? [node] : paragraphs).flatMap((each) => this.#paragraph(each))
    this.blocks.push({ printed, line, chapter: this.#chapter, parts })
  }

  /** A paragraph's own words, then its items. Words after the items belong to the paragraph. */
  #paragraph(node: XmlElement): Part[] {
    const own: Growing = { line: this.lines.length + 1, text: '', item: undefined }
    const items: Growing[] = []
    const walk = (at: XmlElement, into: Growing): void => {
      for (const each of elementsOf(at)) {
        const name = localName(each)
        if (LABELS.has(name)) continue
        if (BLOCKS.has(name)) {
          const { text } = this.#line(words(each))
          if (text !== '') into.text = into.text === '' ? text : `${into.text}\n${text}`
        } else if (ITEMS.has(name) && into === own) {
          const item: Growing = { line: this.lines.length + 1, text: '', item: items.length + 1 }
          items.push(item)
          walk(each, item)
        } else walk(each, into)
      }
    }
    walk(node, own)
    return [own, ...items]
  }
}

/** Reads an Akoma Ntoso document of any prefix; `undefined` where it is none, or holds no body of articles. */
export function readAkomaNtoso(root: XmlElement): AknReading | undefined {
  if (localName(root) !== 'akomaNtoso') return undefined
  const document = elementsOf(root).find((each) => DOCUMENTS.has(localName(each)))
  const body = document === undefined ? undefined : (child(document, 'body') ?? child(document, 'mainBody'))
  if (document === undefined || body === undefined) return undefined
  const reader = new Reader()
  const preface = child(document, 'preface')
  if (preface !== undefined) reader.title(preface)
  reader.part(body)
  const expression = descend(document, 'meta', 'identification', 'FRBRExpression')
  const code = expression === undefined ? undefined : child(expression, 'FRBRlanguage')?.attributes['language']
  const { headings, blocks, front, strays, lines } = reader
  return {
    language: LANGUAGES[code?.split('-')[0]?.toLowerCase() ?? ''],
    restated: elementsOf(descend(document, 'meta', 'proprietary') ?? document).some(
      (each) => localName(each) === 'edition' && each.attributes['text'] === 'restatement',
    ),
    outline: { front, headings, blocks, strays, anomalies: [] },
    lines,
  }
}
