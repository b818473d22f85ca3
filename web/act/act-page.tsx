import { getRouteApi, Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useAsk } from '../api/query.ts'
import type { ShownProcedure } from '../api/shapes.ts'
import { Asked } from '../frame/asked.tsx'
import { NotFound } from '../frame/not-found.tsx'
import { useTitle } from '../frame/title.ts'
import { useLanguage } from '../language.tsx'
import { Wizard } from '../profile/wizard.tsx'
import { CommandPage } from './command-page.tsx'

const WORDS = {
  title: { zh: '办理', en: 'Act' },
  notYours: { zh: '你的岗位不办理这一事项，或者没有这一事项。', en: 'This is not for your role, or there is no such thing.' },
  matters: { zh: '查看全部事项', en: 'See all matters' },
}

const route = getRouteApi('/frame/act/$procedure/$command')

/** Commands that are asked one question at a time. */
const ASKED: ReadonlySet<string> = new Set(['begin', 'establish', 'establish-network'])

export function ActPage(): ReactNode {
  useTitle(WORDS.title)
  const { procedure, command } = route.useParams()
  const { subject, entry, from } = route.useSearch()
  const { say } = useLanguage()
  const procedures = useAsk<{ readonly procedures: readonly ShownProcedure[] }>('/api/procedures')
  if (procedure === 'profile' && ASKED.has(command)) return <Wizard />
  return (
    <div className="page narrow">
      <Asked of={procedures}>
        {(answer) => {
          const found = answer.procedures.find(({ id }) => id === procedure)
          const form = found?.commands.find(({ type }) => type === command)
          if (found === undefined) return <NotFound />
          if (form === undefined)
            return (
              <div className="stack">
                <h1>{say(found.title)}</h1>
                <p>{say(WORDS.notYours)}</p>
                <p>
                  <Link to="/matters">{say(WORDS.matters)}</Link>
                </p>
              </div>
            )
          // Another form is another draft, with a state of its own.
          return (
            <CommandPage
              key={`${procedure} ${command} ${subject ?? ''} ${entry ?? ''}`}
              procedure={found}
              form={form}
              subject={subject}
              entry={entry}
              from={from}
            />
          )
        }}
      </Asked>
    </div>
  )
}
