import type { Party as PartyId } from '#journal/party.ts'
import { inParty } from '#journal/sql.ts'
import type { Text } from '#law/text.ts'
import { RECEIPT } from '#procedures/letter.ts'
import { namesOf } from '../matter/name.ts'
import type { Office } from '../office.ts'
import { readIncoming, type Incoming } from './inbox.ts'
import { addresseeWords, nameOf } from './name.ts'
import { readOutgoing, type Sent } from './outbox.ts'

export type Box = 'in' | 'out' | 'dead'

type Boxed = (Incoming | Sent) & {
  readonly title: Text
  /** Whom it came from, or goes to. */
  readonly party: Text
  /** What the matter is called that it belongs to; null where that has no name, and where there is none. */
  readonly about: Text | null
}

/** The newest letters of a box in words, without what they say. */
export async function readBox(office: Pick<Office, 'catalogue' | 'database'>, id: PartyId, box: Box): Promise<readonly Boxed[]> {
  const { catalogue, database } = office
  const titles = new Map([RECEIPT, ...catalogue.flatMap(({ letters }) => letters)].map(({ kind, title }) => [kind, title]))
  const { letters, names } = await inParty(
    database.app,
    id,
    async (sql) => {
      const found: readonly (Incoming | Sent)[] =
        box === 'in' ? await readIncoming(sql, id) : await readOutgoing(sql, id, box === 'dead' ? ['dead'] : ['queued', 'delivered', 'receipted'])
      return { letters: found, names: await namesOf(sql, id, catalogue, new Set(found.flatMap((letter) => subjectOf(letter) ?? []))) }
    },
    { readOnly: true },
  )
  // One after the other: of hundreds of letters there are few correspondents.
  const parties = new Map<string, Text>()
  for (const letter of letters) if (!parties.has(otherOf(letter))) parties.set(otherOf(letter), await otherWords(office, id, letter))
  return letters.map((letter) => ({
    ...letter,
    title: titles.get(letter.kind) ?? { zh: letter.kind, en: letter.kind },
    party: parties.get(otherOf(letter)) ?? { zh: '', en: '' },
    about: names.get(subjectOf(letter) ?? '') ?? null,
  }))
}

/** A letter of ours is named after the matter that wrote it. */
const subjectOf = (letter: Incoming | Sent): string | undefined => ('sender' in letter ? (letter.subject ?? undefined) : letter.letter.split('/')[2])

const otherOf = (letter: Incoming | Sent): string => ('sender' in letter ? letter.sender : JSON.stringify(letter.addressee))

const otherWords = (office: Pick<Office, 'database'>, id: PartyId, letter: Incoming | Sent): Promise<Text> =>
  'sender' in letter ? nameOf(office, id, letter.sender) : addresseeWords(office, id, letter.addressee)
