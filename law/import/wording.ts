import type { Language } from '../text.ts'
import { TWO_AMOUNTS } from './amount.ts'
import { anomaly, excerpt, type Anomaly } from './anomaly.ts'
import { headingOf } from './heading.ts'
import { halfWidth, INVISIBLE, type Line } from './line.ts'
import type { Placed } from './provisions.ts'

/** Names the place that a line belongs to; `file` outside the articles. */
export type WhereOf = (line: number) => string

const MONEY = /yuan|rmb|cny|¥|fine|元/i

/** 10.000 is ten thousand where the dot divides thousands; two figures with nothing between them are not read at all. */
function amounts({ provision, line, text }: Placed): Anomaly[] {
  const found: Anomaly[] = []
  const near = (at: number): boolean => MONEY.test(text.slice(Math.max(0, at - 60), at + 60))
  const doubled = [...text.matchAll(TWO_AMOUNTS)].filter((match) => near(match.index))
  for (const match of doubled)
    found.push(
      anomaly(
        'two-amounts',
        line,
        provision,
        `两个金额连在一起，不作解读：“${excerpt(text, match.index, match[0].length)}”`,
        `two amounts with nothing between them, not read: “${excerpt(text, match.index, match[0].length)}”`,
      ),
    )
  for (const match of text.matchAll(/(?<![\d.,])\d{1,3}(?:\.\d{3})+(?![\d.,]*\d)/g)) {
    if (!near(match.index)) continue
    if (doubled.some((other) => match.index >= other.index && match.index < other.index + other[0].length)) continue
    const value = match[0].replaceAll('.', '')
    found.push(
      anomaly(
        'amount-with-dot',
        line,
        provision,
        `金额以点作千位分隔，读作 ${value}：“${excerpt(text, match.index, match[0].length)}”`,
        `a dot divides the thousands, read as ${value}: “${excerpt(text, match.index, match[0].length)}”`,
      ),
    )
  }
  return found
}

const NOTE = /[(（](?:translator|transl\.|tr\.|译者?注|译注)[^)）]*[)）]/gi
const BRACKET = /\[[^\]]{1,200}\]|〔[^〕]{1,200}〕/g

/** The text without what translators and editors put in. */
export function withoutNotes(text: string): string {
  return text.replace(NOTE, '').replace(BRACKET, '')
}

function notes({ provision, line, text }: Placed): Anomaly[] {
  return [
    ...[...text.matchAll(NOTE)].map((match) =>
      anomaly('translator-note', line, provision, `正文中有译者注：“${match[0]}”`, `a translator's note inside the text: “${match[0]}”`),
    ),
    ...[...text.matchAll(BRACKET)].map((match) =>
      anomaly('editor-bracket', line, provision, `正文中有编者括注：“${match[0]}”`, `an editor's bracket inside the text: “${match[0]}”`),
    ),
  ]
}

function fullStop({ provision, line, text }: Placed): Anomaly[] {
  const bare = text.replace(NOTE, '').trimEnd()
  if (/[.。;；:：!?！？”"」』)）\]]$|[;；,，] ?(?:and|or)$/i.test(bare)) return []
  return [
    anomaly(
      'missing-full-stop',
      line,
      provision,
      `末尾没有句号：“${excerpt(bare, bare.length - 12, 12)}”`,
      `no full stop at the end: “${excerpt(bare, bare.length - 12, 12)}”`,
    ),
  ]
}

const PAIRS: readonly (readonly [open: string, close: string])[] = [
  ['(', ')'],
  ['[', ']'],
  ['“', '”'],
  ['《', '》'],
]

/** Marks that open and never close, spaces before commas, and sentences that begin small. */
function marks({ provision, line, text }: Placed): Anomaly[] {
  const found: Anomaly[] = []
  const plain = halfWidth(text)
  const uneven = PAIRS.filter(([open, close]) => plain.split(open).length !== plain.split(close).length).map((pair) => pair.join(' '))
  if (uneven.length > 0)
    found.push(
      anomaly('unbalanced-brackets', line, provision, `括号或引号不成对：${uneven.join('，')}`, `brackets or quotes that do not pair: ${uneven.join(', ')}`),
    )
  const space = / [,;](?!\d)/.exec(text)
  if (space !== null)
    found.push(
      anomaly(
        'space-before-punctuation',
        line,
        provision,
        `标点前有空格：“${excerpt(text, space.index, 2)}”`,
        `a space before a comma or semicolon: “${excerpt(text, space.index, 2)}”`,
      ),
    )
  if (/^[a-z]/.test(text))
    found.push(
      anomaly('lower-case-start', line, provision, `以小写字母开头：“${excerpt(text, 0, 12)}”`, `it begins with a small letter: “${excerpt(text, 0, 12)}”`),
    )
  return found
}

/** Oddities of one provision's words. */
export function wordingAnomalies(placed: Placed): Anomaly[] {
  return [...amounts(placed), ...notes(placed), ...fullStop(placed), ...marks(placed)]
}

/** Oddities of characters and of spaces, line by line. */
export function characterAnomalies(lines: readonly Line[], whereOf: WhereOf, language: Language): Anomaly[] {
  const found: Anomaly[] = []
  const headed = lines.filter((line) => ['article', 'chapter', 'section'].includes(headingOf(line.key).kind))
  const indented = headed.filter((line) => /^[\s\u00a0\u3000]/.test(line.raw))
  // Chinese pages indent every article; only an uneven indent loses articles.
  const even = indented.length > headed.length * 0.8
  for (const line of even ? [] : indented) {
    const kind = line.raw.startsWith('\u00a0') ? { zh: '不换行空格', en: 'no-break spaces' } : { zh: '空格', en: 'spaces' }
    found.push(
      anomaly(
        'leading-space',
        line.number,
        whereOf(line.number),
        `标题前有${kind.zh}：“${line.text.slice(0, language === 'zh' ? 8 : 12)}”`,
        `${kind.en} before the heading: “${line.text.slice(0, language === 'zh' ? 8 : 12)}”`,
      ),
    )
  }
  for (const line of lines) {
    const inside = line.raw.replace(/^[\s\u00a0\u3000]+/, '')
    const breaks = inside.split('\u00a0').length - 1
    if (breaks > 0)
      found.push(
        anomaly(
          'no-break-space',
          line.number,
          whereOf(line.number),
          `有 ${breaks} 处不换行空格（U+00A0），存为普通空格。`,
          `${breaks} no-break ${breaks === 1 ? 'space' : 'spaces'} (U+00A0), stored as spaces.`,
        ),
      )
    if (line.text === '') continue
    const full = line.text.match(/[０-９]+/g)
    if (full !== null)
      found.push(
        anomaly(
          'full-width-digits',
          line.number,
          whereOf(line.number),
          `全角数字：${full.slice(0, 3).join('、')}`,
          `full-width digits: ${full.slice(0, 3).join(', ')}`,
        ),
      )
    if (line.raw.match(INVISIBLE) !== null)
      found.push(
        anomaly('invisible-character', line.number, whereOf(line.number), '含有不可见字符，已略去。', 'characters that show nothing; they are left out.'),
      )
  }
  return found
}
