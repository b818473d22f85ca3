import type { Assessment, DutyAnswer } from '#law/assessment.ts'
import type { EditionId } from '#law/citation.ts'
import type { Role } from '#law/role.ts'
import type { Text } from '#law/text.ts'
import type { PersonRole } from '#procedures/access.ts'
import type { CommandForm } from '#procedures/command.ts'
import type { Document, DocumentField, DocumentForm } from '#procedures/document.ts'
import type { NextAction } from '#procedures/duty.ts'
import type { Entry, EventLike } from '#procedures/event.ts'
import type { FieldForm } from '#procedures/field.ts'
import type { Party } from '#procedures/party.ts'
import type { Asked } from '#procedures/profile/question.ts'
import type { Step } from '#procedures/step.ts'
import type { Row, ViewForm } from '#procedures/view.ts'

/** Answers of the server's own routes, as its description gives them. */
interface Person {
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
  /** The name of the party’s identity provider. */
  readonly singleSignOn: string | null
  /** What is left to do of a sign-in that was begun elsewhere. */
  readonly awaiting: 'second-step' | null
}

/** Who answers for a duty: by name, by the role that settles it, or for somebody else until an instant. */
type Owner =
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
  readonly edition: EditionId | null
  readonly steps: readonly Step[]
  readonly entries: readonly Entry<EventLike>[]
  readonly documents: readonly ShownDocument[]
  readonly commands: readonly CommandForm[]
  /** Words for the kinds of its entries and for what they say. */
  readonly events: readonly ShownEvent[]
}

export interface ShownDocument extends Document {
  readonly id: string
}

export interface ShownEvent {
  readonly kind: string
  readonly title: Text
  readonly facts: readonly FieldForm[]
  readonly details: readonly FieldForm[]
}

/** What a command would send, before it is given. */
export interface Preview {
  readonly kind: 'accepted'
  readonly letters: readonly PreviewedLetter[]
}

export interface PreviewedLetter {
  readonly kind: string
  readonly title: Text
  readonly to: Text
  readonly fields: readonly DocumentField[]
}

/** What became of a command. */
export interface Accepted {
  readonly kind: 'accepted'
  readonly procedure: string
  readonly subject: string
  readonly events: readonly { readonly ref: string; readonly event: { readonly kind: string } }[]
  readonly receipt: { readonly index: number; readonly leafHash: string; readonly treeSize: number; readonly rootHash: string } | null
}

/** Of a norm, what names the provision that it is. */
export interface NormWords {
  readonly versions: readonly {
    readonly edition: string
    readonly title: Text
    readonly cites: readonly { readonly provision: string; readonly cite: Text }[]
  }[]
}

/** Of the rules below the statute, their names. */
export interface RuleWords {
  readonly rules: readonly { readonly instrument: string; readonly name: Text }[]
}

/** What is still worth asking of the party, in order. */
export interface OpenQuestions {
  /** The day since which the party is in law's eyes; null before the profile has begun. */
  readonly since: string | null
  readonly answered: number
  readonly questions: readonly Asked[]
  readonly roles: readonly Role[]
}

/** To whom a letter goes: a party, or a department by what it has in its charge and where. */
type LetterAddressee = { readonly party: string } | { readonly remit: string; readonly level: string; readonly region: string }

export interface LetterBox<Letter> {
  readonly box: string
  readonly letters: readonly Letter[]
}

/** A letter of ours on its way. Times are milliseconds; `id` is the entry of our journal that holds it. */
export interface OutgoingLetter {
  readonly id: string
  readonly letter: string
  readonly kind: string
  readonly title: Text
  readonly addressee: LetterAddressee
  /** Whom it goes to, or came from. */
  readonly party: Text
  /** What its matter is called. */
  readonly about: Text | null
  readonly receiver: string | null
  readonly state: 'queued' | 'delivered' | 'receipted' | 'dead'
  readonly attempts: number
  readonly trouble: string | null
  readonly written: number
  readonly delivered: number | null
  readonly receipted: number | null
  /** The entry of our journal that holds the receipt. */
  readonly receipt: number | null
}

export interface IncomingLetter {
  readonly letter: string
  readonly kind: string
  readonly title: Text
  readonly sender: string
  /** Whom it goes to, or came from. */
  readonly party: Text
  /** What its matter is called. */
  readonly about: Text | null
  readonly entry: number
  readonly received: number
  readonly procedure: string | null
  readonly subject: string | null
}

export interface LetterText {
  readonly title: Text
  readonly from: Text
  readonly to: Text
  readonly written: string
  readonly fields: readonly DocumentField[]
}
