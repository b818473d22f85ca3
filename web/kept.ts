/** What this browser remembers of one person's choices and unfinished work. A browser that keeps nothing loses nothing else. */
export function kept(name: string): string | undefined {
  try {
    return localStorage.getItem(`dutybook.${name}`) ?? undefined
  } catch {
    return undefined
  }
}

export function keep(name: string, value: string | undefined): void {
  try {
    if (value === undefined) localStorage.removeItem(`dutybook.${name}`)
    else localStorage.setItem(`dutybook.${name}`, value)
  } catch {
    // Private windows and full disks: the choice holds until the page is left.
  }
}
