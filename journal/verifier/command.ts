import { JournalFault } from '../fault.ts'
import { verifyBundle, type Options, type Verdict } from '../bundle.ts'
import { nodeCrypto } from './node-crypto.ts'
import { caution, headline, rowsOf } from './report.ts'

const USAGE = `用法 / usage: node verify.cjs [FOLDER] [--key VKEY]… [--json]

  FOLDER       解开的审计包；不写则为本文件所在的文件夹
               the unpacked bundle; without it the folder of this file
  --key VKEY   从别处得知的验证密钥，可重复
               a verifier key known from elsewhere; may be repeated
  --json       以 JSON 输出结果 / the answer as JSON

  退出码 / exit status: 0 核验通过 verified · 1 未通过 not verified · 2 无法核验 cannot be checked
`

interface Words {
  readonly folder: string
  readonly keys: readonly string[]
  readonly json: boolean
}

/** Node's part: folder in, words and exit status out. */
export async function runCommand(words: readonly string[], own: string): Promise<void> {
  if (words.includes('--help')) {
    process.stdout.write(USAGE)
    return
  }
  const asked = wordsOf(words, own)
  if (asked === undefined) {
    process.stderr.write(USAGE)
    process.exitCode = 2
    return
  }
  try {
    const verdict = await verdictOf(asked)
    process.stdout.write(asked.json ? `${JSON.stringify(jsonOf(verdict))}\n` : textOf(verdict))
    process.exitCode = verdict.ok ? 0 : 1
  } catch (error) {
    process.stderr.write(`${reasonOf(error, asked.folder)}\n`)
    process.exitCode = 2
  }
}

function wordsOf(words: readonly string[], own: string): Words | undefined {
  const keys: string[] = []
  const folders: string[] = []
  let json = false
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? ''
    if (word === '--json') json = true
    else if (word === '--key') {
      const key = words[++at]
      if (key === undefined) return undefined
      keys.push(key)
    } else if (word.startsWith('--')) return undefined
    else folders.push(word)
  }
  return folders.length > 1 ? undefined : { folder: folders[0] ?? process.getBuiltinModule('node:path').dirname(own), keys, json }
}

async function verdictOf({ folder, keys }: Words): Promise<Verdict> {
  const { readFile, readdir } = process.getBuiltinModule('node:fs/promises')
  const path = process.getBuiltinModule('node:path')
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const paths = entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
  const present = new Set(paths)
  const read = async (file: string): Promise<Uint8Array | undefined> => (present.has(file) ? readFile(path.join(folder, file)) : undefined)
  const options: Options = { paths: paths.toSorted(), ...(process.stderr.isTTY ? { onProgress } : {}), ...(keys.length > 0 ? { keys } : {}) }
  return verifyBundle(read, nodeCrypto(process.getBuiltinModule('node:crypto')), options)
}

function onProgress(entries: number, size: number): void {
  if (entries > 0) process.stderr.write(`\r${entries} / ${size}${entries === size ? '\n' : ''}`)
}

function textOf(verdict: Verdict): string {
  return (['zh', 'en'] as const)
    .map((language) => {
      const lines = rowsOf(verdict, language).map(([label, value]) => `  ${label}: ${value}`)
      const warning = caution(verdict, language)
      return `${[headline(verdict, language), ...lines, ...(warning === undefined ? [] : [`  ! ${warning}`])].join('\n')}\n`
    })
    .join('\n')
}

function jsonOf(verdict: Verdict): unknown {
  return verdict.ok ? { ...verdict, root: Buffer.from(verdict.root).toString('base64') } : verdict
}

function reasonOf(error: unknown, folder: string): string {
  if (error instanceof JournalFault)
    return `给出的密钥无法使用 / the given key is of no use: ${error.message}\n请整行复制导出方公布的验证密钥 / copy the whole line of the verifier key as it was published`
  const message = error instanceof Error ? error.message : String(error)
  return `无法读取文件夹 / the folder cannot be read: ${folder}: ${message}\n请给出解开的审计包 / name the folder of the unpacked bundle`
}
