import { createHash } from 'node:crypto'
import { constants } from 'node:fs'
import { open, stat } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Text } from '#law/text.ts'
import { codeOf, DatabaseError } from './postgres-trouble.ts'

const RETRY = 30 // ms
const PATIENCE = 600_000 // ms; whoever holds it may be recovering a large database

/** open(2) of macOS and the BSDs takes an advisory lock with the file; Node has no name for the flag. */
const O_EXLOCK = 0x20

/** A short name for a folder: the same by whatever path it is reached, another for a copy of it. */
export async function nameOf(folder: string): Promise<string> {
  const { dev, ino } = await stat(folder, { bigint: true })
  return createHash('sha256').update(`${dev}:${ino}`).digest('hex').slice(0, 16)
}

type Release = () => Promise<void>

/** A name that the kernel gives to one process at a time and takes back when that process ends, however it ends. */
async function listenOn(name: string): Promise<Release | undefined> {
  const server = createServer((socket) => socket.destroy())
  return new Promise((resolve, reject) => {
    server.once('error', (error) => (codeOf(error) === 'EADDRINUSE' || codeOf(error) === 'EACCES' ? resolve(undefined) : reject(error)))
    server.listen({ path: name }, () => resolve(() => new Promise((done) => void server.close(() => done()))))
  })
}

async function lockFile(path: string): Promise<Release | undefined> {
  try {
    const file = await open(path, constants.O_RDWR | constants.O_CREAT | constants.O_NONBLOCK | O_EXLOCK, 0o600)
    return () => file.close()
  } catch (error) {
    if (codeOf(error) === 'EAGAIN' || codeOf(error) === 'EWOULDBLOCK') return undefined
    throw error
  }
}

/**
 * Linux: an abstract socket, in no filesystem. Its name fills the address, because versions of Node differ in how they pad one.
 * Windows: a named pipe. Elsewhere: a locked file. None is left behind by a process that is killed.
 */
async function take(folder: string): Promise<Release | undefined> {
  const name = `dutybook-${await nameOf(folder)}`
  if (process.platform === 'linux') return listenOn(`\0${name.padEnd(107, '.')}`)
  if (process.platform === 'win32') return listenOn(`\\\\.\\pipe\\${name}`)
  return lockFile(join(folder, 'run', 'lock'))
}

/** Starting and stopping the server of a folder happen one at a time on this machine. Waits at most ten minutes for another process. */
export async function whileLocked<T>(folder: string, say: (words: Text) => void, work: () => Promise<T>): Promise<T> {
  const since = performance.now()
  let told = false
  for (;;) {
    const release = await take(folder)
    if (release !== undefined) {
      try {
        return await work()
      } finally {
        await release()
      }
    }
    const waited = performance.now() - since
    if (waited > PATIENCE) throw busy(folder)
    if (waited > 2000 && !told) {
      told = true
      say({ zh: `另一个进程正在启动或停止 ${folder} 的数据库，请稍候……`, en: `Another process is starting or stopping the database of ${folder}; waiting…` })
    }
    await sleep(RETRY)
  }
}

function busy(folder: string): DatabaseError {
  return new DatabaseError('not-answering', {
    zh: `另一个进程十分钟来一直在启动或停止 ${folder} 的数据库。请用 ps 查看并结束它，然后重试。`,
    en: `Another process has been starting or stopping the database of ${folder} for ten minutes. Find it with ps, end it, and try again.`,
  })
}
