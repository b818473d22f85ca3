import { existsSync, readFileSync } from 'node:fs'
import { Readable } from 'node:stream'
import { Zip, ZipDeflate } from 'fflate'
import type { Pool } from 'pg'
import { writeBundle, type BundleFile, type BundleOptions } from '#journal/bundle-writer.ts'
import type { MasterKey } from '#journal/keyring.ts'
import type { Party } from '#journal/party.ts'

/** Where the build puts the verifier. */
const VERIFIER = new URL('../../journal/', import.meta.url)

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

/** What goes beside a bundle: how to check it, and with what. The verifier is there once the product has been built. */
export function besideBundle(): readonly BundleFile[] {
  const verifiers = ['verify.cjs', 'verify.html'].flatMap((path): readonly BundleFile[] => {
    const file = new URL(path, VERIFIER)
    return existsSync(file) ? [{ path, bytes: readFileSync(file) }] : []
  })
  return [...verifiers, { path: 'README.txt', bytes: new TextEncoder().encode(README) }]
}

/** A party's bundle as a ZIP that is made while it is sent: no more waits in memory than the reader has not taken. */
export function bundleStream(pool: Pool, master: MasterKey, party: Party, options: BundleOptions): Readable {
  let wake: (() => void) | undefined
  const out = new Readable({
    read: () => {
      wake?.()
      wake = undefined
    },
    destroy: (error, done) => {
      wake?.()
      done(error)
    },
  })
  let room = true
  const zip = new Zip((error, chunk, final) => {
    if (error !== null) return void out.destroy(error)
    room = out.push(chunk)
    if (final) out.push(null)
  })
  const write = async ({ path, bytes }: BundleFile): Promise<void> => {
    if (out.destroyed) throw new Error('the reader of the bundle has gone')
    const file = new ZipDeflate(path, { level: 6 })
    zip.add(file)
    file.push(bytes, true)
    if (!room) await new Promise<void>((resolve) => (wake = resolve))
  }
  const make = async (): Promise<void> => {
    for (const file of besideBundle()) await write(file)
    await writeBundle(pool, master, party, options, write)
    zip.end()
  }
  make().catch((error: unknown) => out.destroy(error instanceof Error ? error : new Error(String(error))))
  return out
}
