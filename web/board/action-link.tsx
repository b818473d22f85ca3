import type { ReactNode } from 'react'
import type { NextAction } from '#procedures/duty.ts'
import { ButtonLink } from '../frame/button-link.tsx'
import { useLanguage } from '../language.tsx'

/** The button that settles a duty: it goes to the form, on the matter that it is about. */
export function ActionLink({ action, strong = false }: { readonly action: NextAction; readonly strong?: boolean }): ReactNode {
  const { say } = useLanguage()
  return (
    <ButtonLink
      to="/act/$procedure/$command"
      params={{ procedure: action.procedure, command: action.command }}
      search={action.subject === null ? {} : { subject: action.subject }}
      strong={strong}
      size={strong ? 'middle' : 'small'}
    >
      {say(action.title)}
    </ButtonLink>
  )
}
