import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Instant } from '#law/instant.ts'
import type { Language } from '#law/text.ts'
import type { Office } from '../office.ts'
import type { Door, Host } from '../portal/door.ts'
import type { Html } from '../portal/html.ts'
import type { Reading } from '../portal/page.ts'
import type { Sealer } from '../portal/seal.ts'
import type { Word } from '../portal/words.ts'
import type { Jar } from './portal-jar.ts'

/** What the routes of the pages share. */
export interface PageDesk {
  readonly office: Office
  readonly door: Door
  readonly sealer: Sealer
  readonly jar: Jar
  readonly now: () => Instant
  readonly readingOf: (request: FastifyRequest, language?: Language) => Reading
  readonly send: (reply: FastifyReply, reading: Reading, page: Html, status?: number) => FastifyReply
  readonly notice: (request: FastifyRequest, reply: FastifyReply, notice: Notice) => FastifyReply
  readonly hostOf: (request: FastifyRequest) => Promise<Host | undefined>
  /** Seconds to wait for an address that has asked too often. */
  readonly waitOf: (request: FastifyRequest, what: 'begin' | 'follow') => Promise<number | undefined>
  readonly later: (request: FastifyRequest, reply: FastifyReply, seconds: number) => FastifyReply
}

export interface Notice {
  readonly status: number
  readonly title: Word
  readonly why: Word
  readonly slots?: Readonly<Record<string, number>>
  readonly host?: Host | undefined
  readonly more?: Html
}
