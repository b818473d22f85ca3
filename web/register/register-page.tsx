import { getRouteApi, Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { Column } from '#procedures/view.ts'
import { useAsk } from '../api/query.ts'
import type { ShownProcedure, ShownView } from '../api/shapes.ts'
import { Asked } from '../frame/asked.tsx'
import { ButtonLink } from '../frame/button-link.tsx'
import { NotFound } from '../frame/not-found.tsx'
import { useTitle } from '../frame/title.ts'
import { useLanguage } from '../language.tsx'
import { subjectOf } from '../matter/row.ts'
import { Table } from '../table/table.tsx'
import { RowPanel } from './row-panel.tsx'
import './register.css'

const WORDS = {
  registers: { zh: '台账', en: 'Registers' },
}

const route = getRouteApi('/frame/registers/$view')

/** One register: its table, the row that is looked at beside it, and what can be entered. */
export function RegisterPage(): ReactNode {
  const { view } = route.useParams()
  const { say } = useLanguage()
  useTitle(WORDS.registers)
  const procedures = useAsk<{ readonly procedures: readonly ShownProcedure[] }>('/api/procedures')
  const rows = useAsk<ShownView>(`/api/views/${view}`)
  return (
    <div className="page wide stack">
      <p className="small">
        <Link to="/registers">{say(WORDS.registers)}</Link>
      </p>
      <Asked of={procedures}>
        {(answer) => {
          const procedure = answer.procedures.find(({ views }) => views.some(({ id }) => id === view))
          return procedure === undefined ? (
            <NotFound />
          ) : (
            <Asked of={rows}>{(shown) => <Register procedure={procedure} view={shown} all={answer.procedures} />}</Asked>
          )
        }}
      </Asked>
    </div>
  )
}

interface RegisterProps {
  readonly procedure: ShownProcedure
  readonly view: ShownView
  readonly all: readonly ShownProcedure[]
}

function Register({ procedure, view, all }: RegisterProps): ReactNode {
  const { say } = useLanguage()
  useTitle(view.title)
  const { row: opened } = route.useSearch()
  const navigate = route.useNavigate()
  const open = (key: string | undefined): void => void navigate({ search: key === undefined ? {} : { row: key }, resetScroll: false })
  const row = view.rows.find(({ key }) => key === opened)
  const beginnings = procedure.commands.filter(({ opens }) => opens)
  const tools = beginnings.slice(0, 3).map(({ type, title }) => (
    <ButtonLink key={type} to="/act/$procedure/$command" params={{ procedure: procedure.id, command: type }} search={{}} strong={type === 'enter'}>
      {say(title)}
    </ButtonLink>
  ))
  return (
    <>
      <div className="stack tight">
        <h1>{say(view.title)}</h1>
        <p className="second">{say(procedure.about)}</p>
      </div>
      {view.rows.length === 0 ? (
        <div className="sheet stack empty">
          <p>{say(view.empty)}</p>
          <p className="row">{tools}</p>
        </div>
      ) : (
        <div className={row === undefined ? undefined : 'beside'}>
          <Table
            id={view.id}
            title={view.title}
            columns={view.columns}
            rows={view.rows}
            tools={tools}
            open={(each) => open(each.key)}
            opened={opened}
            cell={(column, _each, words) => linked(column, words, all)}
          />
          {row === undefined ? null : (
            <RowPanel key={row.key} procedure={procedure} view={view} row={row} subject={subjectOf(row, view, procedure)} close={() => open(undefined)} />
          )}
        </div>
      )}
    </>
  )
}

/** A cell that names a matter of another register leads there. */
function linked(column: Column, words: string, all: readonly ShownProcedure[]): ReactNode {
  if (column.kind !== 'matter' || words === '' || !all.some(({ id }) => id === column.key)) return words
  return (
    <Link to="/matters/$procedure/$subject" params={{ procedure: column.key, subject: words }} search={{}}>
      {words}
    </Link>
  )
}
