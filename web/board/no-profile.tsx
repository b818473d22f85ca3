import type { ReactNode } from 'react'
import { useAsk } from '../api/query.ts'
import type { ShownProcedure } from '../api/shapes.ts'
import { ButtonLink } from '../frame/button-link.tsx'
import { useLanguage } from '../language.tsx'
import { useSession } from '../session.tsx'

const WORDS = {
  title: { zh: '这里将列出你的义务', en: 'Your duties will stand here' },
  about: {
    zh: '先说明你的组织是什么：是否运营网络、是否关键信息基础设施、提供哪些产品和服务。只问需要知道的，理由会留存，情况变化时再问。',
    en: 'First say what your organisation is: whether it runs networks, whether they are critical infrastructure, what it supplies. Only what is not known is asked; the reasons are kept, and asked again when facts change.',
  },
  begin: { zh: '建立主体档案', en: 'Begin the profile' },
  others: {
    zh: '主体档案由合规负责人、主管人员或者部门负责人建立。',
    en: 'The profile is begun by the compliance officer, a responsible manager or the head of the department.',
  },
}

/** The way to the profile for whoever may begin it; who that is, for the others. */
export function BeginProfile({ strong = false }: { readonly strong?: boolean }): ReactNode {
  const { say } = useLanguage()
  const { data } = useAsk<{ readonly procedures: readonly ShownProcedure[] }>('/api/procedures')
  if (data === undefined) return null
  const may = data.procedures.some(({ id, commands }) => id === 'profile' && commands.some(({ type }) => type === 'begin'))
  if (!may) return <p>{say(WORDS.others)}</p>
  return (
    <p>
      <ButtonLink to="/act/$procedure/$command" params={{ procedure: 'profile', command: 'begin' }} strong={strong} size={strong ? 'large' : 'middle'}>
        {say(WORDS.begin)}
      </ButtonLink>
    </p>
  )
}

/** The board before anything is known of the party: what will be here, and the first step. */
export function NoProfile(): ReactNode {
  const { say } = useLanguage()
  const { party } = useSession()
  return (
    <div className="page narrow stack">
      <p className="second">{say(party.name)}</p>
      <h1>{say(WORDS.title)}</h1>
      <p>{say(WORDS.about)}</p>
      <BeginProfile strong />
    </div>
  )
}
