import { InputNumber, Select } from 'antd'
import { useState, type ReactNode } from 'react'
import { useQuery } from '@tanstack/react-query'
import type { z } from 'zod'
import { EDITIONS } from '#law/citation.ts'
import { fineRange } from '#law/report/money.ts'
import { WORDS as LAW } from '#law/report/words.ts'
import { measureWords } from '#law/report/penalty.ts'
import type { Text } from '#law/text.ts'
import type { WhatIfAnswer } from '#server/contract/exposure.ts'
import { ask, type Problem } from '../api/client.ts'
import { Refused } from '../frame/refused.tsx'
import { useLanguage } from '../language.tsx'
import type { Finding } from './exposure-page.tsx'
import { RangeBar } from './range-bar.tsx'

const WORDS = {
  asIs: { zh: '（如实）', en: '(as it is)' },
  refusedCorrection: { zh: '拒不改正', en: 'Correction refused' },
  consequences: { zh: '后果', en: 'Consequences' },
  circumstances: { zh: '情节', en: 'Circumstances' },
  asIf: { zh: '适用版本', en: 'Edition' },
  illegalGains: { zh: '违法所得（元）', en: 'Illegal gains (yuan)' },
  yes: { zh: '是', en: 'yes' },
  no: { zh: '否', en: 'no' },
  none: { zh: '无', en: 'none' },
  harm: { zh: '造成危害后果', en: 'harm' },
  serious: { zh: '严重', en: 'serious' },
  'especially-serious': { zh: '特别严重', en: 'especially serious' },
  ordinary: { zh: '一般', en: 'ordinary' },
  before: { zh: '如实', en: 'As it is' },
  after: { zh: '假如', en: 'As supposed' },
} satisfies Readonly<Record<string, Text>>

/** What is not supposed is left out when it is sent. */
interface Switches {
  readonly refusedCorrection?: boolean | undefined
  readonly consequences?: string | undefined
  readonly circumstances?: string | undefined
  readonly asIf?: string | undefined
  readonly illegalGains?: number | undefined
}

type Answer = z.infer<typeof WhatIfAnswer>
type Fine = Answer['after']['answer']['entityFine']

const rangeOf = (fine: Fine): readonly [number, number] | null => (fine === null || fine.min === null || fine.max === null ? null : [fine.min, fine.max])

/** The same finding with other facts or under another edition, answered by the same engine. Nothing is recorded. */
export function WhatIf({ finding: { norm, subject, ref } }: { readonly finding: Finding }): ReactNode {
  const { say } = useLanguage()
  const [switches, setSwitches] = useState<Switches>({})
  const answer = useQuery<Answer, Problem>({
    queryKey: ['what-if', norm, subject, ref, switches],
    queryFn: ({ signal }) => ask<Answer>('/api/exposure/what-if', { method: 'POST', body: { norm, subject, ref, switches }, signal }),
    placeholderData: (before) => before,
  })
  const set = <Name extends keyof Switches>(name: Name, value: Switches[Name] | undefined): void => setSwitches((before) => ({ ...before, [name]: value }))
  const choice = (name: 'consequences' | 'circumstances', values: readonly ('none' | 'harm' | 'ordinary' | 'serious' | 'especially-serious')[]): ReactNode => (
    <label>
      <span className="small second">{say(WORDS[name])}</span>
      <Select
        allowClear
        placeholder={say(WORDS.asIs)}
        value={switches[name]}
        options={values.map((value) => ({ value, label: say(WORDS[value]) }))}
        onChange={(value?: string) => set(name, value)}
      />
    </label>
  )
  return (
    <div className="stack tight">
      <div className="what-if">
        <label>
          <span className="small second">{say(WORDS.refusedCorrection)}</span>
          <Select
            allowClear
            placeholder={say(WORDS.asIs)}
            value={switches.refusedCorrection === undefined ? undefined : switches.refusedCorrection ? 'yes' : 'no'}
            options={(['yes', 'no'] as const).map((value) => ({ value, label: say(WORDS[value]) }))}
            onChange={(value?: string) => set('refusedCorrection', value === undefined ? undefined : value === 'yes')}
          />
        </label>
        {choice('consequences', ['none', 'harm', 'serious', 'especially-serious'])}
        {choice('circumstances', ['ordinary', 'serious', 'especially-serious'])}
        <label>
          <span className="small second">{say(WORDS.asIf)}</span>
          <Select
            allowClear
            placeholder={say(WORDS.asIs)}
            value={switches.asIf}
            options={EDITIONS.map((id) => ({ value: id, label: say(LAW.edition[id]) }))}
            onChange={(value?: string) => set('asIf', value)}
          />
        </label>
        <label>
          <span className="small second">{say(WORDS.illegalGains)}</span>
          <InputNumber min={0} precision={2} value={switches.illegalGains ?? null} onChange={(value) => set('illegalGains', value ?? undefined)} />
        </label>
      </div>
      <Refused problem={answer.error} />
      {answer.data === undefined ? null : <Compared answer={answer.data} />}
    </div>
  )
}

function Compared({ answer: { before, after } }: { readonly answer: Answer }): ReactNode {
  const { say, colon } = useLanguage()
  const fine = (of: Fine): string => (of === null ? say(LAW.label.noFine) : say(fineRange(of)))
  return (
    <div className="stack tight" aria-live="polite">
      <RangeBar range={rangeOf(before.answer.entityFine)} supposed={rangeOf(after.answer.entityFine)} label={fine(after.answer.entityFine)} />
      <p>
        <span className="late">■</span> {say(WORDS.before)}
        {colon}
        {fine(before.answer.entityFine)} · <span className="soon">■</span> {say(WORDS.after)}
        {colon}
        <strong>{fine(after.answer.entityFine)}</strong>
        {after.answer.provision === null ? null : (
          <span className="second">
            {' '}
            ({after.answer.provision}
            {after.answer.stage === null ? '' : `, ${say(LAW.stage[after.answer.stage])}`})
          </span>
        )}
      </p>
      <p className="small second">
        {measureWords(after.answer)
          .map((measure) => say(measure))
          .join(' · ')}
      </p>
    </div>
  )
}
