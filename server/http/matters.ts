import type { FastifyInstance } from 'fastify'
import { keysOf } from '#journal/keyring.ts'
import { inParty } from '#journal/sql.ts'
import { headOf } from '#journal/tree.ts'
import { instant } from '#law/instant.ts'
import { openQuestions } from '#procedures/profile/question.ts'
import type { Site } from '../access/reception.ts'
import { LetterParams, matterOperations, MatterParams, type OpenQuestions } from '../contract/matter.ts'
import { routeOf } from '../contract/operation.ts'
import { contentOf, letterAt } from '../matter/letter.ts'
import { previewOf } from '../matter/preview.ts'
import type { Office } from '../office.ts'
import { sendProblem } from '../problem.ts'
import { MatterId } from '../record.ts'
import { readRows } from '../row.ts'
import { standingAt } from '../standing.ts'
import { counterOf, sendRefusal } from './counter.ts'
import { mayRead } from './desk.ts'

/** What is asked about matters besides the matters themselves: what a command would send, what a letter says, what is still unknown of the party. */
export function matterRoutes(app: FastifyInstance, office: Office, site?: Site): void {
  const { catalogue, clock, database, dispatch, statute } = office
  const { asking, note } = counterOf(office, site)

  app.post(
    routeOf(matterOperations.preview),
    asking(async ({ id, party, person }, request, reply) => {
      const place = MatterParams.parse(request.params)
      const procedure = catalogue.find((each) => each.id === place.procedure)
      if (procedure === undefined) return sendProblem(request, reply, 'not-found')
      const subject = MatterId.safeParse(procedure.of === 'party' ? id : place.subject)
      if (!subject.success) return sendProblem(request, reply, 'subject-malformed')
      const actor = { person: person.person, roles: person.roles }
      const preview = await previewOf(office, { id, party }, { procedure, subject: subject.data, command: request.body, actor })
      if (preview.kind === 'accepted') return reply.send(preview)
      const { refusal } = preview
      if (refusal.sort === 'forbidden') await note(id, 'access.refused', person, { procedure: procedure.id, subject: subject.data, code: refusal.code })
      return sendRefusal(request, reply, refusal)
    }),
  )

  app.get(
    routeOf(matterOperations.questions),
    asking(async ({ id, party }, _request, reply) => {
      const answer = await inParty(
        database.app,
        id,
        async (sql): Promise<OpenQuestions> => {
          const [begun] = await readRows(sql, id, 'party')
          const since = begun?.cells['since']
          const answered = (await readRows(sql, id, 'facts')).length
          if (typeof since !== 'string') return { since: null, answered, questions: [], roles: [] }
          const { frontier } = await headOf(sql, id)
          const keys = await keysOf(sql, database.secrets.master, id, 'payload')
          const { definitions, facts, roles } = standingAt(statute, await dispatch.book.upToDate(sql, keys, id, party, frontier.size), instant(clock()))
          return { since, answered, questions: openQuestions(definitions, facts).map((question) => ({ ...question })), roles: [...roles] }
        },
        { readOnly: true },
      )
      return reply.send(answer)
    }),
  )

  app.get(
    routeOf(matterOperations.letterContent),
    asking(async ({ id, person }, request, reply) => {
      const place = LetterParams.safeParse(request.params)
      const found = place.success ? await letterAt(office, id, Number(place.data.id)) : undefined
      if (!place.success || found === undefined) return sendProblem(request, reply, 'not-found')
      const procedure = catalogue.find((each) => each.id === found.procedure)
      if (procedure === undefined || !mayRead(procedure, person)) {
        await note(id, 'access.refused', person, { letter: place.data.id, read: true })
        return sendProblem(request, reply, 'not-for-role')
      }
      await note(id, 'access.personal-read', person, { procedure: procedure.id, letter: place.data.id })
      return reply.send(await contentOf(office, id, Number(place.data.id), found.letter))
    }),
  )
}
