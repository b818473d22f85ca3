import type { EditionId } from '../citation.ts'
import type { Language } from '../text.ts'
import { refusal, type Refusal } from './anomaly.ts'
import type { Expectation } from './expectation.ts'
import { likeness, marksOf } from './likeness.ts'
import type { Line } from './line.ts'
import { isCommencement } from './numbering.ts'
import type { Block, Outline } from './outline.ts'

/** How many articles each edition has: enough to know one that is not loaded. */
const ARTICLES: Readonly<Record<EditionId, number>> = { 'csl-draft-2016': 75, 'csl-2017': 79, 'csl-2026': 81 }
const IDS: readonly EditionId[] = ['csl-draft-2016', 'csl-2017', 'csl-2026']

const DRAFT = /草案|审议稿|征求意见稿|\bdraft\b|\breading\b/i
const ZH_TITLE = /^(?:中华人民共和国)?([\u4e00-\u9fff]{2,40}?(?:法|条例|办法|规定|决定))(?:[(（].*)?$/
const EN_TITLE = /\b((?:[A-Z][A-Za-z-]+ (?:(?:and|of|on|the) )?){0,5}(?:Law|Regulations?|Measures|Decision))\b/

/** The title in what stands before the articles, if it names a law at all. */
function titleOf(front: readonly Line[], language: Language): string | undefined {
  for (const line of front.slice(0, 40)) {
    if (language === 'zh') {
      const title = ZH_TITLE.exec(line.key.replace(/ /g, ''))?.[1]
      if (title !== undefined) return title
    } else if (line.text.length <= 200) {
      const title = EN_TITLE.exec(line.key)?.[1]
      if (title !== undefined) return title
    }
  }
  return undefined
}

const OURS: Readonly<Record<Language, RegExp>> = { zh: /^网络安全法$/, en: /(?:cyber ?security|network security) law/i }
const SUBJECT: Readonly<Record<Language, RegExp>> = { zh: /网络安全|网络运营者/g, en: /cyber ?security|network security|network operators?/gi }

function wrongLaw(outline: Outline, language: Language): Refusal | undefined {
  const title = titleOf(outline.front, language)
  if (title !== undefined && !OURS[language].test(title))
    return refusal('wrong-law', `这看起来是《${title}》，不是网络安全法。`, `this looks like “${title}”, not the Cybersecurity Law.`)
  if (title !== undefined) return undefined
  const text = outline.blocks.map(wordsOf).join(' ')
  const mentions = text.match(SUBJECT[language])?.length ?? 0
  if (mentions * (language === 'zh' ? 400 : 1500) >= text.length) return undefined
  return refusal(
    'wrong-law',
    '这不像网络安全法：没有标题，正文也很少谈到网络安全。',
    'this does not look like the Cybersecurity Law: it has no title, and its text hardly speaks of network security.',
  )
}

const wordsOf = (block: Block): string => block.parts.map((part) => part.text).join(' ')

function twoEditions(blocks: readonly Block[], expectation: Expectation): Refusal | undefined {
  const seen = new Map<number, number>()
  for (const { printed } of blocks) seen.set(printed, (seen.get(printed) ?? 0) + 1)
  const twice = [...seen.values()].filter((count) => count > 1).length
  if (twice < Math.max(10, expectation.articles.length * 0.3)) return undefined
  const again = blocks.find((block, at) => at > 0 && blocks.slice(0, at).some((other) => other.printed === block.printed))
  return refusal(
    'two-editions',
    `文件似乎含有两份法律文本：${twice} 个条文编号出现两次以上，第 ${again?.line ?? 1} 行起重复。请分成两个文件。`,
    `the file seems to hold two texts: ${twice} article numbers stand more than once, from line ${again?.line ?? 1} on. Split it into two files.`,
  )
}

/** The last number of the run of articles: a lone stray number beyond it does not count. */
function lastNumber(blocks: readonly Block[]): number {
  const printed = new Set(blocks.map((block) => block.printed))
  return Math.max(0, ...[...printed].filter((number) => number === 1 || printed.has(number - 1) || printed.has(number - 2)))
}

/** How well the texts under the printed numbers fit an edition's restatement, 0 to 1. */
function fit(blocks: readonly Block[], expectation: Expectation, language: Language): number {
  const shares = blocks.flatMap((block) => {
    const gist = expectation.articles.find(({ article }) => article === block.printed)?.gist
    return gist === undefined ? [] : [likeness(marksOf(wordsOf(block), language), marksOf(gist[language], language))]
  })
  return shares.length === 0 ? 0 : shares.reduce((sum, share) => sum + share, 0) / blocks.length
}

const CLEARLY_BETTER = 0.06

/** Which other edition the text looks like, if it does not look like the one asked for. */
function otherEdition(
  outline: Outline,
  language: Language,
  expectation: Expectation,
  others: readonly Expectation[],
): { id: EditionId | undefined; zh: string; en: string } | undefined {
  const { blocks, front } = outline
  const marked = front.some((line) => line.text.length <= 120 && DRAFT.test(line.text))
  if (marked && !expectation.draft) return { id: 'csl-draft-2016', zh: '标题写明是草案', en: 'its title says that it is a draft' }
  const last = lastNumber(blocks)
  const asked = expectation.articles.length
  const complete = blocks.length >= last * 0.9 && blocks.slice(-3).some(isCommencement)
  const end = blocks.findLast(isCommencement)
  if (last > asked)
    return {
      id: IDS.find((id) => ARTICLES[id] >= last && id !== expectation.edition),
      zh: `条文编号到第${last}条，所指版本共 ${asked} 条`,
      en: `its articles run to ${last}, and the edition named has ${asked}`,
    }
  if (complete && !marked && last < asked && end !== undefined && end.printed === last)
    return {
      id: IDS.find((id) => ARTICLES[id] === last && id !== expectation.edition),
      zh: `以第${last}条（施行日期）结束，所指版本共 ${asked} 条`,
      en: `it ends with article ${last} on entry into force, and the edition named has ${asked}`,
    }
  if (expectation.draft && !marked && end !== undefined && /2017/.test(wordsOf(end)))
    return { id: 'csl-2017', zh: '写明了施行日期，草案此处为空白', en: 'it names the day of entry into force, which the draft leaves blank' }
  const own = fit(blocks, expectation, language)
  const better = others.map((other) => ({ other, share: fit(blocks, other, language) })).toSorted((left, right) => right.share - left.share)[0]
  if (own > 0 && better !== undefined && better.share > own + CLEARLY_BETTER && !marked)
    return { id: better.other.edition, zh: '各条内容与其编号更为相符', en: 'what stands under its numbers fits that edition better' }
  return undefined
}

/** Refuses a text that is another law, another edition, or two texts at once. */
export function mismatch(outline: Outline, language: Language, expectation: Expectation, others: readonly Expectation[]): Refusal | undefined {
  if (outline.blocks.length === 0)
    return refusal('no-articles', '没有找到任何条文标题（如“第一条”或“Article 1”）。', 'no article heading was found, such as “第一条” or “Article 1”.')
  const law = wrongLaw(outline, language) ?? twoEditions(outline.blocks, expectation)
  if (law !== undefined) return law
  const other = otherEdition(outline, language, expectation, others)
  if (other === undefined) return undefined
  const name = other.id ?? undefined
  return refusal(
    'wrong-edition',
    `这看起来${name === undefined ? '是我们不认识的版本' : `是 ${name}`}，不是 ${expectation.edition}：${other.zh}。${name === undefined ? '' : `请用 --edition ${name}。`}`,
    `this looks like ${name ?? 'an edition that we do not know'}, not ${expectation.edition}: ${other.en}.${name === undefined ? '' : ` Use --edition ${name}.`}`,
  )
}
