import { Button, Input } from 'antd'
import { useEffect, useId, useRef, useState, type ReactNode } from 'react'
import { NETWORK_WORDS, NETWORKS, QUESTIONS, type Asked, type Question as Put } from '#procedures/profile/question.ts'
import { newName } from '../api/client.ts'
import { useDo } from '../api/query.ts'
import type { Accepted } from '../api/shapes.ts'
import { momentNow } from '../field/moment-input.tsx'
import { DayInput } from '../field/moment-input.tsx'
import { Refused } from '../frame/refused.tsx'
import { useLanguage } from '../language.tsx'
import { useSession } from '../session.tsx'

const WORDS = {
  yes: { zh: '是', en: 'Yes' },
  no: { zh: '否', en: 'No' },
  grounds: { zh: '依据和理由', en: 'Grounds' },
  groundsAbout: { zh: '检查时据此说明，可以改写。', en: 'What you would show at an inspection; rewrite it as you like.' },
  since: { zh: '自哪天起', en: 'Since' },
  stated: (name: string) => ({ zh: `${name}据实确认。`, en: `Confirmed by ${name}.` }),
}

/** The question of a fact, to put it again. */
export function questionOf(fact: string): Put | undefined {
  return QUESTIONS.find((question) => question.fact === fact)
}

interface QuestionProps {
  readonly question: Put | Asked
  /** The day since which the profile counts. */
  readonly since: string
  /** Something has changed since it was answered: it counts from today, unless said otherwise. */
  readonly changing: boolean
  readonly done: () => void
}

/** One question: the answer is one press. Grounds and day stand ready and can be rewritten. */
export function Question({ question, since, changing, done }: QuestionProps): ReactNode {
  const { say } = useLanguage()
  const { party, person } = useSession()
  const [reason, setReason] = useState<string>()
  const [day, setDay] = useState(changing ? momentNow().slice(0, 10) : since)
  const id = useId()
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  const grounds = reason ?? say(WORDS.stated(person.name))
  const [name] = useState(newName)
  const answer = useDo<Accepted, boolean | string>((given) => [
    `/api/matters/profile/${party.id}`,
    {
      method: 'POST',
      // The answer is part of the name: pressed twice it is said once, pressed otherwise it is another answer.
      name: `${name}-${String(given)}`,
      body: {
        ...(typeof given === 'string' ? { type: 'establish-network', network: given } : { type: 'establish', fact: question.fact, holds: given }),
        on: `${day}T00:00:00+08:00`,
        reason: grounds,
      },
    },
  ])
  const give = (given: boolean | string): void => answer.mutate(given, { onSuccess: done })
  return (
    <div className="stack">
      <div className="stack tight">
        <h1 ref={heading} tabIndex={-1} className="wizard-question">
          {say(question)}
        </h1>
        <p className="second">{say(question.help)}</p>
      </div>
      <Refused problem={answer.error} />
      <div className="wizard-choices" role="group" aria-label={say(question)}>
        {question.fact === 'network' ? (
          NETWORKS.map((network) => (
            <Button key={network} size="large" block disabled={answer.isPending || day === ''} onClick={() => give(network)}>
              {say(NETWORK_WORDS[network])}
            </Button>
          ))
        ) : (
          <>
            <Button size="large" disabled={answer.isPending || day === ''} onClick={() => give(true)}>
              {say(WORDS.yes)}
            </Button>
            <Button size="large" disabled={answer.isPending || day === ''} onClick={() => give(false)}>
              {say(WORDS.no)}
            </Button>
          </>
        )}
      </div>
      <details className="wizard-grounds">
        <summary>
          {say(WORDS.grounds)} <span className="second">{grounds}</span>{' '}
          <span className="second">
            · {say(WORDS.since)} {day}
          </span>
        </summary>
        <div className="stack tight">
          <label htmlFor={`${id}-reason`} className="small second">
            {say(WORDS.groundsAbout)}
          </label>
          <Input.TextArea id={`${id}-reason`} className="field-long" rows={2} value={grounds} onChange={({ target }) => setReason(target.value)} />
          <label htmlFor={`${id}-day`}>{say(WORDS.since)}</label>
          <DayInput
            form={DAY}
            path="on"
            value={day}
            change={(next) => setDay(typeof next === 'string' ? next : '')}
            faults={new Map()}
            id={`${id}-day`}
            describedBy=""
            faulty={day === ''}
          />
        </div>
      </details>
    </div>
  )
}

const DAY = {
  name: 'on',
  label: WORDS.since,
  help: null,
  source: null,
  personal: false,
  required: true,
  widget: 'day',
  register: null,
  options: [],
  min: null,
  max: null,
  fields: [],
} as const
