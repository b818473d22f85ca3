import { createHash } from 'node:crypto'
import type { Party } from '#journal/party.ts'
import type { Sql } from '#journal/sql.ts'
import type { Done, Order } from './dispatch.ts'

/** What was answered to a request that named itself, and what the request said. */
export interface Answered {
  readonly name: string
  readonly digest: Buffer
  readonly answer: Done
}

/** What a request says, and who says it. */
export function digestOf({ procedure, subject, command, actor }: Order): Buffer {
  const said = JSON.stringify([procedure, subject, command ?? null, actor.person])
  return createHash('sha256').update(said).digest()
}

/** What has been answered under any of the names. */
export async function readAnswers(sql: Sql, party: Party, names: readonly string[]): Promise<readonly Answered[]> {
  if (names.length === 0) return []
  const { rows } = await sql.query<Answered>({
    name: 'answers',
    text: 'select name, digest, answer from office.answer where party = $1 and name = any ($2::text[])',
    values: [party, names],
  })
  return rows
}

export async function keepAnswers(sql: Sql, party: Party, answers: readonly Answered[], now: number): Promise<void> {
  if (answers.length === 0) return
  await sql.query({
    name: 'keep-answers',
    text: `insert into office.answer (party, name, digest, answer, given)
           select $1, name, digest, answer, $5 from unnest($2::text[], $3::bytea[], $4::jsonb[]) as kept (name, digest, answer)`,
    values: [party, answers.map(({ name }) => name), answers.map(({ digest }) => digest), answers.map(({ answer }) => JSON.stringify(answer)), now],
  })
}
