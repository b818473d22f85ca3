import { Link } from '@tanstack/react-router'
import { Button, Empty } from 'antd'
import { useState, type ReactNode } from 'react'
import type { z } from 'zod'
import { arithmeticOf, entityWords, lowersOf, measureWords, personWords, raisesOf } from '#law/report/penalty.ts'
import type { Text } from '#law/text.ts'
import { fineRange } from '#law/report/money.ts'
import { WORDS as LAW } from '#law/report/words.ts'
import type { Exposures } from '#server/contract/exposure.ts'
import { useAsk } from '../api/query.ts'
import { printMinute } from '../clock.ts'
import { ReportExport } from '../export/report-export.tsx'
import { Asked } from '../frame/asked.tsx'
import { useTitle } from '../frame/title.ts'
import { useLanguage } from '../language.tsx'
import { AxisMarks, RangeBar } from './range-bar.tsx'
import { WhatIf } from './what-if.tsx'
import './exposure.css'

const WORDS = {
  title: { zh: '责任敞口', en: 'Exposure' },
  about: {
    zh: '日志中每一处违反，依哪一款、哪一档、可罚多少。标尺为对数。',
    en: 'Each breach in the journal: which paragraph, which tier, what range. The scale is logarithmic.',
  },
  none: { zh: '日志中没有应受处罚的违反。', en: 'The journal shows no breach that the law sanctions.' },
  why: { zh: '为什么是这一档', en: 'Why this tier' },
  measures: { zh: '措施', en: 'Measures' },
  whatIf: { zh: '假如……', en: 'What if…' },
  asOf: { zh: '截至', en: 'as of' },
  entry: { zh: '日志', en: 'journal' },
  penalised: { zh: '已决定处罚', en: 'penalty decided' },
  open: { zh: '展开', en: 'Open' },
  close: { zh: '收起', en: 'Close' },
}

export type Finding = z.infer<typeof Exposures>['findings'][number]

export const rangeOf = (fine: Finding['entityFine']): readonly [number, number] | null =>
  fine === null || fine.min === null || fine.max === null ? null : [fine.min, fine.max]

export function ExposurePage(): ReactNode {
  useTitle(WORDS.title)
  const { say } = useLanguage()
  const exposures = useAsk<z.infer<typeof Exposures>>('/api/exposure')
  return (
    <div className="page stack">
      <div className="page-head">
        <div>
          <h1>{say(WORDS.title)}</h1>
          <p className="second">{say(WORDS.about)}</p>
        </div>
        <ReportExport report="exposure" />
      </div>
      <Asked of={exposures}>
        {({ findings, at }) =>
          findings.length === 0 ? (
            <Empty description={say(WORDS.none)} />
          ) : (
            <>
              <p className="small second">
                {say(WORDS.asOf)} {printMinute(at)}
              </p>
              <div className="sheet stack">
                <div className="axis">
                  <span />
                  <AxisMarks />
                  <span />
                </div>
                {findings.map((finding) => (
                  <Line key={`${finding.norm} ${finding.subject} ${finding.ref ?? ''} ${finding.edition ?? ''}`} finding={finding} />
                ))}
              </div>
            </>
          )
        }
      </Asked>
    </div>
  )
}

function Line({ finding }: { readonly finding: Finding }): ReactNode {
  const { say } = useLanguage()
  const [open, setOpen] = useState(false)
  const { entityFine, edition, provision, cite, stage, ref, penalised } = finding
  const words = entityFine === null ? say(LAW.label.noFine) : say(fineRange(entityFine))
  return (
    <section className="stack tight">
      <div className="finding-line">
        <div>
          <strong>{say(finding.title)}</strong> <span className="second">{say(finding.subjectName)}</span>
          <div className="small second">
            {edition === null || provision === null ? null : (
              <Link to="/statute/$edition/$provision" params={{ edition, provision }}>
                {cite === null ? provision : say(cite)}
              </Link>
            )}
            {stage === null ? null : ` · ${say(LAW.stage[stage])}`}
            {ref === null || !/^\d+$/.test(ref) ? null : (
              <>
                {' · '}
                <Link to="/journal/$index" params={{ index: ref }}>
                  {say(WORDS.entry)} #{ref}
                </Link>
              </>
            )}
            {penalised === null ? null : ` · ${say(WORDS.penalised)} #${penalised}`}
          </div>
        </div>
        <RangeBar range={rangeOf(entityFine)} label={words} />
        <div className="row apart">
          <span>{words}</span>
          <Button size="small" aria-expanded={open} onClick={() => setOpen(!open)}>
            {say(open ? WORDS.close : WORDS.open)}
          </Button>
        </div>
      </div>
      {open ? <Detail finding={finding} /> : null}
    </section>
  )
}

/** A paragraph by its number: the page names the article beside it. */
const citeOf = (provision: string): Text => ({ zh: `第 ${provision} 项`, en: `art. ${provision}` })

function Detail({ finding }: { readonly finding: Finding }): ReactNode {
  const { say } = useLanguage()
  const person = personWords(finding)
  return (
    <div className="stack">
      <div className="fields">
        <div className="stack tight">
          <h3>{say(WORDS.why)}</h3>
          <ul className="stack tight">
            {finding.why.map((reason) => (
              <li key={`${reason.provision} ${reason.en}`}>{say(reason)}</li>
            ))}
            {arithmeticOf(finding).map((line) => (
              <li key={line.en} className="mono">
                {say(line)}
              </li>
            ))}
          </ul>
        </div>
        <div className="stack tight">
          <h3>{say(WORDS.measures)}</h3>
          <ul className="stack tight">
            <li>{say(entityWords(finding))}</li>
            {person === null ? null : <li>{say(person)}</li>}
            {measureWords(finding).map((measure) => (
              <li key={measure.en}>{say(measure)}</li>
            ))}
            {raisesOf(finding, citeOf).map((words) => (
              <li key={words.en} className="soon">
                ↑ {say(words)}
              </li>
            ))}
            {lowersOf(finding, citeOf).map((words) => (
              <li key={words.en} className="done">
                ↓ {say(words)}
              </li>
            ))}
          </ul>
        </div>
      </div>
      <h3>{say(WORDS.whatIf)}</h3>
      <WhatIf finding={finding} />
    </div>
  )
}
