import type { Text } from '#law/text.ts'
import type { Moment } from './moment.ts'

/** One stop on the strip at the head of a matter. When it is due is asked of the law, by its norms. */
export interface Step {
  readonly id: string
  readonly title: Text
  readonly state: 'done' | 'now' | 'ahead' | 'not-needed'
  /** When it was done. */
  readonly at: Moment | null
  readonly norms: readonly string[]
  /** The command that takes it. */
  readonly command: string | null
}
