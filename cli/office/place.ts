import { randomUUID } from 'node:crypto'
import { Party } from '#journal/party.ts'
import { inParty } from '#journal/sql.ts'
import type { Actor } from '#procedures/access.ts'
import { catalogue } from '#procedures/catalogue.ts'
import type { Party as PartyCard } from '#procedures/party.ts'
import type { Refusal } from '#procedures/refusal.ts'
import { keepErased } from '#server/database/erased-list.ts'
import { keepCheckpoint, requireKept } from '#server/database/kept.ts'
import { openOffice, type Office } from '#server/office.ts'
import { readParty } from '#server/party.ts'
import { peopleOf } from '#server/person.ts'
import { dataFolder } from '../imported.ts'
import { inWords, openFolder, type PlaceFlags } from '../journal/place.ts'
import { readStatute } from '../statute.ts'
import { Unusable } from '../unusable.ts'

export interface OfficeFlags extends PlaceFlags {
  /** Who acts: the id of a person of the party. */
  readonly as?: string
}

export interface OfficePlace extends AsyncDisposable {
  readonly folder: string
  readonly office: Office
  readonly keep: (published: { readonly size: number; readonly note: string }, party: Party) => void
}

/** Opens the office of a data folder, or of the database of `$DATABASE_URL`. A running server of the same folder is joined, not disturbed. */
async function openOfficePlace(flags: PlaceFlags): Promise<OfficePlace> {
  const folder = dataFolder(flags.data)
  const database = await openFolder(flags)
  return {
    folder,
    office: openOffice({ database, statute: readStatute(), catalogue, clock: Date.now, keepErased: (party, index) => keepErased(folder, party, index) }),
    keep: (published, party) => keepCheckpoint(folder, party, published),
    [Symbol.asyncDispose]: () => database.close(),
  }
}

export async function atOffice(flags: PlaceFlags, work: (place: OfficePlace) => Promise<void>): Promise<void> {
  await using place = await openOfficePlace(flags)
  try {
    await work(place)
  } catch (error) {
    throw inWords(error, place.office.database.where)
  }
}

interface Named {
  party: string
  zh: string
  en: string
}

/** The party that is named by its id or its name, or the only one there is. */
export async function partyAt(
  { office: { database }, folder }: OfficePlace,
  asked: string | undefined,
): Promise<{ readonly id: Party; readonly card: PartyCard }> {
  const { rows } = await database.keeper.query<Named>('select party, zh, en from office.party order by zh, party')
  const fitting = asked === undefined ? rows : rows.filter(({ party, zh, en }) => [party, zh, en].includes(asked))
  const [only, ...others] = fitting
  const list = rows.map(({ party, zh, en }) => `  ${party}  ${zh}  ${en}`).join('\n')
  if (only === undefined)
    throw new Unusable(
      rows.length === 0 ? '还没有主体。先用 dutybook party register 登记。' : `没有主体 ${asked ?? ''}。现有：\n${list}`,
      rows.length === 0 ? 'there is no party yet. Register one with dutybook party register.' : `there is no party ${asked ?? ''}. There are:\n${list}`,
    )
  if (others.length > 0) throw new Unusable(`请用 --party 指明主体：\n${list}`, `name the party with --party:\n${list}`)
  const id = Party.parse(only.party)
  await requireKept(folder, database.app, id)
  const card = await inParty(database.app, id, (sql) => readParty(sql, id), { readOnly: true })
  if (card === undefined) throw new Error(`party ${id} has lost its card`)
  return { id, card }
}

/** Whoever acts: a person of the party, by id or name, or the only one. The command line is run by whoever has the data folder; the journal says in whose name. */
export async function actorAt({ office: { database } }: OfficePlace, party: Party, asked: string | undefined): Promise<Actor> {
  const people = (await inParty(database.app, party, (sql) => peopleOf(sql, party), { readOnly: true })).filter(({ active }) => active)
  const fitting = asked === undefined ? people : people.filter(({ person, name }) => person === asked || name === asked)
  const [only, ...others] = fitting
  const list = people.map(({ person, name, roles }) => `  ${person}  ${name}  ${roles.join(', ')}`).join('\n')
  if (only === undefined || others.length > 0)
    throw new Unusable(
      people.length === 0 ? '该主体还没有人员。先用 dutybook person add 添加。' : `请用 --as 指明由谁办理：\n${list}`,
      people.length === 0 ? 'the party has no people yet. Add one with dutybook person add.' : `say with --as who acts:\n${list}`,
    )
  return { person: only.person, roles: only.roles }
}

export function refusedWords({ zh, en }: Refusal): Unusable {
  return new Unusable(zh, en)
}

export const newParty = (): Party => Party.parse(randomUUID())

/** A person of the party, somebody who has left among them. */
export async function personAt({ database }: Office, id: Party, asked: string): Promise<string> {
  const people = await inParty(database.app, id, (sql) => peopleOf(sql, id), { readOnly: true })
  const [only, ...others] = people.filter(({ person, name }) => person === asked || name === asked)
  if (only !== undefined && others.length === 0) return only.person
  const list = people.map(({ person, name, active }) => `  ${person}  ${name}${active ? '' : '  (停用 / left)'}`).join('\n')
  throw new Unusable(`请用编号指明人员：\n${list}`, `say by id who it is:\n${list}`)
}
