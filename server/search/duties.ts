import type { DutyState } from '#law/duty.ts'
import type { Board } from '../board.ts'
import type { Hit } from '../contract/search.ts'
import { likeness } from './likeness.ts'

/** What is behind us is found in its matter, and in the journal. */
const BEHIND: ReadonlySet<DutyState> = new Set(['done', 'done-late', 'excused', 'suspended', 'lapsed', 'superseded'])

/** Duties that are still owed, by what they ask, of what, and where the law says so. */
export function dutyHits(board: Board | undefined, terms: readonly string[]): readonly Hit[] {
  return (board?.duties ?? []).flatMap(({ state, norm, subject, subjectName, title, cite, edition, provision, next }): readonly Hit[] => {
    if (BEHIND.has(state)) return []
    const score = likeness(
      terms,
      `${title.zh} ${title.en}`,
      `${subjectName.zh} ${subjectName.en} ${cite.zh} ${cite.en} ${provision} ${next?.zh ?? ''} ${next?.en ?? ''}`,
    )
    const detail = { zh: `${subjectName.zh} · ${cite.zh}`, en: `${subjectName.en} · ${cite.en}` }
    return score <= 0 ? [] : [{ kind: 'duty', title, detail, score, norm, subject, edition, provision }]
  })
}
