import type { Language } from '../text.ts'
import { anomaly, type Anomaly } from './anomaly.ts'
import { halfWidth } from './line.ts'
import type { Placed } from './provisions.ts'

const DIGITS = '零一二三四五六七八九'
const UNITS: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1000 }

/** 五千, 十万, 一百万, 10万, 10,000: a sum of money as Chinese statutes write it. */
function readChineseAmount(text: string): number | undefined {
  const [, head = '', tenThousands, tail = ''] = /^(.*?)(万)?([^万]*)$/.exec(text.replaceAll(',', '')) ?? []
  const small = (part: string): number | undefined => {
    if (/^\d+(?:\.\d+)?$/.test(part)) return Number(part)
    let sum = 0
    let digit: number | undefined
    for (const each of part.replaceAll('两', '二')) {
      const unit = UNITS[each]
      const value = DIGITS.indexOf(each)
      if (unit === undefined && value < 0) return undefined
      if (unit === undefined) digit = value
      else {
        sum += (digit ?? 1) * unit
        digit = undefined
      }
    }
    return sum + (digit ?? 0)
  }
  if (tenThousands === undefined) return small(tail === '' ? head : tail)
  const [many, rest] = [small(head), small(tail)]
  return many === undefined || rest === undefined ? undefined : many * 10_000 + rest
}

const EN_MONEY = /yuan|rmb|cny|¥/i

/** The sums of money in yuan that a text names, each once, smallest first. A dot before three digits divides thousands. */
export function amountsIn(text: string, language: Language): number[] {
  const found = new Set<number>()
  const plain = halfWidth(text)
  if (language === 'zh') {
    for (const [, amount = ''] of plain.matchAll(/([零一二三四五六七八九十百千万两\d,.]{1,16})元/g)) {
      const value = readChineseAmount(amount)
      if (value !== undefined) found.add(value)
    }
  } else {
    for (const match of plain.matchAll(/\b(\d{1,3}(?:[,.]\d{3})+|\d+(?:\.\d+)?(?= million)|\d{4,9})\b( million)?(?! times)/g)) {
      const [whole = '', digits = '', million] = match
      if (!EN_MONEY.test(plain.slice(Math.max(0, match.index - 40), match.index + whole.length + 60))) continue
      found.add(million === undefined ? Number(digits.replace(/[,.]/g, '')) : Number(digits) * 1_000_000)
    }
  }
  return [...found].toSorted((left, right) => left - right)
}

/** Two figures with nothing between them: which one holds cannot be known. */
export const TWO_AMOUNTS = /(\d[\d.,]*\d)\s+(\d[\d.,]{2,}\d)/g

/** Sums of money that a translation names otherwise than the Chinese text of the same file. */
export function amountAnomalies(english: readonly Placed[], chinese: ReadonlyMap<string, string>): Anomaly[] {
  return english.flatMap(({ provision, line, text }): Anomaly[] => {
    const other = chinese.get(provision)
    if (other === undefined) return []
    const unread = [...text.matchAll(TWO_AMOUNTS)].flatMap((match) => match.slice(1)).map((digits) => Number(digits.replace(/[,.]/g, '')))
    const [ours, theirs] = [amountsIn(text.replace(TWO_AMOUNTS, ''), 'en'), amountsIn(other, 'zh')]
    const added = ours.filter((amount) => !theirs.includes(amount))
    const lost = theirs.filter((amount) => !ours.includes(amount) && !unread.includes(amount))
    if (added.length + lost.length === 0) return []
    const zh = [...(added.length > 0 ? [`中文没有 ${added.join('、')}`] : []), ...(lost.length > 0 ? [`缺少 ${lost.join('、')}`] : [])]
    const en = [...(added.length > 0 ? [`the Chinese does not name ${added.join(', ')}`] : []), ...(lost.length > 0 ? [`it lacks ${lost.join(', ')}`] : [])]
    return [
      anomaly('amount-differs', line, provision, `金额与中文不同：${zh.join('；')}（元）。`, `the amounts differ from the Chinese: ${en.join('; ')} (yuan).`),
    ]
  })
}
