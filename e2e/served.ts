import { start, type Environment } from './product.ts'

/** `dutybook serve` as a process of its own, on a free port. */
export class Served {
  readonly #child: ReturnType<typeof start>
  readonly #address: Promise<string>
  readonly #firstRun: Promise<URL>
  readonly ended: Promise<number | null>
  #said = ''
  #log = ''

  constructor(folder: string, given: Environment = {}) {
    this.#child = start(['serve', '--port', '0', '--data', folder], given)
    this.#child.stdout.setEncoding('utf8').on('data', (text: string) => (this.#log += text))
    this.ended = new Promise((resolve) => void this.#child.on('close', resolve))
    this.#child.stderr.setEncoding('utf8').on('data', (text: string) => (this.#said += text))
    this.#address = this.#hear(/Dutybook is at (\S+)/)
    this.#firstRun = this.#hear(/(http:\S+\/first-run#\S+)/).then((address) => new URL(address))
    for (const heard of [this.#address, this.#firstRun]) heard.catch(() => undefined) // whoever asks is told
  }

  get pid(): number | undefined {
    return this.#child.pid
  }

  /** Resolves once it listens. */
  get address(): Promise<string> {
    return this.#address
  }

  /** Resolves once it has said where the first party is registered, with the token behind the `#`. */
  get firstRun(): Promise<URL> {
    return this.#firstRun
  }

  /** Resolves with what a pattern finds in what it writes for people; not before it is there. */
  #hear(pattern: RegExp): Promise<string> {
    return new Promise((resolve, reject) => {
      this.#child.stderr.on('data', () => {
        const found = pattern.exec(this.#said)?.[1]
        if (found !== undefined) resolve(found)
      })
      void this.ended.then((status) => reject(new Error(`the server ended with ${status} before it said ${pattern}: ${this.#said}`)))
    })
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
