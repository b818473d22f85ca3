import { randomUUID } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { inParty } from '#journal/sql.ts'
import { accessKeyOf } from '../access/key.ts'
import { powerMissing } from '../access/people.ts'
import type { Site } from '../access/reception.ts'
import { noticeOperations, WebhookForm } from '../contract/notice.ts'
import { routeOf } from '../contract/operation.ts'
import { lookAgain } from '../notice/look.ts'
import { deliverAgain, deliveriesOf, putOutParcels } from '../notice/parcel.ts'
import { noticeRefusal } from '../notice/refusal.ts'
import { createWebhook, endWebhook, MOST_WEBHOOKS, webhooksOf } from '../notice/webhook.ts'
import type { Office } from '../office.ts'
import { sendProblem } from '../problem.ts'
import { counterOf, sendRefusal, type Asking } from './counter.ts'

const Path = z.object({ webhook: z.uuid(), delivery: z.uuid().optional() })

/** Programs of the party's own that are called for every notice: the system administrator's. */
export function webhookRoutes(app: FastifyInstance, office: Office, site?: Site): void {
  const { clock, database } = office
  const pool = database.app
  const { asking, note } = counterOf(office, site)

  /** For the system administrator; `webhook` and `delivery` of the path, where it has them, are ids. */
  function administering(
    work: (asking: Asking & { readonly webhook: string; readonly delivery: string }, request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>,
  ) {
    return asking(async (by, request, reply) => {
      const refused = powerMissing(by, 'system-administrator')
      if (refused !== undefined) {
        await note(by.id, 'access.refused', by.person, { route: request.routeOptions.url, code: refused.refusal.code })
        return sendRefusal(request, reply, refused.refusal)
      }
      const path = Path.partial().safeParse(request.params)
      if (!path.success) return sendProblem(request, reply, 'not-found')
      return work({ ...by, webhook: path.data.webhook ?? '', delivery: path.data.delivery ?? '' }, request, reply)
    })
  }

  app.get(
    routeOf(noticeOperations.webhooks),
    administering(async ({ id }, _request, reply) => reply.send({ webhooks: await inParty(pool, id, (sql) => webhooksOf(sql, id), { readOnly: true }) })),
  )

  app.post(
    routeOf(noticeOperations.createWebhook),
    administering(async ({ id, person }, request, reply) => {
      const form = WebhookForm.safeParse(request.body)
      if (!form.success) return sendRefusal(request, reply, noticeRefusal('webhook.address-malformed').refusal)
      const made = await inParty(pool, id, async (sql) => {
        if ((await webhooksOf(sql, id)).length >= MOST_WEBHOOKS) return undefined
        const now = clock()
        const key = await accessKeyOf(sql, database.secrets.master, id, now)
        await lookAgain(sql, id)
        return createWebhook(sql, id, { url: form.data.url, key, now })
      })
      if (made === undefined) return sendRefusal(request, reply, noticeRefusal('webhook.too-many', { most: MOST_WEBHOOKS }).refusal)
      await note(id, 'webhook.created', person, { webhook: made.webhook, origin: new URL(made.url).origin })
      return reply.code(201).send(made)
    }),
  )

  app.delete(
    routeOf(noticeOperations.endWebhook),
    administering(async ({ id, person, webhook }, request, reply) => {
      if (!(await inParty(pool, id, (sql) => endWebhook(sql, id, webhook, clock())))) return sendProblem(request, reply, 'not-found')
      await note(id, 'webhook.ended', person, { webhook })
      return reply.code(204).send()
    }),
  )

  app.get(
    routeOf(noticeOperations.deliveries),
    administering(async ({ id, webhook }, _request, reply) =>
      reply.send({ deliveries: await inParty(pool, id, (sql) => deliveriesOf(sql, id, webhook), { readOnly: true }) }),
    ),
  )

  app.post(
    routeOf(noticeOperations.testWebhook),
    administering(async ({ id, webhook }, request, reply) => {
      const delivery = randomUUID()
      const queued = await inParty(pool, id, async (sql) => {
        if (!(await webhooksOf(sql, id)).some((each) => each.webhook === webhook)) return false
        await putOutParcels(sql, id, [{ parcel: delivery, channel: 'webhook', recipient: webhook, kind: 'test' }], clock())
        return true
      })
      return queued ? reply.code(202).send({ delivery }) : sendProblem(request, reply, 'not-found')
    }),
  )

  app.post(
    routeOf(noticeOperations.deliverAgain),
    administering(async ({ id, webhook, delivery }, request, reply) => {
      const queued = await inParty(pool, id, (sql) => deliverAgain(sql, id, webhook, delivery, clock()))
      return queued ? reply.code(202).send({ delivery }) : sendProblem(request, reply, 'not-found')
    }),
  )
}
