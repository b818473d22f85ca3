import { describe, expect, test } from 'vitest'
import { Party } from '#journal/party.ts'
import { statute } from '#law/statute.fixture.ts'
import { Text, type Language } from '#law/text.ts'
import { CAST_MEMBERS } from './cast.ts'
import { penFor } from './script.ts'
import { storyOf } from './story.ts'
import * as company from './text/company.ts'
import * as incident from './text/incident.ts'
import * as published from './text/publication.ts'
import * as citizen from './text/public.ts'
import * as safeguard from './text/safeguard.ts'
import * as supervision from './text/supervision.ts'

const CHINESE = /[\u3000-\u303F\u4E00-\u9FFF\uFF01-\uFF60]/
/** Three words in a row: a sentence, where a name or a number of a paper is two at most. */
const ENGLISH = /[A-Za-z]{2,} [A-Za-z]{2,} [A-Za-z]{2,}/
/** An address, an account, a number: the same in every language. */
const ONE_SIGN = /^[\w@.:+-]+$/

/** Every text that stands anywhere in it. */
function textsIn(value: unknown): readonly Text[] {
  const text = Text.safeParse(value)
  if (text.success) return [text.data]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : []
}

/** Every string that a command carries but the names that are kept in both languages. */
function saidIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object' || value === null || Text.safeParse(value).success) return []
  return Object.values(value).flatMap(saidIn)
}

const id = (last: number): Party => Party.parse(`00000000-0000-4000-8000-00000000000${last}`)
const PARTIES = { operator: id(1), cyberspace: id(2), police: id(3), station: id(4) }
const written = (language: Language) => {
  const steps = storyOf(penFor(statute, PARTIES, { at: Date.parse('2026-11-20T10:07:00+08:00'), language }))
  return { steps, said: steps.flatMap(({ command }) => saidIn(command)) }
}

const texts = [company, incident, published, citizen, safeguard, supervision, CAST_MEMBERS].flatMap((each) => textsIn(each))

describe('each text is there in both languages', () => {
  test('and none of them is the other language', () => {
    expect(texts.length).toBeGreaterThan(300)
    expect(texts.filter(({ en }) => CHINESE.test(en))).toEqual([])
    expect(texts.filter(({ zh }) => ENGLISH.test(zh) || (!CHINESE.test(zh) && !ONE_SIGN.test(zh)))).toEqual([])
    expect(texts.filter(({ zh, en }) => zh === en)).toEqual([])
  })
})

describe('the story is told in one language', () => {
  test('in English nobody writes Chinese', () => {
    const { said } = written('en')
    expect(said.length).toBeGreaterThan(2000)
    expect(said.filter((each) => CHINESE.test(each))).toEqual([])
  })

  test('in Chinese nobody writes English', () => {
    const { said } = written('zh')
    expect(said.filter((each) => CHINESE.test(each)).length).toBeGreaterThan(500)
    expect(said.filter((each) => ENGLISH.test(each))).toEqual([])
  })

  test('and is the same story: the same people do the same at the same time', () => {
    const acts = (language: Language) => written(language).steps.map(({ at, by, party, procedure, command }) => [at, by, party, procedure, command.type])
    expect(acts('zh')).toEqual(acts('en'))
  })
})
