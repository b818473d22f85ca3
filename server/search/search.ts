import type { Party as PartyId } from '#journal/party.ts'
import type { Sql } from '#journal/sql.ts'
import type { Text } from '#law/text.ts'
import { mayGive } from '#procedures/access.ts'
import type { CataloguedProcedure } from '#procedures/matter.ts'
import type { Party } from '#procedures/party.ts'
import type { Cell, Row } from '#procedures/view.ts'
import type { Hit } from '../contract/search.ts'
import { citeOf } from '../library/edition.ts'
import type { Library } from '../library/library.ts'
import type { Person } from '../person.ts'
import { isPersonal } from '../row.ts'
import { likeness } from './likeness.ts'

/** Rows that are looked through in one search. */
const MOST_ROWS = 20_000

const words = ({ zh, en }: Text): string => `${zh} ${en}`

/** The statute in every edition: the latest weighs most, for that is the law. */
export function provisionHits({ statute, restatements }: Library, terms: readonly string[]): readonly Hit[] {
  return statute.editions.flatMap((data, place) =>
    (restatements.editions[data.edition.id]?.articles ?? []).flatMap(({ heading, provisions }) =>
      provisions.flatMap(({ provision, text }): readonly Hit[] => {
        const cite = citeOf(data, provision)
        const score = likeness(terms, `${words(cite)} ${provision} ${words(heading)}`, words(text)) * (1 - (statute.editions.length - 1 - place) / 20)
        const title = { zh: `${cite.zh} ${heading.zh}`, en: `${cite.en} ${heading.en}` }
        return score <= 0 ? [] : [{ kind: 'provision', title, detail: { zh: text.zh.trim(), en: text.en.trim() }, score, edition: data.edition.id, provision }]
      }),
    ),
  )
}

/** What this person may do, and the procedures in which. */
export function procedureHits(catalogue: readonly CataloguedProcedure[], party: Party, person: Person, terms: readonly string[]): readonly Hit[] {
  return ofParty(catalogue, party).flatMap((procedure): readonly Hit[] => {
    const { id, title, about, commands, access } = procedure
    const own = likeness(terms, words(title), `${words(about)} ${id}`)
    const may = commands.filter(({ type }) => mayGive(access, type, person))
    if (may.length === 0) return []
    return [
      ...(own <= 0 ? [] : [{ kind: 'procedure' as const, title, detail: about, score: own, procedure: id }]),
      ...may.flatMap(({ type, title: verb, help, opens }): readonly Hit[] => {
        const score = likeness(terms, `${words(verb)} ${words(title)}`, `${type} ${help === null ? '' : words(help)}`)
        return score <= 0
          ? []
          : [{ kind: 'command', title: verb, detail: title, score: Math.min(1, score + (opens ? 0.05 : 0)), procedure: id, command: type, opens }]
      }),
    ]
  })
}

/** Rows of registers and matters, as they are kept: without what is personal. */
export async function rowHits(
  sql: Sql,
  id: PartyId,
  catalogue: readonly CataloguedProcedure[],
  party: Party,
  person: Person,
  terms: readonly string[],
): Promise<readonly Hit[]> {
  const forms = new Map(
    ofParty(catalogue, party).flatMap((procedure) => {
      const may = procedure.commands.some(({ type }) => mayGive(procedure.access, type, person))
      return procedure.views
        .filter((form) => may || !isPersonal(form))
        .map((form) => [form.id, { form, procedure: procedure.id, matter: isCase(procedure) }] as const)
    }),
  )
  const { rows } = await sql.query<Row & { readonly view: string; readonly subject: string }>({
    text: `select view, key, subject, cells from office.view_row where party = $1 and view = any ($2::text[]) order by view, key limit ${MOST_ROWS}`,
    values: [id, [...forms.keys()]],
  })
  return rows.flatMap(({ view, key, subject, cells }): readonly Hit[] => {
    const found = forms.get(view)
    if (found === undefined) return []
    const name = nameOf(cells['name'] ?? cells['title'] ?? null) ?? { zh: key, en: key }
    const said = found.form.columns.map(({ key: column, options }) => wordsOf(cells[column] ?? null, options)).join(' ')
    const score = likeness(terms, `${words(name)} ${key} ${subject}`, `${words(found.form.title)} ${said}`)
    const { form, procedure, matter } = found
    return score <= 0 ? [] : [{ kind: 'row', title: name, detail: form.title, score, procedure, view, key, subject, matter }]
  })
}

/** Registers and what a party has once are kept; everything else begins and ends. */
const isCase = ({ id, of }: CataloguedProcedure): boolean => of === 'matter' || (of !== 'party' && of !== id)

const ofParty = (catalogue: readonly CataloguedProcedure[], { kind }: Party): readonly CataloguedProcedure[] =>
  catalogue.filter(({ parties }) => parties.includes(kind))

function nameOf(cell: Cell): Text | undefined {
  if (typeof cell === 'string' && cell !== '') return { zh: cell, en: cell }
  return typeof cell === 'object' && cell !== null && 'zh' in cell ? cell : undefined
}

function wordsOf(cell: Cell, options: Readonly<Record<string, Text>> | undefined): string {
  if (cell === null || typeof cell === 'boolean') return ''
  if (typeof cell !== 'object') return `${cell} ${options?.[String(cell)] === undefined ? '' : words(options[String(cell)] ?? { zh: '', en: '' })}`
  return 'zh' in cell ? words(cell) : cell.join(' ')
}
