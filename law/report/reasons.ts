import type { DutyAnswer } from '../assessment.ts'
import type { Language } from '../text.ts'

/**
 * The sentences that decide how a duty stands: the last of its history. The first, which says whom the provision binds,
 * and repetitions are left to the full account.
 */
export function decisive(duty: DutyAnswer, language: Language, most = 2): readonly string[] {
  const told = duty.why.map((sentence) => sentence[language])
  const later = told.slice(1).filter((sentence, place, all) => all.lastIndexOf(sentence) === place)
  return (later.length === 0 ? told : later).slice(-most)
}
