import { anomaly, type Anomaly } from './anomaly.ts'
import { headingOf, type Heading } from './heading.ts'
import type { Line } from './line.ts'
import type { Language } from '../text.ts'

/** A paragraph or item as it stands below an article heading. */
export interface Part {
  readonly line: number
  readonly text: string
  /** The number that the text gives an item; `undefined` for a paragraph. */
  readonly item: number | undefined
}

/** What stands below one article heading, under the number that is printed there. */
export interface Block {
  readonly printed: number
  readonly line: number
  /** The chapter whose heading came last, where the text has chapters that begin with the first. */
  readonly chapter: number | undefined
  readonly parts: readonly Part[]
}

export interface PartHeading {
  readonly kind: 'chapter' | 'section'
  readonly number: number
  readonly title: string
  readonly line: number
  readonly inBody: boolean
}

export interface Outline {
  /** What stands before the first article: title, dates, notes, contents. */
  readonly front: readonly Line[]
  readonly headings: readonly PartHeading[]
  readonly blocks: readonly Block[]
  /** Words between a chapter's heading and the next article, where no words belong. */
  readonly strays: readonly Line[]
  readonly anomalies: readonly Anomaly[]
}

interface Growing {
  readonly printed: number
  readonly line: number
  readonly chapter: number | undefined
  readonly parts: { line: number; text: string; item: number | undefined }[]
}

const ENDS = /[.。;；:：!?！？”"」』)）\]]$/

/** Whether paragraphs are broken over lines, as mail programs do: many lines that end within a sentence, and short ones. */
function isWrapped(lines: readonly Line[]): boolean {
  const body = lines.filter((line) => line.text !== '' && headingOf(line.key).kind !== 'chapter')
  const open = body.filter((line) => !ENDS.test(line.text))
  return body.length > 40 && open.length > body.length * 0.4 && body.every((line) => line.text.length <= 160)
}

/** Whether a line below a bare “第三章” or “Chapter 3” is its title. */
function isTitle(text: string): boolean {
  return /[\u3400-\u9fff]/.test(text) ? text.length <= 20 && !/[，,。；;：]/.test(text) : text.length <= 80 && !/[;:]|\.$/.test(text)
}

const indented = (line: Line): boolean => /^(?:[\u3000\t]|[ \u00a0]{2})/.test(line.raw)

/** Dates, labels and buttons that pages put around a law. */
const CHROME =
  /^(?:publish(?:ed| time| date)\b.{0,40}|(?:january|february|march|april|may|june|july|august|september|october|november|december) \d{1,2}, \d{4}|\d{4}-\d{2}-\d{2}(?: \d{2}:\d{2}(?::\d{2})?)?|\d{4}年\d{1,2}月\d{1,2}日(?: ?\d{2}:\d{2})?|(?:来源|发布时间|发布日期|责任编辑|编辑|作者|字体|字号|分享到?|打印|关闭|浏览次数|扫一扫)[ ::].*|(?:打印|关闭|分享|返回顶部|相关链接|上一篇.*|下一篇.*))$/i

export function isChrome(key: string): boolean {
  return CHROME.test(key)
}

/** Reads the lines of one language: articles in the order in which they stand, with their paragraphs and items. Nothing is reordered or dropped here. */
export function outlineOf(lines: readonly Line[], language: Language): Outline {
  const wrapped = isWrapped(lines)
  const front: Line[] = []
  const headings: PartHeading[] = []
  const strays: Line[] = []
  const blocks: Growing[] = []
  const anomalies: Anomaly[] = []
  const at: { chapter: number | undefined; article: Growing | undefined; untitled: boolean; afterBlank: boolean } = {
    chapter: undefined,
    article: undefined,
    untitled: false,
    afterBlank: true,
  }
  const separator = language === 'zh' ? '' : ' '
  const outside = (line: Line): void => void (blocks.length === 0 ? front : strays).push(line)
  const grow = (line: Line, item: number | undefined, text: string): void => {
    if (at.article === undefined) return
    const last = at.article.parts.at(-1)
    const continues =
      last !== undefined && item === undefined && !at.afterBlank && last.text !== '' && (wrapped ? !indented(line) : !ENDS.test(last.text) && !indented(line))
    if (continues) last.text = `${last.text}${separator}${text}`
    else if (last?.text === '' && item === undefined) last.text = text
    else at.article.parts.push({ line: line.number, text, item })
  }
  const onHeading = (line: Line, heading: Exclude<Heading, { kind: 'text' | 'contents' }>): void => {
    if (heading.kind === 'item') {
      if (at.article === undefined) outside(line)
      else grow(line, heading.number, line.text.slice(heading.from).trim())
      return
    }
    if (heading.kind === 'article') {
      const article: Growing = {
        printed: heading.number,
        line: line.number,
        chapter: at.chapter,
        parts: [{ line: line.number, text: line.text.slice(heading.from).trim(), item: undefined }],
      }
      blocks.push(article)
      at.article = article
      if (heading.inserted)
        anomalies.push(
          anomaly(
            'unknown-article',
            line.number,
            String(heading.number),
            `第${heading.number}条之一等插入条文不属于本法。`,
            'this law has no inserted articles of the form 之一.',
          ),
        )
      return
    }
    if (heading.kind === 'chapter') at.chapter = heading.number
    headings.push({ kind: heading.kind, number: heading.number, title: heading.title, line: line.number, inBody: false })
    at.untitled = heading.title === ''
    at.article = undefined
  }
  for (const line of lines) {
    if (line.text === '') {
      at.afterBlank = true
      continue
    }
    const heading = headingOf(line.key)
    if (heading.kind === 'contents') front.push(line)
    else if (heading.kind !== 'text') onHeading(line, heading)
    else if (at.untitled && isTitle(line.text)) {
      const last = headings.pop()
      if (last !== undefined) headings.push({ ...last, title: line.text })
      at.untitled = false
    } else if (at.article === undefined) outside(line)
    else if (isChrome(line.key))
      anomalies.push(
        anomaly(
          'page-chrome',
          line.number,
          'file',
          `网页文字，未导入：${line.text.slice(0, 40)}`,
          `words of the page, not imported: ${line.text.slice(0, 40)}`,
        ),
      )
    else grow(line, undefined, line.text)
    at.afterBlank = false
  }
  const firstArticle = blocks[0]?.line ?? Infinity
  const body = bodyStart(headings, firstArticle)
  return {
    front,
    strays,
    headings: headings.map((heading, at) => ({ ...heading, inBody: at >= body })),
    blocks: blocks.map((block) => ({
      ...block,
      chapter: blocks[0]?.chapter === 1 ? block.chapter : undefined,
      parts: block.parts.filter((part) => part.text !== ''),
    })),
    anomalies,
  }
}

/** The contents list ends with the last heading "chapter 1" before the first article. */
function bodyStart(headings: readonly PartHeading[], firstArticle: number): number {
  const at = headings.findLastIndex((heading) => heading.kind === 'chapter' && heading.number === 1 && heading.line <= firstArticle)
  return Math.max(0, at)
}
