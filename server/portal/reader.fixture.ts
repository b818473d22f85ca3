import { randomBytes } from 'node:crypto'
import type { FastifyInstance } from 'fastify'

const HOST = '10.0.0.5:7340'

const ENTITIES: Readonly<Record<string, string>> = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'", '&#96;': '`', '&amp;': '&' }
const plain = (text: string): string => text.replace(/&(?:lt|gt|quot|#39|#96|amp);/g, (entity) => ENTITIES[entity] ?? entity)
const attribute = (tag: string, name: string): string | undefined => {
  const found = new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1]
  return found === undefined ? undefined : plain(found)
}

/** A page as it came. */
export interface Sheet {
  readonly status: number
  readonly url: string
  readonly html: string
  /** What can be read, without markup, spaces drawn together. */
  readonly text: string
  readonly heading: string
  readonly bytes: number
  readonly headers: Readonly<Record<string, unknown>>
}

type Given = Readonly<Record<string, string | readonly string[]>>

/** Somebody with an old browser: no script, cookies kept (or not), forms sent as they stand, redirects followed. */
export class Reader {
  readonly address = `10.${[...randomBytes(3)].join('.')}`
  readonly urls: string[] = []
  sheet: Sheet | undefined
  readonly #app: FastifyInstance
  readonly #language: string
  readonly #keepsCookies: boolean
  readonly #cookies = new Map<string, { readonly value: string; readonly path: string }>()

  constructor(app: FastifyInstance, { language = 'zh-CN', keepsCookies = true }: { readonly language?: string; readonly keepsCookies?: boolean } = {}) {
    this.#app = app
    this.#language = language
    this.#keepsCookies = keepsCookies
  }

  get page(): Sheet {
    if (this.sheet === undefined) throw new Error('nothing has been opened')
    return this.sheet
  }

  open(url: string): Promise<Sheet> {
    return this.#ask('GET', url)
  }

  /** Presses the button with these words, in the form that it stands in, with what is typed or chosen; without a button, as Enter does. */
  async press(words: string, given: Given = {}, headers: Readonly<Record<string, string>> = {}): Promise<Sheet> {
    const form = [...this.page.html.matchAll(/<form\b[^>]*>[\s\S]*?<\/form>/g)].map(([whole]) => whole).find((whole) => buttonIn(whole, words) !== undefined)
    const loose = form === undefined ? buttonIn(this.page.html, words) : undefined
    const owner =
      form ??
      [...this.page.html.matchAll(/<form\b[^>]*>[\s\S]*?<\/form>/g)]
        .map(([whole]) => whole)
        .find((whole) => attribute(whole, 'id') === attribute(loose ?? '', 'form'))
    const button = loose ?? buttonIn(owner ?? '', words)
    if (owner === undefined || button === undefined) throw new Error(`there is no button “${words}” in: ${this.page.text}`)
    const body = new URLSearchParams()
    for (const [name, value] of standing(owner)) if (!Object.hasOwn(given, name)) body.append(name, value)
    for (const [name, values] of Object.entries(given)) for (const value of [values].flat()) body.append(name, value)
    const go = attribute(button, 'name')
    if (go !== undefined) body.append(go, attribute(button, 'value') ?? '')
    return this.#ask('POST', attribute(owner, 'action') ?? '', { body, headers })
  }

  async #ask(
    method: 'GET' | 'POST',
    url: string,
    { body, headers = {} }: { readonly body?: URLSearchParams; readonly headers?: Readonly<Record<string, string>> } = {},
  ): Promise<Sheet> {
    this.urls.push(url)
    const path = url.split('?')[0] ?? url
    const cookie = [...this.#cookies]
      .flatMap(([name, kept]) => (path === kept.path || path.startsWith(`${kept.path}/`) ? [`${name}=${kept.value}`] : []))
      .join('; ')
    const response = await this.#app.inject({
      method,
      url,
      remoteAddress: this.address,
      headers: {
        host: HOST,
        'accept-language': this.#language,
        ...(method === 'POST' ? { origin: `http://${HOST}`, 'content-type': 'application/x-www-form-urlencoded' } : {}),
        ...(cookie === '' ? {} : { cookie }),
        ...headers,
      },
      ...(body === undefined ? {} : { payload: body.toString() }),
    })
    const set = [response.headers['set-cookie'] ?? []].flat()
    if (this.#keepsCookies)
      for (const line of set) {
        const [, name = '', value = '', place = '/', age = '1'] = /^([^=]+)=([^;]*); Path=([^;]+); Max-Age=(\d+)/.exec(line) ?? []
        if (age === '0') this.#cookies.delete(name)
        else this.#cookies.set(name, { value, path: place })
      }
    const { location } = response.headers
    if (typeof location === 'string') return this.#ask('GET', location)
    const html = response.body
    const text = plain(html.replace(/<head>[\s\S]*?<\/head>/, ' ').replace(/<[^>]+>/g, ' ')).replace(/\s+/g, ' ')
    const heading = plain(/<h1[^>]*>([\s\S]*?)<\/h1>/.exec(html)?.[1]?.replace(/<[^>]+>/g, ' ') ?? '')
      .replace(/\s+/g, ' ')
      .trim()
    this.sheet = { status: response.statusCode, url, html, text, heading, bytes: Buffer.byteLength(html), headers: response.headers }
    return this.sheet
  }
}

function buttonIn(markup: string, words: string): string | undefined {
  return [...markup.matchAll(/(<button\b[^>]*>)([\s\S]*?)<\/button>/g)].find(
    ([, tag = '', inside = '']) => plain(inside.replace(/<[^>]+>/g, '')).trim() === words || attribute(tag, 'aria-label') === words,
  )?.[1]
}

/** What a form sends if nothing in it is touched. */
function standing(form: string): readonly (readonly [string, string])[] {
  const inputs = [...form.matchAll(/<input\b[^>]*>/g)].flatMap(([tag]) => {
    const name = attribute(tag, 'name')
    const kind = attribute(tag, 'type')
    if (name === undefined || ((kind === 'radio' || kind === 'checkbox') && !/\schecked\b/.test(tag))) return []
    return [[name, attribute(tag, 'value') ?? ''] as const]
  })
  const texts = [...form.matchAll(/(<textarea\b[^>]*>)([\s\S]*?)<\/textarea>/g)].map(
    ([, tag = '', inside = '']) => [attribute(tag, 'name') ?? '', plain(inside.replace(/^\n/, ''))] as const,
  )
  const chosen = [...form.matchAll(/(<select\b[^>]*>)([\s\S]*?)<\/select>/g)].flatMap(([, tag = '', inside = '']) => {
    const option = /<option\b[^>]*\sselected[^>]*>/.exec(inside)?.[0] ?? /<option\b[^>]*>/.exec(inside)?.[0]
    return option === undefined ? [] : [[attribute(tag, 'name') ?? '', attribute(option, 'value') ?? ''] as const]
  })
  return [...inputs, ...texts, ...chosen]
}
