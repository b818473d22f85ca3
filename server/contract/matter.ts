import { z } from 'zod'
import { Text } from '#law/text.ts'
import { At, Count, list, OnDay, type Operation } from './operation.ts'

/** What stands beside a label: as people read it, in one language or in both. */
const Said = z.union([z.string(), z.number(), z.boolean(), z.null(), Text, z.strictObject({ moment: At }), list(z.union([z.string(), Text]))])
const Line = z.strictObject({ label: Text, value: Said, source: z.looseObject({}).nullable(), required: z.boolean(), personal: z.boolean() })

const PreviewedLetter = z.strictObject({ kind: z.string(), title: Text, to: Text, fields: list(Line) })
export const Preview = z.strictObject({
  kind: z.literal('accepted'),
  /** What would happen, by kinds of events; none where nothing is new. */
  events: list(z.string()),
  letters: list(PreviewedLetter),
})
export type Preview = z.infer<typeof Preview>

const Question = z.looseObject({ fact: z.string(), zh: z.string(), en: z.string(), help: Text, decides: list(z.string()) })
export const OpenQuestions = z.strictObject({
  /** Null before the profile has begun. */
  since: OnDay.nullable(),
  answered: Count,
  questions: list(Question),
  roles: list(z.string()),
})
export type OpenQuestions = z.infer<typeof OpenQuestions>

export const LetterContent = z.strictObject({
  /** The entry of our journal that holds it. */
  id: z.string(),
  letter: z.string(),
  kind: z.string(),
  title: Text,
  from: Text,
  to: Text,
  written: At,
  fields: list(Line),
  encloses: list(z.string()),
  inReplyTo: z.string().nullable(),
})
export type LetterContent = z.infer<typeof LetterContent>

export const MatterParams = z.object({ procedure: z.string(), subject: z.string() })
export const LetterParams = z.object({ id: z.string().regex(/^(0|[1-9]\d{0,15})$/) })
/** A command, checked by its procedure. */
const AnyCommand = z.looseObject({ type: z.string() })

/** What is asked about matters besides the matters themselves. */
export const matterOperations = {
  preview: {
    method: 'post',
    path: '/api/matters/{procedure}/{subject}/preview',
    summary: { zh: '预览将要发出的内容', en: 'what a command would send' },
    about: 'The command is decided as if it were given now, and nothing is recorded. It answers with the letters that would leave, or with the refusal.',
    who: 'signed-in',
    params: MatterParams,
    body: AnyCommand,
    answer: { words: 'Letters that would be sent, each to whom', schema: Preview },
    refusals: {
      403: 'Not for this person’s role, or not for this kind of party',
      404: 'There is no such matter',
      409: 'Not in this state of the matter',
      422: 'Something is missing that a rule asks for, or the law says no',
    },
  },
  questions: {
    method: 'get',
    path: '/api/questions',
    summary: { zh: '尚待回答的问题', en: 'what is still to be asked of the party' },
    who: 'signed-in',
    answer: { words: 'Questions in their order, and the roles that hold', schema: OpenQuestions },
    refusals: {},
  },
  letterContent: {
    method: 'get',
    path: '/api/letters/{id}',
    summary: { zh: '公文内容', en: 'what a letter says' },
    about: 'By the entry of the journal that holds it. For whoever may read the matter that sent it or took it; reading is recorded.',
    who: 'signed-in',
    params: LetterParams,
    answer: { words: 'The letter with its fields', schema: LetterContent },
    refusals: { 403: 'Not for this person’s role', 404: 'There is no such letter, or what it says has been erased' },
  },
} as const satisfies Readonly<Record<string, Operation>>
