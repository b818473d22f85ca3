import type { RuleProperties } from 'json-rules-engine'
import { compile, type CompiledNorm, type Program } from '#law/compile.ts'
import type { Event } from '#law/event.ts'
import { duties, fold, step, tick } from '#law/fold.ts'
import { begin } from '#law/state.ts'
import { HOUR, type Instant } from '#law/instant.ts'
import { widened } from '#law/role.ts'
import { incidentOf, journalOf, KINDS, PROFILE } from './journal.ts'
import type { Bench, Contender, Race } from './measure.ts'
import { graphOf, JSON_RULES, JsonRules, ZEN, Zen, type PeerFacts, type Table } from './peers.ts'
import { statuteFrom, statuteOf, statuteText } from './rules.ts'

/**
 * Events folded into duties, each step of a duty with its grounds. The peers have less to do: for each event they decide
 * afresh which duties of its matter are open, done or broken, from the hours since each kind of event. They keep no
 * state, give no grounds, and leave out standing duties, exceptions and conditions.
 */
export const foldBench: Bench = { name: 'fold', races }

const BUDGET = 500_000

async function* races(): AsyncIterable<Race> {
  const real = statuteFrom(statuteText())
  const programs = {
    '30 norms': compile(statuteOf(real, KINDS, 30), 'applicable'),
    '300 norms': compile(statuteOf(real, KINDS, 300), 'applicable'),
    'csl-2017': compile(real, 'applicable'),
  }
  const few = journalOf(10_000)
  for (const [name, program] of Object.entries(programs)) {
    const norms = peerNormsOf(program)
    const zen = new Zen(graphOf(tableOf(norms)))
    const jsonRules = new JsonRules(rulesOf(norms), 'collect')
    await agree(program, few.events.slice(0, 500), few.end, zen, jsonRules)
    const seen = seenBy(few.events.slice(0, 2048))
    const common = { bench: foldBench.name, case: `10,000 events, ${name}`, ours: folding(program, few, 10), as: 'rate', budget: { ours: BUDGET } } as const
    yield { ...common, peerName: ZEN, peer: () => () => zen.answers(seen).then(({ length }) => length) }
    yield { ...common, peerName: JSON_RULES, peer: () => () => jsonRules.answers(seen.slice(-50)).then(({ length }) => length) }
  }
  // Before the long journals, which would leave their weight on the collector.
  yield late(programs['csl-2017'])
  const more = journalOf(100_000)
  const common = { bench: foldBench.name, as: 'rate', budget: { ours: BUDGET, ratio: 0.5 } } as const
  yield {
    ...common,
    case: '100,000 events, 300 norms',
    ours: folding(programs['300 norms'], more),
    peerName: 'ourselves with 30 norms',
    peer: folding(programs['30 norms'], more),
  }
  const many = journalOf(1_000_000)
  for (const name of ['300 norms', 'csl-2017'] as const) {
    const program = programs[name]
    yield {
      ...common,
      case: `1,000,000 events, ${name}`,
      ours: folding(program, many),
      peerName: 'ourselves with 10,000 events',
      peer: folding(program, few, 10),
    }
  }
}

interface Journal {
  readonly events: readonly Event[]
  readonly end: Instant
}

function folding(program: Program, { events, end }: Journal, times = 1): Contender {
  return () => () => {
    for (let time = 0; time < times; time++) {
      const state = fold(program, PROFILE, events, end)
      if (state.subjects.size < events.length / 100) throw new Error('the journal came to nothing')
    }
    return times * events.length
  }
}

/** A late event, taken by a fold that stands at the end of a subject of a hundred events. The peer looks at each of them again. */
function late(program: Program): Race {
  const { events, late, end } = incidentOf(100)
  const zen = new Zen(graphOf(tableOf(peerNormsOf(program))))
  const seen = seenBy([...events, late].toSorted((left, right) => left.occurred - right.occurred))
  const ours: Contender = () => {
    const states = Array.from({ length: 500 }, () => fold(program, PROFILE, events, end))
    return () => {
      for (const state of states) tick(step(state, late), end)
      return states.length
    }
  }
  const peer: Contender = () => async () => {
    for (let time = 0; time < 5; time++) await zen.answers(seen)
    return 5
  }
  return { bench: foldBench.name, case: 'a late event into a subject of 100, csl-2017', ours, peerName: ZEN, peer, as: 'cost', budget: { ours: 0.3 } }
}

/** A duty born of an event, as the peers see it. */
interface PeerNorm {
  readonly id: string
  /** Facts: hours since the last event of a kind, unknown where there was none. */
  readonly since: string
  readonly done: readonly string[]
  readonly hours: number | undefined
}

const factOf = (kind: string): string => kind.replace(/[.-](\w)/g, (_, letter: string) => letter.toUpperCase())

const BORNE = new Set(['any-person', ...PROFILE.roles.flatMap(({ role }) => widened(role))])

function peerNormsOf({ kinds, norms }: Program): PeerNorm[] {
  const kindsOf = (act: string, index: number): string[] =>
    [...kinds].filter(([, { home }]) => home.some((each) => each.act === act && each.norm === index)).map(([kind]) => factOf(kind))
  return norms
    .filter(({ norm }) => norm.deontic === 'obligation' && norm.trigger !== 'standing' && norm.bearer.some((role) => BORNE.has(role)))
    .flatMap((compiled) =>
      kindsOf('trigger', compiled.index).map((since) => ({ id: compiled.norm.id, since, done: kindsOf('done', compiled.index), hours: hoursOf(compiled) })),
    )
}

const HOURS = { minute: 1 / 60, hour: 1, day: 24, workday: 24, month: 720, year: 8760 } as const

function hoursOf({ norm, figures }: CompiledNorm): number | undefined {
  const { deadline } = norm
  const term = typeof deadline === 'object' && 'within' in deadline ? deadline.within : figures[0]?.term
  return term === undefined ? undefined : term.n * HOURS[term.unit]
}

/** What the peers are shown at each event: its matter's hours since each kind of event. */
function seenBy(events: readonly Event[]): PeerFacts[] {
  const matters = new Map<string | null, Map<string, Instant>>()
  return events.map(({ subject, kind, occurred }) => {
    const last = matters.get(subject) ?? new Map<string, Instant>()
    matters.set(subject, last.set(factOf(kind), occurred))
    return Object.fromEntries([...last].map(([fact, at]) => [fact, (occurred - at) / HOUR]))
  })
}

function tableOf(norms: readonly PeerNorm[]): Table {
  const rows = norms.flatMap(({ id, since, done, hours }) => {
    const undone = [`${since} != null`, ...done.map((fact) => `${fact} == null`)].join(' and ')
    const known = done.map((fact) => `${fact} != null`).join(' or ')
    return [
      ...(known === '' ? [] : [{ state: `${since} != null and (${known})`, answer: `'${id} done'` }]),
      ...(hours === undefined ? [] : [{ state: `${undone} and ${since} > ${hours}`, answer: `'${id} breached'` }]),
      { state: hours === undefined ? undone : `${undone} and ${since} <= ${hours}`, answer: `'${id} open'` },
    ]
  })
  return { hit: 'collect', columns: [{ id: 'state' }], rows }
}

function rulesOf(norms: readonly PeerNorm[]): RuleProperties[] {
  return norms.flatMap(({ id, since, done, hours }) => {
    const known = { fact: since, operator: 'greaterThanInclusive', value: 0, priority: 10 }
    const happened = done.map((fact) => ({ fact, operator: 'greaterThanInclusive', value: 0 }))
    const undone = [known, ...happened.map((each) => ({ not: each }))]
    return [
      ...(happened.length === 0 ? [] : [{ conditions: { all: [known, { any: happened }] }, event: { type: `${id} done` } }]),
      ...(hours === undefined
        ? []
        : [{ conditions: { all: [...undone, { fact: since, operator: 'greaterThan', value: hours }] }, event: { type: `${id} breached` } }]),
      {
        conditions: { all: hours === undefined ? undone : [...undone, { fact: since, operator: 'lessThanInclusive', value: hours }] },
        event: { type: `${id} open` },
      },
    ]
  })
}

/** Throws unless the peers find the same states, and every duty that the fold opened is one that they found. */
async function agree(program: Program, events: readonly Event[], end: Instant, zen: Zen, jsonRules: JsonRules): Promise<void> {
  const seen = seenBy(events)
  const byJsonRules = await jsonRules.answers(seen)
  const byZen = (await zen.answers(seen)).map((rows) => (Array.isArray(rows) ? rows.map((row: unknown) => JSON.stringify(row)) : []))
  const found = new Set<string>()
  byJsonRules.forEach((states, at) => {
    const expected = states.map((answer) => JSON.stringify({ answer })).toSorted()
    if (expected.join() !== byZen[at]?.toSorted().join())
      throw new Error(`the peers disagree on ${JSON.stringify(seen[at])}: ${expected.join()}, zen ${byZen[at]?.join()}`)
    for (const state of states) found.add(`${events[at]?.subject ?? ''} ${state.split(' ')[0] ?? ''}`)
  })
  const state = begin(program, PROFILE)
  for (const event of events) step(state, event)
  const ours = duties(state, end).filter(({ duty }) => duty.trigger > 0 && program.norms[duty.norm]?.norm.deontic === 'obligation')
  const lost = ours.filter(({ subject, duty }) => !found.has(`${subject.id} ${program.norms[duty.norm]?.norm.id ?? ''}`))
  if (ours.length < events.length / 10) throw new Error(`only ${ours.length} duties from ${events.length} events`)
  if (lost.length > 0)
    throw new Error(`the peers miss ${lost.length} of ${ours.length} duties, such as ${program.norms[lost[0]?.duty.norm ?? 0]?.norm.id ?? ''}`)
}
