import { compareProvisions, type EditionId } from '../citation.ts'
import type { EditionFile, ProvisionsFile } from '../edition.ts'
import type { Text } from '../text.ts'

/** One article of an edition as the text must have it. */
export interface ExpectedArticle {
  readonly article: number
  readonly chapter: number
  /** Items of each paragraph, in order: `[0, 5]` is two paragraphs, the second with five items. */
  readonly items: readonly number[]
  /** Places that each paragraph cites, by the paragraph's place. */
  readonly refers: Readonly<Record<string, readonly string[]>>
  /** What the article says, in other words than the text's: our restatement. Only likeness is asked of it. */
  readonly gist: Text | undefined
}

/** The structure that an edition's text is held against. */
export interface Expectation {
  readonly edition: EditionId
  readonly draft: boolean
  readonly chapters: readonly {
    readonly chapter: number
    readonly title: Text
    readonly sections: readonly { readonly section: number; readonly title: Text }[]
  }[]
  readonly articles: readonly ExpectedArticle[]
}

/** Takes the structure from the files of an edition. */
export function expectationOf(edition: EditionFile, provisions: ProvisionsFile): Expectation {
  return {
    edition: edition.id,
    draft: edition.status === 'draft',
    chapters: edition.chapters,
    articles: provisions.articles.map((article) => {
      const items: number[] = []
      for (const { provision } of article.provisions) {
        const [, paragraph, item] = provision.split('.').map(Number)
        if (paragraph === undefined) continue
        items[paragraph - 1] = Math.max(items[paragraph - 1] ?? 0, item ?? 0)
      }
      return {
        article: article.article,
        chapter: article.chapter,
        items: Array.from(items, (count) => count),
        refers: Object.fromEntries(article.provisions.map(({ provision, refers }) => [provision, refers])),
        gist: {
          zh: `${article.heading.zh}${article.provisions.map(({ text }) => text.zh).join('')}`,
          en: `${article.heading.en} ${article.provisions.map(({ text }) => text.en).join(' ')}`,
        },
      }
    }),
  }
}

/** Every paragraph and item that a text of the edition must have, in order. */
export function placesOf(expectation: Expectation): string[] {
  return expectation.articles
    .flatMap(({ article, items }) =>
      items.flatMap((count, at) => [`${article}.${at + 1}`, ...Array.from({ length: count }, (_, item) => `${article}.${at + 1}.${item + 1}`)]),
    )
    .toSorted(compareProvisions)
}
