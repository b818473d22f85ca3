import { QueryClient, useMutation, useQuery, useQueryClient, type UseMutationResult, type UseQueryResult } from '@tanstack/react-query'
import { ask, Problem, type Wish } from './client.ts'

/** Answers are kept by their path, so that whatever changes a matter can have the paths below it asked again. */
export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      // Parts of one page that ask the same share one answer; whoever goes to a page is shown what is true now.
      staleTime: 2000, // ms
      // What the server refuses it refuses again; only what never arrived is tried again.
      retry: (failures, error) => failures < 2 && error instanceof Problem && error.status === 0,
      refetchOnWindowFocus: true,
    },
  },
})

/** Reads a path of the server. `enabled: false` waits until there is something to ask for; what is the same `always` is asked for once. */
export function useAsk<Answer>(
  path: string,
  options: { readonly enabled?: boolean; readonly every?: number; readonly always?: boolean } = {},
): UseQueryResult<Answer, Problem> {
  return useQuery<Answer, Problem>({
    queryKey: [path],
    queryFn: ({ signal }) => ask<Answer>(path, { signal }),
    enabled: options.enabled ?? true,
    ...(options.always === true ? { staleTime: Number.POSITIVE_INFINITY } : {}),
    ...(options.every === undefined ? {} : { refetchInterval: options.every }),
  })
}

/** Has every answer asked again whose path begins so; all of them without one: a command may change the board, views and matters alike. */
export function useAgain(): (beginning?: string) => Promise<void> {
  const client = useQueryClient()
  return (beginning = '/') => client.invalidateQueries({ predicate: ({ queryKey: [path] }) => typeof path === 'string' && path.startsWith(beginning) })
}

/** Changes something at the server, then has what is shown asked again. */
export function useDo<Answer, Given = void>(wishOf: (given: Given) => readonly [path: string, wish: Wish]): UseMutationResult<Answer, Problem, Given> {
  const again = useAgain()
  return useMutation<Answer, Problem, Given>({
    mutationFn: (given) => {
      const [path, wish] = wishOf(given)
      return ask<Answer>(path, wish)
    },
    onSuccess: () => again(),
  })
}
