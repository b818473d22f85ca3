import type { Condition, Facts } from '#law/condition.ts'
import type { Role } from '#law/role.ts'
import type { Text } from '#law/text.ts'
import type { Actor } from './access.ts'
import type { Counsel } from './counsel.ts'
import type { Moment } from './moment.ts'
import type { Party } from './party.ts'
import type { Row } from './view.ts'

/** An entry of the party's registers as others see it. */
export interface Thing {
  readonly id: string
  readonly kind: string
  readonly name: Text
  readonly facts: Facts
}

/** On which facts somebody has a role, as the edition in force has it. */
export interface RoleDefinition {
  readonly role: Role
  /** The provision of that edition. */
  readonly cite: string
  readonly when: Condition
  readonly because: Text
}

/** What the law and the registers say of the party at the instant of the command. */
export interface Standing {
  /** Roles that hold. */
  readonly roles: readonly Role[]
  readonly facts: Facts
  /** The role definitions of the edition in force. */
  readonly definitions: readonly RoleDefinition[]
  /** Names of the parameters of `rules/` for which a party may set a term of its own. */
  readonly parameters: readonly string[]
  /** The law's engine, for what a decision is held against. */
  readonly counsel: Counsel
  readonly thing: (id: string) => Thing | undefined
  /** A row of any view of this party, as another matter has left it. */
  readonly row: (view: string, key: string) => Row | undefined
}

/** Everything that a decision may look at besides the command and the matter itself. Nothing here is asked of the world. */
export interface Context {
  /** When the command is taken, once for all that follows from it. */
  readonly at: Moment
  /** The matter, the register entry, or for a procedure of the party the party's id. */
  readonly subject: string
  readonly actor: Actor
  readonly party: Party
  readonly standing: Standing
}
