import rateLimit from '@fastify/rate-limit'
import Fastify, { type FastifyInstance } from 'fastify'
import type { WitnessRefusal } from '#journal/witness.ts'
import { codeOf } from '../database/postgres-trouble.ts'
import type { Judged, Witness } from './witness.ts'
import { WitnessError } from './trouble.ts'

/** 63 hashes and a note with a hundred signatures, post-quantum ones among them, stay below. */
const MOST = 524_288 // bytes

/** C2SP tlog-witness. */
const STATUS = {
  malformed: 400,
  'old-size-beyond': 400,
  'signature-missing': 403,
  'origin-unknown': 404,
  'old-size-wrong': 409,
  'root-differs': 409,
  'proof-wrong': 422,
} satisfies Record<WitnessRefusal['code'], number>

/** Read by programs and by whoever runs the log. */
const WORDS = {
  malformed: 'not a submission',
  'old-size-beyond': 'the old size is larger than the size of the checkpoint',
  'signature-missing': 'no key that is known for this origin has signed the checkpoint',
  'origin-unknown': 'this log is not watched here',
  'proof-wrong': 'the proof of consistency does not hold',
} satisfies Partial<Record<WitnessRefusal['code'], string>>

export interface WitnessAppOptions {
  readonly witness: Witness
  /** Told of each submission: the log's origin, never who sent it. */
  readonly tell: (judged: Judged) => void
  /** Told of what went wrong on our side. */
  readonly fault: (error: unknown) => void
  /** Requests a minute from one address. */
  readonly perMinute?: number
}

/** `POST /add-checkpoint` (C2SP tlog-witness). */
export async function witnessApp({ witness, tell, fault, perMinute = 600 }: WitnessAppOptions): Promise<FastifyInstance> {
  const app = Fastify({ logger: false, bodyLimit: MOST, requestTimeout: 30_000, keepAliveTimeout: 72_000, forceCloseConnections: 'idle' })
  await app.register(rateLimit, { max: perMinute, timeWindow: 60_000 })
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
  app.setNotFoundHandler((_request, reply) => reply.code(404).type('text/plain; charset=utf-8').send('only POST /add-checkpoint is answered here\n'))
  app.setErrorHandler((error, _request, reply) => {
    const status = statusOf(error)
    if (status >= 500) fault(error)
    const words =
      status < 500 ? (error instanceof Error ? error.message : 'not a submission') : error instanceof WitnessError ? error.message : 'a fault of this witness'
    return reply.code(status).type('text/plain; charset=utf-8').send(`${words}\n`)
  })
  app.post('/add-checkpoint', async (request, reply) => {
    const judged = await witness.judge(request.body instanceof Buffer ? request.body : Buffer.alloc(0))
    tell(judged)
    if (judged.kind === 'cosigned') return reply.code(200).type('text/plain; charset=utf-8').send(judged.line)
    const { refusal } = judged
    reply.code(STATUS[refusal.code])
    if ('size' in refusal) return reply.type('text/x.tlog.size').serializer(String).send(`${refusal.size}\n`)
    const why = 'why' in refusal ? `: ${refusal.why}` : ''
    return reply.type('text/plain; charset=utf-8').send(`${WORDS[refusal.code]}${why}\n`)
  })
  return app
}

/** The framework's own refusals carry a status; anything else is a fault. */
function statusOf(error: unknown): number {
  if (error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number') return error.statusCode
  return codeOf(error) === 'ENOSPC' ? 507 : 500
}
