import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import type { ReactNode } from 'react'
import type { NextAction } from '#procedures/duty.ts'
import { useLanguage } from '../language.tsx'

/** The button that settles a duty: it goes to the form, on the matter that it is about. */
export function ActionLink({ action, strong = false }: { readonly action: NextAction; readonly strong?: boolean }): ReactNode {
  const { say } = useLanguage()
  return (
    <Link
      to="/act/$procedure/$command"
      params={{ procedure: action.procedure, command: action.command }}
      search={action.subject === null ? {} : { subject: action.subject }}
    >
      <Button type={strong ? 'primary' : 'default'} size={strong ? 'middle' : 'small'} tabIndex={-1}>
        {say(action.title)}
      </Button>
    </Link>
  )
}
