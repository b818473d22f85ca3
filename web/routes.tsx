import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router'
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

const frame = createRoute({ getParentRoute: () => root, id: 'frame', component: Frame })
const start = createRoute({ getParentRoute: () => frame, path: '/', component: Start })
const board = createRoute({
  getParentRoute: () => frame,
  path: '/board',
  component: lazyRouteComponent(() => import('./board/board-page.tsx'), 'BoardPage'),
})

export const router = createRouter({
  routeTree: root.addChildren([signIn, firstRun, frame.addChildren([start, board])]),
  defaultPreload: 'intent',
  scrollRestoration: true,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
