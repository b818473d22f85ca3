import type { Text } from '#law/text.ts'

/** Why a backup cannot be made or restored. Each has its own way to be mended, which `words` states. */
export type BackupCode =
  | 'not-a-backup'
  | 'backup-cut-short'
  | 'backup-changed'
  | 'backup-newer'
  | 'backup-strange'
  | 'file-exists'
  | 'file-unusable'
  | 'not-empty'
  | 'master-key-wrong'
  | 'erased-list-damaged'
  | 'in-use'
  | 'upgrade-differs'

/** Nothing was written to the database, and no file was replaced. `message` is the English of `words`. */
export class BackupError extends Error {
  override readonly name = 'BackupError'
  readonly code: BackupCode
  readonly words: Text

  constructor(code: BackupCode, words: Text, options?: { readonly cause?: unknown }) {
    super(words.en, options)
    this.code = code
    this.words = words
  }
}

export function notABackup(file: string): BackupError {
  return new BackupError('not-a-backup', {
    zh: `${file} 不是 Dutybook 备份。请检查路径；备份文件由 dutybook backup 生成。`,
    en: `${file} is no Dutybook backup. Check the path; backups are made by dutybook backup.`,
  })
}

export function cutShort(file: string): BackupError {
  return new BackupError('backup-cut-short', {
    zh: `${file} 不完整：文件在结尾之前就断了，或结尾被改动。没有写入任何数据。请重新复制该文件，或使用另一份备份。`,
    en: `${file} is not complete: it breaks off before its end, or its end was changed. Nothing was written. Copy the file again, or take another backup.`,
  })
}

export function changed(file: string, where: Text, cause?: unknown): BackupError {
  return new BackupError(
    'backup-changed',
    {
      zh: `${file} 的内容与生成时不同（${where.zh}）。没有写入任何数据。请重新复制该文件，或使用另一份备份。`,
      en: `${file} is not what was written (${where.en}). Nothing was written to the database. Copy the file again, or take another backup.`,
    },
    { cause },
  )
}

export function newer(file: string, made: string): BackupError {
  return new BackupError('backup-newer', {
    zh: `${file} 由更新的版本生成（${made}）。没有写入任何数据。请使用同样新或更新的 Dutybook 恢复。`,
    en: `${file} was made by a newer release (${made}). Nothing was written. Restore it with a Dutybook at least as new.`,
  })
}
