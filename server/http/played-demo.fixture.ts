import { createHash, randomUUID } from 'node:crypto'
import { z } from 'zod'
import { Party } from '#journal/party.ts'
import { inParty } from '#journal/sql.ts'
import { CAST_MEMBERS, DEMO_NAMES, DEMO_PARTIES, type Account, type DemoParty } from '../demo/cast.ts'
import { inOrder, penFor, type Pen, type Step } from '../demo/script.ts'
import { storyOf } from '../demo/story.ts'
import { deliverDue } from '../letter/delivery.ts'
import { readParty, registerParty } from '../party.ts'
import { addPerson, createToken } from '../person.ts'
import { Code } from '../portal/door.ts'
import type { Answered, ApiClient, Asked } from './client.fixture.ts'
import { further } from './further.fixture.ts'
import type { Place } from './place.fixture.ts'

const YEAR = 31_536_000_000 // ms
const pascal = (id: string): string => id.replace(/(^|-)([a-z])/g, (_, __, letter: string) => letter.toUpperCase())

/** The parties of the demo as real ones, and everybody in them with a token. */
export interface Troupe {
  readonly parties: Readonly<Record<DemoParty, Party>>
  readonly bearing: (account: Account) => Readonly<Record<string, string>>
}

export async function gather(place: Place): Promise<Troupe> {
  const id = (): Party => Party.parse(randomUUID())
  const parties = { operator: id(), cyberspace: id(), police: id(), station: id() }
  const tokens = new Map<string, string>()
  const { app, master } = place.database
  for (const name of DEMO_NAMES)
    await inParty(app, parties[name], async (sql) => {
      await registerParty(sql, master, parties[name], DEMO_PARTIES[name], { origin: `test.example/${parties[name]}`, now: place.now - 2 * YEAR })
      const card = await readParty(sql, parties[name])
      if (card === undefined) throw new Error('no party')
      for (const { account, name: called, roles } of CAST_MEMBERS.filter(({ party }) => party === name)) {
        const added = await addPerson(sql, card, { name: called.zh, roles: [...roles] })
        if (added.kind === 'refused') throw new Error(added.refusal.en)
        tokens.set(account, await createToken(sql, parties[name], added.person, { name: 'test', now: place.now, expires: place.now + YEAR }))
      }
    })
  return { parties, bearing: (account) => ({ authorization: `Bearer ${tokens.get(account) ?? ''}` }) }
}

/** What was played: who began which matter at the portal, and with which code. */
export interface Played {
  readonly pen: Pen
  readonly steps: readonly Step[]
  readonly codes: ReadonlyMap<string, string>
}

const Begun = z.object({ code: z.string() })

/** Plays the demo’s year, and what it lacks, over HTTP: every step is a call of the client, by whoever may do it. Says of each how it was answered. */
export async function play(
  place: Place,
  client: ApiClient,
  { parties, bearing }: Troupe,
  tell: (step: Step, operation: string, answer: Answered) => void,
): Promise<Played> {
  const today = place.now
  const pen = penFor(place.office.statute, parties, { at: today, language: 'zh' })
  const steps = inOrder([...storyOf(pen), ...further(pen)])
  const codes = new Map<string, string>()
  /** A matter of the portal has another id than the story gives it. */
  const named = new Map<string, string>()
  const asNamed = (text: string): string => [...named].reduce((known, [theirs, ours]) => known.replaceAll(theirs, ours), text)
  for (const step of steps) {
    const { at, party, by, procedure, subject, command } = step
    place.now = at
    const code = codes.get(subject)
    const body: unknown = JSON.parse(asNamed(JSON.stringify(command)))
    const [operation, asked]: readonly [string, Asked] =
      by !== null
        ? [`give${pascal(procedure)}`, { params: { subject: subject === '' ? 'self' : asNamed(subject) }, body, headers: bearing(by) }]
        : code === undefined
          ? ['beginAtPortal', { params: { party: parties[party], procedure }, body }]
          : ['followWith', { params: { party: parties[party] }, body: { code, command: body } }]
    const answer = await client.call(operation, asked)
    tell(step, operation, answer)
    if (by === null && code === undefined && answer.status === 201) {
      const begun = Begun.parse(answer.body).code
      codes.set(subject, begun)
      named.set(subject, await subjectOf(place, begun))
    }
    await deliver(place, Object.values(parties))
  }
  place.now = today
  return { pen, steps, codes }
}

async function subjectOf({ database }: Place, code: string): Promise<string> {
  const digest = createHash('sha256').update(Code.parse(code)).digest()
  const { rows } = await database.keeper.query<{ subject: string }>('select subject from office.receipt_code where digest = $1', [digest])
  return rows[0]?.subject ?? ''
}

/** Letters and their receipts, some seconds after they were written. */
async function deliver(place: Place, only: readonly Party[]): Promise<void> {
  for (;;) {
    const { rows } = await place.database.keeper.query("select 1 from office.outgoing_letter where state = 'queued' and party = any ($1) limit 1", [only])
    if (rows.length === 0) return
    place.now += 2000
    const { delivered } = await deliverDue(place.office, { only })
    if (delivered === 0) return
  }
}
