import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { inParty } from '#journal/sql.ts'
import { addPasskey, askPasskey, Assertion, beginPasskey, passkeysOf, Registration, removePasskey, signInByPasskey } from '../access/passkey.ts'
import { partyMeant, relyingPartyOf, type Reception, type RelyingParty } from '../access/reception.ts'
import type { Office } from '../office.ts'
import { sendProblem } from '../problem.ts'
import { PasswordForm } from './account.ts'
import { borne, doorOf, FEW, originOf, short } from './door.ts'
import { ownCounterOf } from './own-counter.ts'

const PasskeyParams = z.object({ passkey: z.string() })

export const AskPasskeyForm = z.strictObject({ party: short.optional() })
export const PasskeySignInForm = z.strictObject({ credential: Assertion })
export const NewPasskeyForm = z.strictObject({ name: z.string().trim().min(1).max(200), credential: Registration })

/** Passkeys: a person’s own, and signing in with one. */
export function passkeyRoutes(app: FastifyInstance, office: Office, reception: Reception): void {
  const { site } = reception
  const { door, sendSignedIn } = doorOf(office, site)
  const { signed, given, sendUndone } = ownCounterOf(office, site)

  /** Where browsers have no passkeys it is said at once, whatever was asked. */
  async function relying(request: FastifyRequest, reply: FastifyReply, work: (relying: RelyingParty) => Promise<FastifyReply>): Promise<FastifyReply> {
    const found = relyingPartyOf(site, request.headers.host)
    return found === undefined ? sendProblem(request, reply, 'passkeys-unavailable') : work(found)
  }

  app.get(
    '/api/account/passkeys',
    signed(async ({ id, person }, _request, reply) =>
      reply.send({ passkeys: await inParty(office.database.app, id, (sql) => passkeysOf(sql, id, person.person), { readOnly: true }) }),
    ),
  )

  app.post(
    '/api/account/passkeys/options',
    FEW,
    given(PasswordForm, ({ password }, who, request, reply) =>
      relying(request, reply, async (party) => {
        const begun = await beginPasskey(office, who, password, party, originOf(request))
        return begun.kind === 'registering' ? reply.send(begun.options) : sendUndone(request, reply, begun)
      }),
    ),
  )

  app.post(
    '/api/account/passkeys',
    FEW,
    given(NewPasskeyForm, (form, who, request, reply) =>
      relying(request, reply, async (party) => {
        const added = await addPasskey(office, who, form, party)
        return added.kind === 'added' ? reply.code(201).send(added) : sendUndone(request, reply, added)
      }),
    ),
  )

  app.delete(
    '/api/account/passkeys/:passkey',
    signed(async (who, request, reply) => {
      const { passkey } = PasskeyParams.parse(request.params)
      if (!z.uuid().safeParse(passkey).success || !(await removePasskey(office, who, passkey))) return sendProblem(request, reply, 'not-found')
      return reply.code(204).send()
    }),
  )

  app.post(
    '/api/sign-in/passkey/options',
    FEW,
    door(AskPasskeyForm, ({ party }, request, reply) =>
      relying(request, reply, async (whom) => reply.send(await askPasskey(office, await partyMeant(reception, party), whom))),
    ),
  )

  app.post(
    '/api/sign-in/passkey',
    FEW,
    door(PasskeySignInForm, ({ credential }, request, reply) =>
      relying(request, reply, async (party) =>
        sendSignedIn(request, reply, await signInByPasskey(office, credential, party, originOf(request), borne(request, site))),
      ),
    ),
  )
}
