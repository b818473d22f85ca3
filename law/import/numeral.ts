const DIGITS = '零一二三四五六七八九'
const UNITS: Readonly<Record<string, number>> = { 十: 10, 百: 100 }

/** 二十一, 一百零五, 二一, 21: a number up to 999 in Chinese or Arabic digits (half-width). */
export function readChinese(text: string): number | undefined {
  const bare = text
    .replace(/\s/g, '')
    .replace(/[〇○]/g, '零')
    .replace(/两/g, '二')
  if (/^\d{1,3}$/.test(bare)) return Number(bare)
  if (!/^[零一二三四五六七八九十百]{1,7}$/.test(bare)) return undefined
  if (!/[十百]/.test(bare)) return Number(Array.from(bare, (each) => DIGITS.indexOf(each)).join(''))
  let sum = 0
  let digit: number | undefined
  for (const each of bare) {
    const unit = UNITS[each]
    if (unit === undefined) digit = DIGITS.indexOf(each)
    else {
      sum += (digit ?? 1) * unit
      digit = undefined
    }
  }
  return sum + (digit ?? 0)
}

const ROMAN: Readonly<Record<string, number>> = { I: 1, V: 5, X: 10, L: 50, C: 100 }

/** XXI, IV: a Roman number, in capitals. */
function readRoman(text: string): number | undefined {
  if (!/^(?:C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})$/.test(text) || text === '') return undefined
  let sum = 0
  for (let at = 0; at < text.length; at++) {
    const value = ROMAN[text[at] ?? ''] ?? 0
    sum += value < (ROMAN[text[at + 1] ?? ''] ?? 0) ? -value : value
  }
  return sum
}

/** 21 or XXI. */
export function readLatin(text: string): number | undefined {
  return /^\d{1,3}$/.test(text) ? Number(text) : readRoman(text)
}
