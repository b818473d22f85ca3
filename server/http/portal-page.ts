import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { dayAt, instant, type Instant } from '#law/instant.ts'
import { Language, Text } from '#law/text.ts'
import { Moment, momentOf } from '#procedures/moment.ts'
import type { Site } from '../access/reception.ts'
import { citer } from '../document/citation.ts'
import type { Office } from '../office.ts'
import { doorOf, openForms } from '../portal/door.ts'
import { goOf, isTooQuick, newDraft, openDraft, sealDraft, stepped, type Draft, type Stepped } from '../portal/draft.ts'
import { commandOf, opening, questionPage, reviewPage, startPage } from '../portal/filing.ts'
import { frontPage, listPage } from '../portal/front.ts'
import { html, type Html } from '../portal/html.ts'
import { noticeOf, readingIn, tag, type Reading } from '../portal/page.ts'
import { partiesOf } from '../portal/parties.ts'
import { publicViews } from '../portal/publication.ts'
import { gonePage, receiptPage } from '../portal/receipt.ts'
import { sealerOf } from '../portal/seal.ts'
import { SEAL, STYLE } from '../portal/style.ts'
import { WORDS } from '../portal/words.ts'
import { languageAccepted } from '../problem.ts'
import { isOwnPage } from './cookie.ts'
import type { Notice, PageDesk } from './portal-desk.ts'
import { portalFollowRoutes } from './portal-follow.ts'
import { cookieIn, Jar } from './portal-jar.ts'
import { portalPublicationRoutes } from './portal-publication.ts'
import { BEGIN, FOLLOW } from './portal.ts'

const LanguageQuery = z.object({ lang: Language })
const ListQuery = z.object({ q: z.string().max(200).catch(''), r: z.string().max(2).catch('') })

/** Nothing at all is loaded but the style sheet and the seal, from here. No script runs, whoever wrote it. */
const POLICY = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

const Params = z.object({ party: z.string(), procedure: z.string().default('') })
const QUARTER = 900 // s
const KeptSlip = z.object({ code: z.string(), title: Text, at: Moment, leafHash: z.string().nullable(), address: z.string(), until: z.number() })

/** In the language that was chosen, else the one that the browser asks for. */
function languageOf(request: FastifyRequest): Language {
  const chosen = cookieIn(request, 'language')
  return chosen === 'zh' || chosen === 'en' ? chosen : languageAccepted(request.headers['accept-language'])
}

/** The public's pages: made here, without a script, at `/p`. */
export async function portalPages(app: FastifyInstance, office: Office, site: Site = {}): Promise<void> {
  const door = doorOf(office)
  const sealer = sealerOf(office.database.secrets.master)
  const parties = partiesOf(office.database.keeper, office.clock)
  const jar = new Jar(site.publicUrl?.protocol === 'https:')
  const limits = { begin: app.createRateLimit(BEGIN), follow: app.createRateLimit(FOLLOW) }
  const now = (): Instant => instant(office.clock())

  app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) => {
    done(null, new URLSearchParams(String(body)))
  })

  function readingOf(request: FastifyRequest, language = languageOf(request)): Reading {
    return readingIn(language, citer(office.statute, dayAt(now())), request.url.split('?')[0] ?? '/p')
  }

  function send(reply: FastifyReply, { language }: Reading, page: Html, status = 200): FastifyReply {
    return (
      reply
        .code(status)
        .type('text/html; charset=utf-8')
        .header('content-language', tag(language))
        .header('content-security-policy', POLICY)
        // A page that says nothing of where it is would have its forms say that they come from nowhere.
        .header('referrer-policy', 'same-origin')
        .header('cache-control', 'no-store')
        .header('vary', 'accept-language, cookie')
        .send(page.text)
    )
  }

  function notice(request: FastifyRequest, reply: FastifyReply, { status, title, why, slots, host, more }: Notice): FastifyReply {
    const reading = readingOf(request)
    const page = noticeOf(reading, host, { title: reading.word(title), why: reading.word(why, slots), ...(more === undefined ? {} : { more }) })
    return send(reply, reading, page, status)
  }

  async function waitOf(request: FastifyRequest, what: 'begin' | 'follow'): Promise<number | undefined> {
    const asked = await limits[what](request)
    return asked.isAllowed || !asked.isExceeded ? undefined : asked.ttlInSeconds
  }

  function later(request: FastifyRequest, reply: FastifyReply, seconds: number): FastifyReply {
    reply.header('retry-after', String(seconds))
    return notice(request, reply, { status: 429, title: 'often', why: 'oftenWhy', slots: { n: Math.ceil(seconds / 60) } })
  }

  const desk: PageDesk = {
    office,
    door,
    sealer,
    jar,
    now,
    readingOf,
    send,
    notice,
    waitOf,
    later,
    hostOf: (request) => door.hostOf(Params.parse(request.params).party),
  }

  app.setNotFoundHandler((request, reply) => notice(request, reply, { status: 404, title: 'notFound', why: 'notFoundWhy' }))
  app.setErrorHandler((error, request, reply) => {
    const status = error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number' ? error.statusCode : 500
    if (status === 413) return notice(request, reply, { status, title: 'large', why: 'largeWhy' })
    if (status === 429) return notice(request, reply, { status, title: 'often', why: 'oftenWhy', slots: { n: 1 } })
    if (status < 500) return notice(request, reply, { status, title: 'notFound', why: 'notFoundWhy' })
    request.log.error({ event: 'fault', route: request.routeOptions.url, err: error }, '')
    return notice(request, reply, { status: 500, title: 'fault', why: 'faultWhy' })
  })
  // The other language is asked for by a link; it is remembered, and the address is clean again.
  app.addHook('onRequest', async (request, reply) => {
    const asked = LanguageQuery.safeParse(request.query)
    if (request.method !== 'GET' || !asked.success) return undefined
    return reply
      .header('set-cookie', jar.language(asked.data.lang))
      .header('cache-control', 'no-store')
      .redirect(request.url.split('?')[0] ?? '/p', 303)
  })
  app.addHook('preHandler', async (request, reply) => {
    if (request.method === 'POST' && !isOwnPage(request, site, { silent: true }))
      return notice(request, reply, { status: 403, title: 'elsewhere', why: 'elsewhereWhy' })
    return undefined
  })

  app.get('/page.css', (_request, reply) => reply.type('text/css; charset=utf-8').header('cache-control', 'public, max-age=3600').send(STYLE))
  app.get('/seal.svg', (_request, reply) => reply.type('image/svg+xml').header('cache-control', 'public, max-age=86400').send(SEAL))

  app.get('/', async (request, reply) => {
    const { q, r } = ListQuery.parse(request.query)
    const reading = readingOf(request)
    return send(reply, reading, listPage({ ...reading, path: '/p' }, await parties(), { name: q, province: r }))
  })

  app.get('/:party', async (request, reply) => {
    const host = await desk.hostOf(request)
    if (host === undefined) return notice(request, reply, { status: 404, title: 'notFound', why: 'notFoundWhy' })
    const reading = readingOf(request)
    return send(
      reply,
      reading,
      frontPage(reading, host, publicViews(office.catalogue.filter(({ parties: kinds }) => kinds.includes(host.party.kind))).length > 0),
    )
  })

  app.get('/:party/:procedure', async (request, reply) => {
    const host = await desk.hostOf(request)
    const procedure = host?.procedures.find(({ id }) => id === Params.parse(request.params).procedure)
    if (host === undefined || procedure === undefined) return notice(request, reply, { status: 404, title: 'notFound', why: 'notFoundWhy', host })
    const reading = readingOf(request)
    return send(reply, reading, startPage(reading, host, procedure))
  })

  app.post('/:party/:procedure', async (request, reply) => {
    const host = await desk.hostOf(request)
    const procedure = host?.procedures.find(({ id }) => id === Params.parse(request.params).procedure)
    if (host === undefined || procedure === undefined) return notice(request, reply, { status: 404, title: 'notFound', why: 'notFoundWhy', host })
    const body = request.body instanceof URLSearchParams ? request.body : new URLSearchParams()
    const forms = openForms(procedure).filter(({ opens }) => opens)
    const go = body.get('go') ?? ''

    const show = ({ draft, problems }: Stepped, reading: Reading, trouble?: { readonly zh: string; readonly en: string }): FastifyReply => {
      const question = draft.questions[draft.at]
      const shown = { host, procedure, draft, sealed: sealDraft(sealer, host.id, procedure.id, draft) }
      return question === undefined
        ? send(reply, reading, reviewPage(reading, shown, trouble), trouble === undefined ? 200 : 422)
        : send(reply, reading, questionPage(reading, shown, question, problems), problems.size > 0 ? 422 : 200)
    }

    const form = go === 'begin' ? opening(procedure, body.get('type') ?? '') : undefined
    if (form !== undefined) {
      const reading = readingOf(request)
      // By its return it is known, when the receipt is to be shown, that this browser keeps cookies.
      reply.header('set-cookie', jar.language(reading.language))
      return show({ draft: newDraft(form, now()), problems: new Map() }, reading)
    }
    const before = openDraft(sealer, host.id, procedure.id, forms, body.get('draft') ?? '', now())
    if (before === undefined) {
      const more = html`<p class="buttons"><a class="button" href="/p/${host.id}/${procedure.id}">${readingOf(request).word('anew')}</a></p>`
      return notice(request, reply, { status: 400, title: 'expired', why: 'expiredWhy', host, more })
    }
    const asked = goOf(go)
    const reading = readingOf(request, asked.kind === 'language' ? asked.language : undefined)
    if (asked.kind === 'language') reply.header('set-cookie', jar.language(asked.language))
    const after = stepped(procedure, before, body, asked)
    if (asked.kind !== 'send' || after.draft.at < after.draft.questions.length) return show(after, reading)
    if (isTooQuick(after.draft, now())) return show(after, reading, WORDS.tooQuick)
    const wait = await waitOf(request, 'begin')
    return wait === undefined ? sendDraft(after.draft) : later(request, reply, wait)

    async function sendDraft(draft: Draft): Promise<FastifyReply> {
      if (host === undefined || procedure === undefined) throw new TypeError('nobody to send it to')
      const done = await door.begin(host, { procedure, form: draft.form, command: commandOf(draft), ticket: draft.ticket })
      if (done.kind === 'refused') return show({ draft, problems: new Map() }, reading, done.refusal)
      if (done.kind !== 'begun') return show({ draft, problems: new Map() }, reading, WORDS.sentBefore)
      const address = site.publicUrl?.origin ?? `${request.protocol}://${request.host}`
      const slip = { code: done.code, title: draft.form.title, at: momentOf(now()), leafHash: done.receipt?.leafHash ?? null, address }
      // A browser that keeps no cookies would be shown no code: it is given the receipt at once.
      if (cookieIn(request, 'language') === undefined) return send(reply, reading, receiptPage(reading, host, slip), 201)
      const sealed = sealer.seal(`slip ${host.id}`, { ...slip, until: now() + QUARTER * 1000 })
      return reply
        .header('set-cookie', jar.keep('slip', sealed, `/p/${host.id}/done`, QUARTER))
        .header('cache-control', 'no-store')
        .redirect(`/p/${host.id}/done`, 303)
    }
  })

  app.get('/:party/done', async (request, reply) => {
    const host = await desk.hostOf(request)
    if (host === undefined) return notice(request, reply, { status: 404, title: 'notFound', why: 'notFoundWhy' })
    const reading = readingOf(request)
    const slip = sealer.open(`slip ${host.id}`, cookieIn(request, 'slip') ?? '', KeptSlip)
    if (slip === undefined || slip.until < now()) return send(reply, reading, gonePage(reading, host), 404)
    return send(reply, reading, receiptPage(reading, host, slip))
  })

  portalFollowRoutes(app, desk)
  portalPublicationRoutes(app, desk)
}
