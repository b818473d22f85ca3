import type { Text } from '#law/text.ts'
import type { Session } from '../api/shapes.ts'

interface Entry extends Text {
  readonly to: '/board' | '/statute' | '/account'
}

const ADMINISTRATORS = new Set(['system-administrator', 'security-administrator', 'audit-administrator'])

/** Four short menus rather than one long one: whoever acts for the party, a department, whoever audits, and whoever administers the installation. */
export function menuOf({ party, person }: Session): readonly Entry[] {
  const acts = person.roles.some((role) => !ADMINISTRATORS.has(role) && role !== 'auditor')
  const board: Entry = { to: '/board', zh: party.kind === 'department' ? '工作台' : '义务', en: party.kind === 'department' ? 'Desk' : 'Board' }
  return acts || person.roles.includes('auditor') ? [board] : []
}
