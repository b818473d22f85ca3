import { company } from './company.ts'
import { safeguards } from './safeguard.ts'
import { incidents } from './incident.ts'
import { publications } from './publication.ts'
import { citizens } from './public.ts'
import { supervision } from './supervision.ts'
import { inOrder, type Pen, type Step } from './script.ts'

/** The year that the demo tells, step by step. The same on every day but for the days that it names. */
export function storyOf(pen: Pen): readonly Step[] {
  return inOrder([...company(pen), ...safeguards(pen), ...incidents(pen), ...citizens(pen), ...supervision(pen), ...publications(pen)])
}
