import { homedir } from 'node:os'
import { join } from 'node:path'
import type { Language } from '#law/text.ts'
import type { Imported } from '#server/official-text/stored.ts'

/** Where data is kept: what was asked for, else `$DATA_DIR`, else the user's data folder. */
export function dataFolder(asked: string | undefined): string {
  const { DATA_DIR, XDG_DATA_HOME } = process.env
  if (asked !== undefined && asked !== '') return asked
  if (DATA_DIR !== undefined && DATA_DIR !== '') return DATA_DIR
  return join(XDG_DATA_HOME !== undefined && XDG_DATA_HOME !== '' ? XDG_DATA_HOME : join(homedir(), '.local', 'share'), 'dutybook')
}

/** The imported words as lines for the terminal, to stand below the restatement: in the reader's language, else in the one there is. */
export function importedText(imported: Imported | null, language: Language): string {
  const text = imported?.[language] ?? imported?.zh ?? imported?.en
  if (text === undefined) return ''
  const head =
    language === 'zh'
      ? `导入的文本（${text.source}，${text.importedOn}，sha256 ${text.sha256.slice(0, 16)}…）`
      : `Imported text (${text.source}, ${text.importedOn}, sha256 ${text.sha256.slice(0, 16)}…)`
  const entries = Object.entries(text.text)
  const none = language === 'zh' ? '  导入的文件中没有这一条款。' : '  the imported file does not have this provision.'
  return ['', '', head, ...(entries.length === 0 ? [none] : entries.map(([provision, words]) => `${provision.padEnd(8)} ${words}`))].join('\n')
}
