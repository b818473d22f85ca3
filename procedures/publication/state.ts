import type { Text } from '#law/text.ts'
import type { Moment } from '../moment.ts'
import type { Event } from './event.ts'

const KINDS = ['warning', 'incident-notice', 'security-information', 'collection-rules'] as const
export type Kind = (typeof KINDS)[number]

export const KIND_WORDS = {
  warning: { zh: '预警', en: 'Warning' },
  'incident-notice': { zh: '事件警示', en: 'Notice of an incident' },
  'security-information': { zh: '网络安全信息', en: 'Security information' },
  'collection-rules': { zh: '个人信息收集、使用规则', en: 'Rules of collection and use' },
} satisfies Record<Kind, Text>

interface Published {
  readonly kind: Kind
  readonly title: string
  readonly on: Moment
  readonly until: string | null
  /** What the public reads besides. */
  readonly shown: Readonly<Record<string, string>>
}

/** One thing that is published, in its latest version. Null: not yet. */
export interface Publication {
  readonly latest: Published | null
  readonly retracted: { readonly on: Moment; readonly because: string } | null
  /** When the rules of collection were found missing. */
  readonly missing: Moment | null
}

export const initial: Publication = { latest: null, retracted: null, missing: null }

interface Head {
  readonly title: string
  readonly until: string | null
}

function published(state: Publication, kind: Kind, on: Moment, { title, until }: Head, shown: Published['shown']): Publication {
  return { ...state, latest: { kind, title, until, on, shown }, retracted: null }
}

export function evolve(state: Publication, event: Event): Publication {
  const { occurred: on } = event
  switch (event.kind) {
    case 'warning.issued': {
      const { title, until, ...shown } = event.detail
      return published(state, 'warning', on, { title, until }, shown)
    }
    case 'publication.notice-published': {
      const { title, until, text, advice } = event.detail
      return published(state, 'incident-notice', on, { title, until }, { text, advice })
    }
    case 'incident.public-warned':
      return state
    case 'security-information.published': {
      const { title, until, text } = event.detail
      return published(state, 'security-information', on, { title, until }, { text })
    }
    case 'collection.rules-published': {
      const { title, until, ...shown } = event.detail
      return published(state, 'collection-rules', on, { title, until }, shown)
    }
    case 'collection.rules-missing':
      return { ...state, missing: on }
    case 'publication.retracted':
      return { ...state, retracted: { on, because: event.detail.because } }
  }
}
