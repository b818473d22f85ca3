import { keysOf, type MasterKey } from '#journal/keyring.ts'
import type { Party } from '#journal/party.ts'
import type { Sql } from '#journal/sql.ts'
import { readEntry, readStream } from '#journal/stream.ts'
import type { Person } from '../person.ts'
import type { CataloguedProcedure } from '#procedures/matter.ts'
import { mayGive, type PersonRole } from '#procedures/access.ts'
import { entriesOf, procedureOf } from '../record.ts'

/** Who reads what is of no matter: who signed in, what was erased and why. */
const AUDITORS: readonly PersonRole[] = ['auditor', 'audit-administrator']

const isAuditor = ({ roles }: Person): boolean => roles.some((role) => AUDITORS.includes(role))

/** Whether a person may read what the entries of a stream say: of a matter, whoever has something to do with its procedure; of the rest, auditors. */
export function mayReadStream(catalogue: readonly CataloguedProcedure[], person: Person, stream: string): boolean {
  const procedure = catalogue.find(({ id }) => id === procedureOf(stream))
  if (procedure === undefined) return isAuditor(person)
  return procedure.commands.some(({ type }) => mayGive(procedure.access, type, person))
}

/**
 * What an entry says. Of a matter it is what its procedure lets be read: what is sealed is blank, personal details are joined where they have not been
 * erased, and an entry that was corrected or stands for another says nothing by itself (null).
 */
export async function contentOf(
  sql: Sql,
  master: MasterKey,
  catalogue: readonly CataloguedProcedure[],
  party: Party,
  { index, stream }: { readonly index: number; readonly stream: string },
): Promise<unknown> {
  const procedure = catalogue.find(({ id }) => id === procedureOf(stream))
  if (procedure !== undefined) {
    const keys = await keysOf(sql, master, party, 'payload')
    const { entries } = procedure.open(entriesOf(await readStream(sql, keys, party, stream)))
    return entries.find(({ ref }) => ref === String(index))?.event ?? null
  }
  const entry = await readEntry(sql, master, party, index)
  const said: unknown = entry?.content === undefined ? null : JSON.parse(new TextDecoder().decode(entry.content.bytes))
  return said
}
