import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { inParty } from '#journal/sql.ts'
import { readEntries } from '#journal/stream.ts'
import { PERSON_ROLES } from '#procedures/access.ts'
import type { Refused } from '#procedures/refusal.ts'
import { changeRoles, deactivate, endSessionsOfPerson, invite, inviteAgain, powerMissing, reactivate, unlock, type Doing } from '../access/people.ts'
import type { Reception } from '../access/reception.ts'
import { ACCESS } from '../access/record.ts'
import type { Office } from '../office.ts'
import { NewPerson, peopleOf } from '../person.ts'
import { sendProblem } from '../problem.ts'
import { kindWords } from '../record-book/kind.ts'
import { counterOf, sendRefusal } from './counter.ts'

const Whom = z.object({ person: z.string().optional() })

export const InviteForm = z.strictObject({ ...NewPerson.shape, account: z.string().max(200) })
export const RolesForm = z.strictObject({ roles: z.array(z.enum(PERSON_ROLES)).min(1) })
/** Who takes on what somebody who leaves owns; needed where they own anything. */
export const DeactivateForm = z.strictObject({ successor: z.uuid().optional() })
const Empty = z.unknown()
/** Entries of the access record in one answer. */
const PAGE = 500
const From = z.object({ from: z.coerce.number().int().min(0).optional().catch(undefined) })

/** What administrators do with the people of their party, each within their own power. */
export function peopleRoutes(app: FastifyInstance, office: Office, { site }: Reception): void {
  const { database } = office
  const { asking, note } = counterOf(office, site)
  const words = kindWords(office.catalogue)

  async function sendRefused(doing: Doing, request: FastifyRequest, reply: FastifyReply, { refusal }: Refused): Promise<FastifyReply> {
    if (refusal.sort === 'forbidden') await note(doing.id, 'access.refused', doing.person, { route: request.routeOptions.url, code: refusal.code })
    return sendRefusal(request, reply, refusal)
  }

  /** A form about one person, or about nobody yet. What is done is answered with 200, with 201 where there is a link, or with nothing to say. */
  function administering<Form extends z.ZodType>(
    form: Form,
    work: (doing: Doing, given: z.infer<Form>, person: string) => Promise<Refused | { readonly kind: 'done' } | { readonly kind: 'invited' | 'returned' }>,
  ) {
    return asking(async ({ id, party, person }, request, reply) => {
      const doing = { id, party, person }
      const given = form.safeParse(request.body ?? {})
      if (!given.success) return sendProblem(request, reply, 'request-malformed')
      const { person: whom } = Whom.parse(request.params)
      if (whom !== undefined && !z.uuid().safeParse(whom).success) return sendProblem(request, reply, 'not-found')
      const done = await work(doing, given.data, whom ?? '')
      if (done.kind === 'refused') return sendRefused(doing, request, reply, done)
      return done.kind === 'done' ? reply.code(204).send() : reply.code(201).send(done)
    })
  }

  app.get(
    '/api/people',
    asking(async ({ id, party, person }, request, reply) => {
      const doing = { id, party, person }
      const refused = powerMissing(doing, 'system-administrator', 'security-administrator', 'audit-administrator')
      if (refused !== undefined) return sendRefused(doing, request, reply, refused)
      return reply.send({ people: await inParty(database.app, id, (sql) => peopleOf(sql, id), { readOnly: true }) })
    }),
  )

  app.post(
    '/api/people',
    administering(InviteForm, (doing, given) => invite(office, doing, given)),
  )
  app.post(
    '/api/people/:person/invitation',
    administering(Empty, (doing, _given, person) => inviteAgain(office, doing, person)),
  )
  app.post(
    '/api/people/:person/roles',
    administering(RolesForm, (doing, { roles }, person) => changeRoles(office, doing, person, roles)),
  )
  app.post(
    '/api/people/:person/deactivate',
    administering(DeactivateForm, (doing, { successor }, person) => deactivate(office, doing, person, successor)),
  )
  app.post(
    '/api/people/:person/reactivate',
    administering(Empty, (doing, _given, person) => reactivate(office, doing, person)),
  )
  app.post(
    '/api/people/:person/unlock',
    administering(Empty, (doing, _given, person) => unlock(office, doing, person)),
  )
  app.post(
    '/api/people/:person/end-sessions',
    administering(Empty, (doing, _given, person) => endSessionsOfPerson(office, doing, person)),
  )

  app.get(
    '/api/access-record',
    asking(async ({ id, party, person }, request, reply) => {
      const doing = { id, party, person }
      const refused = powerMissing(doing, 'audit-administrator')
      if (refused !== undefined) return sendRefused(doing, request, reply, refused)
      const { from = 0 } = From.parse(request.query)
      const entries: unknown[] = []
      for await (const { entry, content } of readEntries(database.app, database.secrets.master, id, { by: 'stream', stream: ACCESS, from })) {
        const { version, index, kind, occurred } = entry
        entries.push({
          version,
          index,
          kind,
          title: words.get(kind) ?? { zh: kind, en: kind },
          occurred,
          what: content === undefined ? null : z.unknown().parse(JSON.parse(new TextDecoder().decode(content.bytes))),
        })
        if (entries.length === PAGE) break
      }
      return reply.send({ entries, next: entries.length === PAGE ? from + PAGE : null })
    }),
  )
}
