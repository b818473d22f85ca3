import type { Party } from './party.ts'

interface Waiting<Job, Answer> {
  readonly job: Job
  readonly resolve: (answer: Answer) => void
  readonly reject: (fault: unknown) => void
}

export interface TurnsOptions<Job, Answer> {
  /** How many of those who wait go into one turn: at least one. */
  readonly fit: (waiting: readonly Job[]) => number
  /** One transaction for all of them. An answer each, in their order; an error is one job's own. What it throws is everybody's. */
  readonly take: (party: Party, jobs: readonly Job[]) => Promise<readonly (Answer | Error)[]>
}

/**
 * Turns at a party's journal: while one transaction is under way, what arrives for that party waits and goes into the next one together, so that
 * many share one flush of the disk. Parties do not wait for each other.
 */
export class Turns<Job, Answer> {
  readonly #options: TurnsOptions<Job, Answer>
  readonly #queues = new Map<Party, Waiting<Job, Answer>[]>()

  constructor(options: TurnsOptions<Job, Answer>) {
    this.#options = options
  }

  ask(party: Party, job: Job): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const waiting = { job, resolve, reject }
      const queue = this.#queues.get(party)
      if (queue !== undefined) {
        queue.push(waiting)
        return
      }
      this.#queues.set(party, [waiting])
      void this.#run(party)
    })
  }

  async #run(party: Party): Promise<void> {
    for (;;) {
      // Whoever was just answered may have the next job ready: let it come before the turn is closed.
      await new Promise(setImmediate)
      const queue = this.#queues.get(party) ?? []
      if (queue.length === 0) break
      const fitting = this.#options.fit(queue.map(({ job }) => job))
      await this.#turn(party, queue.splice(0, Math.max(1, fitting)))
    }
    this.#queues.delete(party)
  }

  async #turn(party: Party, batch: readonly Waiting<Job, Answer>[]): Promise<void> {
    try {
      const answers = await this.#options.take(
        party,
        batch.map(({ job }) => job),
      )
      batch.forEach(({ resolve, reject }, place) => {
        const answer = answers[place]
        if (answer instanceof Error) reject(answer)
        else if (answer !== undefined) resolve(answer)
        else reject(new Error('a turn ended without an answer'))
      })
    } catch (fault) {
      for (const { reject } of batch) reject(fault)
    }
  }
}
