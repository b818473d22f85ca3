import { keysOf } from '#journal/keyring.ts'
import type { Party as PartyId } from '#journal/party.ts'
import { inParty } from '#journal/sql.ts'
import { readStream } from '#journal/stream.ts'
import { instant } from '#law/instant.ts'
import type { Document } from '#procedures/document.ts'
import type { CataloguedProcedure } from '#procedures/matter.ts'
import { momentOf } from '#procedures/moment.ts'
import type { Party } from '#procedures/party.ts'
import type { Office } from '../office.ts'
import { entriesOf, streamOf } from '../record.ts'
import type { Proof } from './sheet.ts'

export interface Asked {
  readonly procedure: CataloguedProcedure
  readonly subject: string
  /** Of the document. */
  readonly id: string
}

export interface Drawn {
  readonly document: Document
  /** The newest entry of the matter: everything in the document is from there or before. */
  readonly proof: Proof
}

/** A document as its matter stands in the journal now; `undefined` where there is no such matter or document, or nothing to draw yet. */
export async function drawDocument(
  { database, clock }: Pick<Office, 'database' | 'clock'>,
  { id: partyId, party }: { readonly id: PartyId; readonly party: Party },
  { procedure, subject, id }: Asked,
): Promise<Drawn | undefined> {
  const recorded = await inParty(
    database.app,
    partyId,
    async (sql) => readStream(sql, await keysOf(sql, database.secrets.master, partyId, 'payload'), partyId, streamOf(procedure.id, subject)),
    { readOnly: true },
  )
  const newest = recorded.at(-1)
  if (newest === undefined) return undefined
  const at = momentOf(instant(clock()))
  const document = procedure.open(entriesOf(recorded)).document(id, { party, subject, at })
  return document === undefined ? undefined : { document, proof: { entry: newest.entry.index, leafHash: newest.leafHash } }
}
