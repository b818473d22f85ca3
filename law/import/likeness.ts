import type { Language } from '../text.ts'

/** The marks by which two texts are compared: pairs of characters in Chinese, word stems in English. */
export function marksOf(text: string, language: Language): ReadonlySet<string> {
  const marks = new Set<string>()
  if (language === 'zh') {
    const bare = text.replace(/[^\u3400-\u9fff]/g, '')
    for (let at = 0; at + 1 < bare.length; at++) marks.add(bare.slice(at, at + 2))
    return marks
  }
  for (const word of text
    .toLowerCase()
    .replaceAll('cybersecurity', 'network security')
    .match(/[a-z]{4,}/g) ?? [])
    marks.add(word.slice(0, 6))
  return marks
}

/** How much two texts have in common, 0 to 1 (Dice's coefficient). */
export function likeness(left: ReadonlySet<string>, right: ReadonlySet<string>): number {
  if (left.size + right.size === 0) return 0
  let both = 0
  for (const mark of left) if (right.has(mark)) both++
  return (2 * both) / (left.size + right.size)
}

/** How much of the smaller text stands in the larger, 0 to 1. */
export function containment(left: ReadonlySet<string>, right: ReadonlySet<string>): number {
  const least = Math.min(left.size, right.size)
  return least === 0 ? 0 : (likeness(left, right) * (left.size + right.size)) / 2 / least
}

/** Runs of three words, or of six characters: few texts share one by chance. */
export function runsOf(text: string, language: Language): ReadonlySet<string> {
  const parts = language === 'zh' ? Array.from(text.replace(/[^\u3400-\u9fff]/g, '')) : (text.toLowerCase().match(/[a-z]+/g) ?? [])
  const length = language === 'zh' ? 6 : 3
  const runs = new Set<string>()
  for (let at = 0; at + length <= parts.length; at++) runs.add(parts.slice(at, at + length).join(' '))
  return runs
}
