import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { clockWords, type Item } from '#law/report/agenda.ts'
import { instant } from '#law/instant.ts'
import type { CommandForm } from '#procedures/command.ts'
import { blanksOf } from '#procedures/document.ts'
import type { Row } from '#procedures/view.ts'
import { ONWARD, type Onward } from '../act/carried.ts'
import { useAsk } from '../api/query.ts'
import type { BoardDuty, ShownMatter, ShownProcedure, ShownView } from '../api/shapes.ts'
import { useNow } from '../clock.ts'
import { registerNamed, useChoices } from '../field/lookup.ts'
import { ButtonLink } from '../frame/button-link.tsx'
import { useLanguage } from '../language.tsx'
import { cellWords } from '../table/cell.ts'

const WORDS = {
  next: { zh: '接下来', en: 'Next' },
  done: { zh: '没有必须马上办的步骤。', en: 'No step has to be taken now.' },
  others: { zh: '等待其他岗位办理：', en: 'Others have to act first: ' },
  other: { zh: '还可以办理', en: 'What else can be done' },
  missing: { zh: '尚缺', en: 'Still blank' },
  facts: { zh: '概要', en: 'In short' },
}

interface NextProps {
  readonly procedure: ShownProcedure
  readonly matter: ShownMatter
  readonly items: readonly Item[]
  readonly row: Row | undefined
  readonly view: ShownView | undefined
}

/** What comes next on a matter: the steps that stand open, what runs out first on top, then whatever else this person may do. */
export function Next({ procedure, matter, items, row, view }: NextProps): ReactNode {
  const { say, language } = useLanguage()
  const now = instant(useNow())
  const usable = matter.commands.filter(
    ({ type, opens }) =>
      type !== 'correct' &&
      type !== 'withdraw' &&
      (!opens || procedure.of === 'party' || matter.steps.some((step) => step.command === type && step.state === 'now')),
  )
  const urgent = items.flatMap(({ duty }) => actionsOf(duty)).filter(({ procedure: whose }) => whose === procedure.id)
  const steps = matter.steps.flatMap(({ state, command }) => (state === 'now' && command !== null ? [command] : []))
  const first = [...new Set([...urgent.map(({ command }) => command), ...steps])].flatMap((type) => usable.find((form) => form.type === type) ?? [])
  const waits = matter.steps.filter(({ state, command }) => state === 'now' && command !== null && !usable.some(({ type }) => type === command))
  const onward = useOnward(procedure.id, matter)
  const others = usable.filter((form) => !first.includes(form))
  const blanks = matter.documents.flatMap((document) => blanksOf(document)).slice(0, 4)
  const registers = view?.columns.flatMap(({ key, kind }) => (kind === 'matter' ? (registerNamed(key) ?? []) : [])) ?? []
  const choices = useChoices(registers)
  const facts =
    row === undefined || view === undefined
      ? []
      : view.columns.flatMap((column) => {
          const cell = row.cells[column.key] ?? null
          const register = registerNamed(column.key)
          const named = register === undefined ? undefined : choices.get(register)?.find(({ value }) => value === cell)?.name
          const words = named === undefined ? cellWords(cell, language, column) : say(named)
          return words === '' || column.key === 'title' || column.key === 'id' ? [] : [{ column, words }]
        })
  return (
    <section className="sheet stack" aria-label={say(WORDS.next)}>
      <h2>{say(WORDS.next)}</h2>
      {first.length === 0 && waits.length === 0 && onward.length === 0 ? <p className="second">{say(WORDS.done)}</p> : null}
      {waits.length === 0 ? null : (
        <p className="second">
          {say(WORDS.others)}
          {waits.map(({ title }) => say(title)).join(language === 'zh' ? '、' : ', ')}
        </p>
      )}
      {first.map((form, place) => {
        const item = items.find(({ duty }) => actionsOf(duty).some(({ command }) => command === form.type))
        const clock = item === undefined ? null : clockWords(item, now)
        return (
          <div key={form.type} className="row">
            <CommandLink procedure={procedure.id} subject={matter.subject} form={form} strong={place === 0} />
            {clock === null || item === undefined ? null : <span className={item.place === 'overdue' ? 'late' : 'soon'}>{say(clock)}</span>}
          </div>
        )
      })}
      {onward.length === 0 ? null : (
        <div className="row">
          {onward.map(({ procedure: to, command, title }) => (
            <ButtonLink
              key={`${to} ${command}`}
              to="/act/$procedure/$command"
              params={{ procedure: to, command }}
              search={{ from: `${procedure.id}/${matter.subject}` }}
            >
              {say(title)}
            </ButtonLink>
          ))}
        </div>
      )}
      {blanks.length === 0 || first.length === 0 ? null : (
        <p className="small second">
          {say(WORDS.missing)}
          {language === 'zh' ? '：' : ': '}
          {blanks.map(({ label }) => label[language]).join(language === 'zh' ? '、' : ', ')}
        </p>
      )}
      {facts.length === 0 ? null : (
        <dl className="values" aria-label={say(WORDS.facts)}>
          {facts.map(({ column, words }) => [<dt key={`${column.key} label`}>{say(column)}</dt>, <dd key={column.key}>{words}</dd>])}
        </dl>
      )}
      {others.length === 0 ? null : (
        <details>
          <summary>
            {say(WORDS.other)} <span className="second">{others.length}</span>
          </summary>
          <ul className="matter-others">
            {others.map((form) => (
              <li key={form.type}>
                <Link to="/act/$procedure/$command" params={{ procedure: procedure.id, command: form.type }} search={{ subject: matter.subject }}>
                  {say(form.title)}
                </Link>
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  )
}

/** What follows from the matter in another procedure, as far as it has come to that and this person may do it. */
function useOnward(procedure: string, { entries }: ShownMatter): readonly Onward[] {
  const { data } = useAsk<{ readonly procedures: readonly ShownProcedure[] }>('/api/procedures')
  return (ONWARD[procedure] ?? []).filter(
    (each) =>
      entries.some(({ event }) => event.kind === each.after) &&
      data?.procedures.some(({ id, commands }) => id === each.procedure && commands.some(({ type }) => type === each.command)) === true,
  )
}

/** A duty of the board comes with what can be done about it. */
function actionsOf(duty: Item['duty'] & Partial<Pick<BoardDuty, 'actions'>>): BoardDuty['actions'] {
  return duty.actions ?? []
}

function CommandLink({
  procedure,
  subject,
  form,
  strong,
}: {
  readonly procedure: string
  readonly subject: string
  readonly form: CommandForm
  readonly strong: boolean
}): ReactNode {
  const { say } = useLanguage()
  return (
    <ButtonLink to="/act/$procedure/$command" params={{ procedure, command: form.type }} search={{ subject }} strong={strong}>
      {say(form.title)}
    </ButtonLink>
  )
}
