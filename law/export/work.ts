import type { EditionId } from '../citation.ts'
import { dayOf, printDay } from '../instant.ts'
import type { EditionData, Statute } from '../statute.ts'
import type { Language, Text } from '../text.ts'

/** ISO 639-2 codes, as the Akoma Ntoso naming convention asks for. */
export const LANGUAGE_CODES = { zh: 'zho', en: 'eng' } as const satisfies Record<Language, string>

/**
 * What an edition is in the terms of FRBR. All enacted editions are expressions of one work, the law as adopted in 2016;
 * the draft of the second reading is a work of its own, a bill.
 *
 * IRIs follow the Akoma Ntoso Naming Convention 1.0: country, kind, date, name.
 */
export interface Work {
  readonly kind: 'act' | 'bill'
  readonly iri: string
  /** The day of adoption; of a bill, of its publication. `YYYY-MM-DD`. */
  readonly date: string
  readonly name: string
  readonly title: Text
}

/** The draft never was adopted. It was published for comments by the National People's Congress on this day. */
const DRAFT_PUBLISHED: Partial<Record<EditionId, string>> = { 'csl-draft-2016': '2016-07-05' }

const NAME = 'cybersecurity-law'

const TITLES = {
  act: { zh: '中华人民共和国网络安全法', en: "Cybersecurity Law of the People's Republic of China" },
  bill: { zh: '中华人民共和国网络安全法（草案二次审议稿）', en: "Cybersecurity Law of the People's Republic of China (draft, second reading)" },
} as const

/** `YYYY-MM-DD` at 00:00 in China, as a timestamp. */
export function timestamp(day: string): string {
  return `${day}T00:00:00+08:00`
}

function enactedFirst(statute: Statute): EditionData {
  const first = statute.editions.find(({ edition }) => edition.status === 'enacted')
  if (first === undefined) throw new Error('no enacted edition is loaded')
  return first
}

function adoptedOn({ edition }: EditionData): string {
  const draft = DRAFT_PUBLISHED[edition.id]
  if (edition.adopted !== undefined) return printDay(edition.adopted)
  if (draft === undefined || dayOf(draft) === undefined) throw new Error(`${edition.id} has no day of adoption or publication`)
  return draft
}

export function workOf(statute: Statute, data: EditionData): Work {
  const kind = data.edition.status === 'draft' ? 'bill' : 'act'
  const date = adoptedOn(kind === 'bill' ? data : enactedFirst(statute))
  return { kind, iri: `/akn/cn/${kind}/${date}/${NAME}`, date, name: NAME, title: TITLES[kind] }
}

/** The day from which the edition's text stands: that of entry into force; of a draft, of its publication. */
export function versionDate(data: EditionData): string {
  const { inForce } = data.edition
  return inForce === undefined ? adoptedOn(data) : printDay(inForce.from)
}

/** The decision that made this edition out of the one before, where it was not adopted as a whole. */
export interface Amendment {
  readonly iri: string
  /** The day of the decision. */
  readonly date: string
  readonly before: EditionData
  readonly title: Text
}

export function amendmentOf(statute: Statute, data: EditionData): Amendment | undefined {
  const enacted = statute.editions.filter(({ edition }) => edition.status === 'enacted')
  const before = enacted[enacted.indexOf(data) - 1]
  if (before === undefined) return undefined
  const date = adoptedOn(data)
  return {
    iri: `/akn/cn/act/${date}/decision-to-amend-${NAME}`,
    date,
    before,
    title: { zh: '关于修改网络安全法的决定', en: 'Decision to amend the Cybersecurity Law' },
  }
}

/** Whose words a text is in: ours, or those of the official text. */
export type Standing = 'restatement' | 'official'

/**
 * `/akn/cn/act/2016-11-07/cybersecurity-law/zho@2026-01-01`, and with `/dutybook` behind it for our restatement: two texts
 * of one version have different authors, and so different names (Naming Convention 1.0, on expressions).
 */
export function expressionIri(statute: Statute, data: EditionData, language: Language, standing: Standing): string {
  return `${workOf(statute, data).iri}/${LANGUAGE_CODES[language]}@${versionDate(data)}${standing === 'restatement' ? '/dutybook' : ''}`
}

/** The id of a provision inside an Akoma Ntoso document: `21.1.3` is `art_21__para_1__point_3`. */
export function eIdOf(provision: string): string {
  return provision
    .split('.')
    .map((number, level) => `${['art', 'para', 'point'][level] ?? ''}_${number}`)
    .join('__')
}
