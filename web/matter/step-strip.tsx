import type { ReactNode } from 'react'
import { clockWords, type Item } from '#law/report/agenda.ts'
import { instant } from '#law/instant.ts'
import type { Text } from '#law/text.ts'
import type { Step } from '#procedures/step.ts'
import { printMinute, printZoned, useNow } from '../clock.ts'
import { useLanguage } from '../language.tsx'

const MARKS: Readonly<Record<Step['state'], { readonly mark: string; readonly words: Text }>> = {
  done: { mark: '✓', words: { zh: '已完成', en: 'done' } },
  now: { mark: '◔', words: { zh: '现在', en: 'now' } },
  ahead: { mark: '○', words: { zh: '之后', en: 'ahead' } },
  'not-needed': { mark: '–', words: { zh: '不需要', en: 'not needed' } },
}

const WORDS = { steps: { zh: '步骤', en: 'Steps' } }

/** Where a matter stands: what is done, what is now and until when, what is ahead. */
export function StepStrip({ steps, items }: { readonly steps: readonly Step[]; readonly items: readonly Item[] }): ReactNode {
  const { say } = useLanguage()
  const now = instant(useNow())
  if (steps.length === 0) return null
  return (
    <ol className="steps" aria-label={say(WORDS.steps)}>
      {steps.map((step) => {
        const { mark, words } = MARKS[step.state]
        const item = step.state === 'done' ? undefined : items.find(({ duty }) => step.norms.includes(duty.norm))
        const clock = item === undefined ? null : clockWords(item, now)
        return (
          <li key={step.id} className={`step ${step.state}`} {...(step.state === 'now' ? { 'aria-current': 'step' as const } : {})}>
            <span className="step-title">
              <span aria-hidden="true">{mark}</span> {say(step.title)} <span className="sr-only">{say(words)}</span>
            </span>
            {step.at === null ? null : (
              <span className="small second" title={say(printZoned(step.at))}>
                {printMinute(step.at).slice(5)}
              </span>
            )}
            {clock === null || item === undefined ? null : (
              <span
                className={item.place === 'overdue' ? 'small late' : item.moment === null ? 'small second' : 'small soon'}
                title={item.moment === null ? '' : say(printZoned(item.moment))}
              >
                {say(clock)}
              </span>
            )}
          </li>
        )
      })}
    </ol>
  )
}
