import { copyFileSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { writeBundle } from '#journal/bundle-writer.ts'
import type { Published } from '#journal/publication.ts'
import { fileTrouble, Unusable } from '../unusable.ts'
import type { Place } from './place.ts'

/** Where the build puts the verifier. */
const VERIFIER = new URL('../../journal/', import.meta.url)
const BESIDE = ['verify.cjs', 'verify.html']

const README = `责任簿审计包 / An audit bundle of Dutybook

用任何装有 Node.js 20 以上版本的电脑核验，不需要网络：
    node verify.cjs --key "验证密钥"
也可以在浏览器中打开 verify.html，选择本文件夹。验证密钥请向导出方另行索取（dutybook journal key），不要只用包内的 key 文件。

Check it on any computer with Node.js 20 or later; no network is needed:
    node verify.cjs --key "VERIFIER KEY"
or open verify.html in a browser and choose this folder. Ask the exporter for the verifier key by another way (dutybook journal key); do not rely
on the file "key" in this folder alone.

bundle.json         主体、大小、导出时间 / party, size, day of export
checkpoint          最新的签名检查点 / the newest signed checkpoint
checkpoints         历次检查点 / every checkpoint that was ever published
key                 验证密钥 / verifier keys
tile/entries/       条目（每 256 条一个文件） / entries, 256 a file
tile/0/, tile/1/ …  哈希瓦片（C2SP tlog-tiles） / tiles of hashes
payload/            条目的内容；依法删除的只留其位置 / what the entries say; what was erased by law leaves only its place
`

/** Writes a bundle under a name of its own, and gives it its name when it is whole. */
export async function exportBundle(
  { database, party, keep }: Place,
  out: string,
  withhold: boolean,
  onProgress: (entries: number, size: number) => void,
): Promise<Published> {
  refuseOccupied(out)
  const draft = `${out}.part-${process.pid}`
  try {
    mkdirSync(draft, { recursive: true })
    const published = await writeBundle(
      database.app,
      database.secrets.master,
      party,
      { now: Date.now(), keep, withhold, onProgress },
      async ({ path, bytes }) => {
        const file = join(draft, path)
        mkdirSync(dirname(file), { recursive: true })
        writeFileSync(file, bytes)
      },
    )
    for (const name of BESIDE) copyFileSync(fileURLToPath(new URL(name, VERIFIER)), join(draft, name))
    writeFileSync(join(draft, 'README.txt'), README)
    if (existsSync(out)) rmSync(out, { recursive: true }) // an empty folder
    renameSync(draft, out)
    return published
  } catch (error) {
    rmSync(draft, { recursive: true, force: true })
    throw error instanceof Error && 'syscall' in error ? fileTrouble(out, error) : error
  }
}

function refuseOccupied(out: string): void {
  if (!existsSync(out)) return
  try {
    if (readdirSync(out).length === 0) return
  } catch (error) {
    throw fileTrouble(out, error)
  }
  throw new Unusable(`${out} 不是空文件夹。请指定新的文件夹。`, `${out} is not empty. Name a new folder.`)
}
