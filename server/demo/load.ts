import { randomBytes, randomUUID } from 'node:crypto'
import { Party } from '#journal/party.ts'
import { inParty } from '#journal/sql.ts'
import type { Actor, PersonRole } from '#procedures/access.ts'
import type { Language, Text } from '#law/text.ts'
import { keepAccount } from '../access/account.ts'
import { accessKeyOf } from '../access/key.ts'
import { hashPassword } from '../access/password.ts'
import { noteAccess } from '../access/record.ts'
import type { Dispatched } from '../dispatch.ts'
import { deliverDue } from '../letter/delivery.ts'
import { openOffice, type Office } from '../office.ts'
import { readParty, registerParty } from '../party.ts'
import { addPerson } from '../person.ts'
import { doorOf, openForms, type Begun, type Ticket } from '../portal/door.ts'
import { CAST_MEMBERS, DEMO_NAMES, DEMO_PARTIES, type DemoParty } from './cast.ts'
import { demoParties, withDemoLock } from './mark.ts'
import { removeDemo } from './removal.ts'
import { HISTORY, penFor, type Step } from './script.ts'
import { storyOf } from './story.ts'

/** Who can sign in, and how. The password is made anew each time, is the same for all of them, and is told once. */
export interface LoadedDemo {
  readonly kind: 'loaded'
  readonly password: string
  readonly people: readonly {
    readonly party: Party
    readonly partyName: Text
    readonly account: string
    readonly name: string
    readonly roles: readonly PersonRole[]
  }[]
  readonly steps: number
  readonly letters: number
}

export type DemoLoaded = LoadedDemo | { readonly kind: 'there-already'; readonly ready: boolean }

export interface LoadOptions {
  /** The data folder, where the newest checkpoints are kept. */
  readonly folder: string
  /** What its people write in. Names of parties and registers are there in both. */
  readonly language: Language
  readonly onProgress?: (done: number, of: number) => void
  /** Asked between steps: the loading stops, and is undone, when it throws. */
  readonly signal?: AbortSignal
}

const SECOND = 1000 // ms
/** Commands that share a transaction. A crash loses no more than these, and what is half loaded is removed as a whole. */
const MOST_IN_TURN = 40

/**
 * Seeds the demo: registers its parties and people and has them do what a year brings, each command given by whoever may give it, at its time, through
 * the door that everybody uses. What breaks on the way is removed again.
 */
export async function loadDemo(office: Office, options: LoadOptions): Promise<DemoLoaded> {
  return withDemoLock(office.database.keeper, async () => {
    const [there] = await demoParties(office.database.keeper)
    if (there !== undefined) return { kind: 'there-already', ready: there.ready }
    try {
      return await play(office, options)
    } catch (error) {
      await removeDemo(office, options.folder)
      throw error
    }
  })
}

async function play(office: Office, { language, onProgress = () => undefined, signal }: LoadOptions): Promise<LoadedDemo> {
  const { database, statute, catalogue } = office
  const now = office.clock()
  const stage = new Stage(openOffice({ database, statute, catalogue, clock: () => stage.now }), now - HISTORY)
  const password = randomBytes(12).toString('base64url')
  const people = await stage.open(password, language)
  const pen = penFor(statute, stage.parties, { at: now, language })
  const steps = storyOf(pen)
  const letters = await stage.play(steps, pen.tickets, (done) => {
    signal?.throwIfAborted()
    onProgress(done, steps.length)
  })
  for (const name of DEMO_NAMES) {
    const party = stage.parties[name]
    await inParty(database.app, party, (sql) => sql.query({ text: "update office.party set demo = 'ready' where party = $1", values: [party] }))
  }
  return { kind: 'loaded', password, people, steps: steps.length, letters }
}

/** The demo's own office, whose clock is that of the story. */
class Stage {
  now: number
  readonly parties: Readonly<Record<DemoParty, Party>>
  readonly #office: Office
  readonly #actors = new Map<string, Actor>()

  constructor(office: Office, start: number) {
    this.#office = office
    this.now = start
    const id = (): Party => Party.parse(randomUUID())
    this.parties = { operator: id(), cyberspace: id(), police: id(), station: id() }
  }

  /** Registers everybody. */
  async open(password: string, language: Language): Promise<LoadedDemo['people']> {
    const { master } = this.#office.database.secrets
    const told: LoadedDemo['people'][number][] = []
    for (const name of DEMO_NAMES) {
      const id = this.parties[name]
      const card = DEMO_PARTIES[name]
      // A party at a time: their people share a transaction.
      await inParty(this.#office.database.app, id, async (sql) => {
        await registerParty(sql, master, id, card, { origin: `dutybook.local/${id}`, now: this.now, demo: true })
        const party = await readParty(sql, id)
        if (party === undefined) throw new Error(`party ${id} was not registered`)
        const members = CAST_MEMBERS.filter((member) => member.party === name)
        const key = await accessKeyOf(sql, master, id, this.now)
        const hashes = await Promise.all(members.map(() => hashPassword(key, password)))
        for (const [place, { account, name: names, roles }] of members.entries()) {
          const called = names[language]
          const added = await addPerson(sql, party, { name: called, roles: [...roles] })
          if (added.kind === 'refused') throw new Error(added.refusal.en)
          await keepAccount(sql, id, added.person, { name: account, password: hashes[place] ?? '', now: this.now })
          await noteAccess(sql, id, master, this.now, { kind: 'access.first-run', person: added.person, roles })
          this.#actors.set(account, { person: added.person, roles })
          told.push({ party: id, partyName: party.name, account, name: called, roles })
        }
      })
    }
    return told
  }

  /** Plays the steps in their order, and delivers letters as they are written. Gives the number of letters that were delivered. */
  async play(steps: readonly Step[], tickets: ReadonlyMap<string, Ticket>, onStep: (done: number) => void): Promise<number> {
    let letters = 0
    for (let place = 0; place < steps.length;) {
      const step = steps[place]
      if (step === undefined) break
      // One after the other: each stands on those before.
      place += step.by === null ? await this.#ask(step, tickets.get(step.subject)) : await this.#turn(steps, place)
      letters += await this.#deliver()
      onStep(place)
    }
    return letters
  }

  /** As many steps of one party as go together: until it is somebody else’s turn, or a letter waits. */
  async #turn(steps: readonly Step[], from: number): Promise<number> {
    const party = steps[from]?.party ?? 'operator'
    const end = steps.findIndex((step, place) => place > from && (step.party !== party || step.by === null || place === from + MOST_IN_TURN))
    const together = steps.slice(from, end < 0 ? steps.length : end)
    const given = await this.#office.dispatch.within(this.parties[party], async ({ sql, obey, party: { id } }) => {
      for (const [count, step] of together.entries()) {
        this.now = step.at
        const { procedure, subject, command } = step
        // Each stands on the one before.
        accepted(step, await obey({ procedure, subject, command, actor: this.#actor(step) }))
        const { rows } = await sql.query<{ waits: boolean }>({
          name: 'letters-wait',
          text: "select exists (select from office.outgoing_letter where party = $1 and state = 'queued') as waits",
          values: [id],
        })
        if (rows[0]?.waits === true) return count + 1
      }
      return together.length
    })
    if (typeof given !== 'number') throw new Error(`the demo’s ${party} is gone`)
    return given
  }

  #actor({ by }: Step): Actor {
    const actor = this.#actors.get(by ?? '')
    if (actor === undefined) throw new Error(`nobody is called ${by}`)
    return actor
  }

  /** Somebody without an account, at the portal. */
  async #ask(step: Step, ticket: Ticket | undefined): Promise<1> {
    this.now = step.at
    const door = doorOf(this.#office)
    const host = await door.hostOf(this.parties[step.party])
    const procedure = host?.procedures.find(({ id }) => id === step.procedure)
    const form = procedure === undefined ? undefined : openForms(procedure).find(({ type, opens }) => opens && type === step.command.type)
    if (host === undefined || procedure === undefined || form === undefined || ticket === undefined)
      throw new Error(`nobody may ask for ${step.procedure} ${step.command.type}`)
    accepted(step, await door.begin(host, { procedure, form, command: step.command, ticket }))
    return 1
  }

  /** Letters and their receipts, some seconds after they were written. */
  async #deliver(): Promise<number> {
    let delivered = 0
    for (;;) {
      this.now += 2 * SECOND
      const turn = await deliverDue(this.#office, { only: Object.values(this.parties), fault: (_party, error) => raise(error) })
      if (turn.failed > 0) throw new Error(`${turn.failed} letters of the demo were not delivered`)
      if (turn.delivered === 0) return delivered
      delivered += turn.delivered
    }
  }
}

function raise(error: unknown): never {
  throw error
}

/** A refusal of what the story has somebody do is a fault of the story. */
function accepted({ procedure, subject, command, at }: Step, done: Dispatched | Begun): void {
  if (done.kind === 'accepted' || done.kind === 'begun') return
  const why = done.kind === 'refused' ? `${done.refusal.code}: ${done.refusal.en}` : done.kind
  throw new Error(`${procedure} ${subject} ${command.type}, ${new Date(at).toISOString()}: ${why}`)
}
