import type { FineAnswer } from '../answer.ts'
import type { Language, Text } from '../text.ts'
import { WORDS } from './words.ts'

const WAN = 10_000
const YI = 100_000_000

/** `1,234,567.89`: never rounded below the fen. */
export function grouped(yuan: number): string {
  const [whole = '0', cents] = (Number.isInteger(yuan) ? String(yuan) : yuan.toFixed(2)).split('.')
  const digits = whole.replaceAll(/\B(?=(\d{3})+$)/g, ',')
  return cents === undefined ? digits : `${digits}.${cents}`
}

/** An amount of yuan, never rounded: `¥50,000`; in Chinese by 万 and 亿 where that is exact, `5 万元`, else `12,345.60 元`. */
export function yuan(amount: number, language: Language): string {
  if (language === 'en') return `¥${grouped(amount)}`
  if (amount >= YI && amount % YI === 0) return `${grouped(amount / YI)} 亿元`
  if (amount >= WAN && amount % WAN === 0) return `${grouped(amount / WAN)} 万元`
  return `${grouped(amount)} 元`
}

/** Both ends belong to the range: 以上, 以下. */
export function range(min: number, max: number): Text {
  if (min === max) return { zh: yuan(max, 'zh'), en: yuan(max, 'en') }
  if (min === 0) return { zh: `${yuan(max, 'zh')}以下`, en: `up to ${yuan(max, 'en')}` }
  return { zh: `${yuan(min, 'zh')}以上 ${yuan(max, 'zh')}以下`, en: `${yuan(min, 'en')} to ${yuan(max, 'en')}` }
}

/** The range of a fine, or what its amount depends on. */
export function fineRange(fine: FineAnswer): Text {
  if (fine.min !== null && fine.max !== null) return range(fine.min, fine.max)
  const { label } = WORDS
  if (fine.basis === undefined) return label.amountOpen
  const basis = fine.basis === 'illegal-gains' ? label.illegalGains : label.procurementAmount
  return { zh: `（${basis.zh}，${label.amountOpen.zh}）`, en: `${basis.en} (${label.amountOpen.en})` }
}
