import { textOf } from './bytes.ts'
import { JournalFault } from './fault.ts'
import { parseJson } from './json.ts'

/** The kind of the entry that says that another's content was erased: its own content is `{"index":n,…}`. */
export const ERASED = 'journal.erased'

/** Kinds that only the journal itself writes. What anybody could write under them would account for content that somebody removed. */
export const OWN_KINDS = 'journal.'

/** Which entry's content an erasure says is gone; `undefined` where it says nothing that can be read. */
export function erasedBy(payload: Uint8Array): number | undefined {
  try {
    const value = parseJson(textOf(payload))
    const index = typeof value === 'object' && value !== null && 'index' in value ? value['index'] : undefined
    return typeof index === 'number' ? index : undefined
  } catch (error) {
    if (error instanceof JournalFault) return undefined
    throw error
  }
}
