import { z } from 'zod'
import { Text } from '#law/text.ts'
import { At, Count, list, Sha256, type Operation } from './operation.ts'

const Index = Count
const Base64 = z.string()

/** What a leaf commits to. What the entry says is not in it, only the commitment to it. */
export const JournalEntry = z.strictObject({
  index: Index,
  stream: z.string(),
  version: Count,
  id: z.string(),
  kind: z.string(),
  /** The kind in words. */
  title: Text,
  subject: z.string().nullable(),
  /** When it happened, as claimed. */
  occurred: At,
  /** When it was written down, by our clock. */
  recorded: At,
  leafHash: Sha256,
  /** Whether what it says was erased. */
  erased: z.boolean(),
  /** Whether the asker may read what it says. */
  readable: z.boolean(),
})
export type JournalEntry = z.infer<typeof JournalEntry>

export const JournalPage = z.strictObject({
  size: Count,
  /** Newest first. */
  entries: list(JournalEntry),
  /** `before` of the next page; null at the end. */
  next: Index.nullable(),
})
export type JournalPage = z.infer<typeof JournalPage>

/** The newest published head, and the keys by which it is checked. */
export const PublishedHead = z.strictObject({
  origin: z.string(),
  size: Count,
  root: Sha256,
  signed: At,
  /** The signed note (C2SP tlog-checkpoint). */
  note: z.string(),
  /** Verifier keys of the party, as signed notes name them. */
  keys: list(z.string()),
})
export type PublishedHead = z.infer<typeof PublishedHead>

export const JournalEntryPage = z.strictObject({
  entry: JournalEntry,
  /** The bytes whose hash is the leaf: SHA-256 over 0x00 and these (RFC 6962). */
  leaf: Base64,
  /** That the leaf stands in the published tree. Null for what is newer than the newest checkpoint. */
  proof: z
    .strictObject({ index: Index, size: Count, leafHash: Sha256, path: list(Sha256), root: Sha256, checkpoint: PublishedHead, text: z.string() })
    .nullable(),
  /** What the entry says, where the asker may read it and asked for it. */
  content: z.unknown(),
})

const Name = z.string().min(1).max(200)
export const JournalQuery = z.object({
  before: z.coerce.number().int().min(0).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  /** A stream, or the beginning of its name where it ends with `/`. */
  stream: Name.optional(),
  /** A kind, or some of its letters or of its words. */
  kind: Name.optional(),
  subject: Name.optional(),
})
export const JournalEntryParams = z.object({ index: z.string().regex(/^(0|[1-9]\d{0,15})$/) })
export const JournalEntryQuery = z.object({ content: z.enum(['true', 'false']).default('false') })
export const BundleForm = z.strictObject({
  /** Leaves out what the entries say: the record is proved, the content stays here. */
  withhold: z.boolean().default(false),
})

/** The party's record, with its proofs. */
export const journalOperations = {
  journal: {
    method: 'get',
    path: '/api/journal',
    summary: { zh: '日志条目，最新在前', en: 'entries of the journal, newest first' },
    who: 'signed-in',
    query: JournalQuery,
    answer: { words: 'Entries without what they say', schema: JournalPage },
    refusals: {},
  },
  journalCheckpoint: {
    method: 'get',
    path: '/api/journal/checkpoint',
    summary: { zh: '最新的签名检查点', en: 'the newest signed checkpoint' },
    who: 'signed-in',
    answer: { words: 'The checkpoint, its root and the keys', schema: PublishedHead },
    refusals: { 404: 'Nothing has been published yet' },
  },
  journalEntry: {
    method: 'get',
    path: '/api/journal/{index}',
    summary: { zh: '一条日志及其证明', en: 'one entry with its proof' },
    about: 'What the entry says is given to whoever may read its matter, to auditors for the rest, and each reading of it is recorded.',
    who: 'signed-in',
    params: JournalEntryParams,
    query: JournalEntryQuery,
    answer: { words: 'The entry, its leaf, and the proof against the newest checkpoint', schema: JournalEntryPage },
    refusals: { 403: 'What it says is not for this person’s role', 404: 'There is no such entry' },
  },
  journalBundle: {
    method: 'post',
    path: '/api/journal/bundle',
    summary: { zh: '导出审计包', en: 'an audit bundle' },
    about: 'A ZIP that an auditor checks without us: entries, tiles, checkpoints, keys and a verifier. Signs and publishes the newest head. Recorded.',
    who: 'signed-in',
    body: BundleForm,
    answer: { words: 'The bundle', media: ['application/zip'] },
    refusals: { 403: 'Not for this person’s role' },
  },
} as const satisfies Readonly<Record<string, Operation>>
