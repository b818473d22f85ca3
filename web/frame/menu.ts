import type { LinkProps } from '@tanstack/react-router'
import type { Text } from '#law/text.ts'
import type { PersonRole } from '#procedures/access.ts'
import type { Session } from '../api/shapes.ts'

interface Entry extends Text {
  readonly to: LinkProps['to'] & string
}

const BOARD = { to: '/board', zh: '义务', en: 'Duties' } as const satisfies Entry
const DESK = { to: '/desk', zh: '工作台', en: 'Desk' } as const satisfies Entry
const MATTERS = { to: '/matters', zh: '事项', en: 'Matters' } as const satisfies Entry
const REGISTERS = { to: '/registers', zh: '台账', en: 'Registers' } as const satisfies Entry
const LETTERS = { to: '/letters', zh: '公文', en: 'Letters' } as const satisfies Entry
const STATUTE = { to: '/statute', zh: '法条', en: 'Statute' } as const satisfies Entry
const PLAN = { to: '/plan', zh: '计划', en: 'Plan' } as const satisfies Entry
const EXPOSURE = { to: '/exposure', zh: '敞口', en: 'Exposure' } as const satisfies Entry
const JOURNAL = { to: '/journal', zh: '日志', en: 'Journal' } as const satisfies Entry
const PEOPLE = { to: '/people', zh: '人员', en: 'People' } as const satisfies Entry
const SETTINGS = { to: '/settings', zh: '设置', en: 'Settings' } as const satisfies Entry
const ACCESS = { to: '/access-record', zh: '访问记录', en: 'Access record' } as const satisfies Entry

/** What whoever acts goes to: at a department its desk, elsewhere what the party owes and what that may cost. */
const OFFICE: readonly Entry[] = [DESK, BOARD, MATTERS, REGISTERS, LETTERS]
const OPERATION: readonly Entry[] = [BOARD, PLAN, EXPOSURE, MATTERS, REGISTERS, LETTERS]

const ADMINISTRATORS = new Set<PersonRole>(['system-administrator', 'security-administrator', 'audit-administrator'])

/** Short menus rather than a long one: for whoever acts for the party or audits it, and for whoever administers the installation. */
export function menuOf({ party, person: { roles } }: Session): readonly Entry[] {
  const administers = roles.some((role) => ADMINISTRATORS.has(role))
  const acts = roles.some((role) => !ADMINISTRATORS.has(role))
  return [
    ...(acts ? (party.kind === 'department' ? OFFICE : OPERATION) : []),
    STATUTE,
    JOURNAL,
    ...(administers ? [PEOPLE] : []),
    ...(roles.includes('system-administrator') ? [SETTINGS] : []),
    ...(roles.includes('audit-administrator') ? [ACCESS] : []),
  ]
}
