import { randomBytes } from 'node:crypto'
import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { isAlive, startOf, worldOfProcesses } from './postgres-process.ts'

/** A process that uses the server, as it wrote itself down. */
const User = z.strictObject({ pid: z.int(), start: z.string(), boot: z.string(), namespace: z.string() })
type User = z.infer<typeof User>

/**
 * Whether the process is still there. One in another container of the same running system cannot be seen: it counts as there,
 * because stopping a server under somebody is worse than leaving one running.
 */
function isThere(user: User): boolean {
  const here = worldOfProcesses()
  if (user.boot !== here.boot) return false
  if (user.namespace !== here.namespace) return true
  return isAlive(user.pid) && startOf(user.pid) === user.start
}

function read(path: string): User | undefined {
  try {
    return User.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch {
    return undefined // removed meanwhile, or not ours: nobody is behind it
  }
}

/** Writes this process down as a user of the server. Returns the file, which is removed to leave. Call it under the lock. */
export function enter(folder: string): string {
  const path = join(folder, `${process.pid}-${randomBytes(4).toString('hex')}.json`)
  const user: User = { pid: process.pid, start: startOf(process.pid), ...worldOfProcesses() }
  writeFileSync(`${path}.new`, JSON.stringify(user), { mode: 0o644 })
  renameSync(`${path}.new`, path) // whole or not there, for those who count while they exit
  return path
}

export function leave(path: string): void {
  rmSync(path, { force: true })
}

/** How many users are there. Forgets those that ended without leaving. Does not wait, so that a process can ask while it exits. */
export function countUsers(folder: string): number {
  let there = 0
  for (const name of readdirSync(folder).filter((each) => each.endsWith('.json'))) {
    const user = read(join(folder, name))
    if (user !== undefined && isThere(user)) there++
    else rmSync(join(folder, name), { force: true })
  }
  return there
}

/** A server that did not run had no users, whatever is written down. */
export function forgetAll(folder: string): void {
  for (const name of readdirSync(folder)) rmSync(join(folder, name), { force: true })
}
