import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { Item } from '#law/report/agenda.ts'
import { exposureLine } from '#law/report/penalty.ts'
import type { Text } from '#law/text.ts'
import { useLanguage } from '../language.tsx'
import type { BoardDuty } from '../api/shapes.ts'
import { printMinute } from '../clock.ts'
import { Owners } from './owners.tsx'

const WORDS = {
  why: { zh: '为什么', en: 'Why' },
  next: { zh: '怎么办', en: 'What to do' },
  proof: { zh: '什么能证明', en: 'What proves it' },
  cost: { zh: '不履行的后果', en: 'What failing costs' },
  asks: { zh: '还需要知道', en: 'What must be known' },
  about: { zh: '涉及', en: 'About' },
}

/** Why a duty is there and stands as it does: sentences made from the very comparisons that decided it, each with its provision and journal entry. */
export function Why({
  item,
  cite,
  owned,
}: {
  readonly item: Item
  readonly cite: (provision: string) => Text
  readonly owned?: BoardDuty | undefined
}): ReactNode {
  const { say, language } = useLanguage()
  const { duty } = item
  const cost = exposureLine(item.exposure, duty, cite)
  return (
    <div className="duty-why">
      <section className="stack tight">
        <h3>{say(WORDS.why)}</h3>
        <ol>
          {duty.why.map((sentence, place) => (
            <li key={`${place} ${sentence.at}`} className="why-line">
              <span>{say(sentence)}</span>
              <span className="small second">
                {printMinute(sentence.at)}
                {sentence.ref === null || !/^\d+$/.test(sentence.ref) ? null : <EntryLink index={sentence.ref} />}
              </span>
            </li>
          ))}
        </ol>
      </section>
      <section className="stack tight">
        {item.subjects.length > 1 ? (
          <>
            <h3>{say(WORDS.about)}</h3>
            <p>{[...new Set(item.subjects.map((subject) => subject[language]))].join(language === 'zh' ? '、' : ', ')}</p>
          </>
        ) : null}
        {duty.next === null ? null : (
          <>
            <h3>{say(WORDS.next)}</h3>
            <p>{say(duty.next)}</p>
          </>
        )}
        {duty.proof.length === 0 ? null : (
          <>
            <h3>{say(WORDS.proof)}</h3>
            <ul>
              {duty.proof.map((proof) => (
                <li key={proof.en}>{say(proof)}</li>
              ))}
            </ul>
          </>
        )}
        {item.asks.length === 0 ? null : (
          <>
            <h3>{say(WORDS.asks)}</h3>
            <ul>
              {item.asks.map((ask) => (
                <li key={`${ask.fact} ${ask.subject}`}>{say(ask)}</li>
              ))}
            </ul>
          </>
        )}
        {owned === undefined ? null : <Owners duty={owned} />}
        {cost === null ? null : (
          <>
            <h3>{say(WORDS.cost)}</h3>
            <p>{say(cost)}</p>
          </>
        )}
      </section>
    </div>
  )
}

function EntryLink({ index }: { readonly index: string }): ReactNode {
  return (
    <>
      {' · '}
      <Link to="/journal/$index" params={{ index }}>
        #{index}
      </Link>
    </>
  )
}
