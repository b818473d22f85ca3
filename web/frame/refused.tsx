import { Alert, Button } from 'antd'
import type { ReactNode } from 'react'
import type { Problem } from '../api/client.ts'
import { useLanguage } from '../language.tsx'

const WORDS = {
  again: { zh: '再试一次', en: 'Try again' },
}

/** Why something was not done, in the server's words, where it was asked for. */
export function Refused({ problem, again }: { readonly problem: Problem | null; readonly again?: () => void }): ReactNode {
  const { say } = useLanguage()
  if (problem === null) return null
  return (
    <Alert
      type={problem.status >= 500 || problem.status === 0 ? 'warning' : 'error'}
      showIcon
      role="alert"
      title={problem.message}
      action={
        again === undefined ? undefined : (
          <Button size="small" onClick={again}>
            {say(WORDS.again)}
          </Button>
        )
      }
    />
  )
}
