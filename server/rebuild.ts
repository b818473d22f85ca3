import type { Pool } from 'pg'
import { keysOf, type MasterKey } from '#journal/keyring.ts'
import type { Party as PartyId } from '#journal/party.ts'
import { lockTree } from '#journal/recorder.ts'
import { inParty, type Sql } from '#journal/sql.ts'
import { readStream } from '#journal/stream.ts'
import type { CataloguedProcedure } from '#procedures/matter.ts'
import { entriesOf, procedureOf, subjectOf } from './record.ts'
import { keptRow, writeChanges, writeMatters } from './row.ts'

export interface Rebuilt {
  readonly matters: number
  readonly rows: number
  /** Whether everything was as it is now: if not, something else than a command has changed the views, or a release computes them otherwise. */
  readonly same: boolean
}

/** One value for all that is kept of a party's views. */
const PRINT = `
  select md5(coalesce((select string_agg(md5(concat_ws(chr(31), view, key, subject, cells)), '' order by view, key) from office.view_row where party = $1), '') ||
             coalesce((select string_agg(concat_ws(chr(31), procedure, subject, version, changed), chr(30) order by procedure, subject)
                         from office.matter where party = $1), '')) as print`

async function printOf(sql: Sql, party: PartyId): Promise<string> {
  const { rows } = await sql.query<{ print: string }>({ text: PRINT, values: [party] })
  return rows[0]?.print ?? ''
}

interface Stream {
  stream: string
  version: number
  changed: number
}

/**
 * Drops everything that is computed from a party's journal and computes it anew, in one transaction: whoever reads meanwhile sees the old views or
 * the new ones. Only the journal is truth; afterwards the views are what they were, or were wrong before.
 */
export async function rebuild(
  pool: Pool,
  master: MasterKey,
  party: PartyId,
  catalogue: readonly CataloguedProcedure[],
  onProgress: (done: number, of: number) => void = () => undefined,
): Promise<Rebuilt> {
  return inParty(pool, party, async (sql) => {
    await lockTree(sql, party)
    const before = await printOf(sql, party)
    await sql.query({ text: 'delete from office.view_row where party = $1', values: [party] })
    await sql.query({ text: 'delete from office.matter where party = $1', values: [party] })
    const keys = await keysOf(sql, master, party, 'payload')
    const { rows: streams } = await sql.query<Stream>({
      text: 'select stream, count(*) as version, max(index) as changed from journal.entry where party = $1 group by stream order by stream',
      values: [party],
    })
    let rows = 0
    let matters = 0
    for (const { stream, version, changed } of streams) {
      const procedure = catalogue.find(({ id }) => id === procedureOf(stream))
      if (procedure === undefined) continue
      const subject = subjectOf(stream)
      // Matter by matter: together they could be the whole journal.
      const matter = procedure.open(entriesOf(await readStream(sql, keys, party, stream)))
      const made = procedure.views.flatMap((form) => matter.rows(form.id, subject).map((row) => ({ view: form.id, subject, ...keptRow(form, row) })))
      rows += made.length
      await writeChanges(sql, party, made)
      await writeMatters(sql, party, [{ procedure: procedure.id, subject, version, changed }])
      onProgress(++matters, streams.length)
    }
    return { matters, rows, same: (await printOf(sql, party)) === before }
  })
}
