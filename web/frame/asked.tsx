import type { UseQueryResult } from '@tanstack/react-query'
import { Skeleton } from 'antd'
import type { ReactNode } from 'react'
import type { Problem } from '../api/client.ts'
import { useLanguage } from '../language.tsx'
import { Refused } from './refused.tsx'

const WORDS = { loading: { zh: '正在读取', en: 'Loading' } }

/** What is shown of an answer: that it is on its way, why there is none, or the answer. */
export function Asked<Answer>({
  of: { data, error, refetch },
  children,
}: {
  readonly of: UseQueryResult<Answer, Problem>
  readonly children: (answer: Answer) => ReactNode
}): ReactNode {
  const { say } = useLanguage()
  if (data !== undefined) return children(data)
  if (error !== null) return <Refused problem={error} again={() => void refetch()} />
  return (
    <div role="status">
      <span className="sr-only">{say(WORDS.loading)}</span>
      <Skeleton active title={false} paragraph={{ rows: 4 }} />
    </div>
  )
}
