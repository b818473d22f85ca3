import type { FastifyRequest } from 'fastify'

const LONGEST = 200 // characters

/** What nobody may write in the name of a file: separators, control characters, and marks that turn the direction of text. */
const STRANGE = /[\\/\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u

/** The name of the file that a request brings (`X-File-Name`, percent-encoded UTF-8), without a folder; nothing where it has none that can be used. */
export function fileNameOf({ headers }: Pick<FastifyRequest, 'headers'>): string | undefined {
  const given = headers['x-file-name']
  if (typeof given !== 'string') return undefined
  let name: string
  try {
    name = decodeURIComponent(given).normalize('NFC').trim()
  } catch {
    return undefined
  }
  return name === '' || name === '.' || name === '..' || Array.from(name).length > LONGEST || STRANGE.test(name) ? undefined : name
}
