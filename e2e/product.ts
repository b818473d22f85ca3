import { spawn, type ChildProcessByStdio } from 'node:child_process'
import type { Readable, Writable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'

/**
 * The product as others start it: a program with words, input, output and an exit status. That of this repository, from the sources' folder as from the
 * build's, or the one that `$DUTYBOOK_TEST_BINARY` names.
 */
const BINARY =
  process.env['DUTYBOOK_TEST_BINARY'] ??
  fileURLToPath(new URL(import.meta.url.includes('/dist/e2e/') ? '../../bin/dutybook' : '../bin/dutybook', import.meta.url))

export type Environment = Readonly<Record<string, string>>

const STEERING = ['DATABASE_URL', 'DATA_DIR', 'DUTYBOOK_MASTER_KEY_FILE', 'NODE_OPTIONS']

/** Nothing of what surrounds us steers the product, but for what is given. */
function surroundings(given: Environment): NodeJS.ProcessEnv {
  const rest = Object.entries(process.env).filter(([name]) => !STEERING.includes(name))
  return { ...Object.fromEntries(rest), ...given }
}

export interface Ended {
  readonly status: number | null
  readonly out: string
  readonly err: string
}

/** Starts the product; `prefix` is a program that starts it in turn, such as one that lies about the time. */
export function start(words: readonly string[], given: Environment = {}, prefix: readonly string[] = []): ChildProcessByStdio<Writable, Readable, Readable> {
  const [program, ...before] = [...prefix, process.execPath]
  const child = spawn(program, [...before, BINARY, ...words, '--lang', 'en'], { env: surroundings(given), stdio: ['pipe', 'pipe', 'pipe'] })
  child.stdin.on('error', () => undefined) // it may end before it has read everything
  return child
}

/** Runs the product to its end. */
export async function run(
  words: readonly string[],
  { input = '', given = {}, prefix = [] }: { readonly input?: string | Uint8Array; readonly given?: Environment; readonly prefix?: readonly string[] } = {},
): Promise<Ended> {
  const child = start(words, given, prefix)
  const texts: { readonly out: Buffer[]; readonly err: Buffer[] } = { out: [], err: [] }
  child.stdout.on('data', (chunk: Buffer) => void texts.out.push(chunk))
  child.stderr.on('data', (chunk: Buffer) => void texts.err.push(chunk))
  child.stdin.end(input)
  const status = await new Promise<number | null>((resolve, reject) => void child.on('error', reject).on('close', resolve))
  return { status, out: Buffer.concat(texts.out).toString(), err: Buffer.concat(texts.err).toString() }
}

export const Receipt = z.strictObject({ index: z.int(), leafHash: z.string(), treeSize: z.int(), rootHash: z.string() })
export type Receipt = z.infer<typeof Receipt>

export const Read = z.object({ index: z.int(), stream: z.string(), version: z.int(), id: z.string(), leafHash: z.string(), content: z.unknown().optional() })
export type Read = z.infer<typeof Read>

/** Each whole line as what it should be. What stands behind the last line break was never said. */
export function linesOf<Kind>(text: string, kind: z.ZodType<Kind>): readonly Kind[] {
  return text
    .split('\n')
    .slice(0, -1)
    .map((line) => kind.parse(JSON.parse(line)))
}

export interface Line {
  readonly id: string
  readonly text: string
}

/** `journal append` with somebody at its pipe: hands over lines, and notes each receipt beside its line. */
export class Writer {
  readonly stream: string
  readonly sent: Line[] = []
  readonly receipts: Receipt[] = []
  readonly ended: Promise<number | null>
  readonly #child: ReturnType<typeof start>
  #said = ''
  #complaint = ''
  #waiting: (() => void)[] = []

  constructor(folder: string, stream: string, given: Environment = {}, prefix: readonly string[] = []) {
    this.stream = stream
    this.#child = start(['journal', 'append', '--data', folder, '--stream', stream], given, prefix)
    this.#child.stdout.setEncoding('utf8').on('data', (text: string) => {
      this.#said += text
      this.receipts.push(...linesOf(this.#said, Receipt))
      this.#said = this.#said.slice(this.#said.lastIndexOf('\n') + 1)
      this.#told()
    })
    this.#child.stderr.setEncoding('utf8').on('data', (text: string) => (this.#complaint += text))
    this.ended = new Promise((resolve) => {
      this.#child.on('close', (status) => {
        resolve(status)
        this.#told()
      })
    })
  }

  #told(): void {
    for (const resume of this.#waiting.splice(0)) resume()
  }

  get pid(): number | undefined {
    return this.#child.pid
  }

  get hasEnded(): boolean {
    return this.#child.exitCode !== null || this.#child.signalCode !== null
  }

  /** What it wrote for people. */
  get complaint(): string {
    return this.#complaint
  }

  send(line: Line): void {
    this.sent.push(line)
    this.#child.stdin.write(`${line.text}\n`)
  }

  /** Waits until `count` lines are acknowledged; false when the process ends before that. */
  async acknowledged(count: number): Promise<boolean> {
    while (this.receipts.length < count) {
      if (this.hasEnded) return false
      await new Promise<void>((resolve) => void this.#waiting.push(resolve))
    }
    return true
  }

  /** Hands over lines without end, `depth` of them unanswered at a time, until the process ends or `stop` says so. */
  async flood(next: () => Line, depth: number, stop: () => boolean): Promise<void> {
    while (!this.hasEnded && !stop()) {
      while (this.sent.length - this.receipts.length < depth) this.send(next())
      if (!(await this.acknowledged(this.sent.length - depth + 1))) return
    }
  }

  /** Lines of which it is not known whether they were recorded. */
  get unknown(): readonly Line[] {
    return this.sent.slice(this.receipts.length)
  }

  kill(): void {
    this.#child.kill('SIGKILL')
  }

  /** Ends its input, and waits for its end. */
  async close(): Promise<number | null> {
    this.#child.stdin.end()
    return this.ended
  }
}
