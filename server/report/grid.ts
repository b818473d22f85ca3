import type { Text } from '#law/text.ts'
import type { Tone } from './block.ts'

/** Words, or words with what their colour repeats. */
export type GridCell = string | { readonly text: string; readonly tone: Tone }

/** A table as a spreadsheet takes it: one head, one kind of line. */
export interface Grid {
  readonly name: string
  /** Widths in characters of the sheet's font. */
  readonly columns: readonly { readonly name: Text; readonly width: number }[]
  readonly rows: readonly (readonly GridCell[])[]
}

export const textOf = (cell: GridCell): string => (typeof cell === 'string' ? cell : cell.text)
