import type { ReactNode } from 'react'
import { save } from '../save.ts'
import { ExportButton } from './export-button.tsx'

/** The board, the exposure or the plan as a file that the server sets. */
export function ReportExport({
  report,
  query = {},
}: {
  readonly report: 'board' | 'exposure' | 'plan'
  readonly query?: Readonly<Record<string, string>>
}): ReactNode {
  return (
    <ExportButton
      formats={['xlsx', 'csv', 'docx', 'pdf']}
      take={(format, lang) => save(`/api/${report}.${format}?${new URLSearchParams({ ...query, lang }).toString()}`, `${report}.${format}`)}
    />
  )
}
