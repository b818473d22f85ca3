import type { Text } from '#law/text.ts'
import type { Hit } from '#server/contract/search.ts'

/** What is found stands under what it is, in this order: what one is about first, then what is kept, then what the law says. */
export const GROUPS = {
  matter: { zh: '事项', en: 'Matters' },
  duty: { zh: '义务', en: 'Duties' },
  do: { zh: '办理', en: 'Do' },
  register: { zh: '台账', en: 'Registers' },
  letter: { zh: '公文', en: 'Letters' },
  provision: { zh: '条款', en: 'Provisions' },
} as const satisfies Record<string, Text>
export type Group = keyof typeof GROUPS
export const ORDER: readonly Group[] = ['matter', 'duty', 'do', 'register', 'letter', 'provision']

/** A procedure is where its commands are: there is no page of its own. */
export function groupOf(hit: Hit): Group | undefined {
  switch (hit.kind) {
    case 'row':
      return hit.matter ? 'matter' : 'register'
    case 'duty':
      return 'duty'
    case 'command':
      return hit.opens ? 'do' : undefined
    case 'procedure':
      return undefined
    case 'letter':
      return 'letter'
    case 'provision':
      return 'provision'
  }
}

const path = (...parts: readonly string[]): string => parts.map((part) => `/${encodeURIComponent(part)}`).join('')

/** The page of a hit, as an address. */
export function placeOf(hit: Hit): string {
  switch (hit.kind) {
    case 'row':
      return hit.matter
        ? path('matters', hit.procedure, hit.subject)
        : `${path('registers', hit.view)}?${new URLSearchParams({ row: JSON.stringify(hit.key) }).toString()}`
    case 'duty':
      return `/board?${new URLSearchParams({ find: hit.title.zh }).toString()}`
    case 'command':
      return path('act', hit.procedure, hit.command)
    case 'procedure':
      return '/matters'
    case 'letter':
      if (hit.procedure !== null && hit.subject !== null) return path('matters', hit.procedure, hit.subject)
      return hit.box === 'in' ? '/letters' : `/letters?box=${hit.box}`
    case 'provision':
      return path('statute', hit.edition, hit.provision)
  }
}

/** Two hits that lead to one place are one: the better. */
export function oncePerPlace(hits: readonly Hit[]): readonly Hit[] {
  const places = new Map<string, Hit>()
  for (const hit of hits) {
    const place = `${groupOf(hit) ?? ''} ${placeOf(hit)}`
    if (!places.has(place)) places.set(place, hit)
  }
  return [...places.values()]
}
