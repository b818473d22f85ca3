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

const USUAL_SHARE = 1.35 // of the file's own median of English letters for a Chinese character

export interface RedlineHints {
  /** Letters that English takes for a Chinese character, by provision, where the file holds both. */
  readonly length: ReadonlyMap<string, number>
  readonly raw: ReadonlyMap<number, string>
}

/**
 * Provisions of a redline without marks in which removed and added words probably stand side by side. The traces are
 * no-break spaces where a marked run began, words said twice, sentences that begin inside sentences, and a length out
 * of proportion to the other language.
 */
export function mergedVersions(placed: readonly Placed[], hints: RedlineHints): Anomaly[] {
  const shares = [...hints.length.values()].toSorted((left, right) => left - right)
  const median = shares[Math.floor(shares.length / 2)]
  return placed.flatMap(({ provision, line, text }): Anomaly[] => {
    const zh: string[] = []
    const en: string[] = []
    const inside = (hints.raw.get(line) ?? '').trim().split('\u00a0').length - 1
    if (inside > 0) {
      zh.push(`文中 ${inside} 处不换行空格，是修订标记的残留`)
      en.push(`${inside} no-break ${inside === 1 ? 'space' : 'spaces'} within, left by lost marks`)
    }
    const twice = saidTwice(text)
    if (twice !== undefined) {
      zh.push(`“${twice}”说了两次`)
      en.push(`“${twice}” is said twice`)
    }
    const middle = MID_SENTENCE.exec(text)
    if (middle !== null) {
      zh.push(`句中另起一句：“${excerpt(text, middle.index, middle[0].length)}”`)
      en.push(`a sentence begins inside a sentence: “${excerpt(text, middle.index, middle[0].length)}”`)
    }
    const share = hints.length.get(provision)
    if (share !== undefined && median !== undefined && share > median * USUAL_SHARE) {
      zh.push(`长度为通常的 ${(share / median).toFixed(1)} 倍（与中文相比）`)
      en.push(`${(share / median).toFixed(1)} times the usual length beside the Chinese`)
    }
    if (en.length === 0) return []
    return [anomaly('merged-versions', line, provision, `可能新旧文字并存：${zh.join('；')}。`, `removed and added words probably stand together: ${en.join('; ')}.`)]
  })
}
