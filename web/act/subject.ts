import type { ShownProcedure } from '../api/shapes.ts'

/** The view that has one row for each matter of a procedure, under the matter's own name: its first. */
export function mainViewOf({ views }: Pick<ShownProcedure, 'views'>): string | undefined {
  return views[0]?.id
}

/** Where the name of a matter comes from: the party's own is given, a register's entry is chosen, a new matter gets the next free name. */
export type Naming = 'party' | 'chosen' | 'new'

export function namingOf(procedure: Pick<ShownProcedure, 'id' | 'of'>, opens: boolean): Naming {
  if (procedure.of === 'party') return 'party'
  if (!opens) return 'chosen'
  return procedure.of === 'matter' || procedure.of === procedure.id ? 'new' : 'chosen'
}

/** The next free name of a matter: `incident-2026-014`; for an entry of a register `system-14`. */
export function nextName({ id, of }: Pick<ShownProcedure, 'id' | 'of'>, taken: ReadonlySet<string>, year: string): string {
  const stem = of === 'matter' ? `${id}-${year}-` : `${id}-`
  const width = of === 'matter' ? 3 : 1
  const last = [...taken].flatMap((name) => (name.startsWith(stem) && /^\d+$/.test(name.slice(stem.length)) ? [Number(name.slice(stem.length))] : []))
  return `${stem}${String(Math.max(0, ...last) + 1).padStart(width, '0')}`
}

/** What the server takes as the name of a matter. */
export const isName = (name: string): boolean => /^[\p{L}\p{N}][\p{L}\p{N}._:-]{0,119}$/u.test(name)
