import { Input, Select } from 'antd'
import { useId, type ReactNode } from 'react'
import type { Text } from '#law/text.ts'
import { numberOf, titleOf } from '#procedures/view.ts'
import { useAsk } from '../api/query.ts'
import type { ShownProcedure, ShownView } from '../api/shapes.ts'
import { useLanguage } from '../language.tsx'
import { cellWords } from '../table/cell.ts'
import { mainViewOf, type Naming } from './subject.ts'

const WORDS = {
  matter: { zh: '事项编号', en: 'Number of the matter' },
  entry: { zh: '编号', en: 'Id' },
  about: {
    zh: '已自动编好，可以改成你们自己的编号；定了就不再变。',
    en: 'Numbered for you; change it to your own if you like. It does not change afterwards.',
  },
  notName: { zh: '编号会永久留在记录里，不要用姓名。', en: 'It stays on record for good: do not use a name.' },
  which: { zh: '哪一个', en: 'Which one' },
  choose: { zh: '请选择', en: 'Choose' },
}

interface SubjectInputProps {
  readonly procedure: ShownProcedure
  readonly naming: Naming
  readonly value: string
  readonly change: (value: string) => void
  readonly fault: Text | undefined
}

/** Which matter a command is about: a new one by its number, or one that there is. */
export function SubjectInput({ procedure, naming, value, change, fault }: SubjectInputProps): ReactNode {
  const { say } = useLanguage()
  const id = useId()
  const label = naming === 'chosen' ? WORDS.which : procedure.of === 'matter' ? WORDS.matter : WORDS.entry
  return (
    <div className={fault === undefined ? 'field' : 'field faulty'} data-path="subject">
      <label htmlFor={id}>{say(label)}</label>
      {naming === 'new' ? <div className="field-about">{say(procedure.id === 'person' ? WORDS.notName : WORDS.about)}</div> : null}
      {naming === 'new' ? (
        <Input
          id={id}
          className="act-subject"
          value={value}
          onChange={({ target }) => change(target.value.trim())}
          {...(fault === undefined ? {} : { status: 'error' as const })}
        />
      ) : (
        <Chosen procedure={procedure} id={id} value={value} change={change} />
      )}
      <div className="field-fault late" role={fault === undefined ? undefined : 'alert'}>
        {fault === undefined ? null : say(fault)}
      </div>
    </div>
  )
}

/** A matter of the procedure, or for a procedure about register entries, an entry. */
function Chosen({
  procedure,
  id,
  value,
  change,
}: { readonly procedure: ShownProcedure; readonly id: string } & Pick<SubjectInputProps, 'value' | 'change'>): ReactNode {
  const { say, language } = useLanguage()
  const view = procedure.of === 'matter' || procedure.of === procedure.id ? mainViewOf(procedure) : `${procedure.of}-register`
  const { data } = useAsk<ShownView>(`/api/views/${view ?? ''}`, { enabled: view !== undefined })
  return (
    <Select
      id={id}
      className="field-wide"
      showSearch={{ optionFilterProp: 'label' }}
      placeholder={say(WORDS.choose)}
      value={value === '' ? null : value}
      onChange={(next: string | null) => change(next ?? '')}
      options={
        data?.rows.map((row) => ({
          value: row.key,
          label: [cellWords(titleOf(row, data), language), numberOf(row.key)].filter((part) => part !== '').join(' · '),
        })) ?? []
      }
    />
  )
}
