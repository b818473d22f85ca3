import { Button, Input, InputNumber } from 'antd'
import { useId, type ReactNode } from 'react'
import type { FieldForm } from '#procedures/field.ts'
import type { Text } from '#law/text.ts'
import { useLanguage } from '../language.tsx'
import { ChoiceInput, ManyInput, YesNoInput } from './choice-input.tsx'
import { EvidenceInput } from './evidence-input.tsx'
import { MOST_RADIOS, type InputProps } from './input.ts'
import { DayInput, MomentInput } from './moment-input.tsx'
import { RegisterInput } from './register-input.tsx'
import { SourceLine } from './source-line.tsx'
import { listOf, textsOf, typedOf } from './value.ts'
import './field.css'

const WORDS = {
  add: { zh: '再加一项', en: 'Add one' },
  remove: { zh: '移除', en: 'Remove' },
  place: (n: number): Text => ({ zh: `第 ${n} 项`, en: `No. ${n}` }),
  required: { zh: '必填', en: 'required' },
  personal: { zh: '个人信息', en: 'personal information' },
}

/** Answers that are several controls under one legend. */
const SEVERAL: ReadonlySet<FieldForm['widget']> = new Set(['choice', 'many', 'yes-no', 'yes-no-unknown', 'group', 'list', 'evidence'])

const isSeveral = ({ widget, options, register }: FieldForm): boolean =>
  SEVERAL.has(widget) && register === null && !(widget === 'choice' && options.length > MOST_RADIOS)

/** One field with its label, why it is asked, and what is wrong with it. */
export function FieldInput(given: Omit<InputProps, 'id' | 'describedBy' | 'faulty'>): ReactNode {
  const { form, path, faults, above } = given
  const { say } = useLanguage()
  const id = useId()
  const fault = faults.get(path)
  const several = isSeveral(form)
  const label = (
    <>
      {say(form.label)}
      {form.required ? <span className="field-mark"> {say(WORDS.required)}</span> : null}
      {form.personal ? <span className="field-mark"> · {say(WORDS.personal)}</span> : null}
    </>
  )
  const about = (
    <div id={`${id}-about`} className="field-about">
      {form.help === null ? null : <span>{say(form.help)} </span>}
      {form.source === null || JSON.stringify(form.source) === JSON.stringify(above ?? null) ? null : <SourceLine source={form.source} />}
    </div>
  )
  const wrong = (
    <div id={`${id}-fault`} className="field-fault late" role={fault === undefined ? undefined : 'alert'}>
      {fault === undefined ? null : say(fault)}
    </div>
  )
  const control = <Control {...given} id={id} describedBy={`${id}-about ${id}-fault`} faulty={fault !== undefined} />
  if (several)
    return (
      <fieldset className={fault === undefined ? 'field' : 'field faulty'} aria-describedby={`${id}-about ${id}-fault`} data-path={path}>
        <legend>{label}</legend>
        {about}
        {control}
        {wrong}
      </fieldset>
    )
  return (
    <div className={fault === undefined ? 'field' : 'field faulty'} data-path={path}>
      <label htmlFor={id}>{label}</label>
      {about}
      {control}
      {wrong}
    </div>
  )
}

function Control(props: InputProps): ReactNode {
  const { form, value, change, id, describedBy, faulty } = props
  const shared = {
    id,
    'aria-describedby': describedBy,
    'aria-invalid': faulty,
    'aria-required': form.required,
    ...(faulty ? { status: 'error' as const } : {}),
  }
  const text = typeof value === 'string' ? value : ''
  switch (form.widget) {
    case 'text':
      return <Input {...shared} value={text} onChange={({ target }) => change(target.value)} />
    case 'long-text':
      return <Input.TextArea {...shared} className="field-long" rows={3} value={text} onChange={({ target }) => change(target.value)} />
    case 'number':
      return (
        <InputNumber
          {...shared}
          className="field-number"
          value={typeof value === 'number' ? value : null}
          {...(form.min === null ? {} : { min: form.min })}
          {...(form.max === null ? {} : { max: form.max })}
          onChange={(next) => change(next ?? undefined)}
        />
      )
    case 'moment':
      return <MomentInput {...props} />
    case 'day':
      return <DayInput {...props} />
    case 'choice':
      return <ChoiceInput {...props} />
    case 'many':
      return form.register === null ? <ManyInput {...props} /> : <RegisterInput {...props} several={textsOf(value)} />
    case 'yes-no':
    case 'yes-no-unknown':
      return <YesNoInput {...props} />
    case 'list':
      return <ListInput {...props} />
    case 'group':
      return <GroupInput {...props} />
    case 'evidence':
      return <EvidenceInput {...props} />
    case 'register':
      return <RegisterInput {...props} />
  }
}

/** The fields of a group, under its legend. */
function GroupInput({ form, path, value, change, faults, above }: InputProps): ReactNode {
  const typed = typedOf(value)
  return (
    <div className="field-group">
      {form.fields.map((field) => (
        <FieldInput
          key={field.name}
          form={field}
          path={`${path}.${field.name}`}
          value={typed[field.name]}
          change={(next) => change({ ...typed, [field.name]: next })}
          faults={faults}
          above={form.source ?? above ?? null}
        />
      ))}
    </div>
  )
}

/** Lines, or groups, as many as there are. */
function ListInput(props: InputProps): ReactNode {
  const { form, path, value, change } = props
  const { say } = useLanguage()
  const parts = listOf(value)
  const put = (place: number, next: unknown): void => change(parts.map((part, at) => (at === place ? next : part)))
  return (
    <div className="stack tight">
      {parts.map((part, place) => (
        // Parts have no name of their own, and go only by their place.
        <div key={place} className={form.fields.length === 0 ? 'row nowrap' : 'field-part'}>
          {form.fields.length === 0 ? (
            <Input
              aria-label={`${say(form.label)} ${say(WORDS.place(place + 1))}`}
              value={typeof part === 'string' ? part : ''}
              onChange={({ target }) => put(place, target.value)}
            />
          ) : (
            <>
              <h4>{say(WORDS.place(place + 1))}</h4>
              <GroupInput {...props} path={`${path}.${place}`} value={part} change={(next) => put(place, next)} />
            </>
          )}
          <Button type="text" aria-label={`${say(WORDS.remove)} ${say(WORDS.place(place + 1))}`} onClick={() => change(parts.filter((_, at) => at !== place))}>
            {say(WORDS.remove)}
          </Button>
        </div>
      ))}
      <div>
        <Button size="small" onClick={() => change([...parts, form.fields.length === 0 ? '' : {}])}>
          + {say(WORDS.add)}
        </Button>
      </div>
    </div>
  )
}
