import type { Language } from '#law/text.ts'

/** The header by which a page of ours shows that it is one. */
const PAGE_TOKEN = 'x-dutybook-page'

let language: Language = 'zh'
let pageToken: string | undefined

/** Refusals come in this language from now on. */
export function speak(next: Language): void {
  language = next
}

/** A name for a request that nobody else uses. Pages on a bare IP address have no `crypto.randomUUID`. */
export function newName(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** What the session gave this page, to show with everything that changes something. */
export function bearPageToken(next: string | undefined): void {
  pageToken = next
}

/** The server said no: RFC 9457, in the words of the reader. */
export class Problem extends Error {
  readonly code: string
  readonly status: number
  readonly data: Readonly<Record<string, unknown>>
  /** Seconds to wait, where the server names them. */
  readonly retryAfter: number | undefined

  constructor({ code, status, title, data, retryAfter }: { code: string; status: number; title: string; data?: unknown; retryAfter?: number | undefined }) {
    super(title)
    this.name = 'Problem'
    this.code = code
    this.status = status
    this.data = typeof data === 'object' && data !== null ? { ...data } : {}
    this.retryAfter = retryAfter
  }
}

/** Whatever was thrown, as a problem to show. */
export function problemOf(error: unknown): Problem {
  return error instanceof Problem ? error : new Problem({ code: 'fault', status: 0, title: String(error) })
}

export interface Wish {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** Sent as JSON, or as it is where it is a file. */
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
  /** The same name given twice does the thing once. Every POST has one; a page that retries by itself gives its own. */
  readonly name?: string
  readonly signal?: AbortSignal
}

const UNREACHABLE = {
  zh: '连接不上服务器。已填写的内容还在，请检查网络后再试。',
  en: 'The server cannot be reached. What you typed is still here: check the network and try again.',
}
const UNREADABLE = { zh: '服务器的答复无法读取。', en: 'The answer of the server cannot be read.' }

/**
 * Asks the server and reads its answer, which has the shape that the API's description gives it: page and server are built together, and a test
 * holds the server to its description. Throws a `Problem` for every answer that is no yes.
 */
export async function ask<Answer>(path: string, wish: Wish = {}): Promise<Answer> {
  const response = await send(path, wish)
  if (response.status === 204) return undefined as Answer
  try {
    return (await response.json()) as Answer
  } catch {
    throw new Problem({ code: 'unreadable', status: response.status, title: UNREADABLE[language] })
  }
}

/** A file of the server's, with the name that it gives it. */
export async function download(path: string, wish: Wish = {}): Promise<{ readonly blob: Blob; readonly name: string | undefined }> {
  const response = await send(path, wish)
  const [, encoded] = /filename\*=UTF-8''([^;]+)/.exec(response.headers.get('content-disposition') ?? '') ?? []
  return { blob: await response.blob(), name: encoded === undefined ? undefined : decodeURIComponent(encoded) }
}

async function send(path: string, { method = 'GET', body, headers = {}, name, signal }: Wish): Promise<Response> {
  const isFile = body instanceof Blob || body instanceof FormData
  let response: Response
  try {
    response = await fetch(path, {
      method,
      credentials: 'same-origin',
      headers: {
        accept: 'application/json',
        'accept-language': language,
        ...(body === undefined || isFile ? {} : { 'content-type': 'application/json' }),
        ...(method === 'GET' || pageToken === undefined ? {} : { [PAGE_TOKEN]: pageToken }),
        ...(method === 'POST' ? { 'idempotency-key': name ?? newName() } : {}),
        ...headers,
      },
      ...(body === undefined ? {} : { body: isFile ? body : JSON.stringify(body) }),
      ...(signal === undefined ? {} : { signal }),
    })
  } catch (error) {
    if (signal?.aborted === true) throw error
    throw new Problem({ code: 'unreachable', status: 0, title: UNREACHABLE[language] })
  }
  if (response.ok) return response
  throw await problemIn(response)
}

async function problemIn(response: Response): Promise<Problem> {
  const said: unknown = await response.json().catch(() => undefined)
  const fields: Readonly<Record<string, unknown>> = typeof said === 'object' && said !== null ? { ...said } : {}
  const wait = Number(response.headers.get('retry-after') ?? Number.NaN)
  return new Problem({
    code: typeof fields['code'] === 'string' ? fields['code'] : `http-${response.status}`,
    status: response.status,
    title: typeof fields['title'] === 'string' ? fields['title'] : UNREADABLE[language],
    data: fields['data'],
    retryAfter: Number.isFinite(wait) ? wait : undefined,
  })
}
