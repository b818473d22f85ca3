import { start, type Environment } from './product.ts'

/** `dutybook serve` as a process of its own, on a free port. */
export class Served {
  readonly #child: ReturnType<typeof start>
  readonly #address: Promise<string>
  readonly ended: Promise<number | null>
  #said = ''
  #log = ''

  constructor(folder: string, given: Environment = {}) {
    this.#child = start(['serve', '--port', '0', '--data', folder], given)
    this.#child.stdout.setEncoding('utf8').on('data', (text: string) => (this.#log += text))
    this.ended = new Promise((resolve) => void this.#child.on('close', resolve))
    this.#address = new Promise((resolve, reject) => {
      this.#child.stderr.setEncoding('utf8').on('data', (text: string) => {
        this.#said += text
        const found = /Dutybook is at (\S+)/.exec(this.#said)
        if (found?.[1] !== undefined) resolve(found[1])
      })
      void this.ended.then((status) => reject(new Error(`the server ended with ${status} before it listened: ${this.#said}`)))
    })
    this.#address.catch(() => undefined) // whoever asks is told
  }

  get pid(): number | undefined {
    return this.#child.pid
  }

  /** Resolves once it listens. */
  get address(): Promise<string> {
    return this.#address
  }

  /** What it wrote for people. */
  get said(): string {
    return this.#said
  }

  /** The address of the first run, with the token behind the `#`, once it listens. */
  get firstRun(): URL {
    const found = /http:\S+\/first-run#\S+/.exec(this.#said)?.[0]
    if (found === undefined) throw new Error(`the server told no token of the first run: ${this.#said}`)
    return new URL(found)
  }

  /** Lines of its log that tell of something that must never happen. */
  get faults(): readonly string[] {
    return this.#log.split('\n').filter((line) => line.includes('"event":"fault"'))
  }

  kill(): void {
    this.#child.kill('SIGKILL')
  }

  async stop(): Promise<number | null> {
    this.#child.kill('SIGTERM')
    return this.ended
  }
}
