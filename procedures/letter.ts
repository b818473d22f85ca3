import { z } from 'zod'
import type { Text } from '#law/text.ts'
import { field } from './field.ts'
import { Moment } from './moment.ts'
import { LEVELS, REMITS } from './party.ts'

const Body = z.record(z.string(), z.unknown())

/** To whom: a party that is known, or a department by what it has in its charge and where; a directory finds its party. */
export const Addressee = z.union([
  z.strictObject({ party: z.string().min(1) }),
  z.strictObject({ remit: z.enum(REMITS), level: z.enum(LEVELS), region: z.string().min(1) }),
])
export type Addressee = z.infer<typeof Addressee>

/** A kind of letter between parties (公文). The body's fields have words as a command's have. */
export interface LetterKind<K extends string = string, B extends z.ZodObject = z.ZodObject> {
  readonly kind: K
  readonly title: Text
  readonly body: B
}

export function letterKind<const K extends string, S extends z.ZodRawShape>(kind: K, title: Text, shape: S) {
  return { kind, title, body: z.strictObject(shape) } satisfies LetterKind<K, z.ZodObject<S>>
}

/** A letter as it travels. Signature, proofs and delivery are the server's; nothing here depends on the way. */
export interface Letter {
  /** Made of the entry that sends it and its place there, so that sending again is sending the same letter. */
  readonly id: string
  readonly kind: string
  readonly title: Text
  /** The sender's party id. */
  readonly from: string
  readonly to: Addressee
  readonly procedure: string
  /** The sender's matter. */
  readonly subject: string
  readonly written: Moment
  readonly body: Readonly<Record<string, unknown>>
  /** The sender's journal entries that go with it, each with its inclusion proof. */
  readonly encloses: readonly string[]
  /** The letter that it answers. */
  readonly inReplyTo: string | null
}

/** A letter before it has a number. */
export type LetterDraft = Omit<Letter, 'id' | 'from' | 'procedure' | 'subject'>

/** Fills a letter in; the body is checked by its kind. */
export function write<B extends z.ZodObject>(
  { kind, title, body }: LetterKind<string, B>,
  envelope: { readonly to: Addressee; readonly written: Moment; readonly encloses: readonly string[]; readonly inReplyTo?: string },
  content: z.input<B>,
): LetterDraft {
  const { to, written, encloses, inReplyTo } = envelope
  return { kind, title, to, written, encloses, inReplyTo: inReplyTo ?? null, body: Body.parse(body.parse(content)) }
}

/** What a procedure makes of a letter that arrives: a command, given by the post, for a matter of the receiver. It is checked like any other. */
export interface Reception {
  readonly kind: string
  readonly subject: (letter: Letter) => string
  readonly command: (letter: Letter) => unknown
}

/** The receiver's installation says that a letter has been recorded there: the proof of sending. */
export const RECEIPT = letterKind(
  'receipt',
  { zh: '收文回执', en: 'Receipt' },
  {
    remit: field(z.enum(REMITS), { zh: '收文部门', en: 'Received by' }),
    receivedAt: field(Moment, { zh: '收文时间', en: 'Received at' }),
    reference: field(z.string().min(1).max(200), { zh: '收文编号', en: 'Reference' }),
  },
)

/** The matter of ours that a letter answers; empty where it answers none. */
export function answeredSubject({ inReplyTo }: Letter): string {
  return inReplyTo?.split('/')[2] ?? ''
}
