import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router'
import { EDITIONS, type EditionId } from '#law/citation.ts'
import { Frame } from './frame/frame.tsx'
import { NotFound } from './frame/not-found.tsx'
import { Start } from './frame/start.tsx'

/** The map of the pages. Each is its own file to load; what stands before the door needs no session. */
const root = createRootRoute({ notFoundComponent: NotFound })

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined)

/** What an address says besides its path: text, where there is any. A number is a name of somebody's choosing too. */
function given<Name extends string>(named: Readonly<Record<Name, unknown>>): { [name in Name]?: string } {
  const found: { [name in Name]?: string } = {}
  for (const name in named) {
    const value = named[name]
    const said = text(typeof value === 'number' ? String(value) : value)
    if (said !== undefined) found[name] = said
  }
  return found
}

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: ({ to }: Record<string, unknown>): { to?: string } => {
    const back = text(to)
    // Only a path of ours: a link to here must not lead elsewhere.
    return back === undefined || !/^\/(?![/\\])/.test(back) ? {} : { to: back }
  },
  component: lazyRouteComponent(() => import('./sign-in/sign-in-page.tsx'), 'SignInPage'),
})
const firstRun = createRoute({
  getParentRoute: () => root,
  path: '/first-run',
  component: lazyRouteComponent(() => import('./first-run/first-run-page.tsx'), 'FirstRunPage'),
})

const invitation = createRoute({
  getParentRoute: () => root,
  path: '/invitation',
  component: lazyRouteComponent(() => import('./people/invitation-page.tsx'), 'InvitationPage'),
})

const frame = createRoute({ getParentRoute: () => root, id: 'frame', component: Frame })
const start = createRoute({ getParentRoute: () => frame, path: '/', component: Start })
const board = createRoute({
  getParentRoute: () => frame,
  path: '/board',
  validateSearch: ({ find }: Record<string, unknown>): { find?: string } => given({ find }),
  component: lazyRouteComponent(() => import('./board/board-page.tsx'), 'BoardPage'),
})

const statute = createRoute({
  getParentRoute: () => frame,
  path: '/statute',
  component: lazyRouteComponent(() => import('./statute/statute-page.tsx'), 'StatutePage'),
})
const edition = createRoute({ getParentRoute: () => statute, path: '/$edition' })
const provision = createRoute({
  getParentRoute: () => statute,
  path: '/$edition/$provision',
  component: lazyRouteComponent(() => import('./statute/provision-page.tsx'), 'ProvisionPage'),
})
const compare = createRoute({
  getParentRoute: () => frame,
  path: '/compare',
  validateSearch: ({ from, to, article }: Record<string, unknown>): { from?: EditionId; to?: EditionId; article?: string } => {
    const [left, right] = [EDITIONS.find((each) => each === from), EDITIONS.find((each) => each === to)]
    const only = typeof article === 'number' || typeof article === 'string' ? String(article) : ''
    return {
      ...(left === undefined ? {} : { from: left }),
      ...(right === undefined ? {} : { to: right }),
      ...(/^[1-9]\d{0,2}$/.test(only) ? { article: only } : {}),
    }
  },
  component: lazyRouteComponent(() => import('./statute/compare-page.tsx'), 'ComparePage'),
})

const importing = createRoute({
  getParentRoute: () => frame,
  path: '/import',
  component: lazyRouteComponent(() => import('./statute/import-page.tsx'), 'ImportPage'),
})
const plan = createRoute({
  getParentRoute: () => frame,
  path: '/plan',
  component: lazyRouteComponent(() => import('./plan/plan-page.tsx'), 'PlanPage'),
})
const exposure = createRoute({
  getParentRoute: () => frame,
  path: '/exposure',
  component: lazyRouteComponent(() => import('./exposure/exposure-page.tsx'), 'ExposurePage'),
})

const journal = createRoute({
  getParentRoute: () => frame,
  path: '/journal',
  component: lazyRouteComponent(() => import('./journal/journal-page.tsx'), 'JournalPage'),
})
const entry = createRoute({
  getParentRoute: () => frame,
  path: '/journal/$index',
  component: lazyRouteComponent(() => import('./journal/entry-page.tsx'), 'EntryPage'),
})

const account = createRoute({
  getParentRoute: () => frame,
  path: '/account',
  component: lazyRouteComponent(() => import('./account/account-page.tsx'), 'AccountPage'),
})
const people = createRoute({
  getParentRoute: () => frame,
  path: '/people',
  component: lazyRouteComponent(() => import('./people/people-page.tsx'), 'PeoplePage'),
})
const settings = createRoute({
  getParentRoute: () => frame,
  path: '/settings',
  component: lazyRouteComponent(() => import('./settings/settings-page.tsx'), 'SettingsPage'),
})
const accessRecord = createRoute({
  getParentRoute: () => frame,
  path: '/access-record',
  component: lazyRouteComponent(() => import('./people/access-record-page.tsx'), 'AccessRecordPage'),
})

const act = createRoute({
  getParentRoute: () => frame,
  path: '/act/$procedure/$command',
  validateSearch: ({ subject, entry, from }: Record<string, unknown>): { subject?: string; entry?: string; from?: string } => given({ subject, entry, from }),
  component: lazyRouteComponent(() => import('./act/act-page.tsx'), 'ActPage'),
})
const matters = createRoute({
  getParentRoute: () => frame,
  path: '/matters',
  component: lazyRouteComponent(() => import('./matter/matters-page.tsx'), 'MattersPage'),
})
const matter = createRoute({
  getParentRoute: () => frame,
  path: '/matters/$procedure/$subject',
  validateSearch: ({ recorded }: Record<string, unknown>): { recorded?: string } => given({ recorded }),
  component: lazyRouteComponent(() => import('./matter/matter-page.tsx'), 'MatterPage'),
})
const registers = createRoute({
  getParentRoute: () => frame,
  path: '/registers',
  component: lazyRouteComponent(() => import('./register/registers-page.tsx'), 'RegistersPage'),
})
const register = createRoute({
  getParentRoute: () => frame,
  path: '/registers/$view',
  validateSearch: ({ row }: Record<string, unknown>): { row?: string } => given({ row }),
  component: lazyRouteComponent(() => import('./register/register-page.tsx'), 'RegisterPage'),
})
const letters = createRoute({
  getParentRoute: () => frame,
  path: '/letters',
  validateSearch: ({ box }: Record<string, unknown>): { box?: 'out' | 'dead' } => (box === 'out' || box === 'dead' ? { box } : {}),
  component: lazyRouteComponent(() => import('./letter/letters-page.tsx'), 'LettersPage'),
})

const inbox = createRoute({
  getParentRoute: () => frame,
  path: '/inbox',
  component: lazyRouteComponent(() => import('./inbox/inbox-page.tsx'), 'InboxPage'),
})

const search = createRoute({
  getParentRoute: () => frame,
  path: '/search',
  validateSearch: ({ q }: Record<string, unknown>): { q?: string } => given({ q }),
  component: lazyRouteComponent(() => import('./search/search-page.tsx'), 'SearchPage'),
})

const desk = createRoute({
  getParentRoute: () => frame,
  path: '/desk',
  component: lazyRouteComponent(() => import('./desk/desk-page.tsx'), 'DeskPage'),
})

export const router = createRouter({
  routeTree: root.addChildren([
    signIn,
    firstRun,
    invitation,
    frame.addChildren([
      start,
      board,
      statute.addChildren([edition, provision]),
      compare,
      importing,
      plan,
      exposure,
      journal,
      entry,
      account,
      people,
      settings,
      accessRecord,
      act,
      matters,
      matter,
      registers,
      register,
      letters,
      inbox,
      search,
      desk,
    ]),
  ]),
  defaultPreload: 'intent',
  scrollRestoration: true,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
