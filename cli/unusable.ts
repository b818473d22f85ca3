import type { Text } from '#law/text.ts'

/** Input that cannot be used: says what, where and how to mend it. Ends the command with status 2. */
export class Unusable extends Error {
  override readonly name = 'Unusable'
  readonly words: Text

  constructor(zh: string, en: string) {
    super(en)
    this.words = { zh, en }
  }
}

/** The code of a system error such as ENOENT, if it is one. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined
}

/** What the disk said about a file, as something a person can act on. */
export function fileTrouble(file: string, error: unknown): Unusable {
  const code = codeOf(error)
  if (code === 'ENOENT') return new Unusable(`没有文件 ${file}。请检查路径。`, `there is no file ${file}. Check the path.`)
  if (code === 'EACCES' || code === 'EPERM') return new Unusable(`不能读取 ${file}：没有权限。`, `${file} cannot be read: permission denied.`)
  if (code === 'EISDIR') return new Unusable(`${file} 是文件夹，需要文件。`, `${file} is a folder; name a file.`)
  return new Unusable(`不能使用 ${file}：${code ?? String(error)}`, `${file} cannot be used: ${code ?? String(error)}`)
}
