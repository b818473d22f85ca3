import { createHash, type Hash } from 'node:crypto'
import { Readable, Transform, type TransformCallback } from 'node:stream'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Party } from '#journal/party.ts'
import { inParty } from '#journal/sql.ts'
import { accessKeyOf, openSecret, sealSecret } from '../access/key.ts'
import type { Office } from '../office.ts'
import { sendProblem } from '../problem.ts'
import type { Asking } from './counter.ts'

/** How a request names itself. */
export const RequestName = z.string().regex(/^[\x21-\x7e]{1,200}$/)
const HEADER = 'idempotency-key'

/** The header, for the description of the API. */
export const NAMED = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  schema: { type: 'string', pattern: '^[\\x21-\\x7e]{1,200}$' },
  description: 'The same key with the same request is done once and answered the same: for a command for ever, for anything else for a day',
} as const
export const NAME_TAKEN = 'the idempotency key was used for another request, or nobody can tell whether that one was done'

/** How long a name stands for what was done under it, in milliseconds. */
const KEPT = 86_400_000

/** What is kept of a request: `under-way` from when it is taken until it is answered, and for good where nobody can tell whether it was done. */
const Kept = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('under-way') }),
  z.object({ kind: z.literal('answered'), status: z.int(), type: z.string().nullable(), sealed: z.base64() }),
  z.object({ kind: z.literal('accepted') }), // a command's, which is answered by its own digest only
])

/** Digests a body as it passes to whoever reads it. */
class Passing extends Transform {
  /** The framework holds it against the length that was announced. */
  receivedEncodedLength = 0
  readonly #hash: Hash = createHash('sha256')

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.#hash.update(chunk)
    this.receivedEncodedLength += chunk.length
    done(null, chunk)
  }

  /** Of what the request asks: where, with which bytes, under which file name. */
  digestOf({ method, url, headers }: FastifyRequest): Buffer {
    const asked = [method, url, headers['x-file-name'] ?? null, this.#hash.copy().digest('hex')]
    return createHash('sha256').update(JSON.stringify(asked)).digest()
  }
}

const bodies = new WeakMap<FastifyRequest, Passing>()
/** Requests under way that have taken their name. */
const taken = new WeakMap<FastifyRequest, { readonly party: Party; readonly name: string }>()

/** Bodies of requests that name themselves are digested as they come; what is done is kept before it is answered, what is refused frees the name. */
export function keepNamed(app: FastifyInstance, { clock, database }: Office): void {
  app.addHook('preParsing', (request, _reply, payload, done) => {
    if (request.method !== 'POST' || request.headers[HEADER] === undefined) return done(null, payload)
    const passing = new Passing()
    bodies.set(request, passing)
    payload.on('error', (error: Error) => passing.destroy(error))
    done(null, payload.pipe(passing))
  })

  app.addHook('onSend', async (request, reply, payload) => {
    const under = taken.get(request)
    const passing = bodies.get(request)
    taken.delete(request) // a fault in keeping the answer is answered as well
    if (under === undefined || passing === undefined || reply.statusCode >= 500) return payload
    const { party, name } = under
    await inParty(database.app, party, async (sql) => {
      // What was refused frees its name; so does what is only read, such as a bundle that is sent as it is made.
      const isRead = payload instanceof Readable
      if (reply.statusCode >= 400 || isRead) return sql.query({ text: 'delete from office.answer where party = $1 and name = $2', values: [party, name] })
      const key = await accessKeyOf(sql, database.secrets.master, party, clock())
      const bytes = Buffer.from(typeof payload === 'string' || Buffer.isBuffer(payload) ? payload : '')
      const type = reply.getHeader('content-type')
      const kept: z.input<typeof Kept> = {
        kind: 'answered',
        status: reply.statusCode,
        type: typeof type === 'string' ? type : null,
        sealed: sealSecret(key, 'answer', name, bytes).toString('base64'),
      }
      return sql.query({
        text: 'update office.answer set digest = $3, answer = $4 where party = $1 and name = $2',
        values: [party, name, passing.digestOf(request), JSON.stringify(kept)],
      })
    })
    return payload
  })
}

/**
 * Takes a request's name for it, where it has one. True where the work is to be done; otherwise the request has been answered: as it was the first time,
 * or that its name stands for something else, or that the first is under way or was cut off, so that nobody can tell whether it was done.
 */
export async function isFirst({ clock, database }: Office, { id, person }: Asking, request: FastifyRequest, reply: FastifyReply): Promise<boolean> {
  const passing = bodies.get(request)
  if (passing === undefined) return true
  const given = RequestName.safeParse(request.headers[HEADER])
  if (!given.success) {
    sendProblem(request, reply, 'idempotency-key-malformed')
    return false
  }
  const name = `${person.person} ${given.data}`
  const found = await inParty(database.app, id, async (sql) => {
    const now = clock()
    await sql.query({ text: "delete from office.answer where party = $1 and given < $2 and answer ->> 'kind' <> 'accepted'", values: [id, now - KEPT] })
    const { rowCount } = await sql.query({
      text: `insert into office.answer (party, name, digest, answer, given) values ($1, $2, $3, '{"kind":"under-way"}', $4) on conflict do nothing`,
      values: [id, name, passing.digestOf(request), now],
    })
    if (rowCount === 1) return undefined
    const { rows } = await sql.query<{ digest: Buffer; answer: unknown }>({
      text: 'select digest, answer from office.answer where party = $1 and name = $2',
      values: [id, name],
    })
    return {
      digest: rows[0]?.digest,
      kept: Kept.parse(rows[0]?.answer ?? { kind: 'under-way' }),
      key: await accessKeyOf(sql, database.secrets.master, id, now),
    }
  })
  if (found === undefined) {
    taken.set(request, { party: id, name })
    return true
  }
  const { digest, kept, key } = found
  // A file that comes again is read to its end, and not kept.
  if (request.body instanceof Readable) for await (const _ of request.body);
  if (kept.kind === 'under-way') sendProblem(request, reply, 'idempotency-key-unsettled')
  else if (kept.kind === 'accepted' || digest?.equals(passing.digestOf(request)) !== true) sendProblem(request, reply, 'idempotency-key-reused')
  else {
    const bytes = openSecret(key, 'answer', name, Buffer.from(kept.sealed, 'base64'))
    if (kept.type !== null) reply.type(kept.type)
    reply
      .code(kept.status)
      .serializer(String)
      .send(kept.status === 204 ? undefined : bytes.toString())
  }
  return false
}
