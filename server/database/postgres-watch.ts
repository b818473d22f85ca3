import { startPostgres, type Options, type Postgres } from './postgres.ts'
import { isAlive } from './postgres-process.ts'

const STEP = 500 // ms between two looks
const PAUSE = 5000 // ms after a start that failed

export interface Watched {
  /** Leaves the server, whichever it is by now. */
  stop(): Promise<void>
}

/**
 * Looks after an embedded server for as long as a process lives that serves others: one that ended although nobody stopped it, as when the system is
 * short of memory, is started again. It comes back under the same address, so that pools find it by themselves.
 */
export function watchPostgres(folder: string, first: Postgres, options: Options): Watched {
  let server = first
  let stopping = false
  let timer: NodeJS.Timeout | undefined
  let turn: Promise<void> = Promise.resolve()
  wait(STEP)

  function wait(milliseconds: number): void {
    timer = setTimeout(() => {
      turn = look()
    }, milliseconds).unref()
  }

  async function look(): Promise<void> {
    if (isAlive(server.pid)) return wait(STEP)
    options.say?.('数据库进程意外结束，正在重新启动……', 'The database ended unexpectedly; starting it again…')
    try {
      const before = server
      server = await startPostgres(folder, options)
      await before.stop() // as somebody who uses it: the new one is in use
      options.say?.('数据库已重新启动。', 'The database runs again.')
      if (!stopping) wait(STEP)
    } catch (error) {
      const words = error instanceof Error ? error.message : String(error)
      options.say?.(`数据库无法启动：${words} 稍后重试。`, `The database does not start: ${words} Trying again shortly.`)
      if (!stopping) wait(PAUSE)
    }
  }

  return {
    stop: async () => {
      stopping = true
      clearTimeout(timer)
      await turn
      await server.stop()
    },
  }
}
