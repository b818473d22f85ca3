import { statute } from '#law/statute.fixture.ts'
import type { z } from 'zod'
import type { PersonRole } from './access.ts'
import type { CommandLike } from './command.ts'
import type { Context, Standing } from './context.ts'
import type { Correction } from './correction.ts'
import { counselOf } from './counsel.ts'
import type { Draft, EventLike, StoredEvent } from './event.ts'
import { catalogued, type CataloguedProcedure, type Matter, type StoredEntry } from './matter.ts'
import { Moment } from './moment.ts'
import type { Party } from './party.ts'
import type { Procedure } from './procedure.ts'
import type { Slot } from './refusal.ts'

/** The same shape with plain text where a parsed value is asked for, as it is written in a test. */
export type Loose<T> = T extends string & z.core.$brand ? string : T extends object ? { readonly [K in keyof T]: Loose<T[K]> } : T

/** Where a sentence takes place; what is left out is an operator in Hangzhou whose security officer acts. */
export interface Setting {
  readonly subject?: string
  readonly roles?: readonly PersonRole[]
  readonly party?: Party
  readonly standing?: Partial<Standing>
}

export const OPERATOR: Party = { kind: 'operator', id: 'qinglan', name: { zh: '青蓝优选', en: 'Qinglan Select' }, region: '330100' }
export const CYBERSPACE: Party = {
  kind: 'department',
  id: 'cac-zj',
  name: { zh: '省网信办', en: 'Provincial cyberspace administration' },
  remit: 'cyberspace',
  level: 'province',
  region: '330000',
}
const [edition] = statute.editions.filter(({ edition: { id } }) => id === 'csl-2026')
const counsel = counselOf(statute)

export function contextOf(setting: Setting, subject: string, at: string): Context {
  return {
    at: Moment.parse(at),
    subject,
    actor: { person: 'lin-wei', roles: setting.roles ?? ['security-officer'] },
    party: setting.party ?? OPERATOR,
    standing: {
      roles: [],
      facts: {},
      definitions: edition?.edition.roles ?? [],
      parameters: statute.rules.flatMap((rules) => rules.parameters.map(({ parameter }) => parameter)),
      counsel,
      thing: () => undefined,
      row: () => undefined,
      ...setting.standing,
    },
  }
}

function subjectFor(closed: CataloguedProcedure, kind: string, stream: string): string | null {
  return closed.events.find((form) => form.kind === kind)?.of === 'party' ? null : stream
}

interface LooseDraft {
  readonly kind: string
  readonly occurred: string
  readonly subject?: string | null
  readonly corrects?: string | null
  readonly facts: object
  readonly detail: object
}

function storedOf(closed: CataloguedProcedure, stream: string, draft: LooseDraft) {
  return {
    version: closed.events.find(({ kind }) => kind === draft.kind)?.version ?? 1,
    kind: draft.kind,
    occurred: Moment.parse(draft.occurred),
    subject: draft.subject === undefined ? subjectFor(closed, draft.kind, stream) : draft.subject,
    corrects: draft.corrects ?? null,
    facts: { ...draft.facts },
    detail: { ...draft.detail },
  }
}

/** An event as a test writes it: the subject only where it is not the matter's own. */
interface Happened {
  readonly kind: string
  readonly occurred: string
  readonly subject?: string | null
  readonly corrects?: string
  readonly facts: Readonly<Record<string, unknown>>
  readonly detail: Readonly<Record<string, unknown>>
}

/** What came of a command: events, none where nothing is new, or a refusal. */
type Outcome = readonly Happened[] | { readonly refused: string; readonly data: Readonly<Record<string, Slot>> }

interface Past<C> {
  readonly matter: Matter
  readonly when: (command: Loose<C> | Loose<z.input<typeof Correction>>, at: string, setting?: Setting) => Outcome
}

/**
 * Given what has happened, when somebody gives a command, then this happens, or it is refused. It goes the whole way of a
 * command, from unknown JSON over the access table, and back through the schemas of what the journal keeps.
 * Events get the refs `1`, `2`, … and are recorded when they happen.
 */
export function sentence<S, C extends CommandLike, E extends EventLike>(of: Procedure<S, C, E>, setting: Setting = {}) {
  const closed = catalogued(of)
  const stream = setting.subject ?? (of.of === 'party' ? (setting.party ?? OPERATOR).id : `${of.id}-1`)
  const happened = ({ kind, occurred, subject, corrects, facts, detail }: StoredEvent): Happened => ({
    kind,
    occurred,
    ...(subject === subjectFor(closed, kind, stream) ? {} : { subject }),
    ...(corrects === null ? {} : { corrects }),
    facts,
    detail,
  })
  return (...past: readonly Loose<Draft<E>>[]): Past<C> => {
    const entries = past.map((draft: LooseDraft, index): StoredEntry => {
      const event = storedOf(closed, stream, draft)
      return { ref: String(index + 1), recorded: event.occurred, event }
    })
    const matter = closed.open(entries)
    return {
      matter,
      when: (command, at, other = {}) => {
        const answer = matter.decide(command, contextOf({ ...setting, ...other }, stream, at))
        return answer.kind === 'refused' ? { refused: answer.refusal.code, data: answer.refusal.data } : answer.events.map(happened)
      },
    }
  }
}

export function refusal(code: string, data: Readonly<Record<string, Slot>> = {}) {
  return { refused: code, data }
}

/** The kinds alone, or the code of a refusal. */
export function kindsOf(outcome: Outcome): readonly string[] | string {
  return 'refused' in outcome ? outcome.refused : outcome.map(({ kind }) => kind)
}
