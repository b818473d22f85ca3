import { z } from 'zod'
import { EditionId } from '#law/citation.ts'
import { Change } from '#law/concordance.ts'
import { STATES } from '#law/duty.ts'
import { Language, Text } from '#law/text.ts'
import { Count, list, OnDay, type Operation, Sha256 } from './operation.ts'

const Day = OnDay.nullable()
const ProvisionName = z.string().regex(/^[1-9]\d{0,2}(\.[1-9]\d?){0,2}$/, 'article, article.paragraph or article.paragraph.item')
/** sha256 over the files of law: the same answer for ever under the same value. */
const encoding = z.string()

const Edition = z.strictObject({
  id: EditionId,
  title: Text,
  status: z.enum(['draft', 'enacted']),
  adopted: Day,
  inForceFrom: Day,
  inForceTo: Day,
  articles: Count,
  provisions: Count,
})
export const LawIndex = z.strictObject({ encoding, editions: list(Edition) })
export type LawIndex = z.infer<typeof LawIndex>

const Section = z.strictObject({ section: z.int(), title: Text })
const EditionProvision = z.strictObject({
  provision: z.string(),
  cite: Text,
  heading: Text.nullable(),
  kind: z.string(),
  addressee: list(z.string()),
  refers: list(z.string()),
  zh: z.string(),
  en: z.string(),
  /** Norms that cite the place itself. */
  norms: list(z.string()),
  /** Paragraphs of the chapter on liability that sanction a breach of it. */
  liability: list(z.string()),
  /** What became of it since the edition before; null in the first. */
  change: Change.nullable(),
  predecessor: list(z.string()),
  successor: list(z.string()),
})
export const EditionText = z.strictObject({
  encoding,
  edition: Edition,
  /** Of the edition and of the lower rules, by the ids that provisions name. */
  norms: list(z.strictObject({ id: z.string(), title: Text })),
  chapters: list(z.strictObject({ chapter: z.int(), title: Text, sections: list(Section) })),
  articles: list(
    z.strictObject({
      article: z.int(),
      chapter: z.int(),
      section: z.int().nullable(),
      heading: Text,
      cite: Text,
      provisions: list(EditionProvision),
    }),
  ),
})
export type EditionText = z.infer<typeof EditionText>

const NormRow = z.strictObject({
  id: z.string(),
  provision: z.string(),
  deontic: z.string(),
  bearer: z.union([z.string(), list(z.string())]),
  trigger: z.string(),
  deadline: z.string(),
  liability: list(z.string()),
  title: Text,
  policy: z.boolean(),
})

const Correspondence = z.strictObject({
  edition: EditionId,
  from: list(z.string()),
  to: list(z.string()),
  change: Change,
  note: Text.nullable(),
})

const ImportedText = z.strictObject({ text: z.record(z.string(), z.string()), sha256: Sha256, importedOn: OnDay, source: z.string() })
const Imported = z.strictObject({
  zh: ImportedText.optional(),
  en: ImportedText.optional(),
  damaged: list(z.strictObject({ lang: Language, file: z.string(), why: Text })).optional(),
})

const PublishedCase = z.strictObject({
  id: z.string(),
  title: Text,
  edition: EditionId,
  conduct: z.strictObject({ from: OnDay, to: OnDay }),
  violated: z.string().nullable(),
  /** Where the answer of the law to these facts stands. */
  liability: z.string().nullable(),
  measures: list(z.string()),
  entityFine: z.number().nullable(),
  personFine: list(z.number()),
  detentionDays: z.int().nullable(),
  agrees: z.boolean(),
  departs: Text.nullable(),
  source: list(z.strictObject({ title: z.string(), url: z.string().nullable() })),
})

/** Duties of one place, counted by state; `late` are those that are late by the clock of the answer. */
export const DutyCounts = z.strictObject({ states: z.partialRecord(z.enum(STATES), Count), late: Count })
export type DutyCounts = z.infer<typeof DutyCounts>

export const ProvisionPage = z.strictObject({
  encoding,
  edition: EditionId,
  provision: z.string(),
  cite: Text,
  chapter: Text,
  section: Text.nullable(),
  heading: Text,
  provisions: list(
    z.strictObject({
      provision: z.string(),
      kind: z.string(),
      addressee: list(z.string()),
      refers: list(z.string()),
      zh: z.string(),
      en: z.string(),
    }),
  ),
  norms: list(NormRow),
  none: list(z.strictObject({ provision: z.string(), because: Text })),
  liability: list(
    z.strictObject({
      provision: z.string(),
      title: Text,
      violated: list(z.string()),
      tiers: list(z.strictObject({ stage: z.string(), words: Text })),
    }),
  ),
  predecessor: list(z.string()),
  successor: list(z.string()),
  /** Rows of the concordance with every other edition that speak of the place; `from` is this edition. */
  concordance: list(Correspondence),
  cases: list(PublishedCase),
  /** The official words. Null where none were imported, and for whoever is not signed in. */
  imported: Imported.nullable(),
  /** Null for whoever is not signed in, and before the party has a profile. */
  duties: DutyCounts.nullable(),
})
export type ProvisionPage = z.infer<typeof ProvisionPage>

export const LawDuties = z.strictObject({
  edition: EditionId,
  /** By article, paragraph or item; a container counts what is inside it once. */
  provisions: z.record(z.string(), DutyCounts),
})
export type LawDuties = z.infer<typeof LawDuties>

const Piece = z.strictObject({ kind: z.enum(['same', 'removed', 'added']), text: z.string() })
export const Redline = z.strictObject({
  encoding,
  from: EditionId,
  to: EditionId,
  lang: Language,
  source: z.enum(['imported', 'restatement']),
  changes: list(
    z.strictObject({
      from: list(z.string()),
      to: list(z.string()),
      fromCite: z.string(),
      toCite: z.string(),
      change: Change,
      note: Text.nullable(),
      pieces: list(Piece),
    }),
  ),
})
export type Redline = z.infer<typeof Redline>

export const Timeline = z.strictObject({
  encoding,
  editions: list(Edition),
  /** Between neighbouring editions: how many paragraphs and items went which way. */
  changes: list(z.strictObject({ from: EditionId, to: EditionId, counts: z.partialRecord(Change, Count) })),
  rules: list(
    z.strictObject({ instrument: z.string(), name: Text, issuer: Text, type: z.string(), inForceFrom: OnDay, inForceTo: Day, numbers: Count, norms: Count }),
  ),
})
export type Timeline = z.infer<typeof Timeline>

const Cited = z.strictObject({ provision: z.string(), cite: Text })
export const NormPage = z.strictObject({
  encoding,
  id: z.string(),
  versions: list(
    z.strictObject({
      edition: EditionId,
      title: Text,
      cites: list(Cited),
      /** The lower rule that states it, where it is not the statute's own. */
      rule: z.strictObject({ instrument: z.string(), name: Text, article: z.string() }).nullable(),
      deontic: z.string(),
      bearer: list(z.string()),
      trigger: z.string(),
      deadline: z.string(),
      policy: z.boolean(),
      reading: Text.nullable(),
      next: Text.nullable(),
      evidence: list(Text),
      liability: list(Cited),
    }),
  ),
  /** Figures that lower rules put on its words. */
  numbers: list(
    z.strictObject({
      instrument: z.string(),
      name: Text,
      article: z.string(),
      term: z.string(),
      confidence: z.enum(['1', '2']),
      inForceFrom: OnDay,
      inForceTo: Day,
      note: Text.nullable(),
    }),
  ),
  /** Procedures that serve it, and the commands that settle it. */
  procedures: list(z.strictObject({ procedure: z.string(), title: Text, commands: list(z.strictObject({ command: z.string(), title: Text })) })),
})
export type NormPage = z.infer<typeof NormPage>

/** With the encoding that one knows, the answer never changes and may be kept for ever. */
const known = z.string().max(100).optional()
const RedlineQuery = z.object({
  from: EditionId,
  to: EditionId,
  article: z
    .string()
    .regex(/^[1-9]\d{0,2}$/)
    .optional(),
  lang: Language.default('zh'),
  encoding: known,
})
const Known = z.object({ encoding: known })
export const EditionParams = z.object({ edition: EditionId })
export const ProvisionParams = z.object({ edition: EditionId, provision: ProvisionName })
export const NormParams = z.object({ norm: z.string().max(200) })

/** What the law says. It is the same for everybody; who is signed in is also told what was imported here, and how the party stands. */
export const lawOperations = {
  lawIndex: {
    method: 'get',
    path: '/api/law',
    summary: { zh: '法律版本', en: 'editions of the law' },
    who: 'anybody',
    query: Known,
    answer: { words: 'Editions with the days of their force', schema: LawIndex },
    refusals: {},
  },
  lawTimeline: {
    method: 'get',
    path: '/api/law/timeline',
    summary: { zh: '版本与配套规定的时间线', en: 'editions and lower rules in time' },
    who: 'anybody',
    query: Known,
    answer: { words: 'Editions, what changed between neighbours, and the rules below the statute', schema: Timeline },
    refusals: {},
  },
  lawRedline: {
    method: 'get',
    path: '/api/law/redline',
    summary: { zh: '两个版本逐条逐字对照', en: 'two editions by provision and by word' },
    about: 'From the official texts where both were imported and somebody is signed in, else from our restatements. Without `article`, what changed.',
    who: 'anybody',
    query: RedlineQuery,
    answer: { words: 'Rows of the concordance with their pieces', schema: Redline },
    refusals: { 404: 'Neither edition has the article, or both are one' },
  },
  lawEdition: {
    method: 'get',
    path: '/api/law/{edition}',
    summary: { zh: '一个版本的全部条款', en: 'an edition, every provision in order' },
    who: 'anybody',
    params: EditionParams,
    query: Known,
    answer: { words: 'Chapters and articles with our restatement, norms and liability of each place', schema: EditionText },
    refusals: { 404: 'There is no such edition' },
  },
  lawDuties: {
    method: 'get',
    path: '/api/law/{edition}/duties',
    summary: { zh: '各条款下本主体的义务', en: 'our duties by provision' },
    who: 'signed-in',
    params: EditionParams,
    answer: { words: 'Duties counted by state at each place of the edition that has any', schema: LawDuties },
    refusals: { 404: 'There is no such edition', 409: 'The party has no profile yet' },
  },
  lawProvision: {
    method: 'get',
    path: '/api/law/{edition}/{provision}',
    summary: { zh: '一条、一款或一项', en: 'one article, paragraph or item' },
    who: 'anybody',
    params: ProvisionParams,
    query: Known,
    answer: { words: 'Everything about the place', schema: ProvisionPage },
    refusals: { 404: 'There is no such place in the edition' },
  },
  norm: {
    method: 'get',
    path: '/api/norms/{norm}',
    summary: { zh: '一项规范', en: 'one norm in every edition' },
    who: 'anybody',
    params: NormParams,
    query: Known,
    answer: { words: 'Its versions, the figures put on it, and who serves it', schema: NormPage },
    refusals: { 404: 'There is no such norm' },
  },
} as const satisfies Readonly<Record<string, Operation>>
