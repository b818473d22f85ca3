/** How many single-letter edits lie between two words. */
function distance(left: string, right: string): number {
  let row = Array.from({ length: right.length + 1 }, (_, place) => place)
  for (let at = 1; at <= left.length; at++) {
    const next = [at]
    for (let place = 1; place <= right.length; place++) {
      const same = left[at - 1] === right[place - 1] ? 0 : 1
      next.push(Math.min((row[place] ?? 0) + 1, (next[place - 1] ?? 0) + 1, (row[place - 1] ?? 0) + same))
    }
    row = next
  }
  return row.at(-1) ?? 0
}

/** The known word that somebody probably meant; `undefined` where none is near. Long input is not compared. */
export function nearest(word: string, known: Iterable<string>): string | undefined {
  if (word.length > 80) return undefined
  let best: string | undefined
  let least = Math.max(2, Math.floor(word.length / 3)) + 1
  for (const candidate of known) {
    const edits = distance(word, candidate)
    if (edits < least) {
      least = edits
      best = candidate
    }
  }
  return best
}
