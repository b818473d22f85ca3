import { createHash, randomUUID } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { EditionId, upwards } from '#law/citation.ts'
import { Language, type Text } from '#law/text.ts'
import type { Wording } from '#law/redline.ts'
import { codeOf } from '../database/postgres-trouble.ts'

const Words = z.strictObject({ zh: z.string(), en: z.string() })

/** An official text as it is kept: one file for each edition and language. Never part of the repository or of a build. */
const StoredText = z.strictObject({
  format: z.literal('dutybook-official-text/1'),
  edition: EditionId,
  lang: Language,
  /** Our own words, exported and imported again; otherwise what was imported is taken for official. */
  standing: z.enum(['restatement']).optional(),
  /** Of the bytes of the file that it came from. */
  sha256: z.string().length(64),
  /** The name of that file, without its folder. */
  source: z.string(),
  /** A civil day in Asia/Shanghai. */
  importedOn: z.string(),
  provisions: z.array(z.strictObject({ provision: z.string(), line: z.int(), text: z.string() })),
  leftovers: z.array(z.strictObject({ line: z.int(), text: z.string(), because: Words })),
  /** Headings that do not stand where their number says, and what was made of them. */
  decisions: z.array(z.strictObject({ line: z.int(), printed: z.int(), fate: z.string(), article: z.int().nullable(), settled: z.boolean(), because: Words })),
})
export type StoredText = z.infer<typeof StoredText>

const LANGUAGES: readonly Language[] = ['zh', 'en']

function storedPath(folder: string, edition: EditionId, language: Language): string {
  return join(folder, 'law', `${edition}.${language}.json`)
}

const digestOf = (body: unknown): string => createHash('sha256').update(JSON.stringify(body)).digest('hex')

/** The data folder does not take a text. */
export class NotStored extends Error {
  override readonly name = 'NotStored'
  readonly words: Text

  constructor(words: Text) {
    super(words.en)
    this.words = words
  }
}

/** Keeps a text: written under a name of its own, then renamed, so that a reader and a second writer never see half of it. */
export function storeText(folder: string, text: StoredText): string {
  const path = storedPath(folder, text.edition, text.lang)
  const draft = `${path}.${process.pid}.${randomUUID()}.new`
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
    writeFileSync(draft, `${JSON.stringify({ digest: digestOf(text), text }, null, 1)}\n`, { mode: 0o600, flush: true })
    renameSync(draft, path)
  } catch (error) {
    rmSync(draft, { force: true })
    const code = codeOf(error) ?? String(error)
    throw new NotStored({
      zh: `不能保存到 ${path}（${code}）。请检查权限和空间，或用 --data 指定文件夹。`,
      en: `${path} cannot be written (${code}). Check permissions and space, or name a folder with --data.`,
    })
  }
  return path
}

export interface DamagedText {
  readonly lang: Language
  readonly file: string
  readonly why: Text
}

const Envelope = z.strictObject({ digest: z.string(), text: z.unknown() })

/** Reads a kept text; `undefined` where there is none. Says what is wrong with one that cannot be trusted. */
export function readStored(folder: string, edition: EditionId, language: Language): StoredText | DamagedText | undefined {
  const file = storedPath(folder, edition, language)
  const damaged = (zh: string, en: string): DamagedText => ({
    lang: language,
    file,
    why: { zh: `${file}：${zh}请重新导入。`, en: `${file}: ${en} Import it again.` },
  })
  let bytes: string
  try {
    bytes = readFileSync(file, 'utf8')
  } catch (error) {
    const code = codeOf(error)
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined
    return damaged(`不能读取（${code ?? String(error)}）。`, `it cannot be read (${code ?? String(error)}).`)
  }
  let raw: unknown
  try {
    raw = JSON.parse(bytes)
  } catch {
    return damaged('已损坏：不是完整的 JSON。', 'damaged: it is not whole JSON.')
  }
  const envelope = Envelope.safeParse(raw)
  if (!envelope.success || digestOf(envelope.data.text) !== envelope.data.digest)
    return damaged('已损坏：与其校验值不符。', 'damaged: it does not match its digest.')
  const text = StoredText.safeParse(envelope.data.text)
  if (!text.success || text.data.edition !== edition || text.data.lang !== language)
    return damaged(
      '不是本版本、本语言的文本，或由另一版程序写成。',
      'it is not a text of this edition and language, or another version of the program wrote it.',
    )
  return text.data
}

/** The imported words beside our restatement. */
interface ImportedText {
  /** By provision: paragraphs and items. */
  readonly text: Readonly<Record<string, string>>
  readonly sha256: string
  readonly importedOn: string
  readonly source: string
}

export interface Imported {
  readonly zh?: ImportedText
  readonly en?: ImportedText
  readonly damaged?: readonly DamagedText[]
}

/** What was imported of one provision: itself, what it contains and what contains it. */
export function importedView(folder: string, edition: EditionId, asked: string): Imported | null {
  const texts: { zh?: ImportedText; en?: ImportedText } = {}
  const damaged: DamagedText[] = []
  for (const language of LANGUAGES) {
    const stored = readStored(folder, edition, language)
    if (stored === undefined) continue
    if ('why' in stored) {
      damaged.push(stored)
      continue
    }
    const own = stored.provisions.filter(({ provision }) => upwards(provision).includes(asked) || upwards(asked).includes(provision))
    texts[language] = {
      text: Object.fromEntries(own.map(({ provision, text }) => [provision, text])),
      sha256: stored.sha256,
      importedOn: stored.importedOn,
      source: stored.source,
    }
  }
  if (texts.zh === undefined && texts.en === undefined && damaged.length === 0) return null
  return damaged.length === 0 ? texts : { ...texts, damaged }
}

/** The imported words of an edition, to lay it beside another; `undefined` where there are none that can be trusted. */
export function importedWording(folder: string, edition: EditionId, language: Language): Wording | undefined {
  const stored = readStored(folder, edition, language)
  if (stored === undefined || 'why' in stored) return undefined
  const texts = new Map(stored.provisions.map(({ provision, text }) => [provision, text]))
  return (provision) => texts.get(provision)
}
