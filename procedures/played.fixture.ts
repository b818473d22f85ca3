import type { CommandLike } from './command.ts'
import type { EventLike, StoredEvent } from './event.ts'
import { catalogued, type Matter, type StoredEntry } from './matter.ts'
import type { Procedure } from './procedure.ts'
import { contextOf, type Setting } from './sentence.fixture.ts'

/** One command at an instant, by whoever the setting says. */
export type Line = readonly [at: string, command: { readonly type: string; readonly [field: string]: unknown }, setting?: Setting]

interface Played {
  readonly matter: Matter
  /** The events of the last command, or the code of its refusal, where it was refused. */
  readonly last: readonly StoredEvent[] | string
}

/** Plays commands one after the other, each on what those before it did. All but the last have to be accepted. */
export function player<S, C extends CommandLike, E extends EventLike>(of: Procedure<S, C, E>, setting: Setting) {
  const closed = catalogued(of)
  const subject = setting.subject ?? `${of.id}-1`
  return (...lines: readonly Line[]): Played => {
    const entries: StoredEntry[] = []
    let last: Played['last'] = []
    for (const [place, [at, command, other = {}]] of lines.entries()) {
      const answer = closed.open(entries).decide(command, contextOf({ ...setting, ...other }, subject, at))
      if (answer.kind === 'refused' && place < lines.length - 1) throw new Error(`${command.type}: ${answer.refusal.en}`)
      last = answer.kind === 'refused' ? answer.refusal.code : answer.events
      if (answer.kind === 'accepted') for (const event of answer.events) entries.push({ ref: String(entries.length + 1), recorded: at, event })
    }
    return { matter: closed.open(entries), last }
  }
}

/** The kinds of what came last, or the code of its refusal. */
export const kindsIn = ({ last }: Played): readonly string[] | string => (typeof last === 'string' ? last : last.map(({ kind }) => kind))
