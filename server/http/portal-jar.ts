import type { FastifyRequest } from 'fastify'
import type { Language } from '#law/text.ts'

/** The only cookies of the public's pages: the language chosen, the receipt for a quarter of an hour, the code followed for half an hour. None says who somebody is. */
const NAMES = { language: 'dutybook-language', slip: 'dutybook-receipt', follow: 'dutybook-follow' } as const
type Name = keyof typeof NAMES

const YEAR = 31_536_000 // s

/** Writes cookies; over https for https only. */
export class Jar {
  readonly #secure: string

  constructor(isSecure: boolean) {
    this.#secure = isSecure ? '; Secure' : ''
  }

  /** Sent by links from other sites too: somebody who comes again reads on in the same language. */
  language(language: Language): string {
    return `${NAMES.language}=${language}; Path=/p; Max-Age=${YEAR}; HttpOnly; SameSite=Lax${this.#secure}`
  }

  /** Something sealed, for one path. */
  keep(name: Exclude<Name, 'language'>, sealed: string, path: string, seconds: number): string {
    return `${NAMES[name]}=${sealed}; Path=${path}; Max-Age=${seconds}; HttpOnly; SameSite=Strict${this.#secure}`
  }

  drop(name: Exclude<Name, 'language'>, path: string): string {
    return this.keep(name, '', path, 0)
  }
}

export function cookieIn(request: FastifyRequest, name: Name): string | undefined {
  return (request.headers.cookie ?? '').split(';').flatMap((pair) => {
    const [key = '', ...value] = pair.split('=')
    return key.trim() === NAMES[name] ? [value.join('=').trim()] : []
  })[0]
}
