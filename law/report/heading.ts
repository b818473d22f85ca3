import type { Assessment } from '../assessment.ts'
import { EDITIONS } from '../citation.ts'
import { ROLE_NAMES } from '../explain.ts'
import type { Text } from '../text.ts'
import { join } from './penalty.ts'
import { WORDS } from './words.ts'

/** The party's roles in the statute's words. */
export function rolesWords({ party }: Assessment): Text {
  if (party.roles.length === 0) return WORDS.label.noRole
  return join(
    party.roles.map((role) => ROLE_NAMES[role]),
    WORDS.label.semicolon,
  )
}

/** Which law the report applies: the editions in force, or the one asked as if. */
export function lawWords({ law, duties }: Assessment): Text {
  const { edition, label } = WORDS
  if ('asIf' in law) return { zh: `${label.asIf.zh}${edition[law.asIf].zh}`, en: `${label.asIf.en} the ${edition[law.asIf].en}` }
  const applied = EDITIONS.filter((id) => duties.some((duty) => duty.edition === id)).map((id) => edition[id])
  if (applied.length === 0) return label.applicable
  const names = join(applied, WORDS.label.semicolon)
  return { zh: `${names.zh}，${label.applicable.zh}`, en: `${names.en}; ${label.applicable.en}` }
}
