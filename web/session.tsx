import { useQuery } from '@tanstack/react-query'
import { createContext, use } from 'react'
import { ask, bearPageToken, Problem } from './api/client.ts'
import type { Session } from './api/shapes.ts'

const Signed = createContext<Session | undefined>(undefined)

/** Whoever is signed in. Pages behind the frame are shown to nobody else. */
export function useSession(): Session {
  const session = use(Signed)
  if (session === undefined) throw new Error('this page stands outside the frame')
  return session
}

export const SessionProvider = Signed

/** `null` where nobody is signed in. */
export function useSessionAsked(): { readonly session: Session | null | undefined; readonly problem: Problem | null } {
  const { data, error } = useQuery<Session | null, Problem>({
    queryKey: ['session'],
    queryFn: async ({ signal }) => {
      try {
        const session = await ask<Session>('/api/session', { signal })
        bearPageToken(session.pageToken)
        return session
      } catch (problem) {
        if (problem instanceof Problem && (problem.status === 401 || problem.code === 'session-needed')) return null
        throw problem
      }
    },
    staleTime: 60_000, // ms
  })
  return { session: data, problem: error }
}
