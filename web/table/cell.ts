import type { Language, Text } from '#law/text.ts'
import type { Cell, Column } from '#procedures/view.ts'
import { printMinute } from '../clock.ts'

const YES: Text = { zh: '是', en: 'Yes' }
const NO: Text = { zh: '否', en: 'No' }

export const isList = (cell: Cell): cell is readonly string[] => Array.isArray(cell)

/** What stands in a cell, in the reader's language. Nothing is shown for what nobody knows. */
export function cellWords(cell: Cell, language: Language, column?: Pick<Column, 'kind' | 'options'>): string {
  if (cell === null) return ''
  if (typeof cell === 'boolean') return (cell ? YES : NO)[language]
  if (typeof cell === 'number') return column?.kind === 'number' ? cell.toLocaleString('en-US') : String(cell)
  if (isList(cell)) return cell.map((part) => column?.options?.[part]?.[language] ?? part).join(language === 'zh' ? '、' : ', ')
  if (typeof cell === 'object') return cell[language]
  if (column?.kind === 'moment') return printMinute(cell)
  return column?.options?.[cell]?.[language] ?? cell
}
