import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { z } from 'zod'
import { Folders } from './folder.ts'
import { linesOf, Receipt, run } from './product.ts'

const folders = new Folders()
afterAll(async () => folders[Symbol.asyncDispose](), 60_000)

/** Words that stand nowhere else: of each of the first two forms a search finds any spelling of JSON. */
const SAID = ['ERASE-ME-7f3a9c51d2', '请删除我这一句独一无二的话语', 'KEEP-ME-51d27f3a9c', '请保留我这一句举世无双的话语'] as const
const GONE = SAID.slice(0, 2)

function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path, { throwIfNoEntry: false })?.isFile() === true)
}

/** Where any of the byte strings stands, in any file. */
function placesOf(folder: string, needles: readonly Buffer[]): readonly string[] {
  return filesIn(folder).filter((path) => {
    const bytes = readFileSync(path)
    return needles.some((needle) => bytes.includes(needle))
  })
}

const bytesOf = (text: string): readonly Buffer[] => [
  Buffer.from(text, 'utf8'),
  Buffer.from(text, 'utf16le'),
  Buffer.from(Buffer.from(text).toString('hex')),
  // In base64 at each of the three offsets, without the ends that neighbours share.
  ...[0, 1, 2].map((offset) =>
    Buffer.from(
      Buffer.concat([Buffer.alloc(offset), Buffer.from(text)])
        .toString('base64')
        .slice(4, -4),
    ),
  ),
]

/** A salt in the forms that a file could hold it in. */
const saltBytes = (salt: string): readonly Buffer[] => [
  Buffer.from(salt),
  Buffer.from(salt, 'base64'),
  Buffer.from(Buffer.from(salt, 'base64').toString('hex')),
]

async function done(...words: readonly string[]): Promise<string> {
  const { status, out, err } = await run(words)
  if (status !== 0) throw new Error(`${words.join(' ')}: ${err}`)
  return out
}

/** What a bundle hands over of each entry's content. */
const Content = z.object({ index: z.int(), salt: z.string() })

function saltsIn(bundle: string): ReadonlyMap<number, string> {
  const lines = filesIn(join(bundle, 'payload')).flatMap((path) => readFileSync(path, 'utf8').split('\n'))
  const contents = lines.flatMap((line) => {
    if (line === '') return []
    const found = Content.safeParse(JSON.parse(line))
    return found.success ? [found.data] : []
  })
  return new Map(contents.map(({ index, salt }) => [index, salt]))
}

/**
 * Content is sealed with the party's key before it reaches the database: the cluster's files, its log of writes and its free space never hold it in
 * clear. What stays behind after an erasure are copies of the sealed row, in old log segments and unused pages, which `rotate-keys` makes worthless:
 * it forgets the key that they open with.
 */
test(
  'what was erased, and the salt that it was committed with, stand in no file of the installation, of a later bundle or of a backup',
  { timeout: 180_000 },
  async () => {
    const folder = folders.make()
    const away = folders.make()
    const input = SAID.map((said) => `${JSON.stringify({ kind: 'person.named', words: said })}\n`).join('')
    const appended = await run(['journal', 'append', '--data', folder, '--stream', 'persons'], { input })
    expect(linesOf(appended.out, Receipt).map(({ index }) => index)).toEqual([0, 1, 2, 3])
    await done('journal', 'export', '--data', folder, join(away, 'before'))
    const key = (await done('journal', 'key', '--data', folder)).trim()
    const salts = saltsIn(join(away, 'before'))
    const gone = [...GONE.flatMap(bytesOf), ...[0, 1].flatMap((index) => saltBytes(salts.get(index) ?? 'missing'))]
    // The search does find: the bundle from before holds all of them, as it must, and its holder was given them.
    for (const said of SAID) expect(placesOf(join(away, 'before'), bytesOf(said))).not.toEqual([])
    for (const index of [0, 1, 2, 3]) expect(placesOf(join(away, 'before'), saltBytes(salts.get(index) ?? 'missing'))).not.toEqual([])
    // Sealed already before: no file of the installation shows what any entry says.
    expect(placesOf(folder, SAID.flatMap(bytesOf))).toEqual([])

    for (const index of ['0', '1']) await done('journal', 'erase', '--data', folder, index, '--by', '张三', '--why', '当事人请求', '--provision', 'csl-2026 45')
    await done('journal', 'export', '--data', folder, join(away, 'after'))
    await done('backup', '--data', folder, join(away, 'backup'))
    expect(placesOf(folder, gone)).toEqual([])
    expect(placesOf(join(away, 'after'), gone)).toEqual([])
    expect(readFileSync(join(away, 'backup')).length).toBeGreaterThan(1000)
    for (const needle of gone) expect(readFileSync(join(away, 'backup')).includes(needle)).toBe(false)
    for (const said of SAID.slice(2)) expect(placesOf(join(away, 'after'), bytesOf(said))).not.toEqual([])

    for (const bundle of ['before', 'after']) expect((await run(['journal', 'verify', join(away, bundle), '--key', key])).status).toBe(0)
    expect((await run(['journal', 'verify', folder, '--key', key])).status).toBe(0)

    const rotated = z.object({ payload: z.int(), resealed: z.int() }).parse(JSON.parse(await done('journal', 'rotate-keys', '--data', folder)))
    expect(rotated).toEqual({ payload: 2, resealed: 4 }) // the two that stay, and the two records of the erasures
    expect(placesOf(folder, gone)).toEqual([])
    expect((await run(['journal', 'verify', folder])).status).toBe(0)
  },
)
