import { randomUUID } from 'node:crypto'
import { Readable } from 'node:stream'
import helmet from '@fastify/helmet'
import rateLimit from '@fastify/rate-limit'
import Fastify, { LogController, type FastifyInstance } from 'fastify'
import type { Pool } from 'pg'
import { codeOf } from './database/postgres-trouble.ts'
import type { Reception } from './access/reception.ts'
import { accountRoutes } from './http/account.ts'
import { demoRoutes } from './http/demo.ts'
import { deskRoutes } from './http/desk.ts'
import { documentRoutes } from './http/document.ts'
import { passkeyRoutes } from './http/passkey.ts'
import { partyRoutes } from './http/parties.ts'
import { peopleRoutes } from './http/people.ts'
import { signInRoutes } from './http/sign-in.ts'
import { fileRoutes } from './http/files.ts'
import { keepNamed } from './http/idempotency.ts'
import { exposureRoutes } from './http/exposure.ts'
import { journalRoutes, type Publishing } from './http/journal.ts'
import { singleSignOnRoutes } from './http/single-sign-on.ts'
import { lawRoutes } from './http/law.ts'
import { lawImportRoutes } from './http/law-import.ts'
import { planRoutes } from './http/plan.ts'
import { reportRoutes } from './http/reports.ts'
import { searchRoutes } from './http/search.ts'
import { settingsRoutes } from './http/settings.ts'
import { letterRoutes } from './http/letters.ts'
import { pageRoutes } from './http/page.ts'
import { portalPages } from './http/portal-page.ts'
import { matterRoutes } from './http/matters.ts'
import { inboxRoutes } from './http/inbox.ts'
import { ownerRoutes } from './http/owners.ts'
import { webhookRoutes } from './http/webhooks.ts'
import { wishRoutes } from './http/wishes.ts'
import { portalRoutes } from './http/portal.ts'
import { tlogRoutes, type TlogOptions } from './http/tlog.ts'
import { illegibleIn } from '#procedures/legible.ts'
import { Metrics } from './metrics.ts'
import type { Library } from './library/library.ts'
import type { Mailer } from './notice/mail.ts'
import type { Office } from './office.ts'
import { problemOf, refuseConnection, sendProblem } from './problem.ts'
import { traceRequests } from './tracing.ts'

export interface AppOptions {
  /** Answers requests; sees one party at a time. */
  readonly pool: Pool
  readonly entries: TlogOptions['entries']
  /** Takes the log, a JSON object a line; none is written without it. */
  readonly log?: { readonly write: (line: string) => void } | undefined
  readonly metrics?: Metrics
  /** Takes commands and answers for the parties; without it the application only publishes. */
  readonly office?: Office | undefined
  /** Lets people sign in; without it only tokens are taken. */
  readonly reception?: Reception | undefined
  /** Bytes of the largest file that is taken as evidence; 25 MiB without it. */
  readonly mostFile?: number | undefined
  /** How heads are published that are asked for; plainly without it. */
  readonly publishing?: Publishing | undefined
  /** The law to read, and what was imported of it. */
  readonly library?: Library | undefined
  /** Sends the codes that confirm addresses. */
  readonly mailer?: Mailer | undefined
  /** The data folder, with what is kept outside the database; without it no demo is loaded or removed. */
  readonly folder?: string | undefined
  /** Requests a minute from one address. */
  readonly perMinute?: number
  /** Milliseconds in which a whole request has to come. */
  readonly patience?: number
  /** Whether requests are spans of traces. */
  readonly traces?: boolean
  /** The folder of the built web application; without it there are no pages. */
  readonly pages?: string | undefined
}

const MOST_BODY = 1_048_576 // bytes

/** Nothing is loaded from elsewhere, nothing is framed, no script stands in a page. */
const CONTENT_POLICY = {
  useDefaults: false,
  directives: {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'"],
    imgSrc: ["'self'", 'data:'],
    connectSrc: ["'self'"],
    fontSrc: ["'self'"],
    formAction: ["'self'"],
    baseUri: ["'none'"],
    frameAncestors: ["'none'"],
  },
}

/** The application without its address: what it answers, how it refuses, what it counts. Closing it lets requests under way end. */
export async function appOf({
  pool,
  entries,
  log,
  metrics = new Metrics(),
  office,
  reception,
  publishing,
  mostFile,
  library,
  mailer,
  folder,
  perMinute = 6000,
  patience = 60_000,
  traces = false,
  pages,
}: AppOptions): Promise<FastifyInstance> {
  const app = Fastify({
    bodyLimit: MOST_BODY,
    // A proxy of this machine says where a request came from; anybody else who says so is not believed.
    trustProxy: reception?.site.publicUrl === undefined ? false : 'loopback',
    requestTimeout: patience,
    http: { headersTimeout: patience, connectionsCheckingInterval: Math.min(patience, 5000) },
    clientErrorHandler: refuseConnection,
    // An address that is no text, before any route is found.
    frameworkErrors: (_error, request, reply) => void sendProblem(request, reply, 'request-malformed'),
    genReqId: () => randomUUID(),
    routerOptions: { maxParamLength: 200 },
    logController: new LogController({ disableRequestLogging: true }),
    ...(log === undefined ? {} : { logger: { stream: log, base: null, serializers: SERIALIZERS } }),
  })
  await app.register(helmet, {
    contentSecurityPolicy: CONTENT_POLICY,
    referrerPolicy: { policy: 'no-referrer' },
    strictTransportSecurity: { maxAge: 31_536_000 },
  })
  await app.register(rateLimit, { max: perMinute, timeWindow: 60_000 })

  if (traces) traceRequests(app)
  app.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? 'none'
    const seconds = reply.elapsedTime / 1000
    metrics.answered({ method: request.method, route, status: reply.statusCode, seconds })
    request.log.info({ event: 'answered', method: request.method, route, status: reply.statusCode, ms: Math.round(reply.elapsedTime * 10) / 10 })
    done()
  })
  app.setErrorHandler((error, request, reply) => {
    const code = problemOf(error)
    if (code === 'fault') request.log.error({ event: 'fault', route: request.routeOptions.url, err: error }, '') // else the logger adds the error's own words
    if (code === 'not-ready') {
      request.log.warn({ event: 'database-away', route: request.routeOptions.url, err: error }, '')
      reply.header('retry-after', '1')
    }
    return sendProblem(request, reply, code)
  })
  const page = pages === undefined ? undefined : await pageRoutes(app, pages)
  app.setNotFoundHandler((request, reply) => (page?.(request, reply) === true ? reply : sendProblem(request, reply, 'not-found')))

  app.addHook('onRequest', (request, _reply, done) => {
    // Programs name a type where they send nothing as well: nothing is of no type.
    const { 'content-length': length, 'transfer-encoding': pieces } = request.headers
    if (pieces === undefined && (length === undefined || length === '0')) delete request.headers['content-type']
    done()
  })
  app.addHook('preValidation', (request, reply, done) => {
    // What nobody can read is refused at the door, wherever it was meant to go.
    const illegible =
      illegibleIn([request.params, request.query, Buffer.isBuffer(request.body) || request.body instanceof Readable ? null : request.body]) !== undefined
    if (illegible) sendProblem(request, reply, 'text-illegible')
    else done()
  })

  app.get('/healthz', { config: { rateLimit: false } }, (_request, reply) =>
    reply.type('text/plain; charset=utf-8').header('cache-control', 'no-store').send('ok\n'),
  )
  app.get('/readyz', { config: { rateLimit: false } }, async (request, reply) => {
    if (!(await isReady(pool))) return sendProblem(request, reply, 'not-ready')
    return reply.type('text/plain; charset=utf-8').header('cache-control', 'no-store').send('ready\n')
  })
  app.get('/metrics', { config: { rateLimit: false } }, (_request, reply) => {
    return reply.header('content-type', 'text/plain; version=0.0.4; charset=utf-8').header('cache-control', 'no-store').send(metrics.text())
  })
  metrics.gauge('dutybook_database_connections', () => pool.totalCount)
  metrics.gauge('dutybook_database_waiting', () => pool.waitingCount)
  metrics.gauge('dutybook_memory_bytes', () => process.memoryUsage.rss())
  metrics.gauge('dutybook_up_seconds', () => Math.round(process.uptime()))
  tlogRoutes(app, { pool, entries })
  if (office !== undefined) {
    keepNamed(app, office)
    deskRoutes(app, office, reception)
    documentRoutes(app, office, reception?.site)
    letterRoutes(app, office, reception?.site)
    matterRoutes(app, office, reception?.site)
    portalRoutes(app, office)
    await app.register((portal) => portalPages(portal, office, reception?.site), { prefix: '/p' })
    inboxRoutes(app, office, reception?.site)
    ownerRoutes(app, office, reception?.site)
    webhookRoutes(app, office, reception?.site)
    wishRoutes(app, office, { site: reception?.site, mailer })
    exposureRoutes(app, office, reception?.site)
    partyRoutes(app, office, reception?.site)
    planRoutes(app, office, reception?.site)
    settingsRoutes(app, office, { site: reception?.site, mail: mailer !== undefined, folder, mostFile })
    reportRoutes(app, office, reception?.site)
    fileRoutes(app, office, { site: reception?.site, most: mostFile })
    journalRoutes(app, office, { site: reception?.site, publishing })
  }
  if (office !== undefined && library !== undefined) {
    lawRoutes(app, library, office, reception?.site)
    lawImportRoutes(app, library, office, reception?.site)
    searchRoutes(app, library, office, reception?.site)
  }
  if (office !== undefined && reception !== undefined) {
    signInRoutes(app, office, reception)
    accountRoutes(app, office, reception)
    passkeyRoutes(app, office, reception)
    singleSignOnRoutes(app, office, reception)
    peopleRoutes(app, office, reception)
    if (folder !== undefined) demoRoutes(app, office, reception, folder)
  }
  return app
}

/** What the framework itself writes about a request is held to this: no address, no query string, no headers. */
const SERIALIZERS = {
  req: ({ method }: { readonly method?: string }) => (method === undefined ? {} : { method }),
  res: ({ statusCode }: { readonly statusCode?: number }) => (statusCode === undefined ? {} : { statusCode }),
  err: faultFields,
}

/** What went wrong, by names and places: a message of the database may hold what somebody wrote. Our own faults say no more than their code. */
function faultFields(error: unknown): { readonly type: string; readonly message: string; readonly stack: string; readonly code?: string } {
  if (!(error instanceof Error)) return { type: typeof error, message: '', stack: '' }
  const at = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))
  const code = codeOf(error)
  return { type: error.name, message: '', stack: at.slice(0, 8).join('\n'), ...(code === undefined ? {} : { code }) }
}

/** The database answers, and has the tables of this release: they are made before the first request is taken. */
async function isReady(pool: Pool): Promise<boolean> {
  try {
    const { rows } = await pool.query<{ ready: boolean }>("select to_regclass('journal.checkpoint') is not null as ready")
    return rows[0]?.ready === true
  } catch {
    return false
  }
}
