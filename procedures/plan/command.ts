import { z } from 'zod'
import { command } from '../command.ts'
import { field } from '../field.ts'
import { Moment } from '../moment.ts'
import { approvedBy, edition, findings, gap, grades, improvements, participants, planTitle, reporting, scenario } from './field.ts'

const Adopt = command(
  'adopt',
  { zh: '批准发布应急预案', en: 'Adopt the contingency plan', opens: true },
  { on: field(Moment, { zh: '批准时间', en: 'Approved at' }), title: planTitle, edition, approvedBy, grades, reporting },
)
const FindGap = command(
  'find-gap',
  { zh: '记录预案缺失', en: 'Record that the plan is missing', opens: true },
  { on: field(Moment, { zh: '发现时间', en: 'Found at' }), gap },
)
const HoldDrill = command(
  'hold-drill',
  { zh: '登记应急演练', en: 'Record a drill', help: { zh: '演练结束后登记。', en: 'Record it once the drill is over.' } },
  { on: field(Moment, { zh: '演练时间', en: 'Held at', source: { norm: 'drill.hold' } }), scenario, participants, findings, improvements },
)

export const Command = z.discriminatedUnion('type', [Adopt, FindGap, HoldDrill])
export type Command = z.infer<typeof Command>
