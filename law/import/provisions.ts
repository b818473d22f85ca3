import type { Text } from '../text.ts'
import { anomaly, type Anomaly } from './anomaly.ts'
import type { Expectation, ExpectedArticle } from './expectation.ts'
import { readChinese } from './numeral.ts'
import type { Block, Part } from './outline.ts'

/** The words of one paragraph or item, and where they stood. */
export interface Placed {
  readonly provision: string
  readonly line: number
  readonly text: string
}

/** Words that have no place in the edition: kept, with the reason. */
export interface Leftover {
  readonly line: number
  readonly text: string
  readonly because: Text
}

export interface Provisions {
  readonly placed: readonly Placed[]
  readonly leftovers: readonly Leftover[]
  readonly anomalies: readonly Anomaly[]
}

interface Paragraph {
  readonly line: number
  readonly text: string
  readonly items: readonly Part[]
}

/** Splits （一）…（二）… or (1) … (2) … that run on in one line: only where the numbers begin at one and follow each other. */
function runOnItems(part: Part): Part[] {
  const marks = [...part.text.matchAll(/[(（]([一二三四五六七八九十]{1,3}|\d{1,2})[)）]/g)]
  const starts: number[] = []
  const ends: number[] = []
  for (const mark of marks) {
    const before = part.text.slice(0, mark.index).trimEnd()
    if (readChinese(mark[1] ?? '') !== starts.length + 1 || !/[:：;；。]$|; ?(?:and|or)$/.test(before)) continue
    starts.push(mark.index)
    ends.push(mark.index + mark[0].length)
  }
  if (starts.length < 2) return [part]
  return [
    { ...part, text: part.text.slice(0, starts[0]).trim() },
    ...starts.map((_, at): Part => ({ line: part.line, text: part.text.slice(ends[at], starts[at + 1]).trim(), item: at + 1 })),
  ]
}

function paragraphsOf(parts: readonly Part[]): Paragraph[] {
  const paragraphs: { line: number; text: string; items: Part[] }[] = []
  for (const part of parts) {
    const last = paragraphs.at(-1)
    if (part.item === undefined || last === undefined)
      paragraphs.push({ line: part.line, text: part.item === undefined ? part.text : '', items: part.item === undefined ? [] : [part] })
    else last.items.push(part)
  }
  return paragraphs
}

/** Chooses which paragraphs are the edition's where there are too many: those with items go where items belong, else the first come first. */
function choose(paragraphs: readonly Paragraph[], items: readonly number[]): { chosen: Paragraph[]; spare: Paragraph[] } {
  const chosen: Paragraph[] = []
  const spare: Paragraph[] = []
  for (const [at, paragraph] of paragraphs.entries()) {
    const wanted = items[chosen.length]
    const left = paragraphs.length - at
    if (wanted === undefined) spare.push(paragraph)
    else if (
      wanted > 0 &&
      paragraph.items.length === 0 &&
      left > items.length - chosen.length &&
      paragraphs.slice(at + 1).some((later) => later.items.length > 0)
    )
      spare.push(paragraph)
    else chosen.push(paragraph)
  }
  return { chosen, spare }
}

/** Takes an article's blocks apart into the paragraphs and items that the edition has. */
function placeArticle(article: ExpectedArticle, blocks: readonly Block[]): Provisions {
  const placed: Placed[] = []
  const leftovers: Leftover[] = []
  const anomalies: Anomaly[] = []
  const line = blocks[0]?.line ?? 1
  const wantsItems = article.items.some((count) => count > 0)
  const parts = blocks.flatMap((block) => block.parts)
  const paragraphs = paragraphsOf(wantsItems && parts.every((part) => part.item === undefined) ? parts.flatMap(runOnItems) : parts)
  const { chosen, spare } = paragraphs.length > article.items.length ? choose(paragraphs, article.items) : { chosen: paragraphs, spare: [] }
  if (paragraphs.length !== article.items.length)
    anomalies.push(
      anomaly(
        'paragraph-count',
        spare[0]?.line ?? line,
        String(article.article),
        `应为 ${article.items.length} 款，见到 ${paragraphs.length} 款${spare.length > 0 ? '；多出的另存' : ''}。`,
        `paragraphs expected: ${article.items.length}, found: ${paragraphs.length}${spare.length > 0 ? '; what is over is set aside' : ''}.`,
      ),
    )
  for (const extra of spare)
    leftovers.push({
      line: extra.line,
      text: [extra.text, ...extra.items.map((item) => item.text)].join('\n'),
      because: { zh: `第${article.article}条没有这一款。`, en: `article ${article.article} has no such paragraph.` },
    })
  chosen.forEach((paragraph, at) => {
    const place = `${article.article}.${at + 1}`
    const wanted = article.items[at] ?? 0
    const { items } = paragraph
    const words = wanted === 0 ? [paragraph.text, ...items.map((item) => item.text)].join('\n').trim() : paragraph.text
    if (words !== '') placed.push({ provision: place, line: paragraph.line, text: words })
    if (items.length !== wanted)
      anomalies.push(
        anomaly(
          'item-count',
          items[0]?.line ?? paragraph.line,
          place,
          `应为 ${wanted} 项，见到 ${items.length} 项。`,
          `items expected: ${wanted}, found: ${items.length}.`,
        ),
      )
    if (items.some((item, index) => item.item !== index + 1))
      anomalies.push(
        anomaly(
          'item-numbers',
          items[0]?.line ?? paragraph.line,
          place,
          `各项的编号为 ${items.map((item) => item.item).join('、')}；按顺序计。`,
          `the items are numbered ${items.map((item) => item.item).join(', ')}; they are counted in order.`,
        ),
      )
    if (wanted === 0) return
    items.forEach((item, index) => {
      if (index < wanted) placed.push({ provision: `${place}.${index + 1}`, line: item.line, text: item.text })
      else
        leftovers.push({
          line: item.line,
          text: item.text,
          because: { zh: `第${article.article}条没有第 ${index + 1} 项。`, en: `article ${article.article} has no item ${index + 1}.` },
        })
    })
  })
  return { placed: placed.filter((each) => each.text !== ''), leftovers, anomalies }
}

/** Rebuilds articles, paragraphs and items. Nothing is lost: what does not fit is set aside with the reason. */
export function placeProvisions(articles: ReadonlyMap<number, readonly Block[]>, dropped: readonly Block[], expectation: Expectation): Provisions {
  const each = expectation.articles.flatMap((article) => {
    const blocks = articles.get(article.article)
    return blocks === undefined ? [] : [placeArticle(article, blocks)]
  })
  const struck = dropped.map((block): Leftover => ({
    line: block.line,
    text: block.parts.map((part) => part.text).join('\n'),
    because: { zh: `标为第${block.printed}条，在本版本中没有位置。`, en: `headed ${block.printed}; it has no place in the edition.` },
  }))
  return {
    placed: each.flatMap(({ placed }) => placed),
    leftovers: [...each.flatMap(({ leftovers }) => leftovers), ...struck],
    anomalies: each.flatMap(({ anomalies }) => anomalies),
  }
}
