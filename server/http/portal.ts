import { createHash, randomBytes, randomUUID } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { keysOf } from '#journal/keyring.ts'
import { Party as PartyId } from '#journal/party.ts'
import { inParty, type Sql } from '#journal/sql.ts'
import { readStream } from '#journal/stream.ts'
import { instant } from '#law/instant.ts'
import { mayGive, type Actor } from '#procedures/access.ts'
import type { CommandForm } from '#procedures/command.ts'
import type { CataloguedProcedure, Matter } from '#procedures/matter.ts'
import type { Dispatched } from '../dispatch.ts'
import type { Office } from '../office.ts'
import { readParty } from '../party.ts'
import { sendProblem } from '../problem.ts'
import { entriesOf, streamOf } from '../record.ts'
import { standingAt } from '../standing.ts'
import { sendDispatched } from './desk.ts'

/** Whoever comes without an account. Nothing is known of them but what they say. */
const SOMEBODY: Actor = { person: 'portal', roles: ['portal'] }

/** Letters and figures that are not taken for each other when they are read out or copied by hand. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const LETTERS = 20 // of 5 bits each: 100 bits, which nobody finds by trying

/** Asked in an hour from one address: enough for a family, too few to flood a desk or to try codes. */
const BEGIN = { rateLimit: { max: 20, timeWindow: 3_600_000 } }
const FOLLOW = { rateLimit: { max: 120, timeWindow: 3_600_000 } }

const Code = z
  .string()
  .max(60)
  .transform((text) =>
    text
      .toUpperCase()
      .replace(/[^0-9A-Z]/g, '')
      .replaceAll('O', '0')
      .replace(/[IL]/g, '1'),
  )
const Following = z.strictObject({ code: Code })
const Going = z.strictObject({ code: Code, command: z.looseObject({ type: z.string() }) })
const Beginning = z.looseObject({ type: z.string() })

function newCode(): string {
  const letters = [...randomBytes(LETTERS)].map((byte) => ALPHABET.charAt(byte % ALPHABET.length))
  return letters.join('').replace(/(.{5})(?=.)/g, '$1-')
}

const digestOf = (code: string): Buffer => createHash('sha256').update(Code.parse(code)).digest()

/**
 * The public's door to a party: complaints and reports, demands for deletion or correction, and how they stand. Without an account, without a cookie,
 * without a script; a code that is shown once follows the matter.
 */
export function portalRoutes(app: FastifyInstance, office: Office): void {
  const { catalogue, database, dispatch } = office
  const pool = database.app

  const open = (procedure: CataloguedProcedure): readonly CommandForm[] => procedure.commands.filter(({ type }) => mayGive(procedure.access, type, SOMEBODY))

  async function partyOf(request: FastifyRequest): Promise<{ readonly id: PartyId; readonly procedures: readonly CataloguedProcedure[] } | undefined> {
    const id = PartyId.safeParse(z.object({ party: z.string() }).parse(request.params).party)
    if (!id.success) return undefined
    const party = await inParty(pool, id.data, (sql) => readParty(sql, id.data), { readOnly: true })
    if (party === undefined) return undefined
    return { id: id.data, procedures: catalogue.filter((procedure) => procedure.parties.includes(party.kind) && open(procedure).length > 0) }
  }

  app.get('/portal/:party', async (request, reply) => {
    const party = await partyOf(request)
    if (party === undefined) return sendProblem(request, reply, 'party-unknown')
    const procedures = party.procedures.map((procedure) => ({
      id: procedure.id,
      title: procedure.title,
      about: procedure.about,
      commands: open(procedure).map((form) => ({ ...form, fields: form.fields.filter(({ name }) => name !== 'codeDigest') })),
    }))
    return reply.header('cache-control', 'no-store').send({ procedures })
  })

  app.post('/portal/:party/matters/:procedure', { config: BEGIN }, async (request, reply) => {
    const party = await partyOf(request)
    const { procedure: name } = z.object({ procedure: z.string() }).parse(request.params)
    const procedure = party?.procedures.find(({ id }) => id === name)
    if (party === undefined || procedure === undefined) return sendProblem(request, reply, 'not-found')
    const body = Beginning.safeParse(request.body)
    const form = open(procedure).find(({ type, opens }) => opens && body.success && type === body.data.type)
    if (!body.success || form === undefined) return sendProblem(request, reply, 'request-malformed')
    const code = newCode()
    const digest = digestOf(code)
    const subject = `p-${randomUUID()}`
    // The code is ours to make: what somebody sends in its place is not looked at.
    const command = withDigest(form, body.data, digest)
    const done = await dispatch.within(party.id, async ({ sql, obey }) => {
      const given = await obey({ procedure: procedure.id, subject, command, actor: SOMEBODY })
      if (given.kind === 'accepted')
        await sql.query({
          text: 'insert into office.receipt_code (party, digest, procedure, subject) values ($1, $2, $3, $4)',
          values: [party.id, digest, procedure.id, subject],
        })
      return given
    })
    reply.header('cache-control', 'no-store')
    return done.kind === 'accepted' ? reply.code(201).send({ code, receipt: done.receipt }) : sendDispatched(request, reply, done)
  })

  app.post('/portal/:party/follow', { config: FOLLOW }, async (request, reply) => {
    const party = await partyOf(request)
    const asked = Following.safeParse(request.body)
    if (party === undefined) return sendProblem(request, reply, 'party-unknown')
    const found = asked.success ? await followed(party.id, asked.data.code) : undefined
    if (found === undefined) return sendProblem(request, reply, 'code-unknown')
    return reply.header('cache-control', 'no-store').send(shown(found.procedure, found.matter, standingAt(office.statute, undefined, instant(office.clock()))))
  })

  app.post('/portal/:party/follow/command', { config: FOLLOW }, async (request, reply) => {
    const party = await partyOf(request)
    const asked = Going.safeParse(request.body)
    if (party === undefined) return sendProblem(request, reply, 'party-unknown')
    const found = asked.success ? await followed(party.id, asked.data.code) : undefined
    if (!asked.success || found === undefined) return sendProblem(request, reply, 'code-unknown')
    const form = open(found.procedure).find(({ type, opens }) => !opens && type === asked.data.command.type)
    if (form === undefined) return sendProblem(request, reply, 'request-malformed')
    const command = withDigest(form, asked.data.command, digestOf(asked.data.code))
    const done = await dispatch.give(party.id, { procedure: found.procedure.id, subject: found.subject, command, actor: SOMEBODY })
    reply.header('cache-control', 'no-store')
    return answer(request, reply, done)
  })

  /** The matter that a code is of. */
  async function followed(
    id: PartyId,
    code: string,
  ): Promise<{ readonly procedure: CataloguedProcedure; readonly subject: string; readonly matter: Matter } | undefined> {
    return inParty(pool, id, (sql) => find(sql, id, code), { readOnly: true })
  }

  async function find(
    sql: Sql,
    id: PartyId,
    code: string,
  ): Promise<{ readonly procedure: CataloguedProcedure; readonly subject: string; readonly matter: Matter } | undefined> {
    const { rows } = await sql.query<{ procedure: string; subject: string }>({
      name: 'receipt-code',
      text: 'select procedure, subject from office.receipt_code where party = $1 and digest = $2',
      values: [id, digestOf(code)],
    })
    const found = rows[0]
    const procedure = catalogue.find((each) => each.id === found?.procedure)
    if (found === undefined || procedure === undefined) return undefined
    const keys = await keysOf(sql, database.secrets.master, id, 'payload')
    const entries = await readStream(sql, keys, id, streamOf(procedure.id, found.subject))
    return { procedure, subject: found.subject, matter: procedure.open(entriesOf(entries)) }
  }
}

/** A command with the digest of its code, where its form has a place for one. */
function withDigest({ fields }: CommandForm, command: object, digest: Buffer): object {
  return fields.some(({ name }) => name === 'codeDigest') ? { ...command, codeDigest: digest.toString('hex') } : command
}

/** What somebody is told who follows a matter: how far it is, what was said to them, and nothing of how it was looked into. */
function shown(procedure: CataloguedProcedure, matter: Matter, standing: ReturnType<typeof standingAt>): unknown {
  return {
    procedure: { id: procedure.id, title: procedure.title },
    steps: matter.steps({ ...standing, thing: () => undefined, row: () => undefined }).map(({ title, state, at }) => ({ title, state, at })),
    told: matter.entries.flatMap(({ event }) => (procedure.tells.includes(event.kind) ? [{ kind: event.kind, on: event.occurred, detail: event.detail }] : [])),
  }
}

/** The outcome without places in the journal, which are the party's own. */
function answer(request: FastifyRequest, reply: FastifyReply, done: Dispatched): FastifyReply {
  return done.kind === 'accepted' ? reply.code(201).send({ kind: 'accepted' }) : sendDispatched(request, reply, done)
}
