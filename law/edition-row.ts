import type { EditionId } from './citation.ts'
import { printDay } from './instant.ts'
import type { EditionData } from './statute.ts'
import type { Text } from './text.ts'

/** An edition as `law editions` lists it. Days are `YYYY-MM-DD`; a draft was never in force. */
export interface EditionRow {
  readonly id: EditionId
  readonly title: Text
  readonly status: 'draft' | 'enacted'
  readonly adopted: string | null
  readonly inForceFrom: string | null
  readonly inForceTo: string | null
  readonly articles: number
  readonly provisions: number
}

/** `provisions` counts the paragraphs and items that the text has. */
export function editionRow({ edition, places, paragraphs }: EditionData): EditionRow {
  return {
    id: edition.id,
    title: edition.title,
    status: edition.status,
    adopted: edition.adopted === undefined ? null : printDay(edition.adopted),
    inForceFrom: edition.inForce === undefined ? null : printDay(edition.inForce.from),
    inForceTo: edition.inForce?.to === undefined ? null : printDay(edition.inForce.to),
    articles: Object.keys(paragraphs).length,
    provisions: places.filter((place) => place.includes('.')).length,
  }
}
