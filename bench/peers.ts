import { ZenDecisionContent, ZenEngine } from '@gorules/zen-engine'
import { Engine, type RuleProperties } from 'json-rules-engine'

/** Facts as both general engines take them: one flat object, unknown facts left out. */
export type PeerFacts = Readonly<Record<string, string | number | boolean>>

/** A decision table of zen: which column reads which fact (or, without one, holds a whole expression), and the rows. */
export interface Table {
  /** `first` answers with the first row that holds, `collect` with all of them. */
  readonly hit: 'first' | 'collect'
  readonly columns: readonly { readonly id: string; readonly field?: string }[]
  /** By column; `''` holds always. `answer` is an expression. */
  readonly rows: readonly (Readonly<Record<string, string>> & { readonly answer: string })[]
}

/** The table as a decision graph in JSON (JDM): input, table, output. */
export function graphOf(table: Table): object {
  const node = (id: string, type: string, content?: object): object => ({
    id,
    name: id,
    type,
    position: { x: 0, y: 0 },
    ...(content === undefined ? {} : { content }),
  })
  const content = {
    hitPolicy: table.hit,
    inputs: table.columns.map(({ id, field }) => ({ id, name: id, ...(field === undefined ? {} : { field }) })),
    outputs: [{ id: 'answer', name: 'answer', field: 'answer' }],
    rules: table.rows.map((row, index) => ({ _id: String(index), ...row })),
  }
  return {
    nodes: [node('in', 'inputNode'), node('table', 'decisionTableNode', content), node('out', 'outputNode')],
    edges: [
      { id: 'in-table', type: 'edge', sourceId: 'in', targetId: 'table' },
      { id: 'table-out', type: 'edge', sourceId: 'table', targetId: 'out' },
    ],
  }
}

/** How many evaluations are under way at once. It has no synchronous call; many at once cost it least. */
const AT_ONCE = 512

/** zen-engine (Rust, native), compiled once. */
export class Zen {
  readonly #decision: ReturnType<ZenEngine['createDecision']>

  constructor(graph: object | Buffer) {
    this.#decision = new ZenEngine().createDecision(new ZenDecisionContent(graph))
  }

  async answers(cases: readonly PeerFacts[]): Promise<unknown[]> {
    const found: unknown[] = []
    for (let from = 0; from < cases.length; from += AT_ONCE) {
      const batch = await Promise.all(cases.slice(from, from + AT_ONCE).map((facts) => this.#decision.evaluate(facts)))
      for (const { result } of batch) found.push(result)
    }
    return found
  }
}

/** json-rules-engine. With `first`, rules come in the order of their priority and the first that holds ends a run. */
export class JsonRules {
  readonly #engine: Engine

  constructor(rules: readonly RuleProperties[], hit: Table['hit']) {
    this.#engine = new Engine([...rules], { allowUndefinedFacts: true })
    if (hit === 'first') this.#engine.on('success', () => this.#engine.stop())
  }

  /** The names of the events that each case gives. One after the other: several at once cost it more. */
  async answers(cases: readonly PeerFacts[]): Promise<string[][]> {
    const found: string[][] = []
    for (const facts of cases) {
      const { events } = await this.#engine.run(facts)
      found.push(events.map(({ type }) => type))
    }
    return found
  }
}

export const ZEN = 'zen-engine 0.52.1'
export const JSON_RULES = 'json-rules-engine 7.3.1'
