import { compareProvisions } from './citation.ts'
import { printTerm, type Deadline } from './deadline.ts'
import type { Norm } from './norm.ts'
import type { EditionData } from './statute.ts'
import type { Text } from './text.ts'

/** A norm at one of the provisions that state it, in words and codes that outlive the encoding. */
export interface NormRow {
  readonly id: string
  readonly provision: string
  readonly deontic: Norm['deontic']
  readonly bearer: string | readonly string[]
  readonly trigger: string
  readonly deadline: string
  readonly liability: readonly string[]
  readonly title: Text
  readonly policy: boolean
}

/** `standing`, `every:P1Y`, `on:incident.discovered`: what gives rise to a duty. */
export function triggerWords(norm: Norm, all: readonly Norm[]): string {
  const { trigger, deadline } = norm
  if (typeof deadline === 'object' && 'every' in deadline) return `every:${deadline.every === 'regularly' ? 'indeterminate' : printTerm(deadline.every)}`
  if (trigger === 'standing') return 'standing'
  if ('on' in trigger) return `on:${trigger.on}`
  if ('breach' in trigger) return `on:breach-of-${trigger.breach}`
  const power = all.find((other) => other.id === trigger.exercised)
  return `on:${power?.done?.[0]?.on ?? trigger.exercised}`
}

/** `immediate`, `promptly`, an ISO 8601 duration, `none`, or `indeterminate` where the statute names no figure. */
export function deadlineWords(deadline: Deadline): string {
  if (deadline === 'immediate' || deadline === 'promptly') return deadline
  if (typeof deadline === 'string') return 'none'
  if ('word' in deadline || 'by' in deadline) return 'indeterminate'
  if ('within' in deadline) return printTerm(deadline.within)
  if ('keep' in deadline) return printTerm(deadline.keep)
  return deadline.every === 'regularly' ? 'indeterminate' : printTerm(deadline.every)
}

/** One row for each norm and each provision that states it, in the order of the statute. */
export function normRows(data: EditionData): NormRow[] {
  const all = data.norms.norms
  return all
    .flatMap((norm) =>
      norm.cites.map((provision): NormRow => ({
        id: norm.id,
        provision,
        deontic: norm.deontic,
        bearer: norm.bearer.length === 1 ? (norm.bearer[0] ?? '') : norm.bearer,
        trigger: triggerWords(norm, all),
        deadline: deadlineWords(norm.deadline),
        liability: norm.liability,
        title: norm.title,
        policy: norm.policy,
      })),
    )
    .toSorted((left, right) => compareProvisions(left.provision, right.provision))
}
