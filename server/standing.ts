import { gather } from '#law/fold.ts'
import { dayAt, type Instant } from '#law/instant.ts'
import type { State } from '#law/state.ts'
import { editionOn, type Statute } from '#law/statute.ts'
import { Text } from '#law/text.ts'
import type { Standing, Thing } from '#procedures/context.ts'
import { counselOf, type Counsel } from '#procedures/counsel.ts'
import type { CataloguedProcedure } from '#procedures/matter.ts'
import type { Row } from '#procedures/view.ts'
import { factsAt, rolesAt } from './law-book.ts'
import type { Place } from './row.ts'

const nameOf = ({ view, key }: Place): string => `${view} ${key}`

/** How often a decision may find that it needs yet another row. Each time it gets all that it has asked for so far. */
const MOST_ROUNDS = 20

/**
 * Gives a pure decision what it looks up: it is asked with what is known, and asked again with what it turned out to need, until it needs
 * nothing more. Nobody has to say beforehand which rows of which views those will be.
 */
export async function decideWithRows<Answer>(
  read: (places: readonly Place[]) => Promise<readonly (Place & Row)[]>,
  registers: readonly CataloguedProcedure[],
  base: Omit<Standing, 'thing' | 'row'> & { readonly factsOf: (id: string) => Thing['facts'] },
  decide: (standing: Standing) => Answer,
): Promise<Answer> {
  const known = new Map<string, Row | undefined>()
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const missing = new Map<string, Place>()
    const row = (view: string, key: string): Row | undefined => {
      const name = nameOf({ view, key })
      if (!known.has(name)) missing.set(name, { view, key })
      return known.get(name)
    }
    const thing = (id: string): Thing | undefined => {
      const found = registers.flatMap(({ id: kind, views }) => views.flatMap((view) => row(view.id, id) ?? []).map((at) => ({ kind, at })))[0]
      if (found === undefined) return undefined
      return { id, kind: found.kind, name: nameIn(found.at, id), facts: base.factsOf(id) }
    }
    const answer = decide({ ...base, row, thing })
    if (missing.size === 0) return answer
    // Each round depends on what the one before has asked for.
    const rows = await read([...missing.values()])
    for (const name of missing.keys()) known.set(name, undefined)
    for (const found of rows) known.set(nameOf(found), { key: found.key, cells: found.cells })
  }
  throw new Error(`a decision asked for other rows ${MOST_ROUNDS} times`)
}

/** Registers keep names in both languages, or in the one that was given. */
function nameIn({ cells }: Row, id: string): Text {
  const { name } = cells
  if (typeof name === 'string') return { zh: name, en: name }
  const both = Text.safeParse(name)
  return both.success ? both.data : { zh: id, en: id }
}

/** Of each statute, what does not change with the party or the hour. */
const constants = new WeakMap<Statute, { readonly parameters: Standing['parameters']; readonly counsel: Counsel }>()

function constantsOf(statute: Statute): { readonly parameters: Standing['parameters']; readonly counsel: Counsel } {
  const known = constants.get(statute)
  if (known !== undefined) return known
  const made = { parameters: statute.rules.flatMap((rules) => rules.parameters.map(({ parameter }) => parameter)), counsel: counselOf(statute) }
  constants.set(statute, made)
  return made
}

/** What the law says of the party now. Before it has a profile nothing is known, and nothing holds. */
export function standingAt(
  statute: Statute,
  state: State | undefined,
  now: Instant,
): Omit<Standing, 'thing' | 'row'> & { readonly factsOf: (id: string) => Thing['facts'] } {
  const edition = editionOn(statute, dayAt(now))
  // What was recorded a moment ago counts. Duties are not asked for here: letting their clocks run would cost each command a look at every matter.
  if (state !== undefined) gather(state)
  return {
    roles: state === undefined ? [] : rolesAt(state, now),
    facts: state === undefined ? {} : factsAt(state.party, now),
    definitions: edition?.edition.roles ?? [],
    ...constantsOf(statute),
    factsOf: (id) => {
      const subject = state?.subjects.get(id)
      return subject === undefined ? {} : factsAt(subject, now)
    },
  }
}
