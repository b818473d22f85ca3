import { z } from 'zod'
import type { Text } from '#law/text.ts'

/** One thing that the application answers, as data: its route, its forms and answers, and its description are made from it. */
export interface Operation {
  readonly method: 'get' | 'post' | 'put' | 'delete'
  /** As OpenAPI writes it: `/api/law/{edition}`. */
  readonly path: string
  readonly summary: Text
  readonly about?: string
  /** `anybody` may show who they are and is then told more. */
  readonly who: 'anybody' | 'signed-in'
  readonly params?: z.ZodObject
  readonly query?: z.ZodObject
  readonly body?: Body
  readonly answer: Answer
  /** Besides 401 and 429, and 400 where there is something to read. */
  readonly refusals: Readonly<Partial<Record<400 | 403 | 404 | 409 | 413 | 415 | 422, string>>>
}

/** A form as JSON, or the bytes of a file with its name in `X-File-Name`. */
type Body = z.ZodType | { readonly media: readonly string[]; readonly most: number }

/** JSON, or a file of one of these media types. Of `status` where it is not 200. */
type Answer = { readonly words: string; readonly status?: 200 | 201 | 202 | 204 } & (
  | { readonly schema: z.ZodType }
  | { readonly media: readonly string[] }
  | { readonly nothing: true }
)

/** A list that nobody adds to. */
export function list<T extends z.ZodType>(of: T): z.ZodReadonly<z.ZodArray<T>> {
  return z.array(of).readonly()
}

/** The path as the server's router writes it: `/api/law/:edition`. */
export function routeOf({ path }: Pick<Operation, 'path'>): string {
  return path.replaceAll(/\{([a-z]+)\}/gi, ':$1')
}

export const Count = z.int().nonnegative()
/** ISO 8601 with the offset of Asia/Shanghai. */
export const At = z.iso.datetime({ offset: true })
/** A civil day in Asia/Shanghai. */
export const OnDay = z.iso.date()
export const Sha256 = z.string().regex(/^[0-9a-f]{64}$/)
