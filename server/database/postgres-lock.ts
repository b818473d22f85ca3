import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Text } from '#law/text.ts'
import { takeFolder } from './folder-lock.ts'
import { DatabaseError } from './postgres-trouble.ts'

const RETRY = 30 // ms
const PATIENCE = 600_000 // ms; whoever holds it may be recovering a large database

/** Starting and stopping the server of a folder happen one at a time on this machine. Waits at most ten minutes for another process. */
export async function whileLocked<T>(folder: string, say: (words: Text) => void, work: () => Promise<T>): Promise<T> {
  const since = performance.now()
  let told = false
  for (;;) {
    const release = await takeFolder(folder, { purpose: 'dutybook', file: join(folder, 'run', 'lock') })
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
