import { z } from 'zod'
import { event } from '../event.ts'
import { personal } from '../field.ts'
import { edition, findings, gap, grades, improvements, participants, planTitle, reporting, scenario } from './field.ts'

const Adopted = event(
  'plan.adopted',
  { of: 'party', zh: '制定应急预案', en: 'Contingency plan adopted' },
  {},
  { title: planTitle, edition, approvedBy: personal(z.string(), { zh: '批准人', en: 'Approved by' }), grades, reporting },
)
const GapFound = event('plan.gap-found', { of: 'party', zh: '发现未制定应急预案', en: 'Contingency plan found missing' }, {}, { gap })
const DrillHeld = event(
  'drill.held',
  { of: 'party', zh: '组织应急演练', en: 'Emergency drill held' },
  {},
  { scenario, participants, findings, improvements, edition: edition.nullable() },
)

export const Event = z.discriminatedUnion('kind', [Adopted, GapFound, DrillHeld])
export type Event = z.infer<typeof Event>
