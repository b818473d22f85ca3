import type { Statute } from '#law/statute.ts'
import type { Document } from '#procedures/document.ts'
import { plain } from './plain.ts'
import { sheetOf, type SheetLanguage, type SheetOptions } from './sheet.ts'

export const FORMATS = ['docx', 'pdf'] as const
export type Format = (typeof FORMATS)[number]

export const MEDIA_TYPES = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  pdf: 'application/pdf',
} satisfies Record<Format, string>

/** Draws a document as a file of a format. Same document, options and law: same bytes (on one version of Node, whose compression may change with the next). */
export async function fileOf(statute: Statute, document: Document, format: Format, options: SheetOptions): Promise<Uint8Array> {
  const sheet = sheetOf(statute, document, options)
  switch (format) {
    case 'docx': {
      const { docxOf } = await import('./docx.ts')
      return docxOf(sheet)
    }
    case 'pdf': {
      const { pdfOf } = await import('./pdf.ts')
      return pdfOf(sheet)
    }
  }
}

/** Letters and figures of any script, and what parts them: everything else could mean something to a file system. */
const UNSAFE = /[^\p{L}\p{N}._-]+/gu

/** `网络安全事件报告-2026-014-2026-03-02.docx`: what it is, about what, of which day. A subject of the party as a whole is left out. */
export function fileName({ title, dated }: Document, subject: string, language: SheetLanguage, format: Format): string {
  const name = [title[language === 'en' ? 'en' : 'zh'], subject, dated.slice(0, 10)].filter((part) => part !== '').join('-')
  return `${plain(name).replaceAll(UNSAFE, '-').slice(0, 120)}.${format}`
}
