import type { FieldForm } from '#procedures/field.ts'
import type { Source } from '#procedures/source.ts'
import type { Faults } from './value.ts'

/** What every kind of input is given. `change(undefined)` takes an answer back. */
export interface InputProps {
  readonly form: FieldForm
  readonly path: string
  readonly value: unknown
  readonly change: (value: unknown) => void
  readonly faults: Faults
  /** Of the control that the label stands for, and of what explains it. */
  readonly id: string
  readonly describedBy: string
  readonly faulty: boolean
  /** The rule that the group around it names: it is not said again. */
  readonly above?: Source | null
}

/** From this many on, a choice is a list to pick from. */
export const MOST_RADIOS = 6
