import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import { Folders } from '../folder.ts'
import { run } from '../product.ts'
import { Served } from '../served.ts'

/** One step as it is told: who asked what of the server, and what came of it. */
export interface Told {
  readonly chapter: string
  readonly who: string
  /** Such as `POST /api/matters/incident/leak-1`; parties stand in it by their names. */
  readonly request: string
  readonly status: number
  readonly came: string
}

/** Somebody who asks: with a session, with a token, or with nothing. */
export interface Player {
  readonly name: string
  readonly headers: Readonly<Record<string, string>>
}

export interface Party {
  readonly id: string
  readonly name: string
}

export const CITIZEN: Player = { name: 'A citizen', headers: {} }

export interface Answer {
  readonly status: number
  readonly body: unknown
  readonly headers: Headers
}

export interface Step {
  readonly path: string
  readonly body?: Readonly<Record<string, unknown>>
  /** What the server has to answer; the story ends where it answers anything else. */
  readonly status?: number
  /** What became of it, from what was answered. */
  readonly came?: (body: unknown) => string
}

/** How long something may take that the server does by itself, such as delivering a letter. */
const PATIENCE = 60_000 // ms
const GLANCE = 200 // ms between two looks

const Registered = z.object({ party: z.string() })
const Accepted = z.object({ events: z.array(z.object({ event: z.object({ kind: z.string() }) })) })
const Problem = z.object({ code: z.string() })

/** What a command did, or why it was refused. */
function outcomeOf(body: unknown): string {
  const accepted = Accepted.safeParse(body)
  if (accepted.success) return accepted.data.events.map(({ event }) => event.kind).join(', ')
  const problem = Problem.safeParse(body)
  return problem.success ? `refused: ${problem.data.code}` : 'answered'
}

/** A server on an empty folder, those who play before it, and what has been told so far. */
export class Stage implements AsyncDisposable {
  readonly told: Told[] = []
  readonly folder: string
  readonly #folders = new Folders()
  readonly #served: Served
  readonly #parties: Party[] = []
  readonly #say: (told: Told) => void
  #chapter = ''
  #address = ''

  constructor(say: (told: Told) => void) {
    this.#say = say
    this.folder = this.#folders.make()
    this.#served = new Served(this.folder)
  }

  /** Resolves once the server listens: the one-time token that its first run has written for people. */
  async open(): Promise<string> {
    this.#address = await this.#served.address
    const deadline = performance.now() + PATIENCE
    for (;;) {
      const token = /first-run#(\S+)/.exec(this.#served.said)?.[1]
      if (token !== undefined) return token
      if (performance.now() > deadline) throw new Error(`no token was shown: ${this.#served.said}`)
      await sleep(GLANCE)
    }
  }

  chapter(title: string): void {
    this.#chapter = title
  }

  /** Lines of the server's log that tell of something that must never happen. */
  get faults(): readonly string[] {
    return this.#served.faults
  }

  /** The same page in a browser: what it sends of itself with every request. */
  get origin(): Readonly<Record<string, string>> {
    return { origin: new URL(this.#address).origin }
  }

  knows(party: Party): void {
    this.#parties.push(party)
  }

  /** Asks, tells of it, and ends the story where the answer is not the one that it has to be. */
  async ask(who: Player, { path, body, status = body === undefined ? 200 : 201, came = outcomeOf }: Step): Promise<Answer> {
    const answer = await this.look(who, path, body)
    this.#tell(who, `${body === undefined ? 'GET' : 'POST'} ${path}`, answer.status, answer.status === status ? came(answer.body) : outcomeOf(answer.body))
    if (answer.status !== status) throw new Error(`${path}: ${answer.status} for ${status}: ${JSON.stringify(answer.body)} of ${JSON.stringify(body)}`)
    return answer
  }

  /** Asks without telling. */
  async look(who: Player, path: string, body?: Readonly<Record<string, unknown>>): Promise<Answer> {
    const response = await fetch(new URL(path, this.#address), {
      method: body === undefined ? 'GET' : 'POST',
      headers: { 'accept-language': 'en', ...who.headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    const said: unknown = text === '' ? undefined : JSON.parse(text)
    return { status: response.status, body: said, headers: response.headers }
  }

  /** Asks again and again until something is there, such as what a letter brings, and tells of that one answer. */
  async await<Found>(who: Player, path: string, find: (body: unknown) => Found | undefined, came: (found: Found) => string): Promise<Found> {
    return this.awaitAnswer(who, { path }, find, came)
  }

  /** The same with something to say each time, such as a code. */
  async awaitAnswer<Found>(
    who: Player,
    { path, body: asked }: Pick<Step, 'path' | 'body'>,
    find: (body: unknown) => Found | undefined,
    came: (found: Found) => string,
  ): Promise<Found> {
    const deadline = performance.now() + PATIENCE
    for (;;) {
      const { status, body } = await this.look(who, path, asked)
      const found = find(body)
      if (found !== undefined) {
        this.#tell(who, `${asked === undefined ? 'GET' : 'POST'} ${path}`, status, came(found))
        return found
      }
      if (performance.now() > deadline) throw new Error(`${path} did not come to it: ${status} ${JSON.stringify(body)}`)
      await sleep(GLANCE)
    }
  }

  /** A party besides the first is registered by whoever runs the installation, with the binary, while the server runs; so are its first tokens. */
  async register(
    party: { readonly name: string; readonly card: readonly string[] },
    people: Readonly<Record<string, readonly string[]>>,
  ): Promise<{ readonly party: Party; readonly players: readonly Player[] }> {
    const at = ['--data', this.folder]
    const { party: id } = Registered.parse(JSON.parse(await this.#binary(['party', 'register', '--en', party.name, ...party.card, ...at])))
    const known = { id, name: party.name }
    this.knows(known)
    const players: Player[] = []
    for (const [name, roles] of Object.entries(people)) {
      await this.#binary(['person', 'add', '--name', name, '--role', ...roles, '--party', id, ...at])
      const token = await this.#binary(['token', 'create', '--name', 'story', '--as', name, '--party', id, ...at])
      players.push({ name, headers: { authorization: `Bearer ${token.trim()}` } })
    }
    this.#tell({ name: 'The installation', headers: {} }, 'dutybook party register', 0, party.name)
    return { party: known, players }
  }

  /** A command of the binary on the same folder, told with its exit status. */
  async binary(words: readonly string[], came: (out: string) => string): Promise<string> {
    const out = await this.#binary([...words, '--data', this.folder])
    this.#tell({ name: 'An auditor', headers: {} }, `dutybook ${words.join(' ')}`, 0, came(out))
    return out
  }

  async verify(party: Party): Promise<void> {
    const { status, out, err } = await run(['journal', 'verify', this.folder, '--party', party.id])
    this.#tell(
      { name: 'An auditor', headers: {} },
      `dutybook journal verify --party ${party.id}`,
      status ?? -1,
      status === 0 ? 'every byte holds' : `${out}${err}`,
    )
    if (status !== 0) throw new Error(`${party.name}: ${out}${err}`)
  }

  async #binary(words: readonly string[]): Promise<string> {
    const { status, out, err } = await run(words)
    if (status !== 0) throw new Error(`${words.join(' ')}: ${err}`)
    return out
  }

  #tell({ name: who }: Player, request: string, status: number, came: string): void {
    const named = this.#parties.reduce((text, { id, name }) => text.replaceAll(id, name), request)
    const told = { chapter: this.#chapter, who, request: named, status, came }
    this.told.push(told)
    this.#say(told)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#served.stop()
    await this.#folders[Symbol.asyncDispose]()
  }
}
