import { createHash } from 'node:crypto'
import { inflateRawSync } from 'node:zlib'
import type { EditionId } from '#law/citation.ts'
import type { Refusal } from '#law/import/anomaly.ts'
import { expectationOf, type Expectation } from '#law/import/expectation.ts'
import { importText, type OfficialText, type Tools } from '#law/import/official-text.ts'
import { editionById, type Restatements, type Statute } from '#law/statute.ts'
import type { Language } from '#law/text.ts'
import { readStored, storeText, type StoredText } from './stored.ts'
import { parseXml } from './xml.ts'

/** Strict decoding and unpacking, which the law's own folder must not do itself. */
const tools: Tools = {
  decode: (encoding, bytes) => {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes)
    } catch {
      return undefined
    }
  },
  inflate: (bytes, largest) => {
    try {
      return inflateRawSync(bytes, { maxOutputLength: largest })
    } catch {
      return undefined
    }
  },
  parseXml,
}

function expectationFor(statute: Statute, restatements: Restatements, id: EditionId): Expectation {
  const data = editionById(statute, id)
  const provisions = restatements.editions[id]
  if (data === undefined || provisions === undefined) throw new Error(`the build has no restatement of ${id}`)
  return expectationOf(data.edition, provisions)
}

/** One language of an import: what was found, and what became of it. */
export interface ImportReport extends Omit<OfficialText, 'language' | 'decisions' | 'leftovers' | 'provisions'> {
  readonly lang: Language
  readonly sha256: string
  /** Headings that were given another place than their number says, and why. */
  readonly decisions: StoredText['decisions']
  /** Words that have no place in the edition; they are kept, too. */
  readonly leftovers: StoredText['leftovers']
  readonly source: string
  readonly importedOn: string
  readonly stored: boolean
  /** What was kept before, if it came from a file with other bytes. */
  readonly replaced: { readonly sha256: string; readonly importedOn: string } | null
}

export interface ImportOptions {
  readonly edition: EditionId
  readonly language: Language | undefined
  readonly folder: string
  /** The day of the import in Asia/Shanghai. */
  readonly today: string
  /** Tells the person something that is no failure. */
  readonly warn: (zh: string, en: string) => void
}

function keep(text: OfficialText, sha256: string, source: string, options: ImportOptions): ImportReport {
  const { edition, language: lang } = text
  const { folder, today, warn } = options
  const before = readStored(folder, edition, lang)
  const known = before !== undefined && !('why' in before) ? before : undefined
  if (before !== undefined && 'why' in before) warn(before.why.zh, before.why.en)
  const decisions = text.decisions.map((each) => ({ ...each, article: each.article ?? null, because: { ...each.because } }))
  const leftovers = text.leftovers.map((each) => ({ ...each, because: { ...each.because } }))
  const stored = text.missing.length === 0
  const replaced = !stored || known === undefined || known.sha256 === sha256 ? null : { sha256: known.sha256, importedOn: known.importedOn }
  if (stored)
    storeText(folder, {
      format: 'dutybook-official-text/1',
      edition,
      lang,
      ...(text.restated ? { standing: 'restatement' } : {}),
      sha256,
      source,
      importedOn: today,
      provisions: text.provisions.map((each) => ({ ...each })),
      leftovers,
      decisions,
    })
  else
    warn(
      `${edition} ${lang}：文本不完整，缺 ${text.missing.length} 处条款，未保存。请取完整的官方文本再导入。`,
      `${edition} ${lang}: the text lacks ${text.missing.length} provisions and was not stored. Import a complete official text.`,
    )
  if (replaced !== null)
    warn(
      `${edition} ${lang}：文件已变。原 sha256 ${replaced.sha256}，现 ${sha256}。`,
      `${edition} ${lang}: the file has changed. sha256 was ${replaced.sha256}, is ${sha256}.`,
    )
  const { restated, articlesFound, articlesExpected, provisionsFound, provisionsExpected, missing, anomalies } = text
  return {
    edition,
    lang,
    sha256,
    restated,
    articlesFound,
    articlesExpected,
    provisionsFound,
    provisionsExpected,
    missing,
    anomalies,
    decisions,
    leftovers,
    source,
    importedOn: today,
    stored,
    replaced,
  }
}

/** Reads an official text and keeps it, each language apart. Where it is no text of the edition, nothing is stored. */
export function takeText(
  bytes: Uint8Array,
  source: string,
  statute: Statute,
  restatements: Restatements,
  options: ImportOptions,
): readonly ImportReport[] | Refusal {
  const expectation = expectationFor(statute, restatements, options.edition)
  const others = statute.editions
    .filter(({ edition }) => edition.id !== options.edition)
    .map(({ edition }) => expectationFor(statute, restatements, edition.id))
  const read = importText(bytes, expectation, others, options.language, tools)
  if ('code' in read) return read
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  return read.texts.map((text) => keep(text, sha256, source, options))
}

/** One object: the Chinese text, which is the law, or the only one; other languages of the same file under `others`. */
export function importJson(reports: readonly ImportReport[]): unknown {
  const [first, ...others] = reports.map((report) => ({
    ...report,
    anomalies: report.anomalies.map(({ where, line, kind, message }) => ({ where, line, kind, message: `${message.zh} / ${message.en}` })),
  }))
  return others.length === 0 ? first : { ...first, others }
}
