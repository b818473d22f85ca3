import { Link, useNavigate } from '@tanstack/react-router'
import { Button } from 'antd'
import { lazy, Suspense, useEffect, useMemo, useRef, useState, type ReactNode } from 'react'
import type { CommandForm } from '#procedures/command.ts'
import type { FieldForm } from '#procedures/field.ts'
import type { Text } from '#law/text.ts'
import { numberOf } from '#procedures/view.ts'
import { ask, problemOf, type Problem } from '../api/client.ts'
import { queries, useAgain, useAsk } from '../api/query.ts'
import type { Accepted, ShownMatter, ShownProcedure, ShownView } from '../api/shapes.ts'
import { momentNow } from '../field/moment-input.tsx'
import { EvidencePlace } from '../field/evidence-place.ts'
import { FieldInput } from '../field/field-input.tsx'
import { partyName } from '../field/lookup.ts'
import { commandOf, isBlank, missingIn, type Faults, type Typed } from '../field/value.ts'
import { Refused } from '../frame/refused.tsx'
import { useTitle } from '../frame/title.ts'
import { useLanguage } from '../language.tsx'
import { useSession } from '../session.tsx'
import { carriedFrom } from './carried.ts'
import { CorrectionForm } from './correction-form.tsx'
import { useDraft } from './draft.ts'
import { Outward } from './outward.tsx'
import { faultsOf } from './refusal.ts'
import { SubjectInput } from './subject-input.tsx'
import { isName, mainViewOf, namingOf, nextName } from './subject.ts'
import './act.css'

const WORDS = {
  kept: { zh: '上次没填完的内容还在。', en: 'What you typed before is still here.' },
  discard: { zh: '清空重填', en: 'Start over' },
  cancel: { zh: '返回', en: 'Back' },
  look: { zh: '下一步：核对发出的内容', en: 'Next: see what leaves' },
  subject: { zh: '请选择或者填写编号：字母、数字和 . _ : -。', en: 'Choose or give a number: letters, digits and . _ : -.' },
  taken: { zh: '这个编号已经用过，请换一个。', en: 'This number is taken; choose another.' },
  faults: (n: number): Text => ({ zh: `有 ${n} 处需要填写或更正。`, en: n === 1 ? 'One field needs attention.' : `${n} fields need attention.` }),
}

/** Only who proposes a penalty waits for it. */
const FineRange = lazy(async () => ({ default: (await import('./fine-range.tsx')).FineRange }))

interface CommandPageProps {
  readonly procedure: ShownProcedure
  readonly form: CommandForm
  readonly subject: string | undefined
  /** The entry that is corrected or withdrawn. */
  readonly entry: string | undefined
  /** The matter that it follows from, as `procedure/subject`: what that says goes into a form that is blank. */
  readonly from: string | undefined
}

/** The form of a command. What is typed stays until the server has recorded it. */
export function CommandPage({ procedure, form, subject: given, entry, from }: CommandPageProps): ReactNode {
  useTitle(form.title)
  const { say } = useLanguage()
  const { party, person } = useSession()
  const navigate = useNavigate()
  const again = useAgain()
  const draft = useDraft(`draft.${party.id}.${person.person}.${procedure.id}.${given ?? 'new'}.${form.type}.${entry ?? ''}`)
  const [, source, sourceSubject] = /^([a-z-]+)\/(.+)$/.exec(from ?? '') ?? []
  const matter = useAsk<ShownMatter>(`/api/matters/${source ?? ''}/${encodeURIComponent(sourceSubject ?? '')}`, { enabled: source !== undefined })
  const carriedOnce = useRef(false)
  useEffect(() => {
    if (carriedOnce.current || matter.data === undefined) return
    carriedOnce.current = true
    if (isBlank(draft.typed)) draft.type(carriedFrom(matter.data, { procedure: procedure.id, command: form.type }))
  }, [matter.data, draft, procedure.id, form.type])
  // When it happened is most often now: said so from the start, and changed where it is not.
  const [opened] = useState(momentNow)
  const typed: Typed = { ...(form.fields.some(({ name, widget }) => name === 'on' && widget === 'moment') ? { on: opened } : {}), ...draft.typed }
  const naming = namingOf(procedure, form.opens)
  const main = mainViewOf(procedure)
  const rows = useAsk<ShownView>(`/api/views/${main ?? ''}`, { enabled: naming === 'new' && given === undefined && main !== undefined })
  const taken = useMemo(() => new Set(rows.data?.rows.map(({ key }) => key)), [rows.data])
  const [typedSubject, setTypedSubject] = useState<string>()
  const year = new Intl.DateTimeFormat('en', { timeZone: 'Asia/Shanghai', year: 'numeric' }).format(new Date())
  const subject = naming === 'party' ? party.id : (given ?? typedSubject ?? (naming === 'new' ? nextName(procedure, taken, year) : ''))
  const [problem, setProblem] = useState<Problem | null>(null)
  const [faults, setFaults] = useState<Faults>(new Map())
  const [looking, setLooking] = useState(false)
  const [busy, setBusy] = useState(false)

  const command = {
    type: form.type,
    ...(entry === undefined ? {} : { entry }),
    ...commandOf(
      form.fields.filter(({ name }) => entry === undefined || name !== 'entry'),
      typed,
    ),
  }

  const show = (found: Faults): void => {
    setFaults(found)
    const [first] = found.keys()
    if (first !== undefined) requestAnimationFrame(() => focusOn(first))
  }
  const check = (): boolean => {
    const found = new Map(
      missingIn(
        form.fields.filter(({ name }) => entry === undefined || name !== 'entry'),
        typed,
      ),
    )
    if (!isName(subject)) found.set('subject', WORDS.subject)
    else if (naming === 'new' && given === undefined && taken.has(subject)) found.set('subject', WORDS.taken)
    setProblem(null)
    show(found)
    return found.size === 0
  }
  const refused = (error: unknown): void => {
    const said = problemOf(error)
    // Whatever never arrived, or broke on the way, may have been done: the same name will tell.
    if (said.status !== 0 && said.status < 500) draft.answered()
    const placed = faultsOf(said, form.fields)
    setProblem(placed.above ? said : null)
    show(placed.faults)
    setLooking(false)
    scrollTo({ top: 0 })
  }
  const send = async (): Promise<void> => {
    setBusy(true)
    try {
      // Sent again after a lost connection, it is the same command: with the same time.
      draft.type(typed)
      const done = await ask<Accepted>(`/api/matters/${procedure.id}/${encodeURIComponent(subject)}`, {
        method: 'POST',
        body: command,
        name: draft.nameOf(command),
      })
      draft.clear()
      // As it stood before it is not shown any more.
      queries.removeQueries({ queryKey: [`/api/matters/${procedure.id}/${encodeURIComponent(done.subject)}`] })
      void again()
      await navigate({
        to: '/matters/$procedure/$subject',
        params: { procedure: procedure.id, subject: done.subject },
        search: { recorded: done.events[0]?.ref ?? 'nothing' },
      })
    } catch (error) {
      refused(error)
    } finally {
      setBusy(false)
    }
  }

  if (looking)
    return (
      <Outward
        procedure={procedure}
        form={form}
        subject={subject}
        command={command}
        typed={typed}
        busy={busy}
        send={() => void send()}
        back={() => setLooking(false)}
        refused={refused}
      />
    )
  const fields = form.fields.filter(({ name }) => entry === undefined || !['entry', 'facts', 'detail'].includes(name))
  return (
    <form
      className="stack act"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (busy || !check()) return
        if (form.outward) {
          setLooking(true)
          scrollTo({ top: 0 })
        } else void send()
      }}
    >
      <div className="stack tight">
        <p className="second small">
          {say(procedure.title)}
          {given === undefined || naming === 'party' ? null : (
            <>
              {' · '}
              <Link to="/matters/$procedure/$subject" params={{ procedure: procedure.id, subject: given }}>
                {numberOf(given)}
              </Link>
            </>
          )}
        </p>
        <h1>{say(form.title)}</h1>
        {form.help === null ? null : <p className="second">{say(form.help)}</p>}
      </div>
      {draft.wasKept ? (
        <p className="row small">
          <span className="second">{say(WORDS.kept)}</span>
          <Button type="link" size="small" onClick={draft.clear}>
            {say(WORDS.discard)}
          </Button>
        </p>
      ) : null}
      <Refused problem={problem} />
      {faults.size === 0 ? null : (
        <p className="late" role="status">
          {say(WORDS.faults(faults.size))}
        </p>
      )}
      <div className="sheet act-fields">
        {given === undefined && naming !== 'party' ? (
          <SubjectInput procedure={procedure} naming={naming} value={subject} change={setTypedSubject} fault={faults.get('subject')} />
        ) : null}
        {entry === undefined ? null : (
          <CorrectionForm procedure={procedure.id} subject={subject} entry={entry} correcting={form.type === 'correct'} draft={draft} faults={faults} />
        )}
        {procedure.id === 'penalty' && form.type === 'propose' && subject !== '' ? (
          <Suspense>
            <FineRange subject={subject} typed={typed} />
          </Suspense>
        ) : null}
        <EvidencePlace value={isName(subject) ? { procedure: procedure.id, subject } : undefined}>
          {fields.map((field) => (
            <FieldInput
              key={field.name}
              form={field}
              path={field.name}
              value={typed[field.name]}
              change={(next) => {
                draft.type({ ...draft.typed, ...alongWith(field, next), [field.name]: next })
                if (faults.size > 0) setFaults(without(faults, field.name))
              }}
              faults={faults}
            />
          ))}
        </EvidencePlace>
      </div>
      <div className="row act-foot">
        <Button type="primary" size="large" htmlType="submit" loading={busy}>
          {say(form.outward ? WORDS.look : form.title)}
        </Button>
        <Button size="large" type="text" onClick={() => history.back()}>
          {say(WORDS.cancel)}
        </Button>
      </div>
    </form>
  )
}

/** The name of a party that was chosen stands beside it, as it is registered; nobody types it a second time. */
function alongWith({ name, register }: FieldForm, value: unknown): Typed {
  const party = register === 'party' ? partyName(value) : undefined
  return party === undefined ? {} : { [`${name}Name`]: party.zh }
}

/** What has been typed anew is not wrong any more until it is sent. */
function without(faults: Faults, name: string): Faults {
  return new Map([...faults].filter(([path]) => path !== name && !path.startsWith(`${name}.`)))
}

/** Brings the first field that needs attention into view, and the keyboard to it. */
function focusOn(path: string): void {
  const field = document.querySelector(`[data-path="${CSS.escape(path)}"]`)
  field?.scrollIntoView({ block: 'center' })
  const control = field?.querySelector('input, textarea, button, [tabindex]')
  if (control instanceof HTMLElement) control.focus({ preventScroll: true })
}
