import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import type { Party as PartyId } from '#journal/party.ts'
import { inParty } from '#journal/sql.ts'
import type { Party } from '#procedures/party.ts'
import type { Site } from '../access/reception.ts'
import { DelegateForm, HoldingForm, NameForm, noticeOperations, type Colleagues, type Owners } from '../contract/notice.ts'
import { routeOf } from '../contract/operation.ts'
import type { Office } from '../office.ts'
import { delegate, nameOwner, releaseOwner, takeBack, type Settled } from '../owner/naming.ts'
import { holdingsOf, shownHolding } from '../owner/owner.ts'
import { peopleOf, type Person } from '../person.ts'
import { sendProblem } from '../problem.ts'
import { counterOf, sendRefusal } from './counter.ts'

interface Doing {
  readonly id: PartyId
  readonly party: Party
  readonly person: Person
}

/** Who answers for which duty: read by everybody of the party, said by those who lead and by the owner. */
export function ownerRoutes(app: FastifyInstance, office: Office, site?: Site): void {
  const { database } = office
  const { asking, note } = counterOf(office, site)

  app.get(
    routeOf(noticeOperations.owners),
    asking(async ({ id }, _request, reply) => {
      const holdings = await inParty(database.app, id, (sql) => holdingsOf(sql, id), { readOnly: true })
      const answer: Owners = {
        owners: holdings.map(shownHolding),
      }
      return reply.send(answer)
    }),
  )

  app.get(
    routeOf(noticeOperations.colleagues),
    asking(async ({ id }, _request, reply) => {
      const people = await inParty(database.app, id, (sql) => peopleOf(sql, id), { readOnly: true })
      const answer: Colleagues = { people: people.flatMap(({ active, person, name, roles }) => (active ? [{ person, name, roles }] : [])) }
      return reply.send(answer)
    }),
  )

  function settling<Form extends z.ZodType>(form: Form, work: (office: Office, doing: Doing, given: z.infer<Form>) => Promise<Settled>) {
    return asking(async ({ id, party, person }, request: FastifyRequest, reply: FastifyReply) => {
      const given = form.safeParse(request.body)
      if (!given.success) return sendProblem(request, reply, 'request-malformed')
      const settled = await work(office, { id, party, person }, given.data)
      if (settled.kind === 'done') return reply.code(204).send()
      if (settled.refusal.sort === 'forbidden') await note(id, 'access.refused', person, { route: request.routeOptions.url, code: settled.refusal.code })
      return sendRefusal(request, reply, settled.refusal)
    })
  }

  app.post(routeOf(noticeOperations.nameOwner), settling(NameForm, nameOwner))
  app.post(routeOf(noticeOperations.releaseOwner), settling(HoldingForm, releaseOwner))
  app.post(routeOf(noticeOperations.delegate), settling(DelegateForm, delegate))
  app.post(routeOf(noticeOperations.takeBack), settling(HoldingForm, takeBack))
}
