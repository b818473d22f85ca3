import { anomaly, excerpt, type Anomaly } from './anomaly.ts'
import type { Line } from './line.ts'
import type { Placed } from './provisions.ts'

/** Whether the text says of itself that it shows removed and added words. */
export function saysRedline(front: readonly Line[]): boolean {
  const text = front.map((line) => line.text).join(' ')
  return /struck|strike-?through|redline|track(?:ed)? changes|删除线|修订标记/i.test(text) || (/underlined/i.test(text) && /removed|deleted|added/i.test(text))
}

const RUN = 5 // words; shorter runs are said again in plain statutes

/** A run of words that the same paragraph says twice, or one clause in two orders. */
function saidTwice(text: string): string | undefined {
  const words = text.toLowerCase().match(/[a-z’']+/g) ?? []
  const seen = new Set<string>()
  for (let at = 0; at + RUN <= words.length; at++) {
    const run = words.slice(at, at + RUN).join(' ')
    if (seen.has(run)) return run
    seen.add(run)
  }
  return undefined
}

/** A word that begins sentences, in capitals, where no sentence ended before it. */
const MID_SENTENCE = /[a-z’)],? (?:Where|When|No|Those|If|Any|Except|Citizens|Network operators)\b/

/** Of the file's own median of English letters for a Chinese character. Beyond the first, old and new words stand together; beyond the second, if there is a trace as well. */
const LONG = 1.2
const LONGISH = 1.15

const MANY_TRACES = 3 // no-break spaces in one provision

export interface RedlineHints {
  /** Letters that English takes for a Chinese character, by provision, where the file holds both. */
  readonly length: ReadonlyMap<string, number>
  readonly raw: ReadonlyMap<number, string>
}

/**
 * Provisions of a redline without marks in which removed and added words stand side by side. The traces are no-break
 * spaces where a marked run began, words said twice, sentences that begin inside sentences, and a length out of
 * proportion to the other language. A no-break space alone makes it possible; two traces, or length, probable.
 */
export function mergedVersions(placed: readonly Placed[], hints: RedlineHints): Anomaly[] {
  const shares = [...hints.length.values()].toSorted((left, right) => left - right)
  const median = shares[Math.floor(shares.length / 2)]
  return placed.flatMap(({ provision, line, text }): Anomaly[] => {
    const spaces = (hints.raw.get(line) ?? '').trim().split('\u00a0').length - 1
    const twice = saidTwice(text)
    const middle = MID_SENTENCE.exec(text)
    const length = hints.length.get(provision)
    const times = length === undefined || median === undefined ? undefined : length / median
    const long = times !== undefined && times >= LONG
    const probable =
      long ||
      middle !== null ||
      spaces >= MANY_TRACES ||
      (spaces > 0 && ((times !== undefined && times >= LONGISH) || (times === undefined && twice !== undefined)))
    if (!probable && spaces === 0) return []
    const zh: string[] = []
    const en: string[] = []
    if (spaces > 0) {
      zh.push(`文中 ${spaces} 处不换行空格，是修订标记的残留`)
      en.push(`${spaces} no-break ${spaces === 1 ? 'space' : 'spaces'} within, left by lost marks`)
    }
    if (twice !== undefined) {
      zh.push(`“${twice}”说了两次`)
      en.push(`“${twice}” is said twice`)
    }
    if (middle !== null) {
      zh.push(`句中另起一句：“${excerpt(text, middle.index, middle[0].length)}”`)
      en.push(`a sentence begins inside a sentence: “${excerpt(text, middle.index, middle[0].length)}”`)
    }
    if (long) {
      zh.push(`长度为通常的 ${times.toFixed(1)} 倍（与中文相比）`)
      en.push(`${times.toFixed(1)} times the usual length beside the Chinese`)
    }
    const sure = probable
      ? { zh: '很可能新旧文字并存', en: 'removed and added words probably stand together' }
      : { zh: '新旧文字可能并存', en: 'removed and added words may stand together' }
    return [anomaly('merged-versions', line, provision, `${sure.zh}：${zh.join('；')}。`, `${sure.en}: ${en.join('; ')}.`)]
  })
}
