import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import type { Reception } from '../access/reception.ts'
import { DemoForm, DemoRemovalForm, type DemoState } from '../contract/demo.ts'
import { loadDemo } from '../demo/load.ts'
import { demoParties } from '../demo/mark.ts'
import { removeDemoAlone } from '../demo/removal.ts'
import type { Office } from '../office.ts'
import { sendProblem } from '../problem.ts'
import { isOwnPage } from './cookie.ts'
import { counterOf } from './counter.ts'

const FEW = { config: { rateLimit: { max: 10, timeWindow: 60_000 } } }
/** A page asks how far the loading is, a few times a second. */
const OFTEN = { config: { rateLimit: { max: 600, timeWindow: 60_000 } } }

interface Progress {
  readonly done: number
  readonly of: number
}

/** The demo: loaded and removed by whoever sets the installation up, or by a system administrator. */
export function demoRoutes(app: FastifyInstance, office: Office, reception: Reception, folder: string): void {
  const { site } = reception
  const { asking } = counterOf(office, site)
  let loading: Progress | undefined

  /** By the first run’s token, or by the session or token of a system administrator. */
  function setUp<Form extends { readonly token?: string | undefined }>(
    form: z.ZodType<Form>,
    work: (request: FastifyRequest, reply: FastifyReply, given: Form) => Promise<FastifyReply>,
  ) {
    return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
      reply.header('cache-control', 'no-store')
      const given = form.safeParse(request.body ?? {})
      if (!given.success) return sendProblem(request, reply, 'request-malformed')
      const { token } = given.data
      if (token === undefined)
        return asking(async ({ person }) =>
          person.roles.includes('system-administrator') ? work(request, reply, given.data) : sendProblem(request, reply, 'demo-not-yours'),
        )(request, reply)
      if (!isOwnPage(request, site, { silent: true })) return sendProblem(request, reply, 'cross-site')
      return reception.firstRun?.opens(token) === true ? work(request, reply, given.data) : sendProblem(request, reply, 'first-run-over')
    }
  }

  app.get('/api/demo', OFTEN, async (_request, reply) => {
    const marked = await demoParties(office.database.keeper)
    const state = loading !== undefined ? 'loading' : marked.length === 0 ? 'none' : marked.every(({ ready }) => ready) ? 'ready' : 'cut-off'
    const parties = state === 'ready' ? marked.map(({ party: id, name, kind }) => ({ id, name, kind })) : []
    return reply.header('cache-control', 'no-store').send({ state, progress: loading ?? null, parties } satisfies DemoState)
  })

  app.post(
    '/api/demo',
    FEW,
    setUp(DemoForm, async (request, reply, { lang }) => {
      if (loading !== undefined) return sendProblem(request, reply, 'demo-there')
      loading = { done: 0, of: 1 }
      try {
        const loaded = await loadDemo(office, { folder, language: lang, onProgress: (done, of) => (loading = { done, of }) })
        return loaded.kind === 'loaded' ? await reply.code(201).send(loaded) : sendProblem(request, reply, loaded.ready ? 'demo-there' : 'demo-cut-off')
      } finally {
        loading = undefined
      }
    }),
  )

  app.delete(
    '/api/demo',
    FEW,
    setUp(DemoRemovalForm, async (request, reply) => {
      if (loading !== undefined) return sendProblem(request, reply, 'demo-there')
      return reply.send({ kind: 'removed', ...(await removeDemoAlone(office, folder)) })
    }),
  )
}
