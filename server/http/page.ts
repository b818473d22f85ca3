import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import serveStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

/** Paths that programs and the public ask for: what is not there is not the application. */
const NOT_PAGES = /^\/(api|portal|p|tlog|problems|assets)(\/|$)|^\/(openapi\.json|metrics|healthz|readyz)$/

/** Of the pages alone: styles that they make while they run carry the nonce of the answer; pictures may come from a file that was just chosen. Scripts come from here only. */
const policyOf = (nonce: string): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    "connect-src 'self'",
    "font-src 'self'",
    "manifest-src 'self'",
    "frame-src 'self' blob:",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ')

/**
 * The web application, as it was built into a folder: files named by their content for a year, and the one page for every address that a browser
 * opens. Answers whether it took the request.
 */
export async function pageRoutes(app: FastifyInstance, folder: string): Promise<(request: FastifyRequest, reply: FastifyReply) => boolean> {
  const page = readFileSync(join(folder, 'index.html'), 'utf8')
  await app.register(serveStatic, {
    root: folder,
    index: false,
    wildcard: false,
    preCompressed: true,
    decorateReply: false,
    globIgnore: ['index.html'], // it is sent with a nonce, below
    cacheControl: false,
    setHeaders: (response, path) =>
      void response.setHeader('cache-control', path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'public, max-age=3600'),
  })

  const send = (_request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    const nonce = randomBytes(18).toString('base64')
    return reply
      .code(200)
      .type('text/html; charset=utf-8')
      .header('content-security-policy', policyOf(nonce))
      .header('cache-control', 'no-store')
      .send(page.replace('%NONCE%', nonce))
  }
  app.get('/', send)
  return (request, reply) => {
    const [path = ''] = request.url.split('?', 1)
    const isPage = request.method === 'GET' && (request.headers.accept ?? '').includes('text/html') && !NOT_PAGES.test(path)
    if (isPage) send(request, reply)
    return isPage
  }
}
