import type { FastifyInstance } from 'fastify'
import { inParty } from '#journal/sql.ts'
import { instant, printInstant } from '#law/instant.ts'
import type { Site } from '../access/reception.ts'
import { hasFounded, registerAnother } from '../access/registration.ts'
import { routeOf } from '../contract/operation.ts'
import { partyOperations, RegistrationForm } from '../contract/party.ts'
import type { Office } from '../office.ts'
import { allParties } from '../party.ts'
import { sendProblem } from '../problem.ts'
import { counterOf, sendRefusal } from './counter.ts'

/** Who else keeps a journal here, and how a further party comes to. */
export function partyRoutes(app: FastifyInstance, office: Office, site: Site | undefined): void {
  const { database } = office
  const { asking, note } = counterOf(office, site)

  app.get(
    routeOf(partyOperations.parties),
    asking(async ({ id, person }, _request, reply) => {
      const parties = (await allParties(database.keeper)).map((party) => ({
        party: party.id,
        kind: party.kind,
        name: party.name,
        region: party.region,
        remit: party.kind === 'department' ? party.remit : null,
        level: party.kind === 'department' ? party.level : null,
      }))
      const administers = person.roles.includes('system-administrator')
      const registers = administers && (await inParty(database.app, id, (sql) => hasFounded(sql, id), { readOnly: true }))
      return reply.send({ parties, registers })
    }),
  )

  app.post(
    routeOf(partyOperations.registerParty),
    asking(async ({ id, party, person }, request, reply) => {
      const given = RegistrationForm.safeParse(request.body ?? {})
      if (!given.success) return sendProblem(request, reply, 'request-malformed')
      const done = await registerAnother(office, { id, party, person }, given.data)
      if (done.kind === 'refused') {
        if (done.refusal.sort === 'forbidden') await note(id, 'access.refused', person, { route: request.routeOptions.url, code: done.refusal.code })
        return sendRefusal(request, reply, done.refusal)
      }
      const { party: made, person: administrator, account, text, expires } = done
      return reply.code(201).send({ party: made, person: administrator, account, text, expires: printInstant(instant(expires)) })
    }),
  )
}
