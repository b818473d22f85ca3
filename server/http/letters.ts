import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { inParty } from '#journal/sql.ts'
import type { Text } from '#law/text.ts'
import { PERSON_ROLE_WORDS } from '#procedures/access.ts'
import { frameRefusals, refuser } from '#procedures/refusal.ts'
import type { Office } from '../office.ts'
import { sendProblem } from '../problem.ts'
import { Correspondent, correspondentsOf, keepCorrespondents } from '../letter/correspondent.ts'
import { MOST_ENVELOPE } from '../letter/envelope.ts'
import { readBox } from '../letter/box.ts'
import { sendAgain } from '../letter/outbox.ts'
import { receiveLetter } from '../letter/reception.ts'
import { LETTER_KEEPERS } from '../letter/telling.ts'
import type { Site } from '../access/reception.ts'
import { counterOf, sendRefusal, type Asking } from './counter.ts'

const Place = z.object({ id: z.string().regex(/^(0|[1-9]\d{0,15})$/) })

/** Letters a minute from one address: each costs a dozen signatures and hashes before it is known to be worth nothing. */
const LETTERS_A_MINUTE = 120

const refuse = refuser(frameRefusals)
const KEEP: Text = { zh: '管理公文收发', en: 'Manage letters' }

const Box = z.object({ box: z.enum(['out', 'in', 'dead']) })
const Directory = z.strictObject({
  correspondents: z
    .array(Correspondent)
    .max(1000)
    .refine((list) => new Set(list.map(({ party }) => party)).size === list.length, 'a party stands twice'),
})

/** Letters from other installations, and what a party's people may ask of their traffic. */
export function letterRoutes(app: FastifyInstance, office: Office, site?: Site): void {
  const { clock, database } = office
  const pool = database.app
  const { asking, note } = counterOf(office, site)

  function keeping(work: (asking: Asking, request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>) {
    return asking(async (by, request, reply) => {
      if (by.person.roles.some((role) => LETTER_KEEPERS.includes(role))) return work(by, request, reply)
      const { refusal } = refuse('frame.forbidden', { command: KEEP, roles: LETTER_KEEPERS.map((role) => PERSON_ROLE_WORDS[role]) })
      await note(by.id, 'access.refused', by.person, { route: request.routeOptions.url ?? '', code: refusal.code })
      return sendRefusal(request, reply, refusal)
    })
  }

  // Nobody is signed in here: the letter itself says who sends it, and is believed only as far as its signature.
  app.post('/letters', { bodyLimit: MOST_ENVELOPE, config: { rateLimit: { max: LETTERS_A_MINUTE, timeWindow: 60_000 } } }, async (request, reply) => {
    reply.header('cache-control', 'no-store')
    if (typeof request.body !== 'string') return sendProblem(request, reply, 'letter-malformed')
    const answer = await receiveLetter(office, request.body)
    return answer.kind === 'received' ? reply.send(answer) : sendProblem(request, reply, answer.code)
  })

  app.get(
    '/api/letters',
    asking(async ({ id }, request, reply) => {
      const asked = Box.safeParse(request.query)
      if (!asked.success) return sendProblem(request, reply, 'request-malformed')
      const { box } = asked.data
      return reply.send({ box, letters: await readBox(office, id, box) })
    }),
  )

  app.post(
    '/api/letters/:id/again',
    keeping(async ({ id, person }, request, reply) => {
      const entry = Place.safeParse(request.params)
      if (!entry.success) return sendProblem(request, reply, 'not-found')
      const place = Number(entry.data.id)
      const queued = await inParty(pool, id, (sql) => sendAgain(sql, id, place, clock()))
      if (!queued) return sendProblem(request, reply, 'letter-not-dead')
      await note(id, 'letter.sent-again', person, { entry: place })
      return reply.send({ kind: 'queued', id: entry.data.id })
    }),
  )

  app.get(
    '/api/correspondents',
    asking(async ({ id }, _request, reply) => reply.send({ correspondents: await inParty(pool, id, (sql) => correspondentsOf(sql, id), { readOnly: true }) })),
  )

  app.put(
    '/api/correspondents',
    keeping(async ({ id, person }, request, reply) => {
      const directory = Directory.safeParse(request.body)
      if (!directory.success) {
        const problems = directory.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
        const words = problems.map((words) => ({ zh: words, en: words }))
        return sendRefusal(request, reply, refuse('frame.unusable', { problems: words }).refusal)
      }
      const { correspondents } = directory.data
      await inParty(pool, id, (sql) => keepCorrespondents(sql, id, correspondents, clock()))
      await note(id, 'correspondents.changed', person, { correspondents: correspondents.map(({ party, base, key }) => ({ party, base, key })) })
      return reply.send({ correspondents })
    }),
  )
}
