import { z } from 'zod'
import type { Facts } from '#law/condition.ts'
import { HANDS, OPERATORS } from '../access.ts'
import { command } from '../command.ts'
import type { Context } from '../context.ts'
import { accept, type Decision } from '../decision.ts'
import { event, type EventLike } from '../event.ts'
import { field, personal } from '../field.ts'
import { DayText, Moment } from '../moment.ts'
import type { PartyKind } from '../party.ts'
import { procedure } from '../procedure.ts'
import type { Step } from '../step.ts'
import type { Cell, Column, View } from '../view.ts'
import { refusals, refuse } from './refusal.ts'
import type { Text } from '#law/text.ts'

const REGISTERS = ['system', 'product', 'dataset', 'supplier', 'log-source', 'person'] as const
type RegisterKind = (typeof REGISTERS)[number]

/** What differs between registers. The facts are the law's, by its vocabulary; particulars are for people. */
export interface RegisterPlan {
  readonly id: RegisterKind
  readonly title: Text
  readonly about: Text
  readonly empty: Text
  readonly enter: Text
  readonly since: Text
  /** Whether a name is a person's. */
  readonly persons: boolean
  readonly parties: readonly PartyKind[]
  readonly facts: z.ZodObject
  readonly particulars: z.ZodObject
  readonly columns: readonly Column[]
}

/** One entry of a register, as it stands. */
interface RegisterEntry {
  readonly name: Text | null
  readonly since: DayText
  readonly facts: Facts
  readonly particulars: Readonly<Record<string, unknown>>
  readonly retired: { readonly on: Moment; readonly because: string } | null
}

export interface RegisterState {
  readonly entry: RegisterEntry | null
}

const BilingualName = z.strictObject({
  zh: field(z.string().trim().min(1).max(200), { zh: '中文名称', en: 'Chinese name' }),
  en: field(z.string().trim().min(1).max(200), { zh: '英文名称', en: 'English name' }),
})
const because = field(z.string().trim().min(1).max(2000), { zh: '理由', en: 'Reason', widget: 'long-text' })
/** Ids are written into the law's facts, which are never erased: so an id is not a name. */
const ID = /^[\p{L}\p{N}][\p{L}\p{N}._:-]{0,119}$/u

function schemasOf({ id, since, enter, persons, facts, particulars }: RegisterPlan) {
  const name = field(BilingualName, { zh: '名称', en: 'Name', personal: persons })
  const factsField = { zh: '法律关心的事实', en: 'Facts that the law asks for', help: { zh: '不知道的留空。', en: 'Leave blank what you do not know.' } }
  const particularsField = { zh: '说明', en: 'Particulars', personal: persons }
  const since_ = field(DayText, since)
  const held = persons ? personal(particulars.partial(), particularsField) : field(particulars.partial().nullable(), particularsField)
  const called = persons ? personal(BilingualName, { zh: '名称', en: 'Name' }) : field(BilingualName.nullable(), { zh: '名称', en: 'Name' })
  const about = (zh: string, en: string) => ({ of: id, zh, en })
  const Entered = event('register.entered', about('登记', 'Entered in the register'), facts.partial().shape, { name: called, since: since_, particulars: held })
  const Amended = event('register.amended', about('变更登记', 'Register entry amended'), facts.partial().shape, { name: called, particulars: held, because })
  const Retired = event('register.retired', about('注销登记', 'Register entry retired'), {}, { because })
  const Enter = command(
    'enter',
    { ...enter, opens: true },
    { name, since: since_, facts: field(facts.partial(), factsField), particulars: field(particulars, particularsField) },
  )
  const Amend = command(
    'amend',
    { zh: '变更', en: 'Amend', help: { zh: '只填变化的内容。', en: 'Fill in only what has changed.' } },
    {
      on: field(Moment, { zh: '何时起变化', en: 'Changed since' }),
      name: field(BilingualName.optional(), { zh: '名称', en: 'Name', personal: persons }),
      facts: field(facts.partial(), factsField),
      particulars: field(particulars.partial(), particularsField),
      because,
    },
  )
  const Retire = command('retire', { zh: '停用', en: 'Retire' }, { on: field(Moment, { zh: '何时停用', en: 'Retired on' }), because })
  return { Command: z.discriminatedUnion('type', [Enter, Amend, Retire]), Event: z.discriminatedUnion('kind', [Entered, Amended, Retired]) }
}

type Command = z.infer<ReturnType<typeof schemasOf>['Command']>
type Event = z.infer<ReturnType<typeof schemasOf>['Event']>

/** What of `news` is not so already. Blanks say nothing. */
function changed(before: Readonly<Record<string, unknown>>, news: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(news).filter(([name, value]) => value !== undefined && JSON.stringify(before[name]) !== JSON.stringify(value)))
}

function factsIn(facts: EventLike['facts']): Facts {
  return Object.fromEntries(
    Object.entries(facts).flatMap(([fact, value]) =>
      typeof value === 'boolean' || typeof value === 'number' || typeof value === 'string' ? [[fact, value] as const] : [],
    ),
  )
}

function evolve(state: RegisterState, event: Event): RegisterState {
  switch (event.kind) {
    case 'register.entered': {
      const { name, since, particulars } = event.detail
      return { entry: { name, since, facts: factsIn(event.facts), particulars: particulars ?? {}, retired: null } }
    }
    case 'register.amended': {
      const { entry } = state
      if (entry === null) return state
      const { name, particulars } = event.detail
      return {
        entry: {
          ...entry,
          name: name ?? entry.name,
          facts: { ...entry.facts, ...factsIn(event.facts) },
          particulars: { ...entry.particulars, ...particulars },
        },
      }
    }
    case 'register.retired':
      return state.entry === null ? state : { entry: { ...state.entry, retired: { on: event.occurred, because: event.detail.because } } }
  }
}

function decide(command: Command, { entry }: RegisterState, { subject, standing }: Context): Decision<Event> {
  if (command.type === 'enter') {
    if (entry !== null) return refuse('register.entered-already', { id: subject })
    if (!ID.test(subject)) return refuse('register.unusable-id', { id: subject })
    const other = standing.thing(subject)
    if (other !== undefined) return refuse('register.id-taken', { id: subject, name: other.name })
    const { name, since, facts, particulars } = command
    // The facts count from the day on which the thing began.
    const occurred = Moment.parse(`${since}T00:00:00+08:00`)
    return accept({ kind: 'register.entered', occurred, facts: changed({}, facts), detail: { name, since, particulars } })
  }
  if (entry === null) return refuse('register.no-entry', { id: subject })
  if (entry.retired !== null) return refuse('register.retired-already', { id: subject, on: entry.retired.on })
  switch (command.type) {
    case 'amend': {
      const facts = changed(entry.facts, command.facts)
      const particulars = changed(entry.particulars, command.particulars)
      const name = command.name === undefined || JSON.stringify(command.name) === JSON.stringify(entry.name) ? null : command.name
      if (name === null && Object.keys(facts).length === 0 && Object.keys(particulars).length === 0) return accept()
      return accept({ kind: 'register.amended', occurred: command.on, facts, detail: { name, particulars, because: command.because } })
    }
    case 'retire':
      return accept({ kind: 'register.retired', occurred: command.on, facts: {}, detail: { because: command.because } })
  }
}

function steps({ entry }: RegisterState): readonly Step[] {
  return [
    { id: 'entered', title: { zh: '登记', en: 'Entered' }, state: entry === null ? 'now' : 'done', at: null, norms: [], command: 'enter' },
    {
      id: 'retired',
      title: { zh: '停用', en: 'Retired' },
      state: entry === null || entry.retired === null ? 'ahead' : 'done',
      at: entry?.retired?.on ?? null,
      norms: [],
      command: 'retire',
    },
  ]
}

function cellOf(value: unknown): Cell {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value
  return Array.isArray(value) ? value.filter((part) => typeof part === 'string') : null
}

function viewOf({ id, title, empty, columns, since, persons }: RegisterPlan): View<RegisterState> {
  return {
    id: `${id}-register`,
    title,
    empty,
    columns: [
      { key: 'id', kind: 'matter', zh: '编号', en: 'Id' },
      { key: 'name', kind: 'text', zh: '名称', en: 'Name', personal: persons },
      { key: 'since', kind: 'day', ...since },
      ...columns,
      { key: 'retired', kind: 'moment', zh: '停用', en: 'Retired' },
      { key: 'inUse', kind: 'yes-no', zh: '在用', en: 'In use', filter: true },
    ],
    rows: ({ entry }, subject) => {
      if (entry === null) return []
      const own = Object.fromEntries(columns.map(({ key }) => [key, cellOf(entry.facts[key] ?? entry.particulars[key])]))
      const { name, since: from, retired } = entry
      return [{ key: subject, cells: { ...own, id: subject, name, since: from, retired: retired?.on ?? null, inUse: retired === null } }]
    },
  }
}

/** A register: one matter for each entry, under the id that other events name. */
export function register(plan: RegisterPlan) {
  const { Command, Event } = schemasOf(plan)
  return procedure({
    id: plan.id,
    title: plan.title,
    about: plan.about,
    of: plan.id,
    parties: plan.parties,
    command: Command,
    event: Event,
    lifts: {},
    initial: { entry: null },
    evolve,
    decide,
    access: {
      enter: [...HANDS, 'department-head'],
      amend: [...HANDS, 'department-head'],
      retire: [...OPERATORS, 'department-head'],
      correct: [...OPERATORS, 'department-head'],
      withdraw: [...OPERATORS, 'department-head'],
    },
    refusals,
    views: [viewOf(plan)],
    steps,
    documents: [],
    letters: [],
    send: () => [],
    receives: [],
    serves: [],
    settles: [],
  })
}
