import type { EditionId } from '../citation.ts'
import type { Language } from '../text.ts'
import type { XmlElement } from '../export/xml.ts'
import { looksLikeAkomaNtoso, readAkomaNtoso, type AknReading } from './akomantoso.ts'
import { amountAnomalies } from './amount.ts'
import { anomaly, refusal, type Anomaly, type Refusal } from './anomaly.ts'
import { linesOfDocx, type Inflate } from './docx.ts'
import { decodeText, isZip, type Decode, type Encoding } from './encoding.ts'
import { placesOf, type Expectation } from './expectation.ts'
import { mismatch } from './fingerprint.ts'
import { headingOf } from './heading.ts'
import { BARE_SKIPPED, linesOfHtml, looksLikeHtml, type SourceLine } from './html.ts'
import { lineOf, linesIn, linesOfText, type Line } from './line.ts'
import { numberBlocks, type Decision } from './numbering.ts'
import { isChrome, outlineOf, type Block, type Outline } from './outline.ts'
import { headingAnomalies } from './part-heading.ts'
import { placeProvisions, type Leftover, type Placed } from './provisions.ts'
import { mergedVersions, saysRedline } from './redline.ts'
import { referenceAnomalies } from './reference.ts'
import { characterAnomalies, wordingAnomalies } from './wording.ts'

/** The largest file that is read. The statute is below 100 KiB in every form; a page with pictures inside is larger. */
export const LARGEST_FILE = 32 * 1_048_576 // bytes

/** What the importer cannot do itself without Node or a browser. */
export interface Tools {
  readonly decode: Decode
  readonly inflate: Inflate
  /** A document of XML as a tree; `undefined` where it is not well formed or declares a document type, which could hold entities. */
  readonly parseXml: (text: string) => XmlElement | undefined
}

/** One language of an official text, rebuilt against an edition. */
export interface OfficialText {
  readonly edition: EditionId
  readonly language: Language
  /** Whether the file says of itself that it is a restatement of ours and no official text. */
  readonly restated: boolean
  readonly articlesFound: number
  readonly articlesExpected: number
  readonly provisionsFound: number
  readonly provisionsExpected: number
  /** Paragraphs and items of the edition for which no words were found. */
  readonly missing: readonly string[]
  readonly anomalies: readonly Anomaly[]
  readonly decisions: readonly Decision[]
  readonly provisions: readonly Placed[]
  readonly leftovers: readonly Leftover[]
}

export interface Import {
  readonly format: 'text' | 'html' | 'docx' | 'akomantoso'
  readonly encoding: Encoding | undefined
  readonly texts: readonly OfficialText[]
}

interface Source {
  readonly format: Import['format']
  readonly encoding: Encoding | undefined
  readonly lines: readonly Line[]
  readonly anomalies: readonly Anomaly[]
  /** What the markup says by itself: then nothing has to be guessed from the lines. */
  readonly reading?: AknReading
}

function akomaNtosoSource(text: string, encoding: Encoding, anomalies: readonly Anomaly[], parseXml: Tools['parseXml']): Source | Refusal {
  const root = parseXml(text)
  if (root === undefined)
    return refusal(
      'damaged-xml',
      '这是 Akoma Ntoso 文件，但 XML 不完整，或者含有文档类型声明（DOCTYPE）。请取完整、没有声明的文件。',
      'this is Akoma Ntoso, but its XML is not well formed or declares a document type (DOCTYPE). Take a whole file without one.',
    )
  const reading = readAkomaNtoso(root)
  if (reading === undefined)
    return refusal('no-articles', '这个 Akoma Ntoso 文件没有法律正文（act 或 bill 的 body）。', 'this Akoma Ntoso file holds no body of an act or bill.')
  const restated = anomaly(
    'restatement',
    1,
    'file',
    '文件自称是责任簿的转述，不是官方文本。',
    'the file says of itself that it is a restatement by Dutybook, not the official text.',
  )
  return { format: 'akomantoso', encoding, lines: reading.lines, anomalies: reading.restated ? [...anomalies, restated] : anomalies, reading }
}

/** The lines of a file, whatever it is. */
function sourceOf(bytes: Uint8Array, tools: Tools): Source | Refusal {
  if (bytes.length > LARGEST_FILE) return tooLarge()
  const struck = (lines: readonly SourceLine[]): Anomaly[] =>
    lines.map(({ line, text }) =>
      anomaly('struck-text', line, 'file', `标为删除的文字，未导入：“${text.slice(0, 60)}”`, `words marked as deleted, not imported: “${text.slice(0, 60)}”`),
    )
  if (isZip(bytes)) {
    const docx = linesOfDocx(bytes, tools.inflate, tools.decode, LARGEST_FILE)
    return 'code' in docx ? docx : { format: 'docx', encoding: undefined, lines: docx.lines.map(lineOf), anomalies: struck(docx.struck) }
  }
  const decoded = decodeText(bytes, tools.decode)
  if ('code' in decoded) return decoded
  if (decoded.text.trim() === '') return refusal('empty', '文件中没有文字。', 'the file holds no words.')
  if (endlessLines(decoded.text))
    return refusal(
      'too-large',
      '文件有二十万行以上，或一行超过十万字，不是一部法律的文本。',
      'the file has over 200,000 lines, or a line of over 100,000 characters; that is no text of a law.',
    )
  if (looksLikeAkomaNtoso(decoded.text)) return akomaNtosoSource(decoded.text, decoded.encoding, decoded.anomalies, tools.parseXml)
  if (!looksLikeHtml(decoded.text))
    return { format: 'text', encoding: decoded.encoding, lines: linesOfText(decoded.text).map(lineOf), anomalies: decoded.anomalies }
  const framed = linesOfHtml(decoded.text)
  const page = framed.lines.some(({ text }) => headingOf(lineOf({ line: 1, text }).key).kind === 'article') ? framed : linesOfHtml(decoded.text, BARE_SKIPPED)
  return { format: 'html', encoding: decoded.encoding, lines: page.lines.map(lineOf), anomalies: [...decoded.anomalies, ...struck(page.struck)] }
}

const MOST_LINES = 200_000
const LONGEST_LINE = 100_000 // characters

/** Looks before anything is split. The long lines of a page are split at its tags. */
function endlessLines(text: string): boolean {
  const page = looksLikeHtml(text) || looksLikeAkomaNtoso(text)
  let lines = 0
  for (let at = 0; at < text.length; lines++) {
    const next = text.indexOf(page ? '<' : '\n', at)
    const end = next < 0 ? text.length : next
    if (lines > MOST_LINES || end - at > LONGEST_LINE * (page ? 10 : 1)) return true
    at = end + 1
  }
  return false
}

export function tooLarge(): Refusal {
  return refusal('too-large', '文件超过 32 MiB，不是一部法律的文本。', 'the file is larger than 32 MiB; that is no text of a law.')
}

/** A contents list may name articles too: short, without an end, and said again below at length. */
function contentsOf(blocks: readonly Block[]): readonly Block[] {
  if (blocks.length > MOST_BLOCKS) return []
  const said = (block: Block): string => block.parts.map((part) => part.text).join('')
  return blocks.filter(
    (block, at) =>
      said(block).length < 40 &&
      !/[。.;；]$/.test(said(block)) &&
      blocks.slice(at + 1).some((later) => later.printed === block.printed && said(later).length > said(block).length),
  )
}

/** Words that stand where the statute has none. */
function strayWords(outline: Outline, contents: readonly Block[]): Leftover[] {
  return [
    ...outline.strays.map((line): Leftover => ({
      line: line.number,
      text: line.text,
      because: { zh: '位于章节标题与条文之间。', en: 'it stands between the heading of a chapter and an article.' },
    })),
    ...contents.map(({ line, parts }): Leftover => ({
      line,
      text: parts.map((part) => part.text).join('\n'),
      because: { zh: '视为目录中的一行。', en: 'taken as a line of a contents list.' },
    })),
  ]
}

/** More headings than any edition could have, however often amended: not a text of this law. */
const MOST_BLOCKS = 600

interface Read {
  readonly text: OfficialText
  readonly outline: Outline
  readonly lines: readonly Line[]
}

function readLanguage(lines: readonly Line[], language: Language, expectation: Expectation, others: readonly Expectation[], source: Source): Read | Refusal {
  const all = source.reading?.outline ?? outlineOf(lines, language)
  const contents = source.reading === undefined ? contentsOf(all.blocks) : []
  const outline: Outline = { ...all, blocks: all.blocks.filter((block) => !contents.includes(block)) }
  if (outline.blocks.length > MOST_BLOCKS)
    return refusal(
      'wrong-law',
      `有 ${outline.blocks.length} 个条文标题，不像一部法律的一个版本。`,
      `there are ${outline.blocks.length} article headings; that is not one edition of this law.`,
    )
  const refused = mismatch(outline, language, expectation, others)
  if (refused !== undefined) return refused
  const numbering = numberBlocks(outline.blocks, expectation, language)
  const { placed, leftovers, anomalies } = placeProvisions(numbering.articles, numbering.dropped, expectation)
  const places = placesOf(expectation)
  const found = new Set(placed.map(({ provision }) => provision))
  const parts = outline.headings.map(({ line, kind, number }): [number, string] => [line, `${kind} ${number}`])
  const byLine = new Map<number, string>([...parts, ...placed.toReversed().map(({ line, provision }): [number, string] => [line, provision])])
  const whereOf = (line: number): string => byLine.get(line) ?? 'file'
  const chrome = outline.front.filter((line) => isChrome(line.key))
  return {
    outline,
    lines,
    text: {
      edition: expectation.edition,
      language,
      restated: source.reading?.restated ?? false,
      articlesFound: numbering.articles.size,
      articlesExpected: expectation.articles.length,
      provisionsFound: places.filter((place) => found.has(place)).length,
      provisionsExpected: places.length,
      missing: places.filter((place) => !found.has(place)),
      anomalies: [
        ...source.anomalies,
        ...chrome.map((line) =>
          anomaly(
            'page-chrome',
            line.number,
            'file',
            `网页或出版信息，不属于法律：“${line.text.slice(0, 40)}”`,
            `a label of the page or publication, no part of the law: “${line.text.slice(0, 40)}”`,
          ),
        ),
        ...outline.anomalies,
        ...headingAnomalies(outline.headings, expectation, language),
        ...numbering.anomalies,
        ...anomalies,
        ...placed.flatMap(wordingAnomalies),
        ...characterAnomalies(lines, whereOf, language),
      ],
      decisions: numbering.decisions,
      provisions: placed,
      leftovers: [...leftovers, ...strayWords(outline, contents)],
    },
  }
}

/** English letters for each Chinese character, by provision, where both have it and it is long enough to tell. */
function lengths(english: readonly Placed[], chinese: ReadonlyMap<string, string> | undefined): Map<string, number> {
  const shares = new Map<string, number>()
  for (const { provision, text } of english) {
    const other = chinese?.get(provision)?.match(/[\u3400-\u9fff]/g)?.length ?? 0
    if (other >= 20) shares.set(provision, text.length / other)
  }
  return shares
}

/** All lines of a document whose markup names the language, else the one that most of them are in. */
function linesMarkedAs(language: Language, { language: named, lines }: AknReading): readonly Line[] {
  const share = lines.filter((line) => line.language === language).length / lines.length
  return (named ?? (share > 0.5 ? language : undefined)) === language ? lines : []
}

/** What needs the whole file to be seen: the other language, and the note that says that the text is a redline. */
function compared(read: Read, all: readonly Read[], expectation: Expectation): OfficialText {
  const { text, outline, lines } = read
  const chinese = all.find((other) => other.text.language === 'zh')?.text.provisions
  const beside =
    text.language === 'en' && chinese !== undefined ? new Map(chinese.map(({ provision, text }): [string, string] => [provision, text])) : undefined
  const raw = new Map(lines.map((line): [number, string] => [line.number, line.raw]))
  const merged = text.language === 'en' && saysRedline(outline.front) ? mergedVersions(text.provisions, { length: lengths(text.provisions, beside), raw }) : []
  const anomalies = [
    ...text.anomalies,
    ...merged,
    ...(beside === undefined ? [] : amountAnomalies(text.provisions, beside)),
    ...referenceAnomalies(text.provisions, expectation, text.language, beside),
  ]
  return { ...text, anomalies: anomalies.toSorted((left, right) => left.line - right.line || left.kind.localeCompare(right.kind)) }
}

/**
 * Reads an official text of one edition: decodes, splits the languages, rebuilds articles, paragraphs and items against
 * the edition's structure, and reports everything odd. Refuses what is no text of that edition. Touches no norm.
 *
 * `language` limits the answer to one language; the other is still read, to compare.
 */
export function importText(
  bytes: Uint8Array,
  expectation: Expectation,
  others: readonly Expectation[],
  language: Language | undefined,
  tools: Tools,
): Import | Refusal {
  const source = sourceOf(bytes, tools)
  if ('code' in source) return source
  const refusals: Refusal[] = []
  const all: Read[] = []
  for (const each of ['zh', 'en'] as const) {
    const lines = source.reading === undefined ? linesIn(source.lines, each) : linesMarkedAs(each, source.reading)
    if (!lines.some((line) => line.language === each)) continue
    const read = readLanguage(lines, each, expectation, others, source)
    if (!('code' in read)) all.push(read)
    else if (read.code !== 'no-articles') return read
    else refusals.push(read)
  }
  const texts = all.filter((read) => language === undefined || read.text.language === language).map((read) => compared(read, all, expectation))
  if (texts.length > 0) return { format: source.format, encoding: source.encoding, texts }
  if (all.length > 0) {
    const other = { zh: language === 'zh' ? '英文' : '中文', en: language === 'zh' ? 'English' : 'Chinese' }
    return refusal(
      'no-such-language',
      `文件中只有${other.zh}条文。请去掉 --lang 或改用另一语言。`,
      `the file has articles in ${other.en} only. Leave --lang out, or name the other language.`,
    )
  }
  return refusals[0] ?? refusal('no-articles', '文件中没有中文或英文文字。', 'the file holds neither Chinese nor English words.')
}
