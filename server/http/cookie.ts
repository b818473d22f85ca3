import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Site } from '../access/reception.ts'

/** Over https the browser itself holds the cookie to this host, this path and https (`__Host-`); over plain http it would refuse such a one. */
const NAME = {
  session: { https: '__Host-dutybook', http: 'dutybook-session' },
  way: { https: '__Host-dutybook-way', http: 'dutybook-way' },
} as const
type Kind = keyof typeof NAME

const protocolOf = ({ publicUrl }: Site): 'https' | 'http' => (publicUrl?.protocol === 'https:' ? 'https' : 'http')

/** What the cookie holds; nothing where it is sent twice, of which one may be somebody else's. */
export function readCookie(request: FastifyRequest, site: Site, kind: Kind = 'session'): string | undefined {
  const name = NAME[kind][protocolOf(site)]
  const found = (request.headers.cookie ?? '').split(';').flatMap((pair) => {
    const [key = '', ...value] = pair.split('=')
    return key.trim() === name ? [value.join('=').trim()] : []
  })
  return found.length === 1 ? found[0] : undefined
}

/** No script reads it, no other site sends it. It goes when the browser closes, and the session ends by itself besides. */
export function sendCookie(reply: FastifyReply, site: Site, value: string): FastifyReply {
  return reply.header('set-cookie', `${NAME.session[protocolOf(site)]}=${value}; ${attributes(site, 'Strict')}`)
}

export function dropCookie(reply: FastifyReply, site: Site): FastifyReply {
  return reply.header('set-cookie', `${NAME.session[protocolOf(site)]}=; Max-Age=0; ${attributes(site, 'Strict')}`)
}

/** Of the way to the identity provider and back. It comes along when that one sends the browser here, as no session's cookie does, and opens nothing by itself. */
export function sendWay(reply: FastifyReply, site: Site, value: string, seconds: number): FastifyReply {
  return reply.header('set-cookie', `${NAME.way[protocolOf(site)]}=${value}; Max-Age=${seconds}; ${attributes(site, 'Lax')}`)
}

const attributes = (site: Site, sent: 'Strict' | 'Lax'): string => `Path=/; HttpOnly; SameSite=${sent}${protocolOf(site) === 'https' ? '; Secure' : ''}`

const one = (value: string | string[] | undefined): string | undefined => (typeof value === 'string' ? value : value?.join(','))

/**
 * Whether a page of ours sent the request, by what browsers say of it and scripts cannot forge. Over plain http to an address they send `Origin` only.
 * `silent` is the answer where nothing is said, as programs do.
 */
export function isOwnPage(request: FastifyRequest, { publicUrl }: Site, { silent }: { readonly silent: boolean }): boolean {
  const site = one(request.headers['sec-fetch-site'])
  const origin = request.headers.origin
  if (site !== undefined && site !== 'same-origin') return false
  if (origin === undefined) return site === 'same-origin' || silent
  if (!URL.canParse(origin)) return false // `null` among them
  const { origin: from, host, protocol } = new URL(origin)
  if (publicUrl !== undefined) return from === publicUrl.origin
  return /^https?:$/.test(protocol) && host === request.headers.host?.toLowerCase()
}

/** The header with which a page shows that it has read what the session's own answers say. */
export const PAGE_TOKEN = 'x-dutybook-page'
