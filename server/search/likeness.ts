/** As it is compared: full-width letters as plain ones, no capitals. */
const plain = (text: string): string => text.normalize('NFKC').toLowerCase()

const CHINESE = /\p{Script=Han}/u
/** Words of one or two letters say nothing of what is sought. */
const SHORTEST = 3
/** What share of its grams a term must have in a text to be there at all. */
const ENOUGH = 0.6

/** Runs of Chinese and words of letters and figures, as somebody typed them. */
export function termsOf(query: string): readonly string[] {
  const runs = plain(query).match(/\p{Script=Han}+|[\p{L}\p{N}.]+/gu) ?? []
  const terms = runs.flatMap((run) =>
    CHINESE.test(run) && !/^\p{Script=Han}+$/u.test(run) ? (run.match(/\p{Script=Han}+|[^\p{Script=Han}]+/gu) ?? []) : [run],
  )
  const telling = terms.filter((term) => CHINESE.test(term) || term.length >= SHORTEST || /\d/.test(term))
  return telling.length === 0 ? terms : telling
}

/** Pairs of characters in Chinese, which writes no spaces; triples of letters elsewhere, so that an ending or a slip does not hide a word. */
function gramsOf(term: string): readonly string[] {
  const width = CHINESE.test(term) ? 2 : 3
  const characters = Array.from(term)
  if (characters.length <= width) return [term]
  return characters.slice(0, characters.length - width + 1).map((_, place) => characters.slice(place, place + width).join(''))
}

function termIn(term: string, text: string): number {
  if (text.includes(term)) return 1
  // Figures are met whole or not at all: 21.1 is not 21.2.
  if (/\d/.test(term)) return 0
  const grams = gramsOf(term)
  const share = grams.filter((gram) => text.includes(gram)).length / grams.length
  return share >= ENOUGH ? share * 0.8 : 0
}

/** How well a text answers the terms: 0 where one of them is not in it, else up to 1, more where the title itself has them. */
export function likeness(terms: readonly string[], title: string, text: string): number {
  if (terms.length === 0) return 0
  const [head, whole] = [plain(title), plain(`${title} ${text}`)]
  const scores = terms.map((term) => {
    const all = termIn(term, whole)
    return all === 0 ? 0 : (all + termIn(term, head)) / 2
  })
  return scores.some((score) => score === 0) ? 0 : scores.reduce((sum, score) => sum + score, 0) / scores.length
}
