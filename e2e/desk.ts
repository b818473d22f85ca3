import { z } from 'zod'
import { run, type Environment } from './product.ts'

/** A command for one matter; `marker` stands in its words and nowhere else. */
interface Command {
  readonly path: string
  readonly body: Readonly<Record<string, unknown>>
  readonly marker: string
  /** The request's own name. */
  readonly key: string
}

/** Commands that stand on each other: each is sent when the one before is answered. */
export type Chain = readonly Command[]

const DAY = '2026-03-02T09:00:00+08:00'
const HOUR = '2026-03-02T10:00:00+08:00'

/** Two parties of one installation, with what their people need to act over HTTP. */
export interface Desk {
  readonly operator: string
  readonly department: string
  readonly operatorToken: string
  readonly departmentToken: string
}

async function said<Kind>(words: readonly string[], given: Environment, kind: z.ZodType<Kind>): Promise<Kind> {
  const { status, out, err } = await run(words, { given })
  if (status !== 0) throw new Error(`${words.join(' ')}: ${err}`)
  return kind.parse(words[0] === 'token' ? out.trim() : JSON.parse(out))
}

const Registered = z.object({ party: z.string() })

/** Registers an operator and the department that its letters go to, each with a person and a token. */
export async function newDesk(folder: string, given: Environment): Promise<Desk> {
  const at = ['--data', folder]
  const places = ['--kind', 'operator', '--zh', '青蓝优选', '--en', 'Qinglan Select', '--region', '330102']
  const office = ['--kind', 'department', '--zh', '省网信办', '--en', 'Provincial office', '--region', '330000', '--remit', 'cyberspace', '--level', 'province']
  const { party: operator } = await said(['party', 'register', ...places, ...at], given, Registered)
  const { party: department } = await said(['party', 'register', ...office, ...at], given, Registered)
  const tokens: string[] = []
  for (const [party, ...roles] of [
    [operator, 'security-officer', 'compliance-officer'],
    [department, 'case-officer'],
  ] as const) {
    await said(['person', 'add', '--name', '林薇', '--role', ...roles, '--party', party, ...at], given, z.unknown())
    tokens.push(await said(['token', 'create', '--name', 'crash', '--party', party, ...at], given, z.string()))
  }
  const [operatorToken = '', departmentToken = ''] = tokens
  return { operator, department, operatorToken, departmentToken }
}

/** What an operator has said of itself before anything happens to it. */
export const BEGINNING: Chain = [
  { type: 'begin', since: '2024-01-02', unit: true },
  { type: 'establish', fact: 'withinTerritory', holds: true, on: '2024-01-02T00:00:00+08:00', reason: '工商登记' },
  { type: 'establish-network', network: 'civil', on: '2024-01-02T00:00:00+08:00', reason: '工商登记' },
  { type: 'establish', fact: 'ownsNetwork', holds: true, on: '2024-01-02T00:00:00+08:00', reason: '工商登记' },
].map((body, at) => ({ path: 'profile/self', body, marker: '', key: `beginning-${at}` }))

/**
 * `count` commands: incidents from their discovery to their end, a third of them reported by letter, entries of a register with a change, and drills,
 * which all stand in the one plan of the party.
 */
export function commandsOf(turn: number, count: number): readonly Chain[] {
  const chains: Chain[] = []
  let made = 0
  const command = (path: string, body: Readonly<Record<string, unknown>>): Command => {
    const marker = `〔${turn}-${made++}〕`
    const text = JSON.stringify(body).replaceAll('〔〕', marker)
    return { path, body: z.record(z.string(), z.unknown()).parse(JSON.parse(text)), marker, key: `command-${turn}-${made}` }
  }
  for (let at = 0; chains.flat().length < count; at++) {
    const name = `t${turn}-${at}`
    const incident = `incident/${name}`
    if (at % 40 === 1)
      chains.push([
        command(`system/${name}`, { type: 'enter', name: { zh: '系统〔〕', en: 'A system' }, since: '2024-01-02', facts: {}, particulars: {} }),
        command(`system/${name}`, { type: 'amend', on: DAY, facts: { important: true }, particulars: {}, because: '业务扩大〔〕' }),
      ])
    else if (at % 40 === 2)
      chains.push([
        command('plan/self', {
          type: 'adopt',
          on: DAY,
          title: '应急预案〔〕',
          edition: name,
          approvedBy: '王总',
          grades: '分四级',
          reporting: '安全负责人判断',
        }),
        command('plan/self', { type: 'hold-drill', on: DAY, scenario: '勒索〔〕', participants: 12, findings: '联系人过期', improvements: '每季度核对' }),
      ])
    else
      chains.push([
        command(incident, { type: 'discover', knownAt: DAY, title: '接口异常〔〕', eventKind: 'attack', endangersSecurity: true, suspectedCase: false }),
        command(incident, { type: 'classify', on: DAY, impact: { lossYuan: 6_000_000 }, reason: '损失较大〔〕' }),
        at % 3 === 0
          ? command(incident, {
              type: 'report',
              on: HOUR,
              to: 'cyberspace',
              channel: 'letter',
              entity: '青蓝优选',
              foundWhereWhen: '杭州，九时',
              impactSoFar: '无法收款〔〕',
              measuresSoFar: '已隔离',
            })
          : command(incident, { type: 'contain', on: HOUR, measures: '切换备用接口〔〕' }),
        command(incident, { type: 'remedy', on: HOUR, measures: '修复〔〕', verification: '复测' }),
        command(incident, { type: 'end-handling', on: HOUR, result: '恢复〔〕' }),
      ])
  }
  return chains
}
