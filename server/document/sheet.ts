import { chineseNumber } from '#law/citation.ts'
import { dayAt, instantOf, type Instant } from '#law/instant.ts'
import type { Statute } from '#law/statute.ts'
import type { Language, Text } from '#law/text.ts'
import type { Document, DocumentField, DocumentValue } from '#procedures/document.ts'
import { BAR, blackingOf } from './blacking.ts'
import { citer } from './citation.ts'
import { dayWords, momentWords } from './date.ts'
import { plain } from './plain.ts'
import { WORDS } from './words.ts'

export const LANGUAGES = ['zh', 'en', 'both'] as const
export type SheetLanguage = (typeof LANGUAGES)[number]

/** What stands in one place: in one language, or in Chinese with the English beside it where that is different. */
export interface Words {
  readonly text: string
  readonly beside: string | null
}

/** `blank`: required and missing. `none`: not given and not required. `withheld`: personal, on a copy without personal information. */
export type SheetValue = { readonly kind: 'given'; readonly lines: readonly Words[] } | { readonly kind: 'blank' | 'none' | 'withheld'; readonly words: Words }

interface SheetField {
  readonly label: Words
  readonly value: SheetValue
  /** The provision that asks for it. */
  readonly rule: Words | null
}

export interface SheetSection {
  readonly heading: Words
  readonly fields: readonly SheetField[]
}

/** A piece of a line in which pages are counted. */
type PagePiece = string | { readonly page: 'this' | 'last' }

/** A document as it is to be read: every word is settled, and only the form of the file is open. Nothing in it is markup. */
export interface Sheet {
  readonly language: SheetLanguage
  readonly on: Instant
  readonly title: Words
  readonly rule: Words | null
  readonly from: Words
  /** To whom, from whom, of which day. */
  readonly head: readonly { readonly label: Words; readonly value: Words }[]
  readonly sections: readonly SheetSection[]
  /** Required items that are still missing. */
  readonly blanks: { readonly heading: Words; readonly items: readonly { readonly item: Words; readonly rule: Words | null }[] }
  /** Who signs, and when. */
  readonly closing: readonly Words[]
  /** At the head of every page but the first. */
  readonly running: string
  readonly proof: string | null
  readonly pages: readonly PagePiece[]
}

/** Where the matter stood in its journal when the document was drawn. */
export interface Proof {
  readonly entry: number
  /** RFC 6962. */
  readonly leafHash: Uint8Array
}

export interface SheetOptions {
  readonly language: SheetLanguage
  /** Blackens what is personal, wherever it stands. */
  readonly redacted?: boolean
  readonly proof?: Proof | undefined
}

/** Up to how many characters a row is kept on one page. Longer ones may not fit on any. */
const KEPT = 600

/** Whether a row of a table is short enough to stand on one page. */
export function isKept({ value }: SheetField): boolean {
  return (
    value.kind !== 'given' ||
    (value.lines.length < 20 && value.lines.reduce((sum, { text: words, beside }) => sum + words.length + (beside?.length ?? 0), 0) < KEPT)
  )
}

/** Lists of short things stand on one line. */
const SHORT = 24

const PAGES = {
  zh: ['第 ', { page: 'this' }, ' 页，共 ', { page: 'last' }, ' 页'],
  en: ['Page ', { page: 'this' }, ' of ', { page: 'last' }],
} as const satisfies Record<Language, readonly PagePiece[]>

const text = (zh: string, en: string): Text => ({ zh, en })

/** A part of a list that has a line to itself. What is the same in both languages stays one text, so that its own lines stay lines. */
function numbered(zh: string, en: string, place: number): string | Text {
  return zh === en ? `${place}. ${zh}` : text(`${place}. ${zh}`, `${place}. ${en}`)
}

/** Grouped from five digits on, so that a year is never mistaken for a sum. */
function numberWords(value: number): string {
  return Math.abs(value) < 10_000 ? String(value) : String(value).replaceAll(/\B(?=(\d{3})+$)/g, ',')
}

function linesOf(value: Exclude<DocumentValue, null>): readonly (string | Text)[] {
  if (typeof value === 'string') return value.split('\n')
  if (typeof value === 'number') return [numberWords(value)]
  if (typeof value === 'boolean') return [value ? WORDS.yes : WORDS.no]
  if ('moment' in value) return [momentWords(value.moment)]
  if ('zh' in value) return [value]
  const parts = value.map((part) => (typeof part === 'string' ? text(part, part) : part))
  if (parts.length < 2 || parts.some(({ zh, en }) => zh.length > SHORT || en.length > SHORT || zh.includes('\n')))
    return parts.length < 2 ? value : parts.map(({ zh, en }, place) => numbered(zh, en, place + 1))
  return [text(parts.map(({ zh }) => zh).join('、'), parts.map(({ en }) => en).join(', '))]
}

/** Whether nothing can be read there. */
function isEmpty(value: DocumentValue): boolean {
  return value === null || linesOf(value).every((line) => plain(typeof line === 'string' ? line : `${line.zh}${line.en}`).trim() === '')
}

export function sheetOf(statute: Statute, document: Document, { language, redacted = false, proof }: SheetOptions): Sheet {
  const on = instantOf(document.dated)
  if (on === undefined) throw new TypeError(`${document.dated} is no moment`)
  const cite = citer(statute, dayAt(on))
  const black = redacted ? blackingOf(document) : (own: string): string => own
  const shown = (own: string): string => black(plain(own).replaceAll('\n', ' '))

  function words(of: string | Text): Words {
    if (typeof of === 'string') return { text: shown(of), beside: null }
    if (language !== 'both') return { text: shown(of[language]), beside: null }
    return { text: shown(of.zh), beside: of.en === of.zh ? null : shown(of.en) }
  }
  const ruleOf = ({ source }: { readonly source: DocumentField['source'] }): Words | null => (source === null ? null : words(cite(source)))

  function valueOf({ value, required, personal }: DocumentField): SheetValue {
    if (value === null || isEmpty(value)) return required ? { kind: 'blank', words: words(WORDS.blank) } : { kind: 'none', words: words(WORDS.none) }
    if (personal && redacted) return { kind: 'withheld', words: words(text(`${BAR} ${WORDS.withheld.zh}`, `${BAR} ${WORDS.withheld.en}`)) }
    const lines = linesOf(value).flatMap((line): readonly (string | Text)[] => (typeof line === 'string' ? plain(line).split('\n') : [line]))
    return { kind: 'given', lines: lines.map((line) => words(line)) }
  }

  const headed = ({ zh, en }: Text, place: number): Text =>
    text(`${place < 200 ? chineseNumber(place) : place}、${zh}`, language === 'both' ? en : `${place}. ${en}`)
  const { sections, title, recipient, from, dated } = document
  const missing = sections.flatMap(({ heading, fields }) =>
    fields.filter(({ required, value }) => required && isEmpty(value)).map((field) => ({ heading, field })),
  )
  const day = dayWords(dated)
  const listed = text(`${WORDS.blanks.zh}（${missing.length}）`, `${WORDS.blanks.en} (${missing.length})`)
  return {
    language,
    on,
    title: words(title),
    rule: ruleOf(document),
    from: words(from),
    head: [
      { label: words(WORDS.to), value: words(recipient) },
      { label: words(WORDS.from), value: words(from) },
      { label: words(WORDS.date), value: words(day) },
    ],
    sections: sections.map(({ heading, fields }, place) => ({
      heading: words(headed(heading, place + 1)),
      fields: fields.map((field) => ({ label: words(field.label), value: valueOf(field), rule: ruleOf(field) })),
    })),
    blanks: {
      heading: words(headed(listed, sections.length + 1)),
      items: missing.map(({ heading, field: { label, source } }) => ({
        item: words(text(`${heading.zh} · ${label.zh}`, `${heading.en} · ${label.en}`)),
        rule: ruleOf({ source }),
      })),
    },
    closing: [words(text(`${from.zh}${WORDS.seal.zh}`, `${from.en} ${WORDS.seal.en}`)), words(day)],
    running: [title, from, day].map((each) => shown(each[language === 'en' ? 'en' : 'zh'])).join('　·　'),
    proof: proof === undefined ? null : proofLine(proof, language),
    pages: language === 'both' ? [...PAGES.zh, ' / ', ...PAGES.en] : PAGES[language],
  }
}

function proofLine({ entry, leafHash }: Proof, language: SheetLanguage): string {
  const hash = Buffer.from(leafHash).toString('hex')
  const said = (spoken: Language): string => `${WORDS.entry[spoken]} ${entry} · ${WORDS.leaf[spoken]}`
  return `${language === 'both' ? `${said('zh')} / ${said('en')}` : said(language)} ${hash}`
}
