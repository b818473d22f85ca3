import { constants } from 'node:fs'
import { open } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { nameOf } from '../database/postgres-lock.ts'
import { codeOf } from '../database/postgres-trouble.ts'

/** open(2) of macOS and the BSDs takes an advisory lock with the file; Node has no name for the flag. */
const O_EXLOCK = 0x20

/**
 * Takes a folder for this process, or answers `undefined` where another one has it. The kernel gives it back when the process ends, however it ends.
 * Processes on other machines, or in another network namespace on Linux, are not kept out: see `WitnessFolder.advance`, which does not rely on this.
 */
export async function lockFolder(folder: string): Promise<(() => Promise<void>) | undefined> {
  const name = `dutybook-witness-${await nameOf(folder)}`
  if (process.platform === 'linux') return listenOn(`\0${name.padEnd(107, '.')}`)
  if (process.platform === 'win32') return listenOn(`\\\\.\\pipe\\${name}`)
  return lockFile(join(folder, 'lock'))
}

async function listenOn(path: string): Promise<(() => Promise<void>) | undefined> {
  const server = createServer((socket) => socket.destroy())
  return new Promise((resolve, reject) => {
    server.once('error', (error) => (codeOf(error) === 'EADDRINUSE' || codeOf(error) === 'EACCES' ? resolve(undefined) : reject(error)))
    server.listen({ path }, () => resolve(() => new Promise((done) => void server.close(() => done()))))
  })
}

async function lockFile(path: string): Promise<(() => Promise<void>) | undefined> {
  try {
    const file = await open(path, constants.O_RDWR | constants.O_CREAT | constants.O_NONBLOCK | O_EXLOCK, 0o600)
    return () => file.close()
  } catch (error) {
    if (codeOf(error) === 'EAGAIN' || codeOf(error) === 'EWOULDBLOCK') return undefined
    throw error
  }
}
