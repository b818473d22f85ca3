import { keysOf } from '#journal/keyring.ts'
import type { Party as PartyId } from '#journal/party.ts'
import { inParty } from '#journal/sql.ts'
import { readStream } from '#journal/stream.ts'
import { headOf } from '#journal/tree.ts'
import { instant } from '#law/instant.ts'
import type { Actor } from '#procedures/access.ts'
import { filledFields } from '#procedures/document.ts'
import { RECEIPT, type Letter } from '#procedures/letter.ts'
import type { CataloguedProcedure } from '#procedures/matter.ts'
import { momentOf } from '#procedures/moment.ts'
import type { Party } from '#procedures/party.ts'
import type { Refused } from '#procedures/refusal.ts'
import type { Preview } from '../contract/matter.ts'
import { addresseeWords } from '../letter/name.ts'
import type { Office } from '../office.ts'
import { entriesOf, streamOf } from '../record.ts'
import { readPlaces } from '../row.ts'
import { decideWithRows, standingAt } from '../standing.ts'

interface Previewing {
  readonly procedure: CataloguedProcedure
  readonly subject: string
  readonly command: unknown
  readonly actor: Actor
}

/** Decides a command as if it were given now, and says what it would send. Nothing is written. */
export async function previewOf(office: Office, by: { readonly id: PartyId; readonly party: Party }, wish: Previewing): Promise<Preview | Refused> {
  const decided = await decidedOf(office, by, wish)
  if (decided.kind === 'refused') return decided
  const { events, letters } = decided
  return {
    kind: 'accepted',
    events,
    letters: await Promise.all(letters.map(async (letter) => ({ ...saidIn(office.catalogue, letter), to: await addresseeWords(office, by.id, letter.to) }))),
  }
}

async function decidedOf(
  { catalogue, clock, database, dispatch, statute }: Office,
  { id, party }: { readonly id: PartyId; readonly party: Party },
  { procedure, subject, command, actor }: Previewing,
): Promise<{ readonly kind: 'accepted'; readonly events: readonly string[]; readonly letters: readonly Letter[] } | Refused> {
  const now = instant(clock())
  return inParty(
    database.app,
    id,
    async (sql) => {
      const keys = await keysOf(sql, database.secrets.master, id, 'payload')
      const past = entriesOf(await readStream(sql, keys, id, streamOf(procedure.id, subject)))
      const { frontier } = await headOf(sql, id)
      const state = await dispatch.book.upToDate(sql, keys, id, party, frontier.size)
      const registers = catalogue.filter(({ of }) => of !== 'matter' && of !== 'party')
      const decision = await decideWithRows(
        (places) => readPlaces(sql, id, places),
        registers,
        standingAt(statute, state, now),
        (standing) => procedure.open(past).decide(command, { at: momentOf(now), subject, actor, party, standing }),
      )
      if (decision.kind === 'refused') return decision
      const news = decision.events.map((event, place) => ({ ref: String(frontier.size + place), recorded: momentOf(now), event }))
      const after = procedure.open([...past, ...news])
      const drawing = { party, subject, at: momentOf(now) }
      return { kind: 'accepted', events: decision.events.map(({ kind }) => kind), letters: news.flatMap(({ ref }) => after.letters(ref, drawing)) }
    },
    { readOnly: true },
  )
}

/** The fields of a letter with their words and values. A kind that this release does not know has none. */
export function saidIn(
  catalogue: readonly CataloguedProcedure[],
  { kind, title, body }: Pick<Letter, 'kind' | 'title' | 'body'>,
): Omit<Preview['letters'][number], 'to'> {
  const form = [RECEIPT, ...catalogue.flatMap(({ letters }) => letters)].find((each) => each.kind === kind)
  return { kind, title, fields: form === undefined ? [] : filledFields(form.body, body) }
}
