import { createHash, randomBytes } from 'node:crypto'
import { chmod, link, mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { fromBase64, toBase64, toHex } from '#journal/bytes.ts'
import { newSigningKey, publicKeyOf, sign } from '#journal/ed25519.ts'
import { noteKey, type NoteKey, type Sign } from '#journal/note.ts'
import { sha256 } from '#journal/sha256.ts'
import type { Seen } from '#journal/witness.ts'
import { codeOf } from '../database/postgres-trouble.ts'
import { lockFolder } from './lock.ts'
import { WitnessError } from './trouble.ts'

export interface WitnessKey {
  readonly key: NoteKey
  readonly sign: Sign
}

const LOGS = 'log'
const EVIDENCE = 'evidence'
const COSIGNED = 'cosigned'
const KEY = 'witness.key'
/** What a log's folder keeps besides its newest state, so that a person can look back. */
const KEPT = 8
/** Heads that contradict each other, for one log. One pair is proof enough; a log that makes more does not fill the disk. */
const MOST_EVIDENCE = 50

const StoredKey = z.strictObject({ name: z.string(), seed: z.string().regex(/^[0-9a-f]{64}$/) })
const StoredState = z.strictObject({ origin: z.string(), size: z.int().nonnegative(), root: z.string(), note: z.string(), at: z.int().nonnegative() })

/** What a witness vouches for, and the key that it does so with. This process has it alone until it is disposed of. */
export interface WitnessFolder extends AsyncDisposable {
  readonly path: string
  readonly key: WitnessKey
  /** The newest head of a log that was vouched for. */
  latest(origin: string): Promise<Seen | undefined>
  /**
   * Keeps a head, on disk before it returns, in the place after `from`. Throws `overtaken` where another process kept one since `from` was read, so
   * that no two can vouch for different heads even where the lock does not reach. Each state is a file of its own that is made once and never changed.
   */
  advance(origin: string, from: Seen | undefined, to: Seen): Promise<void>
  /** Keeps the newest cosigned note of a log, and says in which file. */
  keep(origin: string, note: string): Promise<string>
  /** Keeps two notes that contradict each other, and says in which folder. */
  accuse(origin: string, notes: readonly [string, string]): Promise<string>
}

/** Opens a witness's folder for this process alone; made, with a key, where it is missing. The name is the key's, and is asked for only then. */
export async function openWitness(path: string, name: string | undefined): Promise<WitnessFolder> {
  await makeFolder(path)
  const release = await lockFolder(path)
  if (release === undefined)
    throw new WitnessError(
      'folder-in-use',
      `另一个见证进程正在使用 ${path}。请先停止它，或换一个文件夹。`,
      `Another witness is using ${path}. Stop it first, or name another folder.`,
    )
  try {
    const key = await witnessKey(path, name)
    /** The place of each state that was handed out: what comes next goes right behind it. */
    const places = new WeakMap<Seen, number>()
    return {
      path,
      key,
      latest: async (origin) => {
        const found = await newestOf(folderOf(path, origin), origin)
        if (found !== undefined) places.set(found.seen, found.place)
        return found?.seen
      },
      advance: async (origin, from, to) => {
        const before = from === undefined ? 0 : places.get(from)
        if (before === undefined) throw new TypeError('a state goes on from one that was read')
        await keepState(folderOf(path, origin), before + 1, { origin, size: to.size, root: toBase64(to.root), note: to.note, at: to.at })
      },
      keep: (origin, note) => keepNote(join(path, COSIGNED), `${nameOf(origin)}.note`, note),
      accuse: (origin, notes) => keepEvidence(join(path, EVIDENCE, nameOf(origin)), notes),
      [Symbol.asyncDispose]: release,
    }
  } catch (error) {
    await release()
    throw error
  }
}

async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path, { recursive: true, mode: 0o700 })
    if (!(await stat(path)).isDirectory()) throw new Error('it is no folder')
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new WitnessError(
      'folder-unusable',
      `不能使用文件夹 ${path}（${why}）。请检查路径和权限。`,
      `The folder ${path} cannot be used (${why}). Check the path and its permissions.`,
      {
        cause,
      },
    )
  }
}

/** An origin is a line of any characters: it becomes a file's name by its hash. */
const nameOf = (origin: string): string => createHash('sha256').update(origin).digest('hex').slice(0, 32)
const folderOf = (path: string, origin: string): string => join(path, LOGS, nameOf(origin))

/** The witness's key, made at first use. */
export async function witnessKey(folder: string, name: string | undefined): Promise<WitnessKey> {
  await makeFolder(folder)
  const path = join(folder, KEY)
  const stored = (await readIfThere(path)) ?? (await makeKey(folder, path, name))
  const read = StoredKey.safeParse(jsonOf(stored))
  if (!read.success)
    throw new WitnessError('key-damaged', `${path} 不是见证密钥。请恢复原来的文件。`, `${path} is no key of a witness. Put the original file back.`)
  if (name !== undefined && name !== read.data.name)
    throw new WitnessError(
      'name-differs',
      `${path} 中密钥的名称是 ${read.data.name}，不是 ${name}。名称不能更改：请去掉 --name，或用新文件夹建立新的见证。`,
      `The key in ${path} is named ${read.data.name}, not ${name}. A name cannot be changed: leave --name out, or make a new witness in a new folder.`,
    )
  // A key without states would begin again at nothing, and vouch for anything.
  if ((await readdirIfThere(join(folder, LOGS))) === undefined)
    throw new WitnessError(
      'state-lost',
      `${folder} 中有密钥，但没有文件夹 ${LOGS}：已见证的状态丢失。请从备份恢复；否则请用新文件夹和新密钥。`,
      `${folder} holds a key but no folder ${LOGS}: what was vouched for is lost. Restore it from a backup; else begin with a new folder and a new key.`,
    )
  const seed = Buffer.from(read.data.seed, 'hex')
  return { key: noteKey(sha256, read.data.name, 4, publicKeyOf(seed)), sign: (message) => sign(seed, message) }
}

async function makeKey(folder: string, path: string, name: string | undefined): Promise<string> {
  await mkdir(join(folder, LOGS), { recursive: true, mode: 0o700 })
  await syncFolder(folder)
  const { seed, publicKey } = newSigningKey()
  const text = `${JSON.stringify({ name: noteKey(sha256, name ?? 'dutybook-witness', 4, publicKey).name, seed: toHex(seed) })}\n`
  // Of two processes that start at once, one makes the key and both read it.
  await writeOnce(path, text)
  return readFile(path, 'utf8')
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined
    throw error
  }
}

async function readdirIfThere(path: string): Promise<readonly string[] | undefined> {
  try {
    return await readdir(path)
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined
    throw error
  }
}

/** Makes a file that is either whole and on disk or not there. `false` where there is one already, which stays as it is, and where the draft was cleared away. */
async function writeOnce(path: string, text: string): Promise<boolean> {
  const draft = `${path}.${process.pid}.${randomBytes(6).toString('hex')}.draft`
  try {
    const file = await open(draft, 'wx', 0o600)
    try {
      await file.writeFile(text)
      await file.sync()
    } finally {
      await file.close()
    }
    try {
      await chmod(draft, 0o600)
      await link(draft, path)
    } catch (error) {
      // The name is taken, or a process that got there first has cleared the draft away.
      if (['EEXIST', 'ENOENT'].includes(codeOf(error) ?? '')) return false
      throw error
    }
    await syncFolder(join(path, '..'))
    return true
  } finally {
    await rm(draft, { force: true })
  }
}

/** A name is on disk when its folder is. Windows has no such call, and its file systems write names in order. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

const fileOf = (place: number): string => `${String(place).padStart(16, '0')}.json`

/** The places of the states in a log's folder, oldest first. */
async function placesIn(folder: string): Promise<readonly number[]> {
  const names = (await readdirIfThere(folder)) ?? []
  return names.flatMap((name) => (/^\d{16}\.json$/.test(name) ? [Number(name.slice(0, 16))] : [])).toSorted((one, other) => one - other)
}

async function newestOf(folder: string, origin: string): Promise<{ readonly place: number; readonly seen: Seen } | undefined> {
  const place = (await placesIn(folder)).at(-1)
  // The folder of a log is made right before its first state: an empty one was left by a process that was stopped in between.
  if (place === undefined) return undefined
  const path = join(folder, fileOf(place))
  const read = StoredState.safeParse(jsonOf(await readFile(path, 'utf8')))
  if (!read.success || read.data.origin !== origin)
    throw new WitnessError(
      'state-damaged',
      `${path} 已损坏。见证不会从更早的状态继续。请从备份恢复该文件。`,
      `${path} is damaged. A witness does not go on from an earlier state. Restore that file from a backup.`,
    )
  const { size, root, note, at } = read.data
  return { place, seen: { size, root: fromBase64(root), note, at } }
}

async function keepState(folder: string, place: number, state: z.infer<typeof StoredState>): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await syncFolder(join(folder, '..'))
  const made = await writeOnce(join(folder, fileOf(place)), `${JSON.stringify(state)}\n`)
  const places = await placesIn(folder)
  // A place may have been taken and cleared away again while this process slept: then there are later ones.
  if (!made || places.at(-1) !== place) {
    if (made) await rm(join(folder, fileOf(place)))
    throw new WitnessError(
      'overtaken',
      `另一个进程正在使用同一见证文件夹 ${folder}。请只运行一个。`,
      `Another process is using the same folder of a witness, ${folder}. Run only one.`,
    )
  }
  // Drafts that are still here belong to processes that were killed; whoever else writes one now is not to go on from here.
  const drafts = (await readdir(folder)).filter((name) => name.endsWith('.draft'))
  await Promise.all([...places.slice(0, -KEPT).map(fileOf), ...drafts].map((name) => rm(join(folder, name), { force: true })))
}

async function keepNote(folder: string, name: string, note: string): Promise<string> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const path = join(folder, name)
  const draft = `${path}.${process.pid}.${randomBytes(6).toString('hex')}`
  if (await writeOnce(draft, note)) await rename(draft, path)
  return path
}

async function keepEvidence(folder: string, notes: readonly [string, string]): Promise<string> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const kept = await readdir(folder)
  if (kept.length < MOST_EVIDENCE)
    await Promise.all(notes.map((note) => writeOnce(join(folder, `${createHash('sha256').update(note).digest('hex').slice(0, 32)}.note`), note)))
  return folder
}
