import { createHash } from 'node:crypto'
import { createReadStream, statSync } from 'node:fs'
import { basename } from 'node:path'
import { inflateRawSync } from 'node:zlib'
import type { EditionId } from '#law/citation.ts'
import type { Refusal } from '#law/import/anomaly.ts'
import { expectationOf, type Expectation } from '#law/import/expectation.ts'
import { importText, LARGEST_FILE, tooLarge, type OfficialText, type Tools } from '#law/import/official-text.ts'
import type { Restatements, Statute } from '#law/statute.ts'
import type { Language } from '#law/text.ts'
import { readStored, storeText, type StoredText } from './imported.ts'
import { findEdition } from './law.ts'
import { fileTrouble, Unusable } from './unusable.ts'
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

function refuse(file: string, refusal: Refusal): Unusable {
  return new Unusable(`${file} 未导入：${refusal.words.zh}`, `${file} was not imported: ${refusal.words.en}`)
}

/** A file's bytes, never more than the limit: a larger one is refused before it is read. */
async function readLimited(file: string): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let size = 0
  try {
    if (statSync(file).size > LARGEST_FILE) throw refuse(file, tooLarge())
    for await (const chunk of createReadStream(file)) {
      if (!(chunk instanceof Uint8Array)) continue
      size += chunk.length
      if (size > LARGEST_FILE) throw refuse(file, tooLarge())
      chunks.push(chunk)
    }
  } catch (error) {
    throw error instanceof Unusable ? error : fileTrouble(file, error)
  }
  return Buffer.concat(chunks)
}

function expectationFor(statute: Statute, restatements: Restatements, id: EditionId): Expectation {
  const { edition } = findEdition(statute, id)
  const provisions = restatements.editions[id]
  if (provisions === undefined) throw new Error(`the build has no restatement of ${id}`)
  return expectationOf(edition, provisions)
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

/** Reads an official text and keeps it, each language apart. Throws `Unusable`, having stored nothing, where it is no text of the edition. */
export async function importFile(file: string, statute: Statute, restatements: Restatements, options: ImportOptions): Promise<ImportReport[]> {
  const expectation = expectationFor(statute, restatements, options.edition)
  const others = statute.editions
    .filter(({ edition }) => edition.id !== options.edition)
    .map(({ edition }) => expectationFor(statute, restatements, edition.id))
  const bytes = await readLimited(file)
  const read = importText(bytes, expectation, others, options.language, tools)
  if ('code' in read) throw refuse(file, read)
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  return read.texts.map((text) => keep(text, sha256, basename(file), options))
}

/** One object: the Chinese text, which is the law, or the only one; other languages of the same file under `others`. */
export function importJson(reports: readonly ImportReport[]): unknown {
  const [first, ...others] = reports.map((report) => ({
    ...report,
    anomalies: report.anomalies.map(({ where, line, kind, message }) => ({ where, line, kind, message: `${message.zh} / ${message.en}` })),
  }))
  return others.length === 0 ? first : { ...first, others }
}

const SHOWN = 4 // anomalies of one kind; --json has all

/** The reports for a terminal: figures, what is missing, and the anomalies by kind. */
export function importReportText(reports: readonly ImportReport[], language: Language): string {
  const zh = language === 'zh'
  return reports
    .map((report) => {
      const { edition, lang, articlesFound, articlesExpected, provisionsFound, provisionsExpected, missing, anomalies } = report
      const lines = [
        zh
          ? `${edition} ${lang === 'zh' ? '中文' : '英文'}：${articlesExpected} 条中的 ${articlesFound} 条，${provisionsExpected} 处条款中的 ${provisionsFound} 处${report.stored ? '，已保存' : '，未保存'}`
          : `${edition} ${lang === 'zh' ? 'Chinese' : 'English'}: ${articlesFound} of ${articlesExpected} articles, ${provisionsFound} of ${provisionsExpected} provisions${report.stored ? ', stored' : ', not stored'}`,
        `sha256 ${report.sha256}`,
      ]
      if (missing.length > 0) lines.push(zh ? `缺少：${missing.join('、')}` : `missing: ${missing.join(', ')}`)
      for (const kind of [...new Set(anomalies.map((each) => each.kind))].toSorted()) {
        const own = anomalies.filter((each) => each.kind === kind)
        lines.push(`${kind} (${own.length})`)
        for (const each of own.slice(0, SHOWN)) lines.push(`  ${String(each.line).padStart(5)}  ${each.where.padEnd(8)} ${each.message[language]}`)
        if (own.length > SHOWN)
          lines.push(zh ? `         另有 ${own.length - SHOWN} 处；--json 列出全部` : `         and ${own.length - SHOWN} more; --json lists all`)
      }
      return lines.join('\n')
    })
    .join('\n\n')
}
