import { lookup } from 'node:dns/promises'
import { BlockList, isIP } from 'node:net'
import { JournalFault } from './fault.ts'
import { traceHeaders } from './trace.ts'

/** What to ask of somebody who is not trusted. */
export interface Inquiry {
  readonly url: URL
  /** POST where there is a body, GET otherwise. */
  readonly body?: Uint8Array
  /** Besides those that say who asks; the body is plain text where they do not say otherwise. */
  readonly headers?: Readonly<Record<string, string>>
  /** The most bytes that an answer may have. */
  readonly most: number
  /** In milliseconds, from the call to the last byte. */
  readonly timeout: number
  /** Whether plain HTTP will do where every address of the host is of this machine or a private network. */
  readonly privateHttp: boolean
  readonly signal?: AbortSignal | undefined
}

export type Exchange =
  | { readonly kind: 'answered'; readonly status: number; /** The media type without parameters. */ readonly type: string; readonly body: Uint8Array }
  | { readonly kind: 'unreachable'; readonly code: Unreachable; readonly why: string }

export type Unreachable = 'address-refused' | 'unconnected' | 'timed-out' | 'redirected' | 'oversized'

/** Loopback, private, link-local and unique local addresses. */
const PRIVATE = new BlockList()
PRIVATE.addSubnet('127.0.0.0', 8, 'ipv4')
PRIVATE.addSubnet('10.0.0.0', 8, 'ipv4')
PRIVATE.addSubnet('172.16.0.0', 12, 'ipv4')
PRIVATE.addSubnet('192.168.0.0', 16, 'ipv4')
PRIVATE.addSubnet('169.254.0.0', 16, 'ipv4')
PRIVATE.addAddress('::1', 'ipv6')
PRIVATE.addSubnet('fc00::', 7, 'ipv6')
PRIVATE.addSubnet('fe80::', 10, 'ipv6')

/** One question and its answer, read no further than agreed. Never follows a redirect, sends no credentials. Total. */
export async function exchange({ url, body, headers = {}, most, timeout, privateHttp, signal }: Inquiry): Promise<Exchange> {
  const limit = AbortSignal.timeout(timeout)
  try {
    const refused = await addressRefused(url, privateHttp)
    if (refused !== undefined) return { kind: 'unreachable', code: 'address-refused', why: refused }
    const response = await fetch(url, {
      method: body === undefined ? 'GET' : 'POST',
      redirect: 'manual',
      credentials: 'omit',
      signal: signal === undefined ? limit : AbortSignal.any([limit, signal]),
      headers: { 'user-agent': 'dutybook', ...(body === undefined ? {} : { 'content-type': 'text/plain; charset=utf-8' }), ...headers, ...traceHeaders() },
      ...(body === undefined ? {} : { body: Uint8Array.from(body) }),
    })
    if (response.type === 'opaqueredirect' || (response.status >= 300 && response.status < 400)) {
      await response.body?.cancel()
      return { kind: 'unreachable', code: 'redirected', why: `${url.origin} sends elsewhere (${response.status}); give the address that answers itself` }
    }
    const bytes = await readUpTo(response, most)
    if (bytes === undefined) return { kind: 'unreachable', code: 'oversized', why: `the answer has more than ${most} bytes` }
    return {
      kind: 'answered',
      status: response.status,
      type: (response.headers.get('content-type') ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '',
      body: bytes,
    }
  } catch (error) {
    if (limit.aborted) return { kind: 'unreachable', code: 'timed-out', why: `no answer within ${timeout} ms` }
    return { kind: 'unreachable', code: 'unconnected', why: reasonOf(error) }
  }
}

/** Why nothing is sent there; nothing where it may be. */
export async function addressRefused({ protocol, hostname, username, password }: URL, privateHttp: boolean): Promise<string | undefined> {
  if (username !== '' || password !== '') return 'an address holds no user and no password'
  if (protocol === 'https:') return undefined
  if (protocol !== 'http:') return `${protocol} is neither https: nor http:`
  if (!privateHttp) return 'plain http is not allowed; use https'
  const host = hostname.replace(/^\[|\]$/g, '')
  const addresses = isIP(host) === 0 ? (await lookup(host, { all: true })).map(({ address }) => address) : [host]
  const open = addresses.find((address) => !PRIVATE.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4'))
  return open === undefined ? undefined : `plain http is allowed to this machine and private networks only, and ${open} is neither; use https`
}

/** Nothing where the answer has more than `most` bytes. */
export async function readUpTo(response: Response, most: number): Promise<Uint8Array | undefined> {
  const parts: Uint8Array[] = []
  let length = 0
  const source: AsyncIterable<Uint8Array> | readonly Uint8Array[] = response.body ?? []
  for await (const part of source) {
    length += part.length
    if (length > most) return undefined // leaving the loop cancels the rest
    parts.push(part)
  }
  return Buffer.concat(parts)
}

/** The innermost reason: fetch itself only says that it failed. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.cause === undefined ? error.message : reasonOf(error.cause)
}

/** The address of a resource beneath a prefix, whether or not the prefix ends with a slash. */
export function beneath(prefix: string, path: string): URL {
  if (!URL.canParse(prefix)) throw new JournalFault('path-malformed', `not an address: ${prefix}`)
  const url = new URL(prefix)
  url.pathname = `${url.pathname.replace(/\/+$/, '')}/${path}`
  url.search = ''
  url.hash = ''
  return url
}
