import type { Party as PartyId } from '#journal/party.ts'
import { inParty } from '#journal/sql.ts'
import type { Text } from '#law/text.ts'
import type { CataloguedProcedure } from '#procedures/matter.ts'
import type { Hit } from '../contract/search.ts'
import { readIncoming } from '../letter/inbox.ts'
import { readOutgoing } from '../letter/outbox.ts'
import { addresseeWords, nameOf } from '../letter/name.ts'
import type { Office } from '../office.ts'
import { likeness } from './likeness.ts'

/** A letter without what it says: its kind, its matter, and with whom it was exchanged. */
interface Exchanged {
  readonly entry: string
  readonly box: 'in' | 'out' | 'dead'
  readonly kind: string
  readonly procedure: string | null
  readonly subject: string | null
  readonly other: Text
}

/** Letters of matters that `reads` lets the asker read, by kind, matter and correspondent. What a letter says is personal more often than not, and not searched. */
export async function letterHits(
  office: Pick<Office, 'catalogue' | 'database'>,
  id: PartyId,
  reads: (procedure: CataloguedProcedure) => boolean,
  terms: readonly string[],
): Promise<readonly Hit[]> {
  const readable = new Map(office.catalogue.filter(reads).map((procedure) => [procedure.id, procedure]))
  const titles = new Map(office.catalogue.flatMap(({ letters }) => letters).map(({ kind, title }) => [kind, title]))
  const all = await exchanged(office, id, new Set(readable.keys()))
  return all.flatMap(({ entry, box, kind, procedure, subject, other }): readonly Hit[] => {
    const title = titles.get(kind)
    if (title === undefined) return []
    const of = procedure === null ? undefined : readable.get(procedure)?.title
    const score = likeness(terms, `${title.zh} ${title.en} ${subject ?? ''}`, `${other.zh} ${other.en} ${of?.zh ?? ''} ${of?.en ?? ''}`)
    const detail = { zh: `${box === 'in' ? '来自' : '致'}${other.zh}`, en: `${box === 'in' ? 'from' : 'to'} ${other.en}` }
    return score <= 0 ? [] : [{ kind: 'letter', title, detail, score, entry, box, procedure, subject }]
  })
}

async function exchanged(office: Pick<Office, 'database'>, id: PartyId, readable: ReadonlySet<string>): Promise<readonly Exchanged[]> {
  const { incoming, outgoing } = await inParty(
    office.database.app,
    id,
    async (sql) => ({
      incoming: await readIncoming(sql, id),
      outgoing: await readOutgoing(sql, id, ['queued', 'delivered', 'receipted', 'dead']),
    }),
    { readOnly: true },
  )
  const names = new Map<string, Promise<Text>>()
  const named = (key: string, ask: () => Promise<Text>): Promise<Text> => {
    const known = names.get(key) ?? ask()
    names.set(key, known)
    return known
  }
  const letters: Exchanged[] = []
  for (const { entry, kind, procedure, subject, sender } of incoming) {
    if (procedure === null || !readable.has(procedure)) continue
    // One name after the other: there are few correspondents, and connections are for requests.
    letters.push({ entry: String(entry), box: 'in', kind, procedure, subject, other: await named(sender, () => nameOf(office, id, sender)) })
  }
  for (const { id: entry, letter, kind, addressee, state } of outgoing) {
    const [, procedure = '', subject = null] = letter.split('/')
    if (!readable.has(procedure)) continue
    const other = await named(JSON.stringify(addressee), () => addresseeWords(office, id, addressee))
    letters.push({ entry, box: state === 'dead' ? 'dead' : 'out', kind, procedure, subject, other })
  }
  return letters
}
