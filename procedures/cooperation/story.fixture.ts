import type { CataloguedProcedure, StoredEntry } from '../matter.ts'
import { contextOf, type Setting } from '../sentence.fixture.ts'

export const evening = '2026-03-02T18:00:00+08:00'
export const april = '2026-04-02T18:00:00+08:00'
export const may = '2026-05-06T09:00:00+08:00'

/** An order to correct as it comes in, and the report that answers it. */
export const order = {
  type: 'receive-order',
  on: evening,
  department: 'cac-zj',
  departmentName: '省网信办',
  remit: 'cyberspace',
  rank: 'province',
  letter: 'cac-zj/inspection/insp-1/7/1',
  charges: [{ finding: 'F1', what: '日志只留存三个月', violated: '23.1.3', provision: '61.1' }],
  provision: '61.1',
  required: '留存日志不少于六个月',
  until: april,
} as const
export const report = { type: 'report-correction', on: '2026-03-30T09:00:00+08:00', about: 'order', measures: '扩容并改配置', evidence: ['sha256:cc'] } as const

/** Gives commands to any procedure, one after the other. */
export function run(
  procedure: CataloguedProcedure,
  setting: Setting,
  subject: string,
  past: readonly StoredEntry[],
  ...commands: readonly (readonly [string, unknown])[]
) {
  const entries: StoredEntry[] = [...past]
  for (const [at, command] of commands) {
    const decision = procedure.open(entries).decide(command, contextOf(setting, subject, at))
    if (decision.kind === 'refused') throw new Error(`${JSON.stringify(command)}: ${decision.refusal.en}`)
    for (const event of decision.events) entries.push({ ref: String(entries.length + 1), recorded: at, event })
  }
  return { entries, matter: procedure.open(entries) }
}
