import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { Text } from '#law/text.ts'
import { useAsk } from '../api/query.ts'
import type { ShownProcedure } from '../api/shapes.ts'
import { Asked } from '../frame/asked.tsx'
import { useTitle } from '../frame/title.ts'
import { useLanguage } from '../language.tsx'
import './register.css'

const WORDS = {
  title: { zh: '台账', en: 'Registers' },
  about: {
    zh: '义务按这里登记的内容计算。先登记面向用户的系统和含个人信息的数据。',
    en: 'Duties are counted by what is entered here. Begin with systems that face users and data that hold personal information.',
  },
  things: { zh: '登记的对象', en: 'What you have' },
  party: { zh: '本主体', en: 'Your party' },
  matters: { zh: '办理记录', en: 'What was done' },
}

type Place = 'things' | 'party' | 'matters'

const placeOf = ({ id, of }: ShownProcedure): Place => (of === id ? 'things' : of === 'party' ? 'party' : 'matters')

/** Every table that this person's procedures keep. */
export function RegistersPage(): ReactNode {
  useTitle(WORDS.title)
  const { say } = useLanguage()
  const procedures = useAsk<{ readonly procedures: readonly ShownProcedure[] }>('/api/procedures')
  return (
    <div className="page stack">
      <div className="stack tight">
        <h1>{say(WORDS.title)}</h1>
        <p className="second">{say(WORDS.about)}</p>
      </div>
      <Asked of={procedures}>
        {(answer) => (
          <>
            {(['things', 'party', 'matters'] as const).map((place) => (
              <Section key={place} title={WORDS[place]} procedures={answer.procedures.filter((each) => each.views.length > 0 && placeOf(each) === place)} />
            ))}
          </>
        )}
      </Asked>
    </div>
  )
}

function Section({ title, procedures }: { readonly title: Text; readonly procedures: readonly ShownProcedure[] }): ReactNode {
  const { say } = useLanguage()
  if (procedures.length === 0) return null
  return (
    <section className="stack tight" aria-label={say(title)}>
      <h2>{say(title)}</h2>
      <ul className="registers">
        {procedures.map(({ id, title: name, about, views, commands }) => {
          const [first, ...rest] = views
          const enter = commands.find(({ type }) => type === 'enter')
          return (
            <li key={id} className="sheet stack tight">
              <h3>{first === undefined ? say(name) : <ViewLink id={first.id} title={name} />}</h3>
              <p className="small second">{say(about)}</p>
              <p className="row small">
                {rest.map((view) => (
                  <ViewLink key={view.id} id={view.id} title={view.title} />
                ))}
                {enter === undefined ? null : (
                  <Link to="/act/$procedure/$command" params={{ procedure: id, command: 'enter' }} search={{}}>
                    + {say(enter.title)}
                  </Link>
                )}
              </p>
            </li>
          )
        })}
      </ul>
    </section>
  )
}

function ViewLink({ id, title }: { readonly id: string; readonly title: Text }): ReactNode {
  const { say } = useLanguage()
  return (
    <Link to="/registers/$view" params={{ view: id }} search={{}}>
      {say(title)}
    </Link>
  )
}
