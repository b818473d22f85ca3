import { Button } from 'antd'
import { useState, type ReactNode } from 'react'
import { ROLE_NAMES } from '#law/explain.ts'
import type { Text } from '#law/text.ts'
import { useAsk } from '../api/query.ts'
import type { OpenQuestions, ShownView } from '../api/shapes.ts'
import { Asked } from '../frame/asked.tsx'
import { ButtonLink } from '../frame/button-link.tsx'
import { useTitle } from '../frame/title.ts'
import { useLanguage } from '../language.tsx'
import { useSession } from '../session.tsx'
import { cellWords } from '../table/cell.ts'
import { Beginning } from './beginning.tsx'
import { Question, questionOf } from './question.tsx'
import './profile.css'

const WORDS = {
  title: { zh: '主体档案', en: 'Profile' },
  done: { zh: '可以看你的义务了', en: 'Your duties are ready' },
  roles: { zh: '按已知事实，你在法律上是：', en: 'By what is known, you are in law:' },
  none: { zh: '按已知事实，网络安全法没有给你特别的角色。', en: 'By what is known, the law gives you no role of its own.' },
  board: { zh: '查看义务', en: 'See the duties' },
  answers: { zh: '已有的回答', en: 'Answers so far' },
  change: { zh: '情况有变', en: 'This has changed' },
  left: (left: number): Text => ({ zh: `还有约 ${left} 题`, en: left === 1 ? 'about 1 question left' : `about ${left} questions left` }),
  before: { zh: '改上一题', en: 'Back to the last question' },
}

/** Who the party is in law: one question at a time, only what is still unknown, each answer with its grounds. */
export function Wizard(): ReactNode {
  useTitle(WORDS.title)
  const questions = useAsk<OpenQuestions>('/api/questions')
  return (
    <div className="page narrow wizard">
      <Asked of={questions}>{(open) => (open.since === null ? <Beginning /> : <Questions open={open} since={open.since} />)}</Asked>
    </div>
  )
}

function Questions({ open, since }: { readonly open: OpenQuestions; readonly since: string }): ReactNode {
  const { say } = useLanguage()
  /** Facts answered here, the newest last; and the one that is asked again. */
  const [answered, setAnswered] = useState<readonly string[]>([])
  const [again, setAgain] = useState<string>()
  const asked = (again === undefined ? undefined : questionOf(again)) ?? open.questions[0]
  const last = answered.at(-1)
  if (asked === undefined) return <Ready open={open} change={setAgain} />
  return (
    <div className="stack">
      <div className="row apart small second">
        <span>{say(WORDS.left(open.questions.length))}</span>
        {again === undefined && last !== undefined ? (
          <Button type="link" size="small" onClick={() => setAgain(last)}>
            {say(WORDS.before)}
          </Button>
        ) : null}
      </div>
      <progress
        className="wizard-progress"
        aria-label={say(WORDS.left(open.questions.length))}
        max={open.answered + open.questions.length}
        value={open.answered}
      />
      <Question
        key={`${asked.fact} ${again ?? ''}`}
        question={asked}
        since={since}
        changing={again !== undefined && !answered.includes(again)}
        done={() => {
          setAnswered((before) => [...before.filter((fact) => fact !== asked.fact), asked.fact])
          setAgain(undefined)
        }}
      />
    </div>
  )
}

function Ready({ open, change }: { readonly open: OpenQuestions; readonly change: (fact: string) => void }): ReactNode {
  const { say, language } = useLanguage()
  const { party } = useSession()
  const facts = useAsk<ShownView>('/api/views/facts')
  return (
    <div className="stack">
      <p className="second">{say(party.name)}</p>
      <h1>{say(WORDS.done)}</h1>
      {open.roles.length === 0 ? (
        <p>{say(WORDS.none)}</p>
      ) : (
        <p>
          {say(WORDS.roles)} <b>{open.roles.map((role) => say(ROLE_NAMES[role])).join(language === 'zh' ? '、' : ', ')}</b>
        </p>
      )}
      <p>
        <ButtonLink to="/board" strong size="large">
          {say(WORDS.board)}
        </ButtonLink>
      </p>
      <section className="sheet stack tight" aria-label={say(WORDS.answers)}>
        <h2>{say(WORDS.answers)}</h2>
        <ul className="wizard-answers">
          {(facts.data?.rows ?? []).map(({ key, cells }) => (
            <li key={key}>
              <span>
                {cellWords(cells['question'] ?? null, language)} <b>{cellWords(cells['answer'] ?? null, language)}</b>
                <br />
                <span className="small second">{cellWords(cells['reason'] ?? null, language)}</span>
              </span>
              <Button type="link" size="small" onClick={() => change(key)}>
                {say(WORDS.change)}
              </Button>
            </li>
          ))}
        </ul>
      </section>
    </div>
  )
}
