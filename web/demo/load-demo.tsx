import { useNavigate } from '@tanstack/react-router'
import { Alert, Button, Progress } from 'antd'
import { useState, type ReactNode } from 'react'
import type { z } from 'zod'
import { PERSON_ROLE_WORDS } from '#procedures/access.ts'
import type { DemoState, LoadedDemo } from '#server/contract/demo.ts'
import { ask, Problem } from '../api/client.ts'
import { queries, useAsk, useDo } from '../api/query.ts'
import { Refused } from '../frame/refused.tsx'
import { keep } from '../kept.ts'
import { useLanguage } from '../language.tsx'

const WORDS = {
  load: { zh: '载入演示', en: 'Load the demo' },
  about: {
    zh: '一家虚构企业、它的主管部门和公众的一年：系统、事件、投诉、检查、处罚。随时可以全部移除。',
    en: 'A year of an invented company, its authorities and its public: systems, incidents, complaints, an inspection, a penalty. All of it can be removed at any time.',
  },
  loading: { zh: '正在载入一年的记录……', en: 'Loading a year of records…' },
  loaded: { zh: '演示已载入。所有演示人员用同一口令，只显示这一次：', en: 'The demo is loaded. Its people share one password, shown only now:' },
  signIn: { zh: '以此人登录', en: 'Sign in as' },
  there: { zh: '演示已经载入。用载入时给出的账号和口令登录。', en: 'The demo is loaded. Sign in with an account and the password that were given then.' },
  cutOff: { zh: '演示的载入或移除中途断了。请移除后重新载入。', en: 'Loading or removing the demo was cut off. Remove it, then load it anew.' },
  remove: { zh: '移除演示', en: 'Remove the demo' },
}

type Loaded = z.infer<typeof LoadedDemo>

/** The demo, loaded on the first run by its token, or later by the system administrator. */
export function LoadDemo({ token }: { readonly token?: string }): ReactNode {
  const { language, say } = useLanguage()
  const proof = token === undefined ? {} : { token }
  const load = useDo<Loaded>(() => ['/api/demo', { method: 'POST', body: { ...proof, lang: language } }])
  const remove = useDo<unknown>(() => ['/api/demo', { method: 'DELETE', body: { ...proof, remove: 'demo' } }])
  const state = useAsk<DemoState>('/api/demo', load.isPending ? { every: 700 } : {})
  const { progress = null } = state.data ?? {}
  return (
    <div className="stack tight">
      <p className="second">{say(WORDS.about)}</p>
      {load.data === undefined && state.data?.state === 'ready' ? <Alert type="success" title={say(WORDS.there)} /> : null}
      {state.data?.state === 'cut-off' && !load.isPending ? <Alert type="warning" title={say(WORDS.cutOff)} /> : null}
      {load.data === undefined ? (
        <div className="row">
          {state.data?.state === 'none' || load.isPending ? (
            <Button size="large" loading={load.isPending} onClick={() => load.mutate()}>
              {say(WORDS.load)}
            </Button>
          ) : null}
          {state.data?.state === 'ready' || state.data?.state === 'cut-off' ? (
            <Button loading={remove.isPending} onClick={() => remove.mutate()}>
              {say(WORDS.remove)}
            </Button>
          ) : null}
        </div>
      ) : (
        <Cast loaded={load.data} />
      )}
      {load.isPending ? (
        <div role="status">
          <p>{say(WORDS.loading)}</p>
          <Progress aria-label={say(WORDS.loading)} percent={progress === null ? 0 : Math.round((progress.done / Math.max(progress.of, 1)) * 100)} />
        </div>
      ) : null}
      <Refused problem={load.error ?? remove.error} />
    </div>
  )
}

function Cast({ loaded: { password, people } }: { readonly loaded: Loaded }): ReactNode {
  const { say } = useLanguage()
  const navigate = useNavigate()
  const [problem, setProblem] = useState<Problem | null>(null)
  const enter = async (party: string, account: string): Promise<void> => {
    setProblem(null)
    try {
      await ask('/api/sign-in', { method: 'POST', body: { party, account, password } })
      keep('party', party)
      queries.clear()
      await navigate({ to: '/' })
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      setProblem(error)
    }
  }
  const parties = [...new Map(people.map(({ party, partyName }) => [party, partyName]))]
  return (
    <div className="stack">
      <Alert type="success" title={say(WORDS.loaded)} description={<code className="mono">{password}</code>} />
      {parties.map(([party, name]) => (
        <section key={party} className="stack tight">
          <h3>{say(name)}</h3>
          <ul className="stack tight">
            {people
              .filter((person) => person.party === party)
              .map((person) => (
                <li key={person.account} className="row apart">
                  <span>
                    {person.name} <span className="mono second">{person.account}</span>{' '}
                    <span className="second small">{person.roles.map((role) => say(PERSON_ROLE_WORDS[role])).join(' · ')}</span>
                  </span>
                  <Button size="small" aria-label={`${say(WORDS.signIn)} ${person.name}`} onClick={() => void enter(party, person.account)}>
                    {say(WORDS.signIn)}
                  </Button>
                </li>
              ))}
          </ul>
        </section>
      ))}
      <Refused problem={problem} />
    </div>
  )
}
