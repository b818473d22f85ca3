const MINUTE = 60_000 // ms
const DAY = 1440 * MINUTE

/** Before anything of the story happened. */
export const FOUNDED = '2024-01-02T00:00:00+08:00'

/** The day by which the story is told: today, or the last one whose neighbours the published calendar of working days still reaches. */
const LAST = Date.parse('2026-12-20T09:00:00+08:00')
const today = Math.min(Date.now(), LAST)

/** So many days from the story's day, as milliseconds. Everything that a person claims lies in the past: no clock has to be turned. */
export const day = (days: number): number => today + days * DAY

/** A little while ago, for what is held against the clock of the server. */
export const minutesAgo = (minutes: number): number => Date.now() - minutes * MINUTE

export const at = (when: number): string => new Date(when).toISOString()

/** The civil day in Asia/Shanghai. */
export const civil = (when: number): string => new Date(when + 8 * 60 * MINUTE).toISOString().slice(0, 10)
