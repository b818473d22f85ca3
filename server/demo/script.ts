import type { Party } from '#journal/party.ts'
import { DAY, dayAt, instant, instantOf, MINUTE, printDay, day as dayOf, startOf, type Instant } from '#law/instant.ts'
import type { Language, Text } from '#law/text.ts'
import { editionOn, type EditionData, type Statute } from '#law/statute.ts'
import { DayText, momentOf, type Moment } from '#procedures/moment.ts'
import { newTicket, subjectOf, type Ticket } from '../portal/door.ts'
import { CAST, type Account, type DemoParty } from './cast.ts'

/** One thing that somebody does: a command of the catalogue, given at an instant. */
export interface Step {
  readonly at: Instant
  readonly party: DemoParty
  /** The account of whoever does it; null for somebody at the portal. */
  readonly by: Account | null
  readonly procedure: string
  readonly subject: string
  readonly command: { readonly type: string }
}

/** What a scene is written with: who the parties are, the language, and the days before and after the one on which the demo is loaded. */
export interface Pen {
  /** Words as the people of the demo write them: all of them in the language in which it is loaded. */
  readonly say: (text: Text) => string
  /** Fields of a command, in which every text is said. */
  readonly fill: (texts: Texts) => Fields
  readonly name: (account: Account) => string
  readonly parties: Readonly<Record<DemoParty, Party>>
  readonly now: Instant
  /** So many days before today, at a time of day in Asia/Shanghai; below nought, after it. */
  readonly ago: (days: number, time?: string) => Moment
  /** So many minutes before now. */
  readonly minutesAgo: (minutes: number) => Moment
  /** The id of a matter that somebody begins at the portal, by a name of the story's own. */
  readonly portal: (name: string) => string
  /** With what such a matter is begun, by its id. */
  readonly tickets: ReadonlyMap<string, Ticket>
  readonly day: (daysAgo: number) => DayText
  /** The place of a norm in the edition that was in force so many days ago: editions renumber, and a year may lie across a change. */
  readonly provision: (norm: string, daysAgo: number) => string
  /** The edition that was in force so many days ago. */
  readonly edition: (daysAgo: number) => string | undefined
}

/** What a person of the demo writes into the fields of a form, in both languages. */
interface Texts {
  readonly [field: string]: Text | readonly Text[]
}
type Fields = Readonly<Record<string, string | readonly string[]>>

export function penFor(
  statute: Statute,
  parties: Readonly<Record<DemoParty, Party>>,
  { at, language }: { readonly at: number; readonly language: Language },
): Pen {
  const say = (text: Text): string => text[language]
  const now = instant(Math.floor(at / MINUTE) * MINUTE)
  const today = dayAt(now)
  const day = (daysAgo: number): DayText => DayText.parse(printDay(dayOf(today - daysAgo)))
  const named = new Map<string, string>()
  const tickets = new Map<string, Ticket>()
  const portal = (name: string): string => {
    const known = named.get(name)
    if (known !== undefined) return known
    const ticket = newTicket()
    const subject = subjectOf(ticket)
    named.set(name, subject)
    tickets.set(subject, ticket)
    return subject
  }
  const on = (daysAgo: number): EditionData | undefined => editionOn(statute, dayOf(today - daysAgo))
  return {
    say,
    fill: (texts) => Object.fromEntries(Object.entries(texts).map(([field, text]) => [field, 'zh' in text ? say(text) : text.map(say)])),
    name: (account) => say(CAST[account].name),
    parties,
    now,
    portal,
    tickets,
    day,
    ago: (days, time = '09:30') => momentOf(instant(startOf(dayOf(today - days)) + timeOf(time))),
    minutesAgo: (minutes) => momentOf(instant(now - minutes * MINUTE)),
    edition: (daysAgo) => on(daysAgo)?.edition.id,
    provision: (norm, daysAgo) => {
      const data = on(daysAgo)
      const found = data?.norms.norms.find(({ id }) => id === norm)?.cites[0] ?? data?.ruleCites[norm]?.[0]
      if (found === undefined) throw new Error(`no edition of that day has ${norm}`)
      return found
    },
  }
}

function timeOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  return (hours * 60 + minutes) * MINUTE
}

type Command = { readonly type: string; readonly [field: string]: unknown }

/** A step whose command says when it happened: at the step's own instant, unless it says otherwise. */
export function did(at: Moment, by: Account, procedure: string, subject: string, command: Command): Step {
  return said(at, by, procedure, subject, { on: at, ...command })
}

/** A step whose command has no such field, or has one of another name. */
export function said(at: Moment, by: Account, procedure: string, subject: string, command: Command): Step {
  return { at: exactly(at), party: CAST[by].party, by, procedure, subject, command }
}

/** What somebody without an account asks of a party. */
export function asked(at: Moment, party: DemoParty, procedure: string, subject: string, command: Command): Step {
  return { at: exactly(at), party, by: null, procedure, subject, command }
}

function exactly(at: Moment): Instant {
  const found = instantOf(at)
  if (found === undefined) throw new Error(`no instant: ${at}`)
  return found
}

/** In the order of time; what happens at one instant in the order in which it is written. */
export const inOrder = (steps: readonly Step[]): readonly Step[] => steps.toSorted((one, other) => one.at - other.at)

/** How far back the story begins, in milliseconds. */
export const HISTORY = 365 * DAY
