import type { Entry } from '../event.ts'
import type { Moment } from '../moment.ts'
import type { Event } from './event.ts'
import type { Category } from './field.ts'
import { ruleOf, type Claim, type Kind } from './ground.ts'

type Detail<K extends Event['kind']> = Extract<Event, { kind: K }>['detail']
type Person = Pick<Detail<'rights.deletion-requested'>, 'requester' | 'contact' | 'account' | 'capacity' | 'channel' | 'codeDigest'>

interface Request extends Person {
  readonly kind: Kind
  readonly receivedAt: Moment
  readonly categories: readonly Category[]
  readonly claim: Claim | null
}

interface Execution {
  readonly on: Moment
  readonly categories: readonly Category[]
  readonly places: readonly string[]
  readonly method: Detail<'rights.deletion-carried-out'>['method'] | null
  readonly backups: Detail<'rights.deletion-carried-out'>['backups'] | null
  readonly proof: readonly string[]
}

/** A request as far as it has come. Null: not yet. */
export interface Rights {
  readonly request: Request | null
  readonly asked: readonly { readonly on: Moment; readonly asked: string; readonly because: string }[]
  /** When the person last added something. */
  readonly supplemented: Moment | null
  readonly identity: (Detail<'rights.identity-checked'> & { readonly on: Moment }) | null
  readonly finding: (Detail<'rights.claim-verified'> & { readonly on: Moment }) | null
  readonly decision: (Detail<'rights.decided'> & { readonly on: Moment }) | null
  readonly refusedOn: Moment | null
  readonly executions: readonly Execution[]
  /** When everything that was granted was done. */
  readonly done: Moment | null
  readonly restricted: (Detail<'rights.handling-restricted'> & { readonly on: Moment }) | null
  readonly told: readonly { readonly on: Moment; readonly names: readonly string[] }[]
  readonly erasures: readonly (Detail<'rights.erasure-ordered'> & { readonly ref: string; readonly on: Moment })[]
  readonly closed: (Detail<'rights.proof-sent'> & { readonly on: Moment }) | null
}

export const initial: Rights = {
  request: null,
  asked: [],
  supplemented: null,
  identity: null,
  finding: null,
  decision: null,
  refusedOn: null,
  executions: [],
  done: null,
  restricted: null,
  told: [],
  erasures: [],
  closed: null,
}

export type Outcome = 'granted' | 'partly' | 'refused'

export function outcomeOf({ granted, refused }: Pick<Detail<'rights.decided'>, 'granted' | 'refused'>): Outcome {
  if (granted.length === 0) return 'refused'
  return refused.length === 0 ? 'granted' : 'partly'
}

/** Granted, and not yet gone: live data and backups both. */
export function leftToDo({ decision, executions }: Pick<Rights, 'decision' | 'executions'>): readonly Category[] {
  const through = new Set(executions.filter(({ backups }) => backups !== 'pending').flatMap(({ categories }) => categories))
  return (decision?.granted ?? []).filter((category) => !through.has(category))
}

/** Kept for a storage period or for technical reasons: only to be stored and secured. */
export function keptOnly({ decision }: Pick<Rights, 'decision'>): readonly Category[] {
  return (decision?.refused ?? []).filter(({ ground }) => ruleOf(ground).restricts).map(({ category }) => category)
}

export function evolve(state: Rights, event: Event, { ref }: Pick<Entry<Event>, 'ref'>): Rights {
  const { occurred: on } = event
  switch (event.kind) {
    case 'rights.deletion-requested':
      return { ...state, request: { ...event.detail, kind: 'deletion', receivedAt: on } }
    case 'rights.correction-requested':
      return { ...state, request: { ...event.detail, kind: 'correction', claim: null, receivedAt: on } }
    case 'rights.information-asked':
      return { ...state, asked: [...state.asked, { on, ...event.detail }] }
    case 'rights.supplemented':
      return { ...state, supplemented: on }
    case 'rights.identity-checked':
      return { ...state, identity: { ...event.detail, on } }
    case 'rights.claim-verified':
      return { ...state, finding: { ...event.detail, on } }
    case 'rights.decided': {
      // A decision after a complaint opens the matter again: there may be more to do now.
      const next = { ...state, decision: { ...event.detail, on }, refusedOn: null, closed: null }
      return { ...next, done: leftToDo(next).length === 0 ? state.done : null }
    }
    case 'rights.refused':
      return { ...state, refusedOn: on }
    case 'rights.deletion-carried-out':
      return { ...state, executions: [...state.executions, { ...event.detail, on }] }
    case 'rights.correction-carried-out':
      return { ...state, executions: [...state.executions, { ...event.detail, method: null, backups: null, on }] }
    case 'rights.deleted':
    case 'rights.corrected':
      return { ...state, done: on }
    case 'rights.handling-restricted':
      return { ...state, restricted: { ...event.detail, on } }
    case 'rights.recipients-told':
      return { ...state, told: [...state.told, { on, names: event.detail.recipients.map(({ name }) => name) }] }
    case 'rights.erasure-ordered':
      return { ...state, erasures: [...state.erasures, { ...event.detail, ref, on }] }
    case 'rights.proof-sent':
      return { ...state, closed: { ...event.detail, on } }
  }
}
