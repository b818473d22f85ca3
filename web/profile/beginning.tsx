import { Button } from 'antd'
import { useState, type ReactNode } from 'react'
import type { FieldForm } from '#procedures/field.ts'
import type { Accepted } from '../api/shapes.ts'
import { useDo } from '../api/query.ts'
import { FieldInput } from '../field/field-input.tsx'
import type { Faults, Typed } from '../field/value.ts'
import { missingIn } from '../field/value.ts'
import { Refused } from '../frame/refused.tsx'
import { useLanguage } from '../language.tsx'
import { useSession } from '../session.tsx'

const WORDS = {
  title: { zh: '先说两件事', en: 'Two things first' },
  about: {
    zh: '之后每次只问一题，共十来题，大多答是或否，一分钟左右答完。',
    en: 'Then one question at a time, about a dozen, mostly yes or no: a minute or so.',
  },
  go: { zh: '开始', en: 'Begin' },
}

const plain = { help: null, source: null, personal: false, required: true, register: null, options: [], min: null, max: null, fields: [] } as const
const FIELDS: readonly FieldForm[] = [
  {
    ...plain,
    name: 'since',
    widget: 'day',
    label: { zh: '从哪天起运营网络？', en: 'Since when do you run a network?' },
    help: { zh: '不确定的，填成立之日。义务从这一天起算。', en: 'The day on which you were founded, if in doubt. Duties count from it.' },
  },
  {
    ...plain,
    name: 'unit',
    widget: 'yes-no',
    label: { zh: '是单位吗？', en: 'Are you an organisation?' },
    help: { zh: '公司、机关、事业单位、社会组织答是；自然人答否。', en: 'A company, an organ or an association: yes. A natural person: no.' },
  },
]

/** Before any question: since when, and whether it is an organisation. */
export function Beginning(): ReactNode {
  const { say } = useLanguage()
  const { party } = useSession()
  const [typed, setTyped] = useState<Typed>({ unit: true })
  const [faults, setFaults] = useState<Faults>(new Map())
  const begin = useDo<Accepted>(() => [`/api/matters/profile/${party.id}`, { method: 'POST', body: { type: 'begin', ...typed } }])
  return (
    <form
      className="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        const found = missingIn(FIELDS, typed)
        setFaults(found)
        if (found.size === 0) begin.mutate()
      }}
    >
      <p className="second">{say(party.name)}</p>
      <h1>{say(WORDS.title)}</h1>
      <p className="second">{say(WORDS.about)}</p>
      <Refused problem={begin.error} />
      <div className="sheet act-fields">
        {FIELDS.map((form) => (
          <FieldInput
            key={form.name}
            form={form}
            path={form.name}
            value={typed[form.name]}
            change={(next) => setTyped((before) => ({ ...before, [form.name]: next }))}
            faults={faults}
          />
        ))}
      </div>
      <div>
        <Button type="primary" size="large" htmlType="submit" loading={begin.isPending}>
          {say(WORDS.go)}
        </Button>
      </div>
    </form>
  )
}
