import type { Language, Text } from '../text.ts'
import { anomaly, type Anomaly } from './anomaly.ts'
import type { Expectation, ExpectedArticle } from './expectation.ts'
import { containment, likeness, marksOf, runsOf } from './likeness.ts'
import type { Block } from './outline.ts'

/** What became of one heading of the text, and why. */
export interface Decision {
  readonly line: number
  readonly printed: number
  readonly fate: 'kept' | 'renumbered' | 'joined' | 'dropped'
  /** The article that its text now stands in; `undefined` for what was dropped. */
  readonly article: number | undefined
  readonly settled: boolean
  readonly because: Text
}

export interface Numbering {
  /** The blocks that make up each article, by its number in the edition. */
  readonly articles: ReadonlyMap<number, readonly Block[]>
  readonly dropped: readonly Block[]
  /** Every heading that does not simply stand where its number says. */
  readonly decisions: readonly Decision[]
  readonly anomalies: readonly Anomaly[]
}

/** What each departure from the printed numbers costs. The cheapest account of the whole text is taken. */
const COST = {
  renumbered: 3,
  otherChapter: 8,
  unlike: 3,
  droppedTwin: 2,
  droppedUnique: 6,
  missing: 6,
  joined: 1.5,
  notLast: 6,
  later: 0.01,
  copy: 6,
  shape: 0.6,
}
/** Two accounts whose costs differ by less than this are equally good. */
const UNDECIDED = 0.5

const LAST_ARTICLE = /(?:take effect|come into (?:force|effect)|enter into (?:force|effect)|be effective|be implemented) (?:on|as of|from)|自.{0,16}起施行/i

/** Whether a block is the article on entry into force, which is always the last. */
export function isCommencement(block: Block): boolean {
  const text = block.parts.map((part) => part.text).join(' ')
  return text.length < 160 && LAST_ARTICLE.test(text)
}

const paragraphsOf = (block: Block): number => block.parts.filter((part) => part.item === undefined).length
const itemsOf = (block: Block): number => block.parts.filter((part) => part.item !== undefined).length
const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0)
const wordsOf = (block: Block): string => block.parts.map((part) => part.text).join(' ')

type Step = 'match' | 'join' | 'drop' | 'skip'

interface Costs {
  readonly match: (block: number, article: number) => number
  readonly join: (block: number, article: number) => number
  readonly drop: (block: number) => number
}

function costsOf(blocks: readonly Block[], articles: readonly ExpectedArticle[], language: Language): Costs {
  const twins = new Map<number, number>()
  for (const { printed } of blocks) twins.set(printed, (twins.get(printed) ?? 0) + 1)
  const gists = articles.map(({ gist }) => (gist === undefined ? undefined : marksOf(gist[language], language)))
  const like = blocks.map((block) => {
    const marks = marksOf(wordsOf(block), language)
    return gists.map((gist) => (gist === undefined ? 0 : likeness(marks, gist)))
  })
  const most = like.map((row) => Math.max(0, ...row))
  const last = blocks.map(isCommencement)
  // Where nothing else decides, the first of two equal numbers is the article.
  const earlier = blocks.map(({ printed }, at) => blocks.slice(0, at).filter((other) => other.printed === printed))
  const later = earlier.map((twins) => twins.length > 0)
  // The same words under the same number are a copy, not another article.
  const copied = blocks.map((block, at) =>
    (earlier[at] ?? []).some((twin) => containment(runsOf(wordsOf(block), language), runsOf(wordsOf(twin), language)) > 0.8),
  )
  const someLast = last.includes(true)
  const match = (b: number, a: number): number => {
    const block = blocks[b]
    const article = articles[a]
    if (block === undefined || article === undefined) return Infinity
    const highest = most[b] ?? 0
    return (
      (block.printed === article.article ? 0 : COST.renumbered + (copied[b] === true ? COST.copy : 0)) +
      (later[b] === true ? COST.later : 0) +
      (itemsOf(block) === sum(article.items) ? 0 : COST.shape) +
      (block.chapter !== undefined && block.chapter !== article.chapter ? COST.otherChapter : 0) +
      (highest > 0.05 ? COST.unlike * (1 - (like[b]?.[a] ?? 0) / highest) : 0) +
      (someLast && last[b] !== (a === articles.length - 1) ? COST.notLast : 0)
    )
  }
  return {
    match,
    join: (b, a) => {
      const [first, second, article] = [blocks[b], blocks[b + 1], articles[a]]
      if (first === undefined || second === undefined || article === undefined || last[b + 1] === true) return Infinity
      const fits = first.chapter === second.chapter && paragraphsOf(first) + paragraphsOf(second) <= article.items.length
      return fits ? match(b, a) + COST.joined : Infinity
    },
    drop: (b) => {
      const printed = blocks[b]?.printed ?? 0
      const lone = (twins.get(printed) ?? 0) < 2 && printed <= articles.length
      return (lone ? COST.droppedUnique : COST.droppedTwin) + (last[b] === true ? COST.notLast : 0)
    },
  }
}

interface Account {
  readonly cost: number
  readonly steps: readonly { readonly step: Step; readonly block: number; readonly article: number }[]
}

/** The cheapest account of the blocks in order, against the articles in order. `without` must be dropped, if given. */
function cheapest(blocks: number, articles: number, costs: Costs, without?: number): Account {
  const width = articles + 1
  const best = new Float64Array((blocks + 3) * width).fill(Infinity)
  const how: Step[] = []
  best[0] = 0
  const offer = (b: number, a: number, cost: number, step: Step): void => {
    const at = b * width + a
    if (a > articles || b > blocks || cost >= (best[at] ?? Infinity)) return
    best[at] = cost
    how[at] = step
  }
  for (let b = 0; b <= blocks; b++) {
    for (let a = 0; a <= articles; a++) {
      const here = best[b * width + a] ?? Infinity
      if (here === Infinity) continue
      offer(b, a + 1, here + COST.missing, 'skip')
      if (b === blocks) continue
      offer(b + 1, a, here + (b === without ? 0 : costs.drop(b)), 'drop')
      if (b === without || a === articles) continue
      offer(b + 1, a + 1, here + costs.match(b, a), 'match')
      if (b + 1 !== without) offer(b + 2, a + 1, here + costs.join(b, a), 'join')
    }
  }
  const steps: { step: Step; block: number; article: number }[] = []
  let [b, a] = [blocks, articles]
  while (b > 0 || a > 0) {
    const step = how[b * width + a] ?? 'skip'
    if (step === 'match' || step === 'join' || step === 'skip') a--
    b -= step === 'join' ? 2 : step === 'skip' ? 0 : 1
    steps.push({ step, block: b, article: a })
  }
  return { cost: best[blocks * width + articles] ?? Infinity, steps: steps.toReversed() }
}

/** Where else in the text the words of a dropped block stand. */
function again(block: Block, articles: ReadonlyMap<number, readonly Block[]>, language: Language): { article: number; line: number } | undefined {
  const runs = runsOf(wordsOf(block), language)
  let most = 0.7
  let found: { article: number; line: number } | undefined
  for (const [article, parts] of articles) {
    const first = parts[0]
    if (first === undefined) continue
    const share = containment(runs, runsOf(parts.map(wordsOf).join(' '), language))
    if (share > most) [most, found] = [share, { article, line: first.line }]
  }
  return found
}

/**
 * Gives every block its article. Numbers that stand twice, run backwards or fall outside are resolved by the edition's
 * structure: the order of the articles, the chapters they stand in, their paragraphs, and likeness to our restatement.
 * No block ever replaces another; what has no place is kept aside with the reason.
 */
export function numberBlocks(blocks: readonly Block[], expectation: Expectation, language: Language): Numbering {
  const expected = expectation.articles
  const costs = costsOf(blocks, expected, language)
  const account = cheapest(blocks.length, expected.length, costs)
  const articles = new Map<number, readonly Block[]>()
  const dropped: Block[] = []
  for (const { step, block, article } of account.steps) {
    const [first, second, target] = [blocks[block], blocks[block + 1], expected[article]]
    if (step === 'drop' && first !== undefined) dropped.push(first)
    if (first === undefined || target === undefined) continue
    if (step === 'match') articles.set(target.article, [first])
    if (step === 'join' && second !== undefined) articles.set(target.article, [first, second])
  }
  const homes = new Map<Block, number>([...articles].flatMap(([article, own]) => own.map((block): [Block, number] => [block, article])))
  const undecided = (block: Block): boolean => {
    const rival = blocks.findIndex((other) => other.printed === block.printed && other !== block && homes.get(other) === block.printed)
    return rival >= 0 && cheapest(blocks.length, expected.length, costs, rival).cost + costs.drop(rival) - account.cost < UNDECIDED
  }
  const decisions = blocks.flatMap((block): Decision[] => {
    const article = homes.get(block)
    if (article === undefined) {
      const unsettled = undecided(block)
      return [
        {
          line: block.line,
          printed: block.printed,
          fate: 'dropped',
          article,
          settled: !unsettled,
          because: unsettled ? UNSETTLED : droppedBecause(block, expected, again(block, articles, language)),
        },
      ]
    }
    const joined = articles.get(article)?.[0] !== block
    if (!joined && article === block.printed) return []
    const because = joined ? joinedBecause(article) : renumberedBecause(block, article, expected)
    return [{ line: block.line, printed: block.printed, fate: joined ? 'joined' : 'renumbered', article, settled: true, because }]
  })
  return { articles, dropped, decisions, anomalies: numberAnomalies(blocks, expected, decisions) }
}

const UNSETTLED: Text = {
  zh: '两处都可能是这一条，按结构无法区分；保留先出现的一处，后一处另存，请人工核对。',
  en: 'either could be the article, and the structure does not decide; the first is kept, the second is set aside: please check.',
}

function rangeOf(chapter: number, expected: readonly ExpectedArticle[]): string {
  const own = expected.filter((article) => article.chapter === chapter)
  return `${own[0]?.article ?? '–'}–${own.at(-1)?.article ?? '–'}`
}

function droppedBecause(block: Block, expected: readonly ExpectedArticle[], twin: { article: number; line: number } | undefined): Text {
  const elsewhere =
    twin === undefined
      ? { zh: '', en: '' }
      : { zh: `；其内容见第${twin.article}条（第 ${twin.line} 行）`, en: `; its words stand again in article ${twin.article} (line ${twin.line})` }
  const outside = block.chapter !== undefined && expected.find((each) => each.article === block.printed)?.chapter !== block.chapter
  const where = outside
    ? {
        zh: `它位于第${block.chapter}章，该章为第 ${rangeOf(block.chapter, expected)} 条`,
        en: `it stands in chapter ${block.chapter}, which has articles ${rangeOf(block.chapter, expected)}`,
      }
    : { zh: '前后条文之间没有它的位置', en: 'there is no room for it between its neighbours' }
  return { zh: `视为已删除的旧文：${where.zh}${elsewhere.zh}。`, en: `taken as struck text of an earlier version: ${where.en}${elsewhere.en}.` }
}

function joinedBecause(article: number): Text {
  return {
    zh: `视为第${article}条的下一款：该条应有的款数多于标题下所见。`,
    en: `taken as the next paragraph of article ${article}: the edition's article has more paragraphs than stand under its heading.`,
  }
}

function renumberedBecause(block: Block, article: number, expected: readonly ExpectedArticle[]): Text {
  const chapter = expected.find((each) => each.article === article)?.chapter
  const place =
    block.chapter === undefined || chapter === undefined
      ? { zh: '按前后顺序', en: 'by its place between its neighbours' }
      : {
          zh: `第${chapter}章为第 ${rangeOf(chapter, expected)} 条，按其中顺序`,
          en: `chapter ${chapter} has articles ${rangeOf(chapter, expected)}, and by the order there`,
        }
  const last = isCommencement(block) ? { zh: '；施行日期条总是最后一条', en: '; the article on entry into force is always the last' } : { zh: '', en: '' }
  return {
    zh: `${place.zh}，标为第${block.printed}条的是第${article}条${last.zh}。`,
    en: `${place.en}, what is headed ${block.printed} is article ${article}${last.en}.`,
  }
}

function numberAnomalies(blocks: readonly Block[], expected: readonly ExpectedArticle[], decisions: readonly Decision[]): Anomaly[] {
  const found: Anomaly[] = []
  const first = new Map<number, number>()
  blocks.forEach((block, at) => {
    const { printed, line } = block
    const decision = decisions.find((each) => each.line === line && each.printed === printed)
    const where = decision?.article === undefined ? String(printed) : String(decision.article)
    const earlier = first.get(printed)
    const rival = decisions.find((each) => each.line === earlier && each.printed === printed)
    const kept =
      rival === undefined
        ? { zh: '此处保留为该条。', en: 'this one is kept as the article.' }
        : {
            zh: `此处保留为该条；第 ${rival.line} 行${rival.because.zh}`,
            en: `this one is kept as the article; the one at line ${rival.line} is ${rival.because.en}`,
          }
    if (earlier !== undefined)
      found.push(
        anomaly(
          'duplicate-article',
          line,
          where,
          `第${printed}条的编号在第 ${earlier} 行已出现。${(decision?.because ?? kept).zh}`,
          `the number ${printed} stands at line ${earlier} already: ${(decision?.because ?? kept).en}`,
        ),
      )
    else {
      first.set(printed, line)
      if (printed > expected.length || printed < 1)
        found.push(
          anomaly(
            'unknown-article',
            line,
            where,
            `本版本共 ${expected.length} 条，没有第${printed}条。${decision?.because.zh ?? ''}`,
            `the edition has ${expected.length} articles, no article ${printed}. ${decision?.because.en ?? ''}`,
          ),
        )
      else if (decision !== undefined)
        found.push(
          anomaly(
            decision.fate === 'dropped' ? 'unknown-article' : 'renumbered-article',
            line,
            where,
            `标为第${printed}条：${decision.because.zh}`,
            `headed ${printed}: ${decision.because.en}`,
          ),
        )
    }
    const before = blocks[at - 1]
    if (before !== undefined && printed < before.printed)
      found.push(
        anomaly(
          'number-runs-backwards',
          line,
          where,
          `编号倒退：第 ${before.line} 行为第${before.printed}条，此处为第${printed}条。`,
          `the numbers run backwards: ${before.printed} at line ${before.line}, ${printed} here.`,
        ),
      )
  })
  for (const { article } of expected) {
    if (first.has(article)) continue
    const home = decisions.find((each) => each.article === article && each.fate === 'renumbered')
    const line = home?.line ?? blocks.find((block) => block.printed > article)?.line ?? blocks.at(-1)?.line ?? 1
    found.push(
      home === undefined
        ? anomaly('missing-article', line, String(article), `没有第${article}条。`, `there is no article ${article}.`)
        : anomaly(
            'missing-article',
            line,
            String(article),
            `没有标为第${article}条的标题；其文字见第 ${line} 行，标为第${home.printed}条。`,
            `no heading bears the number ${article}; its text stands at line ${line} under the number ${home.printed}.`,
          ),
    )
  }
  return found
}
