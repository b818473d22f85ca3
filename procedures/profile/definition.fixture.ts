import { statute } from '#law/statute.fixture.ts'
import { factsOf } from '#law/truth.ts'

/** Every fact by which any edition says that somebody has a role. */
export const FACTS_OF_DEFINITIONS: readonly string[] = [
  ...new Set(statute.editions.flatMap(({ edition }) => edition.roles.flatMap(({ when }) => factsOf(when)))),
]
