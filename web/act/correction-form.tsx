import type { ReactNode } from 'react'
import { Skeleton } from 'antd'
import { useAsk } from '../api/query.ts'
import type { ShownMatter } from '../api/shapes.ts'
import { FieldInput } from '../field/field-input.tsx'
import { typedOf, type Faults } from '../field/value.ts'
import { useLanguage } from '../language.tsx'
import { EntryLines } from '../matter/entry-lines.tsx'
import { printMinute } from '../clock.ts'
import type { Draft } from './draft.ts'

const WORDS = {
  old: { zh: '原记录', en: 'The entry as it stands' },
  hint: { zh: '只填需要更正的项目；留空的保持原样。', en: 'Fill in only what has to change; what is left blank stays as it is.' },
}

interface CorrectionFormProps {
  readonly procedure: string
  readonly subject: string
  readonly entry: string
  /** Withdrawn where false: there is nothing to fill in. */
  readonly correcting: boolean
  readonly draft: Draft
  readonly faults: Faults
}

/** The entry that is corrected, with fields for what it says. */
export function CorrectionForm({ procedure, subject, entry, correcting, draft, faults }: CorrectionFormProps): ReactNode {
  const { say } = useLanguage()
  const { data } = useAsk<ShownMatter>(`/api/matters/${procedure}/${encodeURIComponent(subject)}`)
  if (data === undefined) return <Skeleton active title={false} />
  const found = data.entries.find(({ ref }) => ref === entry)
  const form = data.events.find(({ kind }) => kind === found?.event.kind)
  if (found === undefined || form === undefined) return null
  const parts = [
    ['facts', form.facts],
    ['detail', form.details],
  ] as const
  return (
    <>
      <section className="old-entry stack tight">
        <h2>{say(WORDS.old)}</h2>
        <p>
          {say(form.title)}{' '}
          <span className="second">
            #{found.ref} · {printMinute(found.event.occurred)}
          </span>
        </p>
        <EntryLines event={found.event} form={form} />
      </section>
      {correcting ? (
        <>
          <p className="second small">{say(WORDS.hint)}</p>
          {parts.map(([part, fields]) =>
            fields.map((field) => {
              const typed = typedOf(draft.typed[part])
              return (
                <FieldInput
                  key={`${part} ${field.name}`}
                  form={{ ...field, required: false }}
                  path={`${part}.${field.name}`}
                  value={typed[field.name]}
                  change={(next) => draft.type({ ...draft.typed, [part]: { ...typed, [field.name]: next } })}
                  faults={faults}
                />
              )
            }),
          )}
        </>
      ) : null}
    </>
  )
}
