import { useQuery } from '@tanstack/react-query'
import { useDeferredValue, type ReactNode } from 'react'
import { citer } from '#law/report/penalty.ts'
import { yuan } from '#law/report/money.ts'
import type { Language, Text } from '#law/text.ts'
import type { z } from 'zod'
import { CaseFacts } from '#procedures/penalty/field.ts'
import { questionOf } from '#procedures/penalty/question.ts'
import { Moment } from '#procedures/moment.ts'
import type { Liability } from '#server/contract/exposure.ts'
import { ask, type Problem } from '../api/client.ts'
import { useAsk } from '../api/query.ts'
import type { Board, ShownMatter } from '../api/shapes.ts'
import { momentNow } from '../field/moment-input.tsx'
import { filedOf } from './filed.ts'
import type { Typed } from '../field/value.ts'
import { useLanguage } from '../language.tsx'

type Answer = z.infer<typeof Liability>

const WORDS = {
  title: { zh: '法定幅度', en: 'Range of the statute' },
  entityFine: { zh: '对单位罚款', en: 'Fine on the party' },
  personFine: { zh: '对每名责任人员罚款', en: 'Fine on each person' },
  detentionDays: { zh: '拘留', en: 'Detention' },
  none: { zh: '不得处以', en: 'none may be imposed' },
  open: { zh: '还要查明事实，幅度才能确定', en: 'open until more is established' },
  within: { zh: '在幅度之内', en: 'within the range' },
  above: { zh: '高于上限，不能提出', en: 'above the greatest: it cannot be proposed' },
  below: { zh: '低于下限；须有从轻、减轻的情形', en: 'below the least: a ground for leniency is needed' },
  due: { zh: '应当处以', en: 'must be imposed' },
  notLiable: { zh: '按现有事实，法律没有规定处罚。', en: 'By these facts the law has no penalty.' },
  asks: { zh: '尚未查明', en: 'Not established' },
  days: (n: number): Text => ({ zh: `${n} 日`, en: n === 1 ? '1 day' : `${n} days` }),
}

type Figure = 'entityFine' | 'personFine' | 'detentionDays'
const FIGURES: readonly Figure[] = ['entityFine', 'personFine', 'detentionDays']

/** The range of the statute for the case as it is typed, and where each figure lies in it: before anything is sent. */
export function FineRange({ subject, typed }: { readonly subject: string; readonly typed: Typed }): ReactNode {
  const { say, language } = useLanguage()
  const matter = useAsk<ShownMatter>(`/api/matters/penalty/${encodeURIComponent(subject)}`)
  const board = useAsk<Board>('/api/board')
  const held = useDeferredValue(typed)
  const filed = matter.data === undefined ? undefined : filedOf(matter.data.entries)
  const figure = (name: Figure): number => (typeof held[name] === 'number' ? held[name] : 0)
  const facts = Object.fromEntries(Object.keys(CaseFacts.shape).flatMap((name) => (held[name] === undefined ? [] : [[name, held[name]] as const])))
  const known = CaseFacts.partial().safeParse(facts)
  const proposed = {
    ...(known.success ? known.data : {}),
    entityFine: figure('entityFine'),
    personFine: figure('personFine'),
    detentionDays: figure('detentionDays'),
  }
  const question = filed === undefined ? undefined : questionOf(filed, proposed, Moment.parse(typeof held['on'] === 'string' ? held['on'] : momentNow()))
  const answer = useQuery<Answer, Problem>({
    queryKey: ['/api/exposure', question],
    queryFn: ({ signal }) => ask<Answer>('/api/exposure', { method: 'POST', body: question, signal }),
    enabled: question !== undefined,
    placeholderData: (before) => before,
    staleTime: 60_000,
  })
  const law = answer.data
  if (law === undefined) return null
  const cited = law.provision === null ? null : board.data === undefined ? law.provision : say(citer(board.data)(law.provision))
  return (
    <section className="fine-range" aria-label={say(WORDS.title)} aria-live="polite">
      <h2>
        {say(WORDS.title)} {cited === null ? null : <span className="second">{cited}</span>}
      </h2>
      {!law.liable || !law.applies ? (
        <p className="late">
          <span aria-hidden="true">■</span> {say(WORDS.notLiable)}
        </p>
      ) : (
        <ul>
          {FIGURES.map((name) => (
            <Line
              key={name}
              label={WORDS[name]}
              range={law[name]}
              given={proposed[name]}
              unit={(n) => (name === 'detentionDays' ? WORDS.days(n)[language] : yuan(n, language))}
              language={language}
            />
          ))}
        </ul>
      )}
      {law.asks.length === 0 ? null : (
        <p className="small second">
          {say(WORDS.asks)}
          {language === 'zh' ? '：' : ': '}
          {asksIn(law.asks, language).join(language === 'zh' ? '' : ' ')}
        </p>
      )}
    </section>
  )
}

/** The law asks in both languages at once, `fact: 问？ question? → place`: each question once, in the reader's. */
function asksIn(asks: readonly string[], language: Language): readonly string[] {
  const questions = asks.map((ask) => {
    const [, zh, en] = /^\w+: (.*？)\s*(.*\?) →/.exec(ask) ?? []
    return (language === 'zh' ? zh : en) ?? ask
  })
  return [...new Set(questions)]
}

interface LineProps {
  readonly label: Text
  readonly range: { readonly min: number | null; readonly max: number | null; readonly must?: string } | null
  readonly given: number
  readonly unit: (amount: number) => string
  readonly language: Language
}

/** One figure against its range. The same comparisons decide the command. */
function Line({ label, range, given, unit, language }: LineProps): ReactNode {
  const { say } = useLanguage()
  const verdict = verdictOf(range, given)
  const between = range === null ? say(WORDS.none) : range.max === null ? say(WORDS.open) : `${unit(range.min ?? 0)} – ${unit(range.max)}`
  return (
    <li>
      <span>{say(label)}</span>
      <b>{between}</b>
      <span className={verdict === 'within' ? 'done' : verdict === null ? 'second' : 'late'}>
        {verdict === null
          ? ''
          : `${verdict === 'within' ? '✓' : '■'} ${given === 0 ? '' : `${unit(given)}${language === 'zh' ? '，' : ': '}`}${say(WORDS[verdict])}`}
      </span>
    </li>
  )
}

function verdictOf(range: LineProps['range'], given: number): 'within' | 'above' | 'below' | 'due' | null {
  if (range === null) return given > 0 ? 'above' : null
  if (given === 0) return range.must === 'shall' ? 'due' : null
  if (range.max !== null && given > range.max) return 'above'
  return given < (range.min ?? 0) ? 'below' : range.max === null ? null : 'within'
}
