import type { FastifyInstance } from 'fastify'
import { inParty } from '#journal/sql.ts'
import type { Site } from '../access/reception.ts'
import { InboxQuery, noticeOperations, ReadForm } from '../contract/notice.ts'
import { routeOf } from '../contract/operation.ts'
import { markRead, readInbox } from '../notice/inbox.ts'
import type { Office } from '../office.ts'
import { sendProblem } from '../problem.ts'
import { counterOf } from './counter.ts'

/** A person's own inbox: nobody reads another's. */
export function inboxRoutes(app: FastifyInstance, office: Office, site?: Site): void {
  const { catalogue, clock, database } = office
  const { asking } = counterOf(office, site)

  app.get(
    routeOf(noticeOperations.inbox),
    asking(async ({ id, person }, request, reply) => {
      const asked = InboxQuery.safeParse(request.query)
      if (!asked.success) return sendProblem(request, reply, 'request-malformed')
      const { unread, before } = asked.data
      const wish = { catalogue, unread: unread === 'true', before }
      return reply.send(await inParty(database.app, id, (sql) => readInbox(sql, id, person.person, wish), { readOnly: true }))
    }),
  )

  app.post(
    routeOf(noticeOperations.markRead),
    asking(async ({ id, person }, request, reply) => {
      const which = ReadForm.safeParse(request.body)
      if (!which.success) return sendProblem(request, reply, 'request-malformed')
      return reply.send({ unread: await inParty(database.app, id, (sql) => markRead(sql, id, person.person, which.data, clock())) })
    }),
  )
}
