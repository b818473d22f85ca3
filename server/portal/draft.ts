import { z } from 'zod'
import type { CommandForm } from '#procedures/command.ts'
import type { Language } from '#law/text.ts'
import type { CataloguedProcedure } from '#procedures/matter.ts'
import { newTicket, type Ticket } from './door.ts'
import { questionsOf, type Question } from './question.ts'
import type { Sealer } from './seal.ts'
import { problemsIn, retyped, Typed, typedIn, withBlock, withoutBlock, type Problems } from './typed.ts'

/** A form as far as somebody has filled it in. It lives in their page, sealed, and nowhere else. */
export interface Draft {
  readonly form: CommandForm
  readonly questions: readonly Question[]
  readonly ticket: Ticket
  /** When it was begun, in milliseconds. */
  readonly since: number
  /** The question that is shown; as many as there are for the page on which everything is checked. */
  readonly at: number
  /** Everything has been looked through once: a question that is changed then leads back to there. */
  readonly seen: boolean
  readonly typed: Typed
}

const Carried = z.object({
  type: z.string(),
  ticket: z.base64url(),
  since: z.number(),
  at: z.int().nonnegative(),
  seen: z.boolean(),
  typed: Typed,
})

const LASTS = 86_400_000 // ms
/** Nobody reads, fills in and checks a form in less. */
const SLOWEST_MACHINE = 3000 // ms

export const isTooQuick = ({ since }: Draft, now: number): boolean => now - since < SLOWEST_MACHINE

export function newDraft(form: CommandForm, now: number): Draft {
  return { form, questions: questionsOf(form), ticket: newTicket(), since: now, at: 0, seen: false, typed: [] }
}

const about = (party: string, procedure: string): string => `draft ${party} ${procedure}`

export function sealDraft({ seal }: Sealer, party: string, procedure: string, { form, ticket, since, at, seen, typed }: Draft): string {
  return seal(about(party, procedure), { type: form.type, ticket: ticket.toString('base64url'), since, at, seen, typed })
}

/** The draft that a page carries; `undefined` where it is none of ours, of another party or procedure, or too old. */
export function openDraft({ open }: Sealer, party: string, procedure: string, forms: readonly CommandForm[], sealed: string, now: number): Draft | undefined {
  const carried = open(about(party, procedure), sealed, Carried)
  const form = forms.find(({ type }) => type === carried?.type)
  if (carried === undefined || form === undefined || now - carried.since > LASTS) return undefined
  const questions = questionsOf(form)
  return { ...carried, form, questions, ticket: Buffer.from(carried.ticket, 'base64url'), at: Math.min(carried.at, questions.length) }
}

/** What a button asks for. */
type Go =
  | { readonly kind: 'next' | 'back' | 'skip' | 'send' }
  | { readonly kind: 'to'; readonly at: number }
  | { readonly kind: 'add'; readonly path: string }
  | { readonly kind: 'drop'; readonly path: string; readonly place: number }
  | { readonly kind: 'language'; readonly language: Language }

export function goOf(text: string): Go {
  const [, verb = '', rest = ''] = /^(\w+):(.*)$/.exec(text) ?? []
  const [, path, place] = /^([\w.]{1,200})\.(\d{1,3})$/.exec(rest) ?? []
  if (verb === 'to' && /^\d{1,3}$/.test(rest)) return { kind: 'to', at: Number(rest) }
  if (verb === 'add' && /^[\w.]{1,200}$/.test(rest)) return { kind: 'add', path: rest }
  if (verb === 'drop' && path !== undefined && place !== undefined) return { kind: 'drop', path, place: Number(place) }
  if (verb === 'lang' && (rest === 'zh' || rest === 'en')) return { kind: 'language', language: rest }
  return { kind: text === 'back' || text === 'skip' || text === 'send' ? text : 'next' }
}

export interface Stepped {
  readonly draft: Draft
  readonly problems: Problems
}

const NONE: Problems = new Map()

/** With what a page has sent taken in, before anything is asked of it. */
function taken(draft: Draft, body: URLSearchParams): Draft {
  const question = draft.questions[draft.at]
  return question === undefined ? draft : { ...draft, typed: retyped(draft.typed, question.fields, typedIn(body)) }
}

/** The draft after a button. Whatever was typed stays, right or wrong; only going on and sending ask whether it is right. */
export function stepped(procedure: CataloguedProcedure, before: Draft, body: URLSearchParams, go: Go): Stepped {
  const draft = taken(before, body)
  const { questions, at, typed, form, seen } = draft
  const question = questions[at]
  const onward = (now: Draft): Draft => {
    const next = seen ? questions.length : at + 1
    return { ...now, at: next, seen: seen || next === questions.length }
  }
  switch (go.kind) {
    case 'language':
      return { draft, problems: NONE }
    case 'back':
      return { draft: { ...draft, at: Math.max(0, at - 1) }, problems: NONE }
    case 'to':
      return { draft: { ...draft, at: Math.min(go.at, questions.length - 1) }, problems: NONE }
    case 'add':
      return { draft: { ...draft, typed: withBlock(typed, go.path) }, problems: NONE }
    case 'drop':
      return { draft: { ...draft, typed: withoutBlock(typed, go.path, go.place) }, problems: NONE }
    case 'skip':
      return { draft: question?.optional === true ? onward({ ...draft, typed: retyped(typed, question.fields, []) }) : draft, problems: NONE }
    case 'next': {
      if (question === undefined) return { draft, problems: NONE }
      const problems = problemsIn(procedure, form, question.fields, typed)
      return problems.size > 0 ? { draft, problems } : { draft: onward(draft), problems }
    }
    case 'send':
      return firstWrong(procedure, draft)
  }
}

/** At the first question with something wrong in it; where there is none, as it was. */
function firstWrong(procedure: CataloguedProcedure, draft: Draft): Stepped {
  for (const [place, { fields }] of draft.questions.entries()) {
    const problems = problemsIn(procedure, draft.form, fields, draft.typed)
    if (problems.size > 0) return { draft: { ...draft, at: place, seen: true }, problems }
  }
  return { draft, problems: NONE }
}
