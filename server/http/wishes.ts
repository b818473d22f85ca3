import { randomUUID } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import type { Party } from '#journal/party.ts'
import { inParty, type Sql } from '#journal/sql.ts'
import { accessKeyOf, type AccessKey } from '../access/key.ts'
import type { Site } from '../access/reception.ts'
import { AddressCodeForm, AddressForm, noticeOperations, WishForm, type NoticeWishes } from '../contract/notice.ts'
import { routeOf } from '../contract/operation.ts'
import { lookAgain } from '../notice/look.ts'
import { MailAddress, type Mailer } from '../notice/mail.ts'
import { noticeRefusal } from '../notice/refusal.ts'
import { claimAddress, confirmAddress, dropAddress, keepWish, wishOf } from '../notice/wish.ts'
import { codeLetter } from '../notice/words.ts'
import type { Office } from '../office.ts'
import { sendProblem } from '../problem.ts'
import { counterOf, sendRefusal } from './counter.ts'

/** Of one address in a minute: each sends a mail. */
const FEW = { config: { rateLimit: { max: 10, timeWindow: 60_000 } } }

/** How a person wants to be told: by that person alone. */
export function wishRoutes(
  app: FastifyInstance,
  office: Office,
  { site, mailer }: { readonly site?: Site | undefined; readonly mailer?: Mailer | undefined },
): void {
  const { clock, database } = office
  const { asking } = counterOf(office, site)

  const within = <Result>(id: Party, work: (sql: Sql, key: AccessKey, now: number) => Promise<Result>): Promise<Result> =>
    inParty(database.app, id, async (sql) => {
      const now = clock()
      return work(sql, await accessKeyOf(sql, database.secrets.master, id, now), now)
    })

  async function wishesOf(id: Party, person: string): Promise<NoticeWishes> {
    const { language, mail, address, claimed } = await inParty(database.app, id, (sql) => wishOf(sql, id, person), { readOnly: true })
    return { language, mail: { wanted: mail, possible: mailer !== undefined, address, claimed } }
  }

  const readBody = <Form extends z.ZodType>(form: Form, request: FastifyRequest) => form.safeParse(request.body)

  app.get(
    routeOf(noticeOperations.noticeWishes),
    asking(async ({ id, person }, _request, reply) => reply.send(await wishesOf(id, person.person))),
  )

  app.put(
    routeOf(noticeOperations.keepNoticeWishes),
    asking(async ({ id, person }, request, reply) => {
      const wish = readBody(WishForm, request)
      if (!wish.success) return sendProblem(request, reply, 'request-malformed')
      await inParty(database.app, id, async (sql) => {
        await keepWish(sql, id, person.person, wish.data)
        await lookAgain(sql, id)
      })
      return reply.send(await wishesOf(id, person.person))
    }),
  )

  app.post(
    routeOf(noticeOperations.claimAddress),
    FEW,
    asking(async ({ id, person }, request, reply) => {
      const given = readBody(AddressForm, request)
      if (!given.success) return sendProblem(request, reply, 'request-malformed')
      const address = MailAddress.safeParse(given.data.address.trim())
      if (!address.success) return sendRefusal(request, reply, noticeRefusal('notice.address-malformed').refusal)
      if (mailer === undefined) return sendRefusal(request, reply, noticeRefusal('notice.no-mail').refusal)
      const code = await within(id, (sql, key, now) => claimAddress(sql, id, person.person, { address: address.data, key, now }))
      if (code === undefined) return sendRefusal(request, reply, noticeRefusal('notice.code-asked').refusal)
      const { language } = await inParty(database.app, id, (sql) => wishOf(sql, id, person.person), { readOnly: true })
      const sent = await mailer.send(codeLetter({ id: randomUUID(), to: address.data, code, language }))
      if (sent.kind === 'trouble') return sendRefusal(request, reply, noticeRefusal('notice.mail-not-sent', { code: sent.code }).refusal)
      return reply.code(202).send(await wishesOf(id, person.person))
    }),
  )

  app.post(
    routeOf(noticeOperations.confirmAddress),
    FEW,
    asking(async ({ id, person }, request, reply) => {
      const given = readBody(AddressCodeForm, request)
      if (!given.success) return sendProblem(request, reply, 'request-malformed')
      const confirmed = await within(id, async (sql, key, now) => {
        const right = await confirmAddress(sql, id, person.person, { code: given.data.code.replaceAll(/\s/g, ''), key, now })
        if (right) await lookAgain(sql, id)
        return right
      })
      if (!confirmed) return sendRefusal(request, reply, noticeRefusal('notice.code-wrong').refusal)
      return reply.send(await wishesOf(id, person.person))
    }),
  )

  app.delete(
    routeOf(noticeOperations.dropAddress),
    asking(async ({ id, person }, _request, reply) => {
      await inParty(database.app, id, (sql) => dropAddress(sql, id, person.person))
      return reply.code(204).send()
    }),
  )
}
