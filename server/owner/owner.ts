import { z } from 'zod'
import type { Party as PartyId } from '#journal/party.ts'
import type { Sql } from '#journal/sql.ts'
import { instant } from '#law/instant.ts'
import { momentOf } from '#procedures/moment.ts'
import type { PersonRole } from '#procedures/access.ts'
import type { PartyKind } from '#procedures/party.ts'
import type { Owners } from '../contract/notice.ts'
import { peopleOf, type Person } from '../person.ts'

/** Who answers for a duty, and why it is this person. `delegation` has an end, and somebody who answers again then. */
export type Owner =
  | { readonly person: string; readonly name: string; readonly by: 'name' | 'role' }
  | { readonly person: string; readonly name: string; readonly by: 'delegation'; readonly of: string; readonly until: number }

const HoldingRow = z.object({
  subject: z.string(),
  norm: z.string(),
  person: z.string(),
  delegate: z.string().nullable(),
  until: z.number().nullable(),
  named: z.number(),
  entry: z.number(),
})

/** That a person answers for a duty, or with an empty norm for everything about a subject. */
export type Holding = z.infer<typeof HoldingRow>

export async function holdingsOf(sql: Sql, party: PartyId): Promise<readonly Holding[]> {
  const { rows } = await sql.query({
    name: 'holdings',
    text: 'select subject, norm, person, delegate, until, named, entry from office.owner where party = $1 order by subject, norm',
    values: [party],
  })
  return rows.map((row) => HoldingRow.parse(row))
}

/** As it is told outside. */
export function shownHolding({ norm, until, named, ...holding }: Holding): Owners['owners'][number] {
  const moment = (at: number): string => momentOf(instant(at))
  return { ...holding, norm: norm === '' ? null : norm, until: until === null ? null : moment(until), named: moment(named) }
}

/** Whose work it is that no command settles, or whose role nobody has: whoever runs the party. */
const RUNNERS = {
  operator: ['compliance-officer', 'responsible-manager'],
  provider: ['compliance-officer', 'responsible-manager'],
  department: ['department-head'],
  'service-institution': ['compliance-officer', 'responsible-manager'],
  'industry-organisation': ['compliance-officer', 'responsible-manager'],
  public: [],
} satisfies Record<PartyKind, readonly PersonRole[]>

/** A duty as owners are asked of it. */
export interface Owned {
  readonly norm: string
  readonly subject: string
  /** The roles that may settle it. */
  readonly settlers: readonly PersonRole[]
}

/** Who answers for what in a party, at one moment. */
export class OwnerBook {
  readonly #people: readonly Person[]
  readonly #byId: ReadonlyMap<string, Person>
  readonly #holdings: ReadonlyMap<string, Holding>
  readonly #runners: readonly PersonRole[]
  readonly #now: number

  constructor(kind: PartyKind, people: readonly Person[], holdings: readonly Holding[], now: number) {
    this.#people = people
    this.#byId = new Map(people.map((person) => [person.person, person]))
    this.#holdings = new Map(holdings.map((holding) => [keyOf(holding.subject, holding.norm), holding]))
    this.#runners = RUNNERS[kind]
    this.#now = now
  }

  /** Who holds a duty by name: for this norm before for the whole subject. */
  holding({ norm, subject }: Pick<Owned, 'norm' | 'subject'>): Holding | undefined {
    return this.#holdings.get(keyOf(subject, norm)) ?? this.#holdings.get(keyOf(subject, ''))
  }

  /** Somebody by name, or else everybody with a role that settles it. Nobody only where nobody has such a role and nobody runs the party. */
  ownersOf(duty: Owned): readonly Owner[] {
    const holding = this.holding(duty)
    const named = holding === undefined ? undefined : this.#byId.get(holding.person)
    if (holding === undefined || named === undefined) return this.#byRole(duty.settlers)
    const delegate = holding.delegate === null ? undefined : this.#byId.get(holding.delegate)
    if (delegate === undefined || holding.until === null || holding.until < this.#now) return [{ person: named.person, name: named.name, by: 'name' }]
    return [{ person: delegate.person, name: delegate.name, by: 'delegation', of: named.person, until: holding.until }]
  }

  #byRole(settlers: readonly PersonRole[]): readonly Owner[] {
    const settling = this.#with(settlers)
    return settling.length > 0 ? settling : this.#with(this.#runners)
  }

  #with(roles: readonly PersonRole[]): readonly Owner[] {
    return this.#people.filter((person) => person.roles.some((role) => roles.includes(role))).map(({ person, name }) => ({ person, name, by: 'role' }))
  }
}

const keyOf = (subject: string, norm: string): string => `${subject} ${norm}`

export async function ownerBookOf(sql: Sql, party: PartyId, kind: PartyKind, now: number): Promise<OwnerBook> {
  const people = (await peopleOf(sql, party)).filter(({ active }) => active)
  return new OwnerBook(kind, people, await holdingsOf(sql, party), now)
}
