import { randomUUID } from 'node:crypto'
import type { Party } from '#journal/party.ts'
import { record, type RecorderOptions } from '#journal/recorder.ts'
import type { Sql } from '#journal/sql.ts'

/** The stream in which a party records the letters that it writes and gets. It belongs to no procedure. */
export const LETTERS = 'letters'

interface Entering {
  readonly kind: string
  readonly occurred: number
  readonly payload: Uint8Array
  readonly id?: string
}

/** Entries of the stream of letters, in the transaction of whatever they are about; gives their places in the journal. */
export async function recordLetters(sql: Sql, party: Party, entries: readonly Entering[], options: RecorderOptions): Promise<readonly number[]> {
  const drafts = entries.map((entry) => ({ id: randomUUID(), stream: LETTERS, subject: null, ...entry }))
  const [appended] = await record(sql, party, [{ drafts }], options)
  if (appended instanceof Error) throw appended
  if (appended?.kind !== 'appended') throw new Error(`letters were not recorded: ${appended?.kind ?? 'no answer'}`)
  return appended.receipts.map(({ index }) => index)
}
