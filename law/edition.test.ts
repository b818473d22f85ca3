import { describe, expect, test } from 'vitest'
import { EDITIONS, upwards, type EditionId } from './citation.ts'
import { compile } from './compile.ts'
import { instantOf } from './instant.ts'
import { loadStatute } from './load.ts'
import type { Norm } from './norm.ts'
import { files, restatements, statute } from './statute.fixture.ts'

function editionOf(id: EditionId): (typeof statute.editions)[number] {
  const found = statute.editions.find(({ edition }) => edition.id === id)
  if (found === undefined) throw new Error(id)
  return found
}

const normsOf = (id: EditionId): ReadonlyMap<string, Norm> => new Map(editionOf(id).norms.norms.map((norm) => [norm.id, norm]))
const base = normsOf('csl-2017')

test('three editions are loaded, of 75, 79 and 81 articles', () => {
  expect(statute.editions.map(({ edition, paragraphs }) => [edition.id, Object.keys(paragraphs).length])).toEqual([
    ['csl-draft-2016', 75],
    ['csl-2017', 79],
    ['csl-2026', 81],
  ])
})

describe.each(EDITIONS)('%s', (id) => {
  const { norms, places, liability } = editionOf(id)
  const articles = restatements.editions[id]?.articles ?? []

  test('every paragraph and item has a norm, a liability or a reason for having none', () => {
    const spoken = new Set<string>([
      ...norms.norms.flatMap((norm) => norm.cites),
      ...norms.none.map(({ provision }) => provision),
      ...liability.liabilities.flatMap((each) => each.violated.flatMap((place) => ('item' in place && place.item !== undefined ? [place.item] : []))),
    ])
    const parts = places.filter((place) => place.includes('.'))
    expect(parts.length).toBeGreaterThan(120)
    expect(parts.filter((part) => !spoken.has(part) && ![...spoken].some((other) => upwards(other).includes(part)))).toEqual([])
  })

  test('every article is restated in both languages and names no article that it does not have', () => {
    expect(articles.length).toBe(Object.keys(editionOf(id).paragraphs).length)
    const texts = articles.flatMap(({ provisions }) => provisions.map(({ text }) => text))
    expect(texts.filter(({ zh, en }) => zh.trim() === '' || en.trim() === '')).toEqual([])
    const named = texts.flatMap(({ en }) => [...en.matchAll(/\bArticles? (\d+)/g)].map(([, number]) => Number(number)))
    expect(named.filter((number) => number > articles.length)).toEqual([])
  })

  test('what the rules cite is there', () => {
    const cites = Object.values(editionOf(id).ruleCites).flat()
    expect(cites.length).toBeGreaterThan(0)
    expect(cites.filter((cite) => !places.includes(cite))).toEqual([])
  })
})

test('the amended text has every norm of 2017, seven of its own, and the draft lacks seven', () => {
  const [draft, amended] = [normsOf('csl-draft-2016'), normsOf('csl-2026')]
  expect([...base.keys()].filter((norm) => !amended.has(norm))).toEqual([])
  expect([...amended.keys()].filter((norm) => !base.has(norm))).toEqual([
    'leadership.follow-principles',
    'ai.support-research',
    'ai.build-infrastructure',
    'ai.improve-ethics',
    'ai.watch-risk',
    'ai.promote-use',
    'personal-information.follow-other-statutes',
  ])
  expect([...base.keys()].filter((norm) => !draft.has(norm))).toEqual([
    'minors.support-products',
    'minors.punish-harm',
    'minors.provide-safe-environment',
    'reporter.keep-confidential',
    'reporter.protect',
    'crime-site.prohibited',
    'crime-information.prohibited',
  ])
  expect([...draft.keys()].filter((norm) => !base.has(norm))).toEqual(['standards.encourage-stricter'])
})

describe('a norm that did not change is the same norm under other numbers', () => {
  const bare = ({ cites: _cites, liability: _liability, reading: _reading, ...rest }: Norm): object => rest

  test.each([
    ['protection.adopt-rules', 'csl-2026', ['23.1.1'], ['61.1']],
    ['assessment.hold', 'csl-2026', ['40.1'], ['61.2']],
    ['rights.delete', 'csl-2026', ['45.1'], ['71.1']],
    ['personal-information.trade-prohibited', 'csl-2026', ['46.1'], ['71.2']],
    ['inspection.cooperate', 'csl-2026', ['51.2', '70.1.1'], ['70.1']],
    ['store.remove', 'csl-2026', ['50.2'], ['69.3']],
    ['assistance.provide', 'csl-draft-2016', ['27.1'], ['66.1']],
    ['incident.start-plan', 'csl-draft-2016', ['24.1'], ['57.1']],
  ] as const)('%s in %s', (id, edition, cites, liability) => {
    const [old, now] = [base.get(id), normsOf(edition).get(id)]
    expect(old === undefined ? undefined : bare(old)).toEqual(now === undefined ? undefined : bare(now))
    expect(now?.cites).toEqual(cites)
    expect(now?.liability).toEqual(liability)
  })

  test('its reading and its conditions name the articles of the edition', () => {
    const barred = normsOf('csl-2026').get('attack.barred-from-posts')
    expect(barred?.trigger).toEqual({ on: 'penalty.decided', where: { fact: 'provision', in: ['66.1', '66.2'] } })
    expect(normsOf('csl-2026').get('attack.barred-for-life')?.reading?.zh).toContain('第二十九条')
    expect(normsOf('csl-draft-2016').get('attack.barred-for-life')?.reading?.en).toContain('article 26')
  })
})

test('log retention is owed under 21.1.3 to the end of 2025 and under 23.1.3 from then', () => {
  const program = compile(statute, 'applicable')
  const on = (text: string): unknown => {
    const at = instantOf(text)
    return at === undefined
      ? undefined
      : program.norms.find(({ norm, span }) => norm.id === 'logs.keep-six-months' && span[0] <= at && at <= span[1])?.norm.cites[0]
  }
  expect([on('2017-05-31T23:59:59+08:00'), on('2025-12-31T23:59:59+08:00'), on('2026-01-01T00:00:00+08:00')]).toEqual([undefined, '21.1.3', '23.1.3'])
})

describe('an edition that does not hold together is refused with its line', () => {
  type Part = 'provisions' | 'norms'
  const refused = (part: Part, change: (written: string) => string): string[] => {
    const editions = files.editions.map((edition) =>
      edition[part].name.includes('csl-2026') ? { ...edition, [part]: { ...edition[part], text: change(edition[part].text) } } : edition,
    )
    return loadStatute({ ...files, editions }, 'tests').problems.map(({ line, message }) => `${line} ${message}`)
  }

  test('a norm dropped that the base does not have', () => {
    const problems = refused('norms', (written) => written.replace('base: csl-2017\n', 'base: csl-2017\ndropped: [logs.keep-seven-months]\n'))
    expect(problems.some((problem) => problem.endsWith('the base has no norm "logs.keep-seven-months"'))).toBe(true)
  })

  test('a reading of the base that names an article with no one counterpart', () => {
    const problems = refused('norms', (written) => written.replace('  - id: content.report\n', '  - id: content.report-anew\n'))
    expect(problems.some((problem) => problem.includes('the reading of "content.report" names article 68 of the base'))).toBe(true)
  })

  test('an article that is left out', () => {
    const problems = refused('provisions', (written) => written.replace('  - { article: 5, chapter: 1, from: 4 }\n', ''))
    expect(problems.some((problem) => problem.includes('a dangling row: csl-2026 has no provision 5'))).toBe(true)
  })
})
