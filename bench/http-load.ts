import { connect } from 'node:net'
import { parentPort, Worker, workerData } from 'node:worker_threads'
import { z } from 'zod'
import { INCIDENT } from './incident.ts'

/**
 * Requests over HTTP from many connections, each waiting for its answer before it asks again: in a thread of its own, and on bare sockets, so that
 * asking costs little beside answering.
 */
const Load = z.object({
  port: z.int(),
  connections: z.int().positive(),
  ms: z.number().positive(),
  token: z.string(),
  /** Names what this run makes, so that no two runs make the same. */
  run: z.string(),
})
export type Load = z.infer<typeof Load>

const Loaded = z.object({ answers: z.int(), ms: z.number(), p50: z.number(), p99: z.number(), wrong: z.array(z.string()) })
type Loaded = z.infer<typeof Loaded>

/** Each connection goes through one incident after the other. */
const STEPS = INCIDENT.map((step) => JSON.stringify(step))

export async function underLoad(load: Load): Promise<Loaded> {
  const worker = new Worker(new URL(import.meta.url), { workerData: load })
  return new Promise((resolve, reject) => {
    worker.once('message', (message: unknown) => resolve(Loaded.parse(message))).once('error', reject)
  })
}

/** One connection, until its time is over. */
async function ask({ port, token, run, ms }: Load, connection: number, start: number, waits: number[], wrong: string[]): Promise<void> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true })
  let heard = Buffer.alloc(0)
  let wake: () => void = () => undefined
  socket.on('data', (chunk) => {
    heard = heard.length === 0 ? chunk : Buffer.concat([heard, chunk])
    wake()
  })
  await new Promise<void>((resolve, reject) => void socket.once('connect', resolve).once('error', reject))
  for (let turn = 0; performance.now() - start < ms; turn++) {
    const body = STEPS[turn % STEPS.length] ?? ''
    const matter = `${run}-${connection}-${Math.floor(turn / STEPS.length)}`
    const asked = performance.now()
    socket.write(
      `POST /api/matters/incident/${matter} HTTP/1.1\r\nhost: 127.0.0.1\r\nauthorization: Bearer ${token}\r\nidempotency-key: ${matter}-${turn}\r\n` +
        `content-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
    )
    let answer = answerIn(heard)
    while (answer === undefined) {
      await new Promise<void>((resolve) => (wake = resolve))
      answer = answerIn(heard)
    }
    waits.push(performance.now() - asked)
    if (answer.status !== 201) wrong.push(heard.subarray(0, answer.length).toString())
    heard = heard.subarray(answer.length)
  }
  socket.destroy()
}

/** The whole answer at the beginning of what was heard, once it is there. */
function answerIn(heard: Buffer): { readonly status: number; readonly length: number } | undefined {
  const end = heard.indexOf('\r\n\r\n')
  if (end < 0) return undefined
  const head = heard.toString('latin1', 0, end)
  const length = end + 4 + Number(/\r\ncontent-length: (\d+)/i.exec(head)?.[1] ?? 0)
  return heard.length < length ? undefined : { status: Number(head.slice(9, 12)), length }
}

async function main(load: Load): Promise<Loaded> {
  const waits: number[] = []
  const wrong: string[] = []
  const start = performance.now()
  await Promise.all(Array.from({ length: load.connections }, (_, connection) => ask(load, connection, start, waits, wrong)))
  const ms = performance.now() - start
  waits.sort((one, other) => one - other)
  const at = (share: number): number => waits[Math.floor(waits.length * share)] ?? Number.NaN
  return { answers: waits.length, ms, p50: at(0.5), p99: at(0.99), wrong: wrong.slice(0, 3) }
}

if (parentPort !== null) parentPort.postMessage(await main(Load.parse(workerData)), [])
