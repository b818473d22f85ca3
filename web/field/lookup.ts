import { useQueries } from '@tanstack/react-query'
import { EDITIONS } from '#law/citation.ts'
import type { Text } from '#law/text.ts'
import type { FieldForm, Register } from '#procedures/field.ts'
import { LEVEL_WORDS, PARTY_KIND_WORDS, REMIT_WORDS } from '#procedures/party.ts'
import { numberOf, titleOf, type Cell } from '#procedures/view.ts'
import type { EditionText } from '#server/contract/law.ts'
import type { Parties } from '#server/contract/party.ts'
import { ask } from '../api/client.ts'
import { queries } from '../api/query.ts'
import type { ShownMatter, ShownView } from '../api/shapes.ts'
import { printMinute } from '../clock.ts'

/** One thing that a field may name: its value, what people call it, and what tells it from others of that name. */
export interface Choice {
  readonly value: string
  readonly name: Text
  readonly note: Text
  /** Not in use any more: it keeps its name, and is not offered. */
  readonly past: boolean
}

/** The matter of which findings and entries are looked up. */
export interface LookupPlace {
  readonly procedure: string
  readonly subject: string
}

/** What is chosen from in any matter of a kind stands in the first view of its procedure. */
const VIEWS = { inspection: 'inspections', 'incident-reception': 'incident-receptions' } as const

/** Conduct of today is under this edition; the provisions of others are typed. */
const LAW = `/api/law/${EDITIONS.at(-1) ?? ''}`

type Reading<Answer> = (answer: Answer) => readonly Choice[]

interface Source {
  readonly path: string
  readonly read: (signal: AbortSignal) => Promise<readonly Choice[]>
}

const source = <Answer>(path: string, choices: Reading<Answer>): Source => ({ path, read: async (signal) => choices(await ask<Answer>(path, { signal })) })

function sourceOf(register: Register, place: LookupPlace | undefined): Source | undefined {
  switch (register) {
    case 'party':
      return source(PARTIES, partiesIn)
    case 'provision':
      return source(LAW, provisionsIn)
    case 'norm':
      return source(LAW, normsIn)
    case 'finding':
    case 'entry':
      return place === undefined
        ? undefined
        : source(`/api/matters/${place.procedure}/${encodeURIComponent(place.subject)}`, register === 'finding' ? findingsIn : entriesWithPersons)
    case 'inspection':
    case 'incident-reception':
      return source(`/api/views/${VIEWS[register]}`, rowsIn)
    case 'system':
    case 'product':
    case 'dataset':
    case 'supplier':
    case 'log-source':
    case 'person':
    case 'department':
      return source(`/api/views/${register}-register`, rowsIn)
  }
}

const PARTIES = '/api/parties'
const keyOf = (path: string, register: Register): readonly string[] => [path, 'choices', register]

/** The name of a party that was chosen, as it is registered. */
export const partyName = (id: unknown): Text | undefined =>
  queries.getQueryData<readonly Choice[]>(keyOf(PARTIES, 'party'))?.find(({ value }) => value === id)?.name

const same = (text: string): Text => ({ zh: text, en: text })
const named = (cell: Cell, key: string): Text =>
  typeof cell === 'string' && cell !== '' ? same(cell) : typeof cell === 'object' && cell !== null && 'zh' in cell ? cell : same(numberOf(key))

const partiesIn: Reading<Parties> = ({ parties }) =>
  parties.map(({ party, name, kind, remit, level }) => {
    const note = [PARTY_KIND_WORDS[kind], ...(remit === null ? [] : [REMIT_WORDS[remit]]), ...(level === null ? [] : [LEVEL_WORDS[level]])]
    return { value: party, name, note: { zh: note.map(({ zh }) => zh).join('，'), en: note.map(({ en }) => en).join(', ') }, past: false }
  })

const provisionsIn: Reading<EditionText> = ({ articles }) =>
  articles.flatMap(({ heading, provisions }) =>
    provisions.map(({ provision, cite, heading: own, zh, en }) => ({
      value: provision,
      name: cite,
      note: { zh: `${(own ?? heading).zh}：${zh.slice(0, 40)}`, en: `${(own ?? heading).en}: ${en.slice(0, 80)}` },
      past: false,
    })),
  )

const normsIn: Reading<EditionText> = (edition) => edition.norms.map(({ id, title }) => ({ value: id, name: title, note: placeOf(edition, id), past: false }))

const findingsIn: Reading<ShownMatter> = ({ entries }) =>
  entries.flatMap(({ event }) => {
    const { finding, what } = event.detail
    return typeof finding === 'string' && event.kind === 'inspection.finding-recorded'
      ? [{ value: finding, name: same(finding), note: same(typeof what === 'string' ? what : ''), past: false }]
      : []
  })

const rowsIn: Reading<ShownView> = (view) =>
  view.rows.map((row) => ({
    value: row.key,
    name: named(titleOf(row, view), row.key),
    note: same(numberOf(row.key)),
    past: row.cells['inUse'] === false,
  }))

function placeOf({ articles }: EditionText, norm: string): Text {
  for (const { provisions } of articles) for (const { norms, cite } of provisions) if (norms.includes(norm)) return cite
  return same('')
}

/** Entries that still say something of persons. */
function entriesWithPersons({ entries, events }: ShownMatter): readonly Choice[] {
  const forms = new Map(events.map((form) => [form.kind, form]))
  return entries.flatMap(({ ref, recorded, event }) => {
    const form = forms.get(event.kind)
    const says = form?.details.some(({ name, personal }) => personal && event.detail[name] !== null && event.detail[name] !== undefined) === true
    return form === undefined || !says ? [] : [{ value: ref, name: form.title, note: same(`#${ref} · ${printMinute(recorded)}`), past: false }]
  })
}

/** What may be chosen from each register, asked for once; empty until the server has answered. */
export function useChoices(registers: readonly Register[], place?: LookupPlace): ReadonlyMap<Register, readonly Choice[]> {
  const asked = [...new Set(registers)].flatMap((register) => {
    const found = sourceOf(register, place)
    return found === undefined ? [] : [{ register, ...found }]
  })
  return useQueries({
    queries: asked.map(({ register, path, read }) => ({
      queryKey: keyOf(path, register),
      queryFn: ({ signal }: { readonly signal: AbortSignal }) => read(signal),
      ...(path === LAW ? { staleTime: Number.POSITIVE_INFINITY } : {}),
    })),
    combine: (results) => new Map(asked.map(({ register }, at) => [register, results[at]?.data ?? []] as const)),
  })
}

/** What values of fields are called, for where they are read; nothing for what no register knows, such as a system of somebody else's. */
export function useNames(fields: readonly FieldForm[]): (field: FieldForm | undefined, value: string) => Text | undefined {
  const choices = useChoices(registersOf(fields))
  return (field, value) => {
    const register = field === undefined ? null : registerOf(field)
    return register === null ? undefined : choices.get(register)?.find((each) => each.value === value)?.name
  }
}

/** Facts of an entry are told apart by their names alone: those that name an entry of a register are called as it is. */
const NAMED: Readonly<Record<string, Register>> = { system: 'system', dataset: 'dataset', product: 'product', supplier: 'supplier' }
/** Columns of a view that name an entry of a register are called as it is, too. */
export const registerNamed = (column: string): Register | undefined => NAMED[column]
const registerOf = ({ name, register, widget }: FieldForm): Register | null => register ?? (widget === 'text' ? (NAMED[name] ?? null) : null)

/** Of fields and of the fields in them. Findings and entries are called what they are. */
function registersOf(fields: readonly FieldForm[]): readonly Register[] {
  return fields.flatMap((field) => {
    const register = registerOf(field)
    return [...(register === null || register === 'finding' || register === 'entry' ? [] : [register]), ...registersOf(field.fields)]
  })
}
