import type { Language, Text } from '../text.ts'
import { anomaly, type Anomaly } from './anomaly.ts'
import type { Expectation } from './expectation.ts'
import { marksOf } from './likeness.ts'
import type { PartHeading } from './outline.ts'

const FILLER = new Set(['genera', 'provis', 'rules'])

/** Words of a chapter's English title that the edition's title does not have, where they are too many to be a choice of words. */
function strangeWords(title: string, own: string): string[] {
  const known = marksOf(own, 'en')
  const words = title.match(/[A-Za-z]{4,}/g) ?? []
  const strange = words.filter((word) =>
    [...marksOf(word, 'en')].some((mark) => !FILLER.has(mark) && ![...known].some((other) => other.slice(0, 5) === mark.slice(0, 5))),
  )
  return strange.length >= 2 ? strange : []
}

/** Chapter and section headings that differ between contents and body, or from the edition's titles. */
export function headingAnomalies(headings: readonly PartHeading[], expectation: Expectation, language: Language): Anomaly[] {
  const found: Anomaly[] = []
  const keyed = (side: boolean): Map<string, PartHeading> => {
    const map = new Map<string, PartHeading>()
    let chapter = 0
    for (const heading of headings.filter((each) => each.inBody === side)) {
      if (heading.kind === 'chapter') chapter = heading.number
      map.set(heading.kind === 'chapter' ? `chapter ${heading.number}` : `chapter ${chapter} section ${heading.number}`, heading)
    }
    return map
  }
  const contents = keyed(false)
  for (const [where, heading] of keyed(true)) {
    const listed = contents.get(where)
    if (listed !== undefined && listed.title !== heading.title)
      found.push(
        anomaly(
          'heading-differs',
          heading.line,
          where,
          `目录（第 ${listed.line} 行）为“${listed.title}”，正文为“${heading.title}”。`,
          `the contents (line ${listed.line}) say “${listed.title}”, the body “${heading.title}”.`,
        ),
      )
    const own = titleOf(where, expectation)
    if (own === undefined) found.push(anomaly('heading-differs', heading.line, where, '本版本没有这一章或节。', 'the edition has no such chapter or section.'))
    else if (language === 'zh' && own.zh !== heading.title)
      found.push(
        anomaly(
          'heading-differs',
          heading.line,
          where,
          `本版本的标题为“${own.zh}”，此处为“${heading.title}”。`,
          `the edition's title is “${own.zh}”, here it is “${heading.title}”.`,
        ),
      )
    else if (language === 'en') {
      const strange = strangeWords(heading.title, own.en)
      if (strange.length > 0)
        found.push(
          anomaly(
            'heading-differs',
            heading.line,
            where,
            `标题中的 ${strange.join('、')} 不见于本版本的标题“${own.en}”。`,
            `${strange.join(', ')}: not in the edition's title “${own.en}”.`,
          ),
        )
    }
  }
  return found
}

function titleOf(where: string, expectation: Expectation): Text | undefined {
  const [, chapterNumber, , sectionNumber] = where.split(' ')
  const chapter = expectation.chapters.find((each) => each.chapter === Number(chapterNumber))
  return sectionNumber === undefined ? chapter?.title : chapter?.sections.find((each) => each.section === Number(sectionNumber))?.title
}
