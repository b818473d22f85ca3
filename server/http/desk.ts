import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { keysOf } from '#journal/keyring.ts'
import type { Party as PartyId } from '#journal/party.ts'
import { inParty } from '#journal/sql.ts'
import { readStream } from '#journal/stream.ts'
import { dayAt, instant } from '#law/instant.ts'
import { editionOn } from '#law/statute.ts'
import { mayGive } from '#procedures/access.ts'
import type { CommandForm } from '#procedures/command.ts'
import type { CataloguedProcedure } from '#procedures/matter.ts'
import { momentOf } from '#procedures/moment.ts'
import type { Row, ViewForm } from '#procedures/view.ts'
import { shareOf } from '../board.ts'
import { BOARD_SHARES } from '../contract/report.ts'
import { wordedEvent } from '../matter/words.ts'
import { ViewFileParams, ViewFileQuery } from '../contract/view.ts'
import { tableOf, TABLE_TYPES } from '../document/table.ts'
import type { Office } from '../office.ts'
import type { Dispatched } from '../dispatch.ts'
import type { Reception } from '../access/reception.ts'
import { allParties } from '../party.ts'
import type { Person } from '../person.ts'
import { sendProblem } from '../problem.ts'
import { entriesOf, MatterId, streamOf } from '../record.ts'
import { isPersonal, readRows } from '../row.ts'
import { standingAt } from '../standing.ts'
import { counterOf, sendRefusal } from './counter.ts'
import { dispositionOf } from './disposition.ts'
import { RequestName } from './idempotency.ts'
import { sendJson } from './large.ts'
import { openApi } from './openapi.ts'

const ProcedureParams = z.object({ procedure: z.string() })
const BoardQuery = z.object({ owner: z.enum(BOARD_SHARES).default('all') })
const ViewParams = z.object({ view: z.string() })
const SubjectParams = z.object({ subject: z.string() })

/** Commands, matters, views, the board: everything that a person may ask of a party, made from the catalogue. */
export function deskRoutes(app: FastifyInstance, office: Office, reception?: Reception): void {
  const { catalogue, database, dispatch, clock, statute } = office
  const pool = database.app

  const { asking, note } = counterOf(office, reception?.site)

  function procedureOf(request: FastifyRequest): CataloguedProcedure | undefined {
    const { procedure } = ProcedureParams.parse(request.params)
    return catalogue.find(({ id }) => id === procedure)
  }

  app.get('/openapi.json', (_request, reply) =>
    reply.header('cache-control', 'public, max-age=300').send(openApi(catalogue, { signIn: reception !== undefined })),
  )

  app.get(
    '/api/me',
    asking(async ({ party, person }, _request, reply) => reply.send({ party, person })),
  )

  app.get(
    '/api/procedures',
    asking(async ({ party, person }, request, reply) => {
      const procedures = catalogue.filter(({ parties }) => parties.includes(party.kind)).map((procedure) => shownProcedure(procedure, person))
      return sendJson(request, reply, JSON.stringify({ procedures }))
    }),
  )

  app.get(
    '/api/board',
    asking(async ({ id, person }, request, reply) => {
      const asked = BoardQuery.safeParse(request.query)
      if (!asked.success) return sendProblem(request, reply, 'request-malformed')
      const board = await office.board(id, instant(clock()))
      return board === undefined
        ? sendProblem(request, reply, 'no-profile')
        : sendJson(request, reply, JSON.stringify(shareOf(board, asked.data.owner, person)))
    }),
  )

  /** Parties stand in tables by their ids; whoever reads them is told the names of those that are here. */
  async function withParties(form: ViewForm): Promise<ViewForm> {
    if (!form.columns.some(({ party }) => party === true)) return form
    const options = Object.fromEntries((await allParties(database.keeper)).map(({ id, name }) => [id, name]))
    return { ...form, columns: form.columns.map((column) => (column.party === true ? { ...column, options } : column)) }
  }

  app.get(
    '/api/views/:view',
    asking(async ({ id, party, person }, request, reply) => {
      const [view = '', ending] = ViewParams.parse(request.params).view.split('.')
      const file = ending === undefined ? undefined : ViewFileParams.safeParse({ view, format: ending })
      if (file?.success === false) return sendProblem(request, reply, 'not-found')
      const wish = ViewFileQuery.safeParse(request.query)
      if (file !== undefined && !wish.success) return sendProblem(request, reply, 'request-malformed')
      const found = catalogue
        .filter(({ parties }) => parties.includes(party.kind))
        .flatMap((procedure) => procedure.views.flatMap((form) => (form.id === view ? [{ procedure, form }] : [])))[0]
      if (found === undefined) return sendProblem(request, reply, 'not-found')
      if (isPersonal(found.form) && !mayRead(found.procedure, person)) {
        await note(id, 'access.refused', person, { view })
        return sendProblem(request, reply, 'not-for-role')
      }
      const rows = await inParty(pool, id, (sql) => readRows(sql, id, view), { readOnly: true })
      const personal = rows.length > 0 && isPersonal(found.form)
      if (personal) await note(id, 'access.personal-read', person, { view, ...(file === undefined ? {} : { file: file.data.format }) })
      const shown = personal ? await rowsWithPersons(id, found.procedure, view) : rows
      const form = await withParties(found.form)
      if (file === undefined || !wish.success) return sendJson(request, reply, JSON.stringify({ ...form, rows: shown }))
      const { format } = file.data
      const name = `${found.form.title[wish.data.lang]}.${format}`
      return reply
        .type(TABLE_TYPES[format])
        .header('content-disposition', dispositionOf(name, `${view}.${format}`))
        .send(await tableOf(form, shown, format, wish.data.lang))
    }),
  )

  app.get(
    '/api/matters/:procedure/:subject',
    asking(async ({ id, party, person }, request, reply) => {
      const procedure = procedureOf(request)
      if (procedure === undefined) return sendProblem(request, reply, 'not-found')
      if (!mayRead(procedure, person)) {
        await note(id, 'access.refused', person, { procedure: procedure.id, read: true })
        return sendProblem(request, reply, 'not-for-role')
      }
      const subject = procedure.of === 'party' ? id : SubjectParams.parse(request.params).subject
      const now = instant(clock())
      const matter = await readMatter(id, procedure, subject)
      if (!matter.begun) return sendProblem(request, reply, 'not-found')
      const { standing } = await inParty(
        pool,
        id,
        async (sql) => {
          const keys = await keysOf(sql, database.secrets.master, id, 'payload')
          const { rows } = await sql.query<{ size: number }>({ text: 'select size from journal.tree where party = $1', values: [id] })
          return { standing: standingAt(statute, await dispatch.book.upToDate(sql, keys, id, party, rows[0]?.size ?? 0), now) }
        },
        { readOnly: true },
      )
      const drawing = { party, subject, at: momentOf(now) }
      await note(id, 'access.personal-read', person, { procedure: procedure.id, subject })
      return reply.send({
        procedure: procedure.id,
        subject,
        edition: editionOn(statute, dayAt(now))?.edition.id ?? null,
        steps: matter.steps({ ...standing, thing: () => undefined, row: () => undefined }),
        entries: matter.entries,
        documents: procedure.documents.flatMap(({ id: document }) => {
          const drawn = matter.document(document, drawing)
          return drawn === undefined ? [] : [{ id: document, ...drawn }]
        }),
        commands: allowed(procedure, person),
        // Words for the timeline: of the kinds that this matter has, as they stand today.
        events: procedure.events
          .filter(({ kind }) => matter.entries.some(({ event }) => event.kind === kind))
          .map((form) => wordedEvent(form, statute.vocabulary)),
      })
    }),
  )

  for (const procedure of catalogue) {
    app.post(
      `/api/matters/${procedure.id}/:subject`,
      asking(
        async ({ id, person }, request, reply) => {
          const subject = MatterId.safeParse(SubjectParams.parse(request.params).subject)
          if (!subject.success) return sendProblem(request, reply, 'subject-malformed')
          const name = RequestName.optional().safeParse(request.headers['idempotency-key'])
          if (!name.success) return sendProblem(request, reply, 'idempotency-key-malformed')
          const done = await dispatch.give(id, {
            procedure: procedure.id,
            subject: subject.data,
            command: request.body,
            actor: { person: person.person, roles: person.roles },
            ...(name.data === undefined ? {} : { name: `${person.person} ${name.data}` }),
          })
          if (done.kind === 'refused' && done.refusal.sort === 'forbidden')
            await note(id, 'access.refused', person, { procedure: procedure.id, subject: subject.data, code: done.refusal.code })
          return sendDispatched(request, reply, done)
        },
        { once: 'itself' },
      ),
    )
  }

  /** What is personal is not in the kept rows: it comes from each matter's own entries. */
  async function rowsWithPersons(id: PartyId, procedure: CataloguedProcedure, view: string): Promise<readonly Row[]> {
    return inParty(
      pool,
      id,
      async (sql) => {
        const keys = await keysOf(sql, database.secrets.master, id, 'payload')
        const { rows: subjects } = await sql.query<{ subject: string }>({
          text: 'select subject from office.matter where party = $1 and procedure = $2 order by subject',
          values: [id, procedure.id],
        })
        const rows: Row[] = []
        for (const { subject } of subjects) {
          // One after the other on one connection.
          const entries = await readStream(sql, keys, id, streamOf(procedure.id, subject))
          rows.push(...procedure.open(entriesOf(entries)).rows(view, subject))
        }
        return rows
      },
      { readOnly: true },
    )
  }

  async function readMatter(id: PartyId, procedure: CataloguedProcedure, subject: string): Promise<ReturnType<CataloguedProcedure['open']>> {
    return inParty(
      pool,
      id,
      async (sql) =>
        procedure.open(entriesOf(await readStream(sql, await keysOf(sql, database.secrets.master, id, 'payload'), id, streamOf(procedure.id, subject)))),
      { readOnly: true },
    )
  }
}

/** Who has something to do with a procedure may read its matters. */
export function mayRead(procedure: CataloguedProcedure, person: Person): boolean {
  return allowed(procedure, person).length > 0
}

function allowed({ access, commands }: CataloguedProcedure, person: Person): readonly CommandForm[] {
  return commands.filter(({ type }) => mayGive(access, type, person))
}

function shownProcedure(procedure: CataloguedProcedure, person: Person): unknown {
  const { id, title, about, of, views, documents, letters } = procedure
  return {
    id,
    title,
    about,
    of,
    commands: allowed(procedure, person),
    views,
    documents,
    letters: letters.map(({ kind, title: words }) => ({ kind, title: words })),
  }
}

export function sendDispatched(request: FastifyRequest, reply: FastifyReply, done: Dispatched): FastifyReply {
  switch (done.kind) {
    case 'accepted':
      return reply.code(done.events.length > 0 ? 201 : 200).send(done)
    case 'refused':
      return sendRefusal(request, reply, done.refusal)
    case 'no-procedure':
    case 'no-party':
      return sendProblem(request, reply, 'not-found')
    case 'name-taken':
      return sendProblem(request, reply, 'idempotency-key-reused')
  }
}
