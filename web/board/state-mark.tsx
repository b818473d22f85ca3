import type { ReactNode } from 'react'
import type { Item } from '#law/report/agenda.ts'
import { MARKS, WORDS } from '#law/report/words.ts'
import { useLanguage } from '../language.tsx'

/** How a duty stands: a mark and a word. The colour only repeats them. */
export function StateMark({ standing }: Pick<Item, 'standing'>): ReactNode {
  const { say } = useLanguage()
  const { mark, tone } = MARKS[standing]
  return (
    <span className={tone === 'plain' ? 'second' : tone}>
      <span aria-hidden="true">{mark}</span> {say(WORDS.standing[standing])}
    </span>
  )
}
