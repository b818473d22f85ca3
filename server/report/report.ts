import type { Instant } from '#law/instant.ts'
import type { Language } from '#law/text.ts'
import { csvOf } from '#procedures/csv.ts'
import type { ReportFormat } from '../contract/report.ts'
import { plain } from '../document/plain.ts'
import type { Block } from './block.ts'
import { textOf, type Grid } from './grid.ts'

/** What leaves as a file, before it is one: read from the first page to the last, or as tables. */
export interface Report {
  /** What it is, and whose. */
  readonly name: string
  /** Stands at the head of every page. */
  readonly head: string
  readonly at: Instant
  readonly language: Language
  readonly blocks: () => readonly Block[]
  /** The first is what it is about. */
  readonly grids: () => readonly Grid[]
}

/** Whose it is, what, and of which day: stands at the head of every page. */
export function headOf(parts: readonly string[], language: Language): string {
  return parts.join(language === 'zh' ? '　' : ' · ')
}

const linesOf = ({ columns, rows }: Grid, language: Language): readonly (readonly string[])[] => [
  columns.map(({ name }) => name[language]),
  ...rows.map((row) => row.map((cell) => plain(textOf(cell)))),
]

/** The report as a file of a format. Same report: same bytes. A CSV holds the first table alone. */
export async function reportFile(report: Report, format: ReportFormat): Promise<Uint8Array> {
  switch (format) {
    case 'xlsx':
      return (await import('./xlsx.ts')).xlsxOf(report)
    case 'csv':
      return Buffer.from(
        csvOf(
          report
            .grids()
            .slice(0, 1)
            .flatMap((grid) => linesOf(grid, report.language)),
        ),
      )
    case 'docx':
      return (await import('./docx.ts')).docxOf(report)
    case 'pdf':
      return (await import('./pdf.ts')).pdfOf(report)
  }
}
