import { setTimeout as sleep } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import { z } from 'zod'
import { BEGINNING, commandsOf, newDesk, type Chain, type Desk } from './desk.ts'
import { linesOf, run } from './product.ts'
import { backendsOf, childrenOf, signal, type Site } from './server.ts'
import { Served } from './served.ts'

/** What is killed, each time with SIGKILL and in the middle of commands. */
export const KILLED = ['server', 'backend', 'database', 'everything'] as const
export type Killed = (typeof KILLED)[number]

export interface CommandRound {
  readonly killed: readonly Killed[]
  readonly commands: number
  /** Commands that had to be sent again because no answer came, or one that said that the database is away. */
  readonly again: number
  /** Answered commands that the journal does not hold, or not whole. */
  readonly lost: number
  /** Commands that the journal holds more than once. */
  readonly doubled: number
  /** Everything else that is not as it must be, in words. */
  readonly wrong: readonly string[]
  /** From a kill to the next answer, in milliseconds. */
  readonly back: readonly number[]
}

const CONNECTIONS = 64
const STEP = 25 // ms between two tries of one connection
const PATIENCE = 90_000 // ms for a service to answer again
/** Longer than a worker that was killed holds the letters that it had taken on. */
const LETTERS = 200_000 // ms

const Done = z.object({
  kind: z.literal('accepted'),
  events: z.array(z.object({ ref: z.string(), event: z.object({ kind: z.string() }) })).min(1),
  receipt: z.object({ index: z.int(), leafHash: z.string(), treeSize: z.int(), rootHash: z.string() }),
})
/** The one kind of event here that nobody's command gives, but a letter that comes. */
const RECEIPTED = 'incident.receipt-received'
const Entry = z.object({ index: z.int(), stream: z.string(), kind: z.string(), leafHash: z.string(), content: z.unknown() })
type Entry = z.infer<typeof Entry>
const Rebuilt = z.object({ matters: z.int(), rows: z.int(), same: z.boolean() })
const Box = z.object({ letters: z.array(z.object({ letter: z.string(), state: z.string().optional() })) })

interface Answered {
  readonly status: number
  readonly text: string
}

type Command = Chain[number]

const valueOf = (answered: Answered | undefined): unknown => z.unknown().parse(JSON.parse(answered?.text ?? 'null'))

/**
 * Servers on one database that are killed while commands come in over HTTP. Whoever gave a command and had no answer gives it again under the same
 * key, to whichever server answers; then all that the product keeps of it is compared: journal, views, kept answers, letters.
 */
export class CommandTrial {
  readonly #site: Site
  readonly #chance: () => number
  readonly #answers = new Map<string, Answered>()
  readonly #servers: Served[] = []
  #addresses: readonly string[] = []
  #desk: Desk | undefined
  #read = 0
  #turn = 0
  #reports = 0

  constructor(site: Site, chance: () => number, servers: number) {
    this.#site = site
    this.#chance = chance
    this.#servers.length = servers
  }

  /** A desk with an operator of whom the law knows what it needs to know. */
  async open(): Promise<void> {
    this.#desk = await newDesk(this.#site.folder, this.#site.given)
    await this.#serve()
    for (const command of BEGINNING) await this.#give(command, 0)
  }

  async #serve(): Promise<void> {
    for (let at = 0; at < this.#servers.length; at++) this.#servers[at] ??= new Served(this.#site.folder, this.#site.given)
    this.#addresses = await Promise.all(this.#servers.map(({ address }) => address))
  }

  async #restart(at: number): Promise<void> {
    const served = new Served(this.#site.folder, this.#site.given)
    this.#servers[at] = served
    const address = await served.address
    this.#addresses = this.#addresses.map((each, place) => (place === at ? address : each))
  }

  /** Gives `count` commands over all connections and kills at instants that chance has, once for each of `killed`. */
  async round(count: number, killed: readonly Killed[]): Promise<CommandRound> {
    const chains = commandsOf(this.#turn++, count)
    const total = chains.flat().length
    const moments = killed.map(() => Math.floor(this.#chance() * total * 0.95)).toSorted((one, other) => one - other)
    const pending = [...chains]
    const wrong: string[] = []
    const back: number[] = []
    const due = [...killed]
    let answered = 0
    let again = 0
    let since: number | undefined
    let killing: Promise<unknown> = Promise.resolve()
    const kill = async (what: Killed, before: Promise<unknown>): Promise<void> => {
      await before
      await sleep(this.#chance() * 40)
      since = performance.now()
      wrong.push(...(await this.#kill(what)))
    }
    const worker = async (_: unknown, connection: number): Promise<void> => {
      for (let chain = pending.shift(); chain !== undefined; chain = pending.shift()) {
        for (const command of chain) {
          // Each command stands on the one before it.
          const tries = await this.#give(command, connection)
          again += tries
          // The first who had no answer and now has one.
          if (since !== undefined && tries > 0) {
            back.push(performance.now() - since)
            since = undefined
          }
          answered++
          const next = answered > (moments[killed.length - due.length] ?? Infinity) ? due.shift() : undefined
          if (next !== undefined) killing = kill(next, killing)
        }
      }
    }
    await Promise.all(Array.from({ length: CONNECTIONS }, worker))
    await killing
    const held = await this.#hold(chains.flat())
    return { killed: killed.slice(0, killed.length - due.length), commands: total, again, back, ...held, wrong: [...wrong, ...held.wrong] }
  }

  /** Sends a command until it is answered; how often it had to be sent again. */
  async #give(command: Command, connection: number): Promise<number> {
    const since = performance.now()
    for (let tries = 0; ; tries++) {
      const answer = await this.#post(command, connection + tries)
      if (answer !== undefined && answer.status < 500) {
        this.#answers.set(command.key, answer)
        return tries
      }
      if (performance.now() - since > PATIENCE) throw new Error(`${command.path} is not answered any more: ${answer?.text ?? 'no answer'}`)
      await sleep(STEP)
    }
  }

  async #post(command: Command, connection: number): Promise<Answered | undefined> {
    const address = this.#addresses[connection % this.#addresses.length] ?? ''
    try {
      const response = await fetch(`${address}/api/matters/${command.path}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${this.#desk?.operatorToken}`, 'content-type': 'application/json', 'idempotency-key': command.key },
        body: JSON.stringify(command.body),
      })
      return { status: response.status, text: await response.text() }
    } catch {
      return undefined // it was killed, or is not back
    }
  }

  async #kill(what: Killed): Promise<readonly string[]> {
    const postmaster = this.#site.postmaster()
    if (postmaster === undefined) return ['no database runs that could be killed']
    const at = Math.floor(this.#chance() * this.#servers.length)
    switch (what) {
      case 'server':
        this.#servers[at]?.kill()
        await this.#restart(at)
        return []
      case 'backend': {
        const backends = backendsOf(postmaster)
        const victim = backends[Math.floor(this.#chance() * backends.length)]
        if (victim === undefined) return ['no backend runs that could be killed']
        signal(victim, 'SIGKILL')
        return []
      }
      case 'database':
        signal(postmaster, 'SIGKILL')
        // The embedded one is started again by whoever serves with it; nobody has to touch our servers.
        await this.#site.revive()
        return []
      case 'everything': {
        for (const served of this.#servers) served.kill()
        for (const pid of [postmaster, ...childrenOf(postmaster).map(({ pid }) => pid)]) signal(pid, 'SIGKILL')
        await this.#site.revive()
        for (const place of this.#servers.keys()) await this.#restart(place)
        return []
      }
    }
  }

  async #said(words: readonly string[]): Promise<string> {
    const { status, out, err } = await run([...words, '--party', this.#desk?.operator ?? '', '--data', this.#site.folder], { given: this.#site.given })
    if (status !== 0) throw new Error(`${words.join(' ')} ended with ${status}: ${err}`)
    return out
  }

  /** Holds every answer against everything that is kept. */
  async #hold(commands: readonly Command[]): Promise<Pick<CommandRound, 'lost' | 'doubled' | 'wrong'>> {
    const wrong: string[] = []
    const entries = linesOf(await this.#said(['journal', 'read', '--from', `${this.#read}`]), Entry)
    const from = this.#read
    this.#read += entries.length
    const at = (index: number): Entry | undefined => entries[index - from]
    let lost = 0
    let doubled = 0
    const answered = new Set<number>()
    const texts = entries.map(({ stream, content }) => (stream.includes('/') ? JSON.stringify(content) : ''))
    for (const command of commands) {
      const answer = this.#answers.get(command.key)
      const done = Done.safeParse(answer?.status === 201 ? JSON.parse(answer.text) : undefined)
      if (!done.success) {
        wrong.push(`${command.path} was answered with ${answer?.status}: ${answer?.text.slice(0, 300)}`)
        continue
      }
      const { events, receipt } = done.data
      const whole = events.every(({ ref, event }) => at(Number(ref))?.kind === event.kind)
      if (!whole || at(receipt.index)?.leafHash !== receipt.leafHash) lost++
      if (texts.filter((text) => text.includes(command.marker)).length !== 1) doubled++
      for (const { ref } of events) answered.add(Number(ref))
      if (command.body['type'] === 'report') this.#reports++
    }
    // What stands in a matter is the events of some answer, each with what it says of persons behind it.
    const strange = entries.filter(
      ({ index, stream, kind }) =>
        stream.includes('/') && !stream.startsWith('profile/') && kind !== RECEIPTED && !answered.has(kind === 'personal.recorded' ? index - 1 : index),
    )
    if (strange.length > 0) wrong.push(`${strange.length} entries belong to no answer, such as ${JSON.stringify(strange[0])}`)
    wrong.push(...(await this.#repeated(commands)))
    const { status, out, err } = await run(['journal', 'verify', this.#site.folder], { given: this.#site.given })
    if (status !== 0) wrong.push(`verify ended with ${status}: ${out}${err}`)
    const rebuilt = Rebuilt.parse(JSON.parse(await this.#said(['rebuild'])))
    if (!rebuilt.same) wrong.push('the views that were there are not those that the journal comes to')
    for (const served of this.#servers) wrong.push(...served.faults.slice(0, 3))
    return { lost, doubled, wrong }
  }

  /** Every command once more: answered as it was, and nothing is written. */
  async #repeated(commands: readonly Command[]): Promise<readonly string[]> {
    const pending = [...commands]
    const wrong: string[] = []
    const worker = async (_: unknown, connection: number): Promise<void> => {
      for (let command = pending.shift(); command !== undefined; command = pending.shift()) {
        const first = this.#answers.get(command.key)
        await this.#give(command, connection)
        const again = this.#answers.get(command.key)
        if (again?.status !== first?.status || !isDeepStrictEqual(valueOf(again), valueOf(first)))
          wrong.push(`${command.key} was answered with ${first?.text}, then with ${again?.text}`)
      }
    }
    await Promise.all(Array.from({ length: CONNECTIONS }, worker))
    const more = linesOf(await this.#said(['journal', 'read', '--from', `${this.#read}`]), Entry).filter(
      ({ stream, kind }) => stream.includes('/') && kind !== RECEIPTED,
    )
    return [...wrong, ...more.map((entry) => `written when sent again: ${JSON.stringify(entry)}`)]
  }

  /** Waits until every letter has its receipt; then each stands once in the journal of the department. */
  async close(): Promise<readonly string[]> {
    const since = performance.now()
    const wrong: string[] = []
    for (;;) {
      const letters = await this.#box(this.#desk?.operatorToken, 'out')
      const states = letters.map(({ state }) => state)
      if (letters.length === Math.min(this.#reports, 500) && states.every((state) => state === 'receipted')) break
      if (performance.now() - since > LETTERS) {
        wrong.push(`of ${this.#reports} letters ${letters.length} are out, ${states.filter((state) => state === 'receipted').length} with their receipt`)
        break
      }
      await sleep(500)
    }
    const received = await run(['journal', 'read', '--kind', 'letter.received', '--party', this.#desk?.department ?? '', '--data', this.#site.folder], {
      given: this.#site.given,
    })
    const ids = linesOf(received.out, z.object({ content: z.unknown() })).map(({ content }) => JSON.stringify(content))
    if (ids.length !== this.#reports || new Set(ids).size !== ids.length)
      wrong.push(`${this.#reports} letters were sent, ${ids.length} received, ${new Set(ids).size} of them different`)
    const receipts = linesOf(await this.#said(['journal', 'read', '--kind', RECEIPTED]), Entry).map(({ stream }) => stream)
    if (receipts.length !== this.#reports || new Set(receipts).size !== receipts.length)
      wrong.push(`${this.#reports} letters were sent, ${receipts.length} receipts recorded, for ${new Set(receipts).size} incidents`)
    const statuses = await Promise.all(this.#servers.map((served) => served.stop()))
    if (statuses.some((status) => status !== 0)) wrong.push(`servers that were stopped ended with ${statuses.join(', ')}`)
    return wrong
  }

  /** Ends whatever still runs. */
  kill(): void {
    for (const served of this.#servers) served.kill()
  }

  async #box(token: string | undefined, box: string): Promise<z.infer<typeof Box>['letters']> {
    const response = await fetch(`${this.#addresses[0]}/api/letters?box=${box}`, { headers: { authorization: `Bearer ${token}` } })
    return Box.parse(await response.json()).letters
  }
}
