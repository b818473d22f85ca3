import { createHash } from 'node:crypto'
import { constants } from 'node:fs'
import { open, stat } from 'node:fs/promises'
import { createServer } from 'node:net'
import { codeOf } from './postgres-trouble.ts'

/** open(2) of macOS and the BSDs takes an advisory lock with the file; Node has no name for the flag. */
const O_EXLOCK = 0x20

/** A short name for a folder: the same by whatever path it is reached, another for a copy of it. */
export async function nameOf(folder: string): Promise<string> {
  const { dev, ino } = await stat(folder, { bigint: true })
  return createHash('sha256').update(`${dev}:${ino}`).digest('hex').slice(0, 16)
}

export type Release = () => Promise<void>

/**
 * Takes a folder for this process, or answers `undefined` where another one has it. The kernel gives it back when the process ends, however it ends.
 * `purpose` tells locks of one folder apart; `file` is where one is kept if the system knows no other way.
 *
 * Linux: an abstract socket, in no filesystem. Its name fills the address, because versions of Node differ in how they pad one. Windows: a named pipe.
 * Elsewhere: a locked file. Processes on other machines, or in another network namespace on Linux, are not kept out.
 */
export async function takeFolder(folder: string, { purpose, file }: { readonly purpose: string; readonly file: string }): Promise<Release | undefined> {
  const name = `${purpose}-${await nameOf(folder)}`
  if (process.platform === 'linux') return listenOn(`\0${name.padEnd(107, '.')}`)
  if (process.platform === 'win32') return listenOn(`\\\\.\\pipe\\${name}`)
  return lockFile(file)
}

async function listenOn(path: string): Promise<Release | undefined> {
  const server = createServer((socket) => socket.destroy())
  return new Promise((resolve, reject) => {
    server.once('error', (error) => (codeOf(error) === 'EADDRINUSE' || codeOf(error) === 'EACCES' ? resolve(undefined) : reject(error)))
    server.listen({ path }, () => resolve(() => new Promise((done) => void server.close(() => done()))))
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
