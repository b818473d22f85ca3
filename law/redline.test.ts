import { expect, test } from 'vitest'
import { Concordance } from './concordance.ts'
import { isChanged, pieces, redline } from './redline.ts'
import { restatements, statute } from './statute.fixture.ts'
import type { EditionId } from './citation.ts'
import type { Language } from './text.ts'

const concordance = new Concordance(statute.concordance)

function wording(edition: EditionId, language: Language): (provision: string) => string | undefined {
  const texts = new Map<string, string>(
    (restatements.editions[edition]?.articles ?? []).flatMap(({ provisions }) => provisions.map(({ provision, text }) => [provision, text[language]])),
  )
  return (provision) => texts.get(provision)
}

test('English is compared by word, Chinese by character', () => {
  expect(pieces('fined at least 10 yuan', 'fined at least 50 yuan', 'en').filter(({ kind }) => kind !== 'same')).toEqual([
    { kind: 'removed', text: '10' },
    { kind: 'added', text: '50' },
  ])
  expect(pieces('关闭网站', '关闭网站或者应用程序', 'zh').filter(({ kind }) => kind !== 'same')).toEqual([{ kind: 'added', text: '或者应用程序' }])
})

test.each(['zh', 'en'] as const)('both wordings can be read off the pieces, in %s', (language) => {
  const rows = redline(concordance, ['csl-2017', 'csl-2026'], wording('csl-2017', language), wording('csl-2026', language), language)
  expect(rows.length).toBeGreaterThan(100)
  for (const row of rows) {
    const side = (without: string): string => row.pieces.flatMap(({ kind, text }) => (kind === without ? [] : [text])).join('')
    const words = (places: readonly string[], edition: EditionId): string =>
      places
        .map((place) => wording(edition, language)(place) ?? '')
        .filter((text) => text !== '')
        .join('\n')
    expect(side('added')).toBe(words(row.from, 'csl-2017'))
    expect(side('removed')).toBe(words(row.to, 'csl-2026'))
  }
})

test('what the concordance calls the same has the same words in our restatement', () => {
  const rows = redline(concordance, ['csl-2017', 'csl-2026'], wording('csl-2017', 'zh'), wording('csl-2026', 'zh'), 'zh')
  const same = rows.filter(({ change }) => change === 'same')
  expect(same.length).toBeGreaterThan(0)
  expect(same.filter(isChanged)).toEqual([])
})

test('the six months of logs are the same duty from the draft to the text as amended', () => {
  expect(concordance.carry('20.1.3', 'csl-draft-2016', 'csl-2026')).toEqual(['23.1.3'])
  expect(concordance.carry('23.1.3', 'csl-2026', 'csl-draft-2016')).toEqual(['20.1.3'])
})
