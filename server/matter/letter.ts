import { z } from 'zod'
import type { Party as PartyId } from '#journal/party.ts'
import { inParty } from '#journal/sql.ts'
import { readEntry } from '#journal/stream.ts'
import type { Letter } from '#procedures/letter.ts'
import type { LetterContent } from '../contract/matter.ts'
import { LETTERS } from '../letter/entry.ts'
import { letterOf, openEnvelope, WRITTEN } from '../letter/envelope.ts'
import { addresseeWords, nameOf } from '../letter/name.ts'
import type { Office } from '../office.ts'
import { saidIn } from './preview.ts'

/** Whatever came stands in our journal as it came: a letter, or the receipt for one of ours. */
const Held = z.union([z.object({ envelope: z.string() }), z.object({ receipt: z.string() })])

/** A letter in our journal, with the matter of ours that it belongs to. */
interface Found {
  readonly letter: Letter
  /** Whose matters one has to be able to read. */
  readonly procedure: string
}

/** The letter that an entry holds; `undefined` where it holds none, or what it said has been erased. */
export async function letterAt({ database }: Pick<Office, 'database'>, id: PartyId, entry: number): Promise<Found | undefined> {
  const { recorded, taken } = await inParty(
    database.app,
    id,
    async (sql) => ({
      recorded: await readEntry(sql, database.secrets.master, id, entry),
      taken: (
        await sql.query<{ procedure: string | null }>({
          text: 'select procedure from office.incoming_letter where party = $1 and entry = $2',
          values: [id, entry],
        })
      ).rows[0]?.procedure,
    }),
    { readOnly: true },
  )
  if (recorded?.content === undefined) return undefined
  const { bytes } = recorded.content
  if (recorded.entry.kind === WRITTEN) {
    const letter = letterOf(bytes)
    return { letter, procedure: letter.procedure }
  }
  if (recorded.entry.stream !== LETTERS) return undefined
  const held = Held.safeParse(JSON.parse(new TextDecoder().decode(bytes)))
  if (!held.success) return undefined
  const opened = openEnvelope('envelope' in held.data ? held.data.envelope : held.data.receipt)
  if (typeof opened === 'string') return undefined
  const { letter } = opened.envelope
  return { letter, procedure: taken ?? answeredProcedure(letter) }
}

/** The procedure of ours that a letter answers; empty where it answers none. */
const answeredProcedure = ({ inReplyTo }: Letter): string => inReplyTo?.split('/')[1] ?? ''

/** A letter as people read it. */
export async function contentOf(office: Pick<Office, 'catalogue' | 'database'>, id: PartyId, entry: number, letter: Letter): Promise<LetterContent> {
  const { kind, title, fields } = saidIn(office.catalogue, letter)
  return {
    id: String(entry),
    letter: letter.id,
    kind,
    title,
    from: await nameOf(office, id, letter.from),
    to: await addresseeWords(office, id, letter.to),
    written: letter.written,
    fields: [...fields],
    encloses: letter.encloses,
    inReplyTo: letter.inReplyTo,
  }
}
