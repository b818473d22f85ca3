import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { CommandForm } from '#procedures/command.ts'
import { momentOf } from '#procedures/moment.ts'
import { Code, newTicket, openForms, SOMEBODY, type Followed, type Host } from '../portal/door.ts'
import { goOf } from '../portal/draft.ts'
import { codePage, followPage, type Offer, type Tried } from '../portal/follow.ts'
import { askedOf } from '../portal/question.ts'
import { problemsIn, typedIn, valuesOf, withBlock, withoutBlock, type Typed } from '../portal/typed.ts'
import { WORDS, type Word } from '../portal/words.ts'
import { standingAt } from '../standing.ts'
import type { PageDesk } from './portal-desk.ts'
import { cookieIn } from './portal-jar.ts'

const After = z.object({ after: z.enum(['code', 'sent', 'leave']).optional().catch(undefined) })
const CommandParams = z.object({ command: z.string() })

const HALF_AN_HOUR = 1800 // s
const Kept = z.object({ code: Code, until: z.number() })
const Given = z.object({ ticket: z.base64url() })

/** Following a matter by its code. The code stands in a sealed cookie of this page alone, for half an hour; never in an address. */
export function portalFollowRoutes(app: FastifyInstance, desk: PageDesk): void {
  const { office, door, sealer, jar, now, readingOf, send, notice, hostOf, waitOf, later } = desk

  const pathOf = ({ id }: Host): string => `/p/${id}/follow`
  const about = ({ id }: Host): string => `follow ${id}`
  const bodyOf = ({ body }: FastifyRequest): URLSearchParams => (body instanceof URLSearchParams ? body : new URLSearchParams())
  const noHost = (request: FastifyRequest, reply: FastifyReply): FastifyReply => notice(request, reply, { status: 404, title: 'notFound', why: 'notFoundWhy' })

  function keepCode(reply: FastifyReply, host: Host, code: string): void {
    const sealed = sealer.seal(about(host), { code, until: now() + HALF_AN_HOUR * 1000 })
    reply.header('set-cookie', jar.keep('follow', sealed, pathOf(host), HALF_AN_HOUR))
  }

  function codeIn(request: FastifyRequest, host: Host): string | undefined {
    const kept = sealer.open(about(host), cookieIn(request, 'follow') ?? '', Kept)
    return kept === undefined || kept.until < now() ? undefined : kept.code
  }

  const standing = () => ({ ...standingAt(office.statute, undefined, now()), thing: () => undefined, row: () => undefined })

  /** Whether a command could be taken now: the decision is asked with words of no weight. What it then says is what the public is told. */
  function whyNot(host: Host, { procedure, subject, matter }: Followed, form: CommandForm): Offer['not'] {
    const filled = form.fields
      .filter(({ required, widget }) => required && (widget === 'text' || widget === 'long-text'))
      .map(({ name }) => [name, '?'] as const)
    const digest = matter.entries.flatMap(({ event: { detail } }) =>
      typeof detail['codeDigest'] === 'string' ? [['codeDigest', detail['codeDigest']] as const] : [],
    )
    const asked = matter.decide(
      { type: form.type, ...Object.fromEntries([...filled, ...digest]) },
      { at: momentOf(now()), subject, actor: SOMEBODY, party: host.party, standing: standing() },
    )
    return asked.kind === 'refused' && asked.refusal.sort !== 'unusable' && procedure.refusals[asked.refusal.code] !== undefined ? asked.refusal : undefined
  }

  function show(
    request: FastifyRequest,
    reply: FastifyReply,
    host: Host,
    found: Followed,
    { tried, note }: { readonly tried?: Tried; readonly note?: Word },
  ): FastifyReply {
    const reading = { ...readingOf(request), path: pathOf(host) }
    const forms = openForms(found.procedure).filter(({ opens }) => !opens)
    const offers = forms.map((form) => ({
      form,
      sealed: sealer.seal(`${about(host)} ${form.type}`, { ticket: newTicket().toString('base64url') }),
      not: whyNot(host, found, form),
    }))
    const { procedure, matter } = found
    const page = followPage(reading, host, { procedure, matter, steps: matter.steps(standing()), offers, tried, note })
    return send(reply, reading, page, tried === undefined || (tried.problems.size === 0 && tried.refusal === undefined) ? 200 : 422)
  }

  app.get('/:party/follow', async (request, reply) => {
    const host = await hostOf(request)
    if (host === undefined) return noHost(request, reply)
    const { after } = After.parse(request.query)
    const code = codeIn(request, host)
    const found = code === undefined ? undefined : await door.follow(host, code)
    if (code === undefined || found === undefined) {
      const reading = { ...readingOf(request), path: pathOf(host) }
      const wrong = after === 'code' || after === 'sent' ? 'noCookies' : undefined
      return send(reply, reading, codePage(reading, host, { wrong, note: after === 'leave' ? 'left' : undefined }), wrong === undefined ? 200 : 422)
    }
    keepCode(reply, host, code)
    return show(request, reply, host, found, after === 'sent' ? { note: 'sent' } : {})
  })

  app.post('/:party/follow', async (request, reply) => {
    const host = await hostOf(request)
    if (host === undefined) return noHost(request, reply)
    const body = bodyOf(request)
    reply.header('cache-control', 'no-store')
    if (body.get('go') === 'leave') return reply.header('set-cookie', jar.drop('follow', pathOf(host))).redirect(`${pathOf(host)}?after=leave`, 303)
    const wait = await waitOf(request, 'follow')
    if (wait !== undefined) return later(request, reply, wait)
    const code = Code.safeParse(body.get('code'))
    const found = code.success ? await door.follow(host, code.data) : undefined
    if (!code.success || found === undefined) {
      const reading = { ...readingOf(request), path: pathOf(host) }
      return send(reply, reading, codePage(reading, host, { wrong: 'codeUnknown' }), 422)
    }
    keepCode(reply, host, code.data)
    return reply.redirect(`${pathOf(host)}?after=code`, 303)
  })

  app.post('/:party/follow/:command', async (request, reply) => {
    const host = await hostOf(request)
    if (host === undefined) return noHost(request, reply)
    const { command: type } = CommandParams.parse(request.params)
    const code = codeIn(request, host)
    const found = code === undefined ? undefined : await door.follow(host, code)
    const form = found === undefined ? undefined : openForms(found.procedure).find((each) => !each.opens && each.type === type)
    if (code === undefined || found === undefined || form === undefined) return reply.redirect(pathOf(host), 303)
    const body = bodyOf(request)
    const typed = typedIn(body)
    const go = goOf(body.get('go') ?? '')
    const again = (more: Typed): FastifyReply => show(request, reply, host, found, { tried: { type, typed: more, problems: new Map() } })
    if (go.kind === 'add') return again(withBlock(typed, go.path))
    if (go.kind === 'drop') return again(withoutBlock(typed, go.path, go.place))
    const fields = askedOf(form)
    const problems = problemsIn(found.procedure, form, fields, typed)
    if (problems.size > 0) return show(request, reply, host, found, { tried: { type, typed, problems } })
    const given = sealer.open(`${about(host)} ${type}`, body.get('ticket') ?? '', Given)
    if (given === undefined) return show(request, reply, host, found, { tried: { type, typed, problems, refusal: WORDS.expiredWhy } })
    const wait = await waitOf(request, 'follow')
    if (wait !== undefined) return later(request, reply, wait)
    const ticket = Buffer.from(given.ticket, 'base64url')
    const done = await door.go(host, found, { code, form, command: { type, ...valuesOf(fields, typed) }, ticket })
    if (done.kind === 'accepted') return reply.header('cache-control', 'no-store').redirect(`${pathOf(host)}?after=sent`, 303)
    const refusal = done.kind === 'refused' ? done.refusal : WORDS.sentBefore
    return show(request, reply, host, found, { tried: { type, typed, problems, refusal } })
  })
}
