import type { ReactNode } from 'react'
import { useAsk } from '../api/query.ts'
import type { ShownProcedure } from '../api/shapes.ts'
import { Asked } from '../frame/asked.tsx'
import { useTitle } from '../frame/title.ts'
import { useLanguage } from '../language.tsx'
import { isCases, MattersTable } from './matters-table.tsx'

const WORDS = { title: { zh: '事项', en: 'Matters' } }

/** Every matter of every procedure that this person has to do with. */
export function MattersPage(): ReactNode {
  useTitle(WORDS.title)
  const { say } = useLanguage()
  const procedures = useAsk<{ readonly procedures: readonly ShownProcedure[] }>('/api/procedures')
  return (
    <div className="page wide stack">
      <Asked of={procedures}>{(answer) => <MattersTable procedures={answer.procedures.filter(isCases)} heading={<h1>{say(WORDS.title)}</h1>} />}</Asked>
    </div>
  )
}
