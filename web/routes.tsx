import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router'
import { EDITIONS, type EditionId } from '#law/citation.ts'
import { Frame } from './frame/frame.tsx'
import { NotFound } from './frame/not-found.tsx'
import { Start } from './frame/start.tsx'

/** The map of the pages. Each is its own file to load; what stands before the door needs no session. */
const root = createRootRoute({ notFoundComponent: NotFound })

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined)

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

export const router = createRouter({
  routeTree: root.addChildren([
    signIn,
    firstRun,
    invitation,
    frame.addChildren([start, board, statute.addChildren([edition, provision]), compare, account, people, settings, accessRecord]),
  ]),
  defaultPreload: 'intent',
  scrollRestoration: true,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
