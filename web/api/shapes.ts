import type { Assessment, DutyAnswer } from '#law/assessment.ts'
import type { Text } from '#law/text.ts'
import type { PersonRole } from '#procedures/access.ts'
import type { CommandForm } from '#procedures/command.ts'
import type { Document, DocumentForm } from '#procedures/document.ts'
import type { NextAction } from '#procedures/duty.ts'
import type { Entry, EventLike } from '#procedures/event.ts'
import type { Party } from '#procedures/party.ts'
import type { Step } from '#procedures/step.ts'
import type { Row, ViewForm } from '#procedures/view.ts'

/** Answers of the server's own routes, as its description gives them. */
export interface Person {
  readonly person: string
  readonly name: string
  readonly roles: readonly PersonRole[]
}

export interface Session {
  readonly party: Party
  readonly person: Person
  readonly session: string
  readonly pageToken: string
  readonly expires: number
}

export interface WaysIn {
  readonly firstRun: boolean
  readonly party: { readonly id: string; readonly name: Text } | null
  /** How one may sign in here: `password`, `passkey`, `single-sign-on`. */
  readonly ways: readonly string[]
}

/** Who answers for a duty: by name, by the role that settles it, or for somebody else until an instant. */
export type Owner =
  | { readonly person: string; readonly name: string; readonly by: 'name' | 'role' }
  | { readonly person: string; readonly name: string; readonly by: 'delegation'; readonly of: string; readonly until: number }

export interface BoardDuty extends DutyAnswer {
  readonly actions: readonly NextAction[]
  readonly owners: readonly Owner[]
  readonly settlers: readonly PersonRole[]
}

export interface Board extends Omit<Assessment, 'duties'> {
  readonly duties: readonly BoardDuty[]
}

/** A procedure as this person may use it. */
export interface ShownProcedure {
  readonly id: string
  readonly title: Text
  readonly about: Text
  readonly of: string
  readonly commands: readonly CommandForm[]
  readonly views: readonly ViewForm[]
  readonly documents: readonly DocumentForm[]
  readonly letters: readonly { readonly kind: string; readonly title: Text }[]
}

export interface ShownView extends ViewForm {
  readonly rows: readonly Row[]
}

export interface ShownMatter {
  readonly procedure: string
  readonly subject: string
  readonly edition: string | null
  readonly steps: readonly Step[]
  readonly entries: readonly Entry<EventLike>[]
  readonly documents: readonly Document[]
  readonly commands: readonly CommandForm[]
}

/** What became of a command. */
export interface Accepted {
  readonly kind: 'accepted'
  readonly procedure: string
  readonly subject: string
  readonly events: readonly { readonly ref: string; readonly event: { readonly kind: string } }[]
  readonly receipt: { readonly index: number; readonly leafHash: string; readonly treeSize: number; readonly rootHash: string } | null
}
