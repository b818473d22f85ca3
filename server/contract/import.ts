import { z } from 'zod'
import { EditionId } from '#law/citation.ts'
import { Language, Text } from '#law/text.ts'
import { Count, list, OnDay, type Operation, Sha256 } from './operation.ts'

const Report = z.strictObject({
  edition: EditionId,
  lang: Language,
  sha256: Sha256,
  /** Whether the file says of itself that it is a restatement of ours. */
  restated: z.boolean(),
  articlesFound: Count,
  articlesExpected: Count,
  provisionsFound: Count,
  provisionsExpected: Count,
  missing: list(z.string()),
  anomalies: list(z.strictObject({ where: z.string(), line: z.int(), kind: z.string(), message: z.string() })),
  decisions: list(z.strictObject({ line: z.int(), printed: z.int(), fate: z.string(), article: z.int().nullable(), settled: z.boolean(), because: Text })),
  leftovers: list(z.strictObject({ line: z.int(), text: z.string(), because: Text })),
  source: z.string(),
  importedOn: OnDay,
  /** False where provisions are missing: then nothing was kept. */
  stored: z.boolean(),
  replaced: z.strictObject({ sha256: Sha256, importedOn: OnDay }).nullable(),
})
/** The Chinese text, which is the law, or the only one; other languages of the same file beside it. */
export const LawImport = Report.extend({ others: list(Report).optional() })
export const LawImportQuery = z.object({ edition: EditionId, lang: Language.optional() })

/** The official text comes from whoever has it; none is in the product. */
export const importOperations = {
  importLaw: {
    method: 'post',
    path: '/api/law/imports',
    summary: { zh: '导入官方文本', en: 'import an official text' },
    about:
      'TXT, HTML, DOCX or Akoma Ntoso as it is, whatever it calls itself; X-File-Name holds its name, percent-encoded. It is held against the edition and kept for everybody on this installation.',
    who: 'signed-in',
    query: LawImportQuery,
    body: { media: ['application/octet-stream'], most: 33_554_432 },
    answer: { words: 'What was found, and what became of it', schema: LawImport },
    refusals: { 403: 'Not for this person’s role', 413: 'No text of a law is so long', 422: 'It is no text of this edition; nothing was kept' },
  },
} as const satisfies Readonly<Record<string, Operation>>
