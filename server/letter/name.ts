import { Party as PartyId } from '#journal/party.ts'
import { inParty } from '#journal/sql.ts'
import type { Text } from '#law/text.ts'
import { LEVEL_WORDS } from '#procedures/complaint/field.ts'
import type { Addressee } from '#procedures/letter.ts'
import { REMIT_WORDS } from '#procedures/party.ts'
import type { Office } from '../office.ts'
import { readParty } from '../party.ts'
import { correspondentsOf } from './correspondent.ts'

/** Whom an addressee is, in words: a party by its name, a department by what it has in its charge and where. */
export async function addresseeWords(office: Pick<Office, 'database'>, id: PartyId, to: Addressee): Promise<Text> {
  if ('party' in to) return nameOf(office, id, to.party)
  const [level, remit] = [LEVEL_WORDS[to.level], REMIT_WORDS[to.remit]]
  return { zh: `${level.zh}${remit.zh}（${to.region}）`, en: `${remit.en}, ${level.en} (${to.region})` }
}

/** What a party is called, as `id` knows it: by its own directory, else by the records of this installation. */
export async function nameOf({ database: { app } }: Pick<Office, 'database'>, id: PartyId, other: string): Promise<Text> {
  const list = await inParty(app, id, (sql) => correspondentsOf(sql, id), { readOnly: true })
  const known = list.find(({ party }) => party === other)
  if (known !== undefined) return { zh: known.zh, en: known.en }
  const here = PartyId.safeParse(other)
  const found = here.success ? await inParty(app, here.data, (sql) => readParty(sql, here.data), { readOnly: true }) : undefined
  return found?.name ?? { zh: other, en: other }
}
