import { useEffect, useState } from 'react'
import type { Text } from '#law/text.ts'

const MINUTE = 60_000 // ms

/** The clock of the screen, which goes on by itself. What is late is asked of it, and never stored. */
export function useNow(every = MINUTE / 2): number {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), every)
    return () => clearInterval(timer)
  }, [every])
  return now
}

/** The instant in Beijing, to the minute: `2026-11-18 09:12`. */
export function printMinute(iso: string | number): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short', timeStyle: 'short' }).format(new Date(iso))
}

/** The same, with its zone, as it is shown on hover. */
export function printZoned(iso: string | number): Text {
  const at = printMinute(iso)
  return { zh: `${at}（北京时间）`, en: `${at} Beijing time` }
}
