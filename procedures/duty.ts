import type { Text } from '#law/text.ts'
import type { PersonRole } from './access.ts'
import type { CataloguedProcedure } from './matter.ts'

/** A command that settles what is owed under a norm. */
export interface Settlement<Type extends string = string> {
  readonly norm: string
  readonly command: Type
}

/** The next step for a duty: which form to open, on what. `subject` is null where a new matter has to be begun. */
export interface NextAction {
  readonly procedure: string
  readonly command: string
  readonly subject: string | null
  readonly title: Text
}

/** What a duty is owed under and about. `procedure` is that whose matter the subject is; null for the party and for register entries. */
export interface Owed {
  readonly norm: string
  readonly subject: string
  readonly of: string
  readonly procedure: string | null
}

/**
 * What a person can do about a duty. A procedure of the party, of the kind of register entry, or the matter's own goes
 * on with the duty's subject; any other begins a matter of its own. The first in the catalogue is the one to show.
 */
export function nextActions(catalogue: readonly CataloguedProcedure[], duty: Owed): readonly NextAction[] {
  return catalogue.flatMap(({ id, of, settles, commands }) => {
    const goesOn = of === duty.of && (of !== 'matter' || id === duty.procedure)
    return settles
      .filter(({ norm }) => norm === duty.norm)
      .flatMap(({ command }): NextAction[] => {
        const form = commands.find(({ type }) => type === command)
        return form === undefined ? [] : [{ procedure: id, command, subject: goesOn ? duty.subject : null, title: form.title }]
      })
  })
}

/** Roles that stand for nobody inside the party. */
const OUTSIDE: readonly PersonRole[] = ['portal', 'post']

/** Whose work a duty is by default: the roles that may give the command of its first action. None where no command settles it. */
export function settlersOf(catalogue: readonly CataloguedProcedure[], actions: readonly NextAction[]): readonly PersonRole[] {
  const [first] = actions
  const access = catalogue.find(({ id }) => id === first?.procedure)?.access ?? {}
  return (access[first?.command ?? ''] ?? []).filter((role) => !OUTSIDE.includes(role))
}
