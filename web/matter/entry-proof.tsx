import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import type { ReactNode } from 'react'
import type { Problem } from '../api/client.ts'
import { useLanguage } from '../language.tsx'
import type { Checked } from '../proof/inclusion.ts'
import { Verdict } from '../proof/verdict.tsx'

const WORDS = { check: { zh: '验证', en: 'Verify' } }

export type Finding = Checked | Problem | 'busy'

/** The entry of the journal by its number, and whether it is proven. */
export function EntryProof({
  index,
  finding,
  check,
}: {
  readonly index: string
  readonly finding: Finding | undefined
  readonly check: () => void
}): ReactNode {
  const { say } = useLanguage()
  return (
    <>
      <Link to="/journal/$index" params={{ index }} className="mono">
        #{index}
      </Link>
      {finding === undefined || finding === 'busy' ? (
        <Button size="small" type="text" loading={finding === 'busy'} onClick={check} aria-label={`${say(WORDS.check)} #${index}`}>
          {say(WORDS.check)}
        </Button>
      ) : (
        <span role="status">{'kind' in finding ? <Verdict checked={finding} /> : <span className="soon">{finding.message}</span>}</span>
      )}
    </>
  )
}
