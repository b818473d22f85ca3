import type { UseQueryResult } from '@tanstack/react-query'
import type { Problem } from '../api/client.ts'
import { useAsk } from '../api/query.ts'

/** How one signs in oneself. */
export interface OwnAccount {
  readonly account: string
  /** Not of somebody who joined by single sign-on. */
  readonly hasPassword: boolean
  readonly codes: { readonly left: number } | null
  /** Whether browsers know passkeys at this address. */
  readonly passkeys: boolean
}

export const useOwnAccount = (): UseQueryResult<OwnAccount, Problem> => useAsk<OwnAccount>('/api/account')
