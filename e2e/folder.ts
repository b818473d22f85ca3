import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { stopServer } from './server.ts'

const shell = (line: string): boolean => spawnSync('/bin/sh', ['-c', line], { stdio: 'ignore' }).status === 0

/** Data folders of a test, gone at its end with the servers that run in them. */
export class Folders implements AsyncDisposable {
  readonly #made: string[] = []
  readonly #mounted: string[] = []

  make(): string {
    const folder = mkdtempSync(join(tmpdir(), 'dutybook-e2e-'))
    this.#made.push(folder)
    return folder
  }

  /** A disk of its own of so many MiB; undefined where we may not mount one. */
  makeDisk(size: number): string | undefined {
    const folder = this.make()
    if (!shell(`mount -t tmpfs -o size=${size}m dutybook-e2e ${folder}`)) return undefined
    this.#mounted.push(folder)
    return folder
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const folder of this.#made) await stopServer(join(folder, 'postgres'))
    for (const folder of this.#mounted.splice(0)) shell(`umount ${folder}`)
    for (const folder of this.#made.splice(0)) rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
}

/** Gives a disk another size or makes it read-only, such as `size=300m` or `ro`. */
export function remount(folder: string, options: string): void {
  if (!shell(`mount -o remount,${options} ${folder}`)) throw new Error(`${folder} cannot be remounted with ${options}`)
}
