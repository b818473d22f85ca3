import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, readlinkSync, statSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** The first lines of `postmaster.pid`, which the server writes into its cluster. */
export interface Postmaster {
  readonly pid: number
  readonly port: number
}

export async function postmasterOf(cluster: string): Promise<Postmaster | undefined> {
  const lines = (await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n')
  const pid = Math.abs(Number(lines[0])) // a single-user server writes it negative
  return Number.isInteger(pid) && pid > 0 ? { pid, port: Number(lines[3]) } : undefined
}

/** Fields of /proc/PID/stat behind the name, which may hold anything: state first, start in clock ticks since boot nineteen later. */
function statOf(pid: number): readonly string[] | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1')
    return text.slice(text.lastIndexOf(')') + 2).split(' ')
  } catch {
    return undefined // gone
  }
}

/** Something has this id, be it only the remains of a process that nobody has collected. */
export function isPresent(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/** Runs. A zombie, which a container without an init keeps for ever, does not. */
export function isAlive(pid: number): boolean {
  return isPresent(pid) && !(process.platform === 'linux' && statOf(pid)?.[0] === 'Z')
}

/** When a process began, in a form that only compares: tells a process from a later one with its number. Empty when it cannot be known. */
export function startOf(pid: number): string {
  if (process.platform === 'linux') return statOf(pid)?.[19] ?? ''
  if (process.platform === 'win32') return ''
  try {
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      env: { ...process.env, LC_ALL: 'C' },
    }).trim()
  } catch {
    return ''
  }
}

/** The run of the system, and the set of processes in it that we can see: a number means something only within both. */
export function worldOfProcesses(): { readonly boot: string; readonly namespace: string } {
  if (process.platform !== 'linux') return { boot: '', namespace: '' }
  try {
    return { boot: readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim(), namespace: readlinkSync('/proc/self/ns/pid') }
  } catch {
    return { boot: '', namespace: '' }
  }
}

function commandLines(): readonly (readonly [number, string])[] {
  if (process.platform === 'linux') {
    const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
    return pids.map((pid): [number, string] => {
      try {
        return [Number(pid), readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')]
      } catch {
        return [Number(pid), ''] // ended meanwhile
      }
    })
  }
  if (process.platform === 'win32') return []
  const lines = execFileSync('ps', ['-axww', '-o', 'pid=,command='], { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 }).split('\n')
  return lines.map((line): [number, string] => [Number.parseInt(line, 10), line.trim().replace(/^\d+\s+/, '')])
}

/**
 * The living processes of the server that carries this `cluster_name`: it is in the server's arguments and in the title of each
 * of its children. A process that merely got the server's old number has it not.
 */
export function processesOf(marker: string): readonly number[] {
  const ours = commandLines().filter(([, line]) => line.includes(`cluster_name=${marker}`) || line.startsWith(`postgres: ${marker}:`))
  return ours.map(([pid]) => pid).filter(isAlive)
}

/** Sends a signal; a process that is gone has no need of it. Root in a container may lack the right to: then it is sent as the process's own user. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error
    if (error.code === 'ESRCH') return
    const owner = statSync(`/proc/${pid}`, { throwIfNoEntry: false })
    if (error.code !== 'EPERM' || process.getuid?.() !== 0 || owner === undefined) throw error
    execFileSync('/bin/sh', ['-c', `kill -s ${name.slice('SIG'.length)} ${pid} 2>/dev/null || true`], { uid: owner.uid, gid: owner.gid, stdio: 'ignore' })
  }
}
