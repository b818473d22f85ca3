import { z } from 'zod'
import type { Party } from '#journal/party.ts'
import type { RecorderOptions } from '#journal/recorder.ts'
import type { Sql } from '#journal/sql.ts'
import { readEntry } from '#journal/stream.ts'
import { fieldsOf } from '#procedures/field.ts'
import type { Letter } from '#procedures/letter.ts'
import type { CataloguedProcedure } from '#procedures/matter.ts'
import { letterOf, openEnvelope, WRITTEN } from './envelope.ts'

/** What is said in a value, each piece of text or figure for itself. */
export function wordsIn(value: unknown): ReadonlySet<string> {
  const said = (part: unknown): readonly string[] => {
    if (typeof part === 'string' || typeof part === 'number') return part === '' ? [] : [String(part)]
    return typeof part === 'object' && part !== null ? Object.values(part).flatMap(said) : []
  }
  return new Set(said(value))
}

const Received = z.object({ envelope: z.string() })

/**
 * The entries of letters, to and from a matter, that say of persons any of what the matter said of them. A letter is a copy: what is erased from the
 * matter is erased from it too, whole, because it was signed whole.
 */
export async function lettersSaying(
  sql: Sql,
  { master, catalogue }: Pick<RecorderOptions, 'master'> & { readonly catalogue: readonly CataloguedProcedure[] },
  party: Party,
  { procedure, subject, words }: { readonly procedure: string; readonly subject: string; readonly words: ReadonlySet<string> },
): Promise<readonly number[]> {
  const { rows } = await sql.query<{ entry: number }>({
    text: `select entry from office.outgoing_letter where party = $1 and split_part(letter, '/', 2) = $2 and split_part(letter, '/', 3) = $3
           union select entry from office.incoming_letter where party = $1 and procedure = $2 and subject = $3 order by entry`,
    values: [party, procedure, subject],
  })
  const kinds = new Map(catalogue.flatMap(({ letters }) => letters).map(({ kind, body }) => [kind, fieldsOf(body).filter(({ personal }) => personal)]))
  const found: number[] = []
  for (const { entry } of rows) {
    // Few, on the one connection.
    const recorded = await readEntry(sql, master, party, entry)
    const letter = recorded?.content === undefined ? undefined : letterIn(recorded.entry.kind, recorded.content.bytes)
    const said = letter === undefined ? [] : (kinds.get(letter.kind) ?? []).flatMap(({ name }) => [...wordsIn(letter.body[name])])
    if (said.some((word) => words.has(word))) found.push(entry)
  }
  return found
}

/** The letter that an entry holds: as we wrote it, or in the envelope in which it came. */
function letterIn(kind: string, bytes: Uint8Array): Pick<Letter, 'kind' | 'body'> | undefined {
  if (kind === WRITTEN) return letterOf(bytes)
  const held = Received.safeParse(JSON.parse(new TextDecoder().decode(bytes)))
  const opened = held.success ? openEnvelope(held.data.envelope) : undefined
  return opened === undefined || typeof opened === 'string' ? undefined : opened.envelope.letter
}
