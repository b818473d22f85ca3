/** What belongs to a duty: a finding, a question, or the duty itself. */
interface Owned {
  readonly norm: string | null
  readonly subject: string
}

const keyOf = ({ norm, subject }: Owned): string => `${norm ?? ''} ${subject}`

/** Finds what belongs to the same norm and subject without searching the whole assessment for each duty. */
export function byOwner<Entry extends Owned>(all: readonly Entry[]): (owner: Owned) => readonly Entry[] {
  const found = new Map<string, Entry[]>()
  for (const entry of all) {
    const key = keyOf(entry)
    const entries = found.get(key)
    if (entries === undefined) found.set(key, [entry])
    else entries.push(entry)
  }
  return (owner) => found.get(keyOf(owner)) ?? []
}
