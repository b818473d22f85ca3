import type { Expectation } from './expectation.ts'
import { law2017 } from './synthetic.fixture.ts'

/** The structure of the second-reading draft, for tests: counted in its Chinese text. */
const CHAPTERS: readonly (readonly [chapter: number, last: number])[] = [
  [1, 13],
  [2, 19],
  [3, 38],
  [4, 48],
  [5, 56],
  [6, 71],
  [7, 75],
]

const PARAGRAPHS: Readonly<Record<number, number>> = {
  8: 2,
  12: 2,
  14: 2,
  17: 2,
  18: 2,
  21: 3,
  23: 2,
  28: 2,
  29: 2,
  40: 3,
  41: 2,
  46: 2,
  47: 2,
  51: 3,
  57: 2,
  61: 3,
  62: 2,
  65: 2,
  71: 2,
}
const ITEMS: Readonly<Record<number, number>> = { 20: 5, 32: 5, 37: 4, 52: 3, 58: 3, 66: 4, 72: 5 }

const REFERS: Readonly<Record<string, readonly string[]>> = {
  '32.1': ['20'],
  '57.1': ['20', '24'],
  '57.2': ['31', '32', '34', '36'],
  '58.1': ['21.1', '21.2', '46.1'],
  '59.1': ['23.1'],
  '60.1': ['25'],
  '61.1': ['26'],
  '61.3': ['26'],
  '62.1': ['21.3', '40', '41', '42'],
  '62.2': ['43'],
  '63.1': ['33'],
  '64.1': ['35'],
  '65.1': ['45'],
  '65.2': ['46.2'],
  '67.1': ['12.2'],
}

export const draft: Expectation = {
  edition: 'csl-draft-2016',
  draft: true,
  // The chapters and their titles are those of the law as adopted.
  chapters: law2017.chapters,
  articles: Array.from({ length: 75 }, (_, at) => {
    const article = at + 1
    const paragraphs = PARAGRAPHS[article] ?? 1
    return {
      article,
      chapter: CHAPTERS.find(([, last]) => article <= last)?.[0] ?? 7,
      items: Array.from({ length: paragraphs }, (_, paragraph) => (paragraph === 0 ? (ITEMS[article] ?? 0) : 0)),
      refers: Object.fromEntries(
        Array.from({ length: paragraphs }, (_, paragraph) => [`${article}.${paragraph + 1}`, REFERS[`${article}.${paragraph + 1}`] ?? []]),
      ),
      gist: undefined,
    }
  }),
}

/** Where an article of the draft stands in the law of 2017: 38 moved to 30, four articles are new. */
function adopted(article: number): number {
  if (article === 38) return 30
  const offset = article <= 12 ? 0 : article <= 28 ? 1 : article <= 37 ? 2 : article <= 44 ? 1 : article <= 64 ? 2 : article <= 71 ? 3 : 4
  return article + offset
}

/** The draft beside our restatement of the law as adopted, article by article: what likeness has to go on. */
export const draftWithGists: Expectation = {
  ...draft,
  articles: draft.articles.map((each) => ({ ...each, gist: law2017.articles.find(({ article }) => article === adopted(each.article))?.gist })),
}
