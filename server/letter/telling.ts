import type { Party as PartyId } from '#journal/party.ts'
import type { Sql } from '#journal/sql.ts'
import { mayGive, type PersonRole } from '#procedures/access.ts'
import type { Letter } from '#procedures/letter.ts'
import { tellPeople } from '../notice/inbox.ts'
import type { Office } from '../office.ts'
import { peopleOf } from '../person.ts'

/** Who answers for the traffic of letters. At a department, which has no responsible manager, its head. */
export const LETTER_KEEPERS: readonly PersonRole[] = ['system-administrator', 'responsible-manager', 'department-head']

/** The matter that a letter went to; with a code where the matter did not take it. */
interface Went {
  readonly procedure: string
  readonly subject: string
  readonly code?: string
}

/**
 * Puts a letter that has come into the inbox of those who have to do with its matter; of one that no matter took, of those who answer for letters.
 * What it says stands in the matter.
 */
export async function tellOfLetter(
  { catalogue }: Office,
  sql: Sql,
  party: PartyId,
  { letter: { kind }, went, now }: { readonly letter: Letter; readonly went: Went | null; readonly now: number },
): Promise<void> {
  const people = (await peopleOf(sql, party)).filter(({ active }) => active)
  const taken = went === null || went.code !== undefined ? undefined : went
  const procedure = catalogue.find(({ id }) => id === taken?.procedure)
  const told = people.filter((person) =>
    procedure === undefined
      ? person.roles.some((role) => LETTER_KEEPERS.includes(role))
      : procedure.commands.some(({ type }) => mayGive(procedure.access, type, person)),
  )
  const { zh, en } = catalogue.flatMap(({ letters }) => letters).find((each) => each.kind === kind)?.title ?? { zh: kind, en: kind }
  await tellPeople(
    sql,
    party,
    told.map(({ person }) => person),
    {
      kind: 'letter',
      title: { zh: `收到公文：${zh}`, en: `A letter has come: ${en}` },
      link: taken === undefined ? '/letters?box=in' : `/matters/${taken.procedure}/${encodeURIComponent(taken.subject)}`,
      at: now,
    },
  )
}
