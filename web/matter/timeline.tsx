import { Link } from '@tanstack/react-router'
import { Button, Switch } from 'antd'
import { useState, type ReactNode } from 'react'
import type { Text } from '#law/text.ts'
import { problemOf } from '../api/client.ts'
import type { ShownMatter, ShownProcedure } from '../api/shapes.ts'
import { printMinute, printZoned } from '../clock.ts'
import { useLanguage } from '../language.tsx'
import { useSession } from '../session.tsx'
import { EntryLines } from './entry-lines.tsx'
import { EntryProof, type Finding } from './entry-proof.tsx'

const WORDS = {
  title: { zh: '经过', en: 'What happened' },
  happened: { zh: '发生或者知悉', en: 'Happened or known' },
  recorded: { zh: '记入日志', en: 'Recorded' },
  personal: { zh: '显示个人信息', en: 'Show personal information' },
  corrects: (ref: string): Text => ({ zh: `更正第 ${ref} 号`, en: `corrects entry ${ref}` }),
  correct: { zh: '更正', en: 'Correct' },
  withdraw: { zh: '撤回', en: 'Withdraw' },
  checkAll: { zh: '验证全部记录', en: 'Verify every entry' },
}

/** What happened, by both clocks: when it happened or was known, and when it was written down. The newest entry first. */
export function Timeline({ procedure, matter }: { readonly procedure: ShownProcedure; readonly matter: ShownMatter }): ReactNode {
  const { say } = useLanguage()
  const { party } = useSession()
  const [personal, setPersonal] = useState(false)
  const [findings, setFindings] = useState<ReadonlyMap<string, Finding>>(new Map())
  const note = (ref: string, finding: Finding): void => setFindings((before) => new Map(before).set(ref, finding))
  const check = async (refs: readonly string[]): Promise<void> => {
    for (const ref of refs) note(ref, 'busy')
    const { checkEntry } = await import('../proof/inclusion.ts')
    // One after the other: a matter may have hundreds, and each is asked of the server.
    for (const ref of refs) note(ref, await checkEntry(party.id, ref).catch(problemOf))
  }
  const forms = new Map(matter.events.map((form) => [form.kind, form]))
  const holdsPersons = matter.entries.some(({ event }) =>
    forms.get(event.kind)?.details.some((field) => field.personal && event.detail[field.name] !== null && event.detail[field.name] !== undefined),
  )
  const corrections = (['correct', 'withdraw'] as const).filter((type) => matter.commands.some((form) => form.type === type))
  return (
    <section className="stack tight" aria-label={say(WORDS.title)}>
      <div className="row apart">
        <h2>{say(WORDS.title)}</h2>
        <Button size="small" className="no-print" onClick={() => void check(matter.entries.map(({ ref }) => ref))}>
          {say(WORDS.checkAll)}
        </Button>
        {holdsPersons ? (
          <label className="row no-print">
            <Switch size="small" checked={personal} onChange={setPersonal} aria-label={say(WORDS.personal)} /> {say(WORDS.personal)}
          </label>
        ) : null}
      </div>
      <ol className="sheet timeline">
        {matter.entries.toReversed().map(({ ref, recorded, event }) => {
          const form = forms.get(event.kind)
          return (
            <li key={ref} id={`entry-${ref}`} className="happening">
              <div className="happening-when">
                <span title={`${say(WORDS.happened)} ${say(printZoned(event.occurred))}`}>{printMinute(event.occurred)}</span>
                <span className="small second" title={`${say(WORDS.recorded)} ${say(printZoned(recorded))}`}>
                  {say(WORDS.recorded)} {printMinute(recorded)}
                </span>
              </div>
              <div className="happening-what stack tight">
                <h3>
                  {form === undefined ? event.kind : say(form.title)}
                  {event.corrects === null ? null : <span className="second small"> · {say(WORDS.corrects(event.corrects))}</span>}
                </h3>
                <EntryLines event={event} form={form} personal={personal} />
                <div className="row small no-print">
                  <EntryProof index={ref} finding={findings.get(ref)} check={() => void check([ref])} />
                  {corrections.map((type) => (
                    <Link
                      key={type}
                      to="/act/$procedure/$command"
                      params={{ procedure: procedure.id, command: type }}
                      search={{ subject: matter.subject, entry: ref }}
                      className="second"
                    >
                      {say(WORDS[type])}
                    </Link>
                  ))}
                </div>
              </div>
            </li>
          )
        })}
      </ol>
    </section>
  )
}
