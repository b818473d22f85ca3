import { createReadStream, statSync } from 'node:fs'
import { basename } from 'node:path'
import type { Refusal } from '#law/import/anomaly.ts'
import { LARGEST_FILE, tooLarge } from '#law/import/official-text.ts'
import type { Restatements, Statute } from '#law/statute.ts'
import type { Language } from '#law/text.ts'
import { takeText, type ImportOptions, type ImportReport } from '#server/official-text/intake.ts'
import { NotStored } from '#server/official-text/stored.ts'
import { findEdition } from './law.ts'
import { fileTrouble, Unusable } from './unusable.ts'

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

/** Reads an official text and keeps it, each language apart. Throws `Unusable`, having stored nothing, where it is no text of the edition. */
export async function importFile(file: string, statute: Statute, restatements: Restatements, options: ImportOptions): Promise<readonly ImportReport[]> {
  findEdition(statute, options.edition)
  const bytes = await readLimited(file)
  try {
    const taken = takeText(bytes, basename(file), statute, restatements, options)
    if ('code' in taken) throw refuse(file, taken)
    return taken
  } catch (error) {
    throw error instanceof NotStored ? new Unusable(error.words.zh, error.words.en) : error
  }
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
