import { Button, Skeleton } from 'antd'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { CommandForm } from '#procedures/command.ts'
import type { FieldForm } from '#procedures/field.ts'
import { numberOf } from '#procedures/view.ts'
import type { Source } from '#procedures/source.ts'
import { ask, type Problem } from '../api/client.ts'
import type { Preview, PreviewedLetter, ShownProcedure } from '../api/shapes.ts'
import { useNames } from '../field/lookup.ts'
import { SourceLine } from '../field/source-line.tsx'
import { isBlank, listOf, typedOf, type Typed } from '../field/value.ts'
import { Refused } from '../frame/refused.tsx'
import { useLanguage } from '../language.tsx'
import { DocumentFields } from '../matter/document-fields.tsx'
import { printMinute } from '../clock.ts'
import type { Language } from '#law/text.ts'

const WORDS = {
  title: { zh: '核对发出的内容', en: 'See what leaves' },
  about: { zh: '按下按钮后，以下内容将发出并记入日志，不能收回。', en: 'When you press the button, this leaves and is recorded. It cannot be called back.' },
  to: { zh: '发给', en: 'To' },
  under: { zh: '依据', en: 'Under' },
  nothing: {
    zh: '本系统不发出公文：按下按钮只记录你已通过所填渠道办理。',
    en: 'No letter leaves from here: the button records what you did by the channel that you named.',
  },
  recorded: { zh: '记入日志的内容', en: 'What is recorded' },
  back: { zh: '返回修改', en: 'Back to the form' },
  yes: { zh: '是', en: 'Yes' },
  no: { zh: '否', en: 'No' },
}

interface OutwardProps {
  readonly procedure: ShownProcedure
  readonly form: CommandForm
  readonly subject: string
  readonly command: unknown
  readonly typed: Typed
  readonly busy: boolean
  readonly send: () => void
  readonly back: () => void
  /** The server says already now that it would refuse. */
  readonly refused: (error: unknown) => void
}

/** The step before something leaves the party: the letters themselves, to whom, under which provision; then one button. */
export function Outward({ procedure, form, subject, command, typed, busy, send, back, refused }: OutwardProps): ReactNode {
  const { say, language } = useLanguage()
  const nameOf = useNames(form.fields)
  const path = `/api/matters/${procedure.id}/${encodeURIComponent(subject)}/preview`
  const preview = useQuery<Preview, Problem>({
    queryKey: ['preview', path, command],
    queryFn: ({ signal }) => ask<Preview>(path, { method: 'POST', body: command, signal }),
    staleTime: 0,
    gcTime: 0,
    retry: false,
    refetchOnWindowFocus: false,
  })
  if (preview.error !== null) return <No problem={preview.error} back={() => refused(preview.error)} />
  if (preview.data === undefined) return <Skeleton active />
  const { letters } = preview.data
  const sources = uniqueSources(form.fields)
  return (
    <div className="stack">
      <div className="stack tight">
        <p className="second small">
          {say(procedure.title)} · {numberOf(subject)}
        </p>
        <h1>{say(WORDS.title)}</h1>
        <p className="second">{say(letters.length === 0 ? WORDS.nothing : WORDS.about)}</p>
      </div>
      {letters.map((letter) => (
        <LetterSheet key={`${letter.kind} ${say(letter.to)}`} letter={letter} />
      ))}
      {letters.length > 0 ? null : (
        <section className="sheet stack tight" aria-label={say(WORDS.recorded)}>
          <h2>{say(WORDS.recorded)}</h2>
          <dl className="leaving">
            {linesOf(form.fields, typed, language, { yes: say(WORDS.yes), no: say(WORDS.no), nameOf }).map((line) => [
              <dt key={`${line.path} label`}>{line.label}</dt>,
              <dd key={line.path}>{line.value}</dd>,
            ])}
          </dl>
        </section>
      )}
      {sources.length === 0 ? null : (
        <p className="small second row">
          {say(WORDS.under)}
          {sources.map((source) => (
            <SourceLine key={JSON.stringify(source)} source={source} />
          ))}
        </p>
      )}
      <div className="row act-foot">
        <Button type="primary" size="large" loading={busy} onClick={send}>
          {say(form.title)}
        </Button>
        <Button size="large" type="text" onClick={back} disabled={busy}>
          {say(WORDS.back)}
        </Button>
      </div>
    </div>
  )
}

/** It would be refused: said before anybody relies on it. */
function No({ problem, back }: { readonly problem: Problem; readonly back: () => void }): ReactNode {
  const { say } = useLanguage()
  return (
    <div className="stack">
      <Refused problem={problem} />
      <div>
        <Button size="large" onClick={back}>
          {say(WORDS.back)}
        </Button>
      </div>
    </div>
  )
}

function LetterSheet({ letter }: { readonly letter: PreviewedLetter }): ReactNode {
  const { say } = useLanguage()
  return (
    <section className="sheet stack tight" aria-label={say(letter.title)}>
      <h2>{say(letter.title)}</h2>
      <p>
        <span className="second">{say(WORDS.to)}</span> <b>{say(letter.to)}</b>
      </p>
      <DocumentFields fields={letter.fields} />
    </section>
  )
}

/** The rules that the fields name, each once, the first few. */
function uniqueSources(fields: readonly FieldForm[]): readonly Source[] {
  const all = fields.flatMap(({ source }) => (source === null ? [] : [source]))
  return [...new Map(all.map((source) => [JSON.stringify('norm' in source ? source : { instrument: source.instrument }), source])).values()].slice(0, 4)
}

interface Line {
  readonly path: string
  readonly label: string
  readonly value: string
}

function linesOf(
  fields: readonly FieldForm[],
  typed: Typed,
  language: Language,
  words: { readonly yes: string; readonly no: string; readonly nameOf: ReturnType<typeof useNames> },
  beneath = '',
): readonly Line[] {
  return fields.flatMap((field): readonly Line[] => {
    const value = typed[field.name]
    if (isBlank(value)) return []
    const label = `${beneath}${field.label[language]}`
    if (field.widget === 'group') return linesOf(field.fields, typedOf(value), language, words, `${label} · `)
    if (field.fields.length > 0)
      return listOf(value).flatMap((part, place) => linesOf(field.fields, typedOf(part), language, words, `${label} ${place + 1} · `))
    const one = (part: unknown): string => {
      if (typeof part === 'boolean') return part ? words.yes : words.no
      const text = String(part)
      return (
        field.options.find((option) => option.value === text)?.label[language] ??
        words.nameOf(field, text)?.[language] ??
        (field.widget === 'moment' ? printMinute(text) : text)
      )
    }
    return [{ path: `${beneath}${field.name}`, label, value: Array.isArray(value) ? value.map(one).join(language === 'zh' ? '、' : ', ') : one(value) }]
  })
}
