import { getRouteApi, Link } from '@tanstack/react-router'
import { useMemo, type ReactNode } from 'react'
import { agendaOf, type Item } from '#law/report/agenda.ts'
import { citer } from '#law/report/penalty.ts'
import { WORDS as LAW } from '#law/report/words.ts'
import type { Text } from '#law/text.ts'
import { numberOf, titleOf } from '#procedures/view.ts'
import { useAsk } from '../api/query.ts'
import type { Board, ShownMatter, ShownProcedure, ShownView } from '../api/shapes.ts'
import { Why } from '../board/why.tsx'
import { Asked } from '../frame/asked.tsx'
import { NotFound } from '../frame/not-found.tsx'
import { useTitle } from '../frame/title.ts'
import { useLanguage } from '../language.tsx'
import { cellWords } from '../table/cell.ts'
import { Documents } from './documents.tsx'
import { Evidence } from './evidence.tsx'
import { Letters } from './letters.tsx'
import { Next } from './next.tsx'
import { StepStrip } from './step-strip.tsx'
import { Timeline } from './timeline.tsx'
import '../board/board.css'
import '../register/register.css'
import './matter.css'

const WORDS = {
  matters: { zh: '事项', en: 'Matters' },
  recorded: (ref: string): Text => ({ zh: `已记入日志第 ${ref} 号。`, en: `Recorded as entry ${ref} of the journal.` }),
  nothing: { zh: '内容与已有记录一致，没有新增记录。', en: 'That is on record already; nothing new was written.' },
  proof: { zh: '查看记录', en: 'See the entry' },
  why: { zh: '应当做什么，为什么', en: 'What is owed, and why' },
  none: { zh: '这一事项现在没有未了的义务。', en: 'Nothing is owed on this matter now.' },
}

const route = getRouteApi('/frame/matters/$procedure/$subject')

/** One matter: where it stands, what comes next and why, what happened by both clocks, letters and documents. */
export function MatterPage(): ReactNode {
  useTitle(WORDS.matters)
  const { procedure, subject } = route.useParams()
  const procedures = useAsk<{ readonly procedures: readonly ShownProcedure[] }>('/api/procedures')
  const matter = useAsk<ShownMatter>(`/api/matters/${encodeURIComponent(procedure)}/${encodeURIComponent(subject)}`)
  return (
    <div className="page stack">
      {matter.error?.status === 404 ? (
        <NotFound />
      ) : (
        <Asked of={procedures}>
          {(answer) => {
            const found = answer.procedures.find(({ id }) => id === procedure)
            return found === undefined ? <NotFound /> : <Asked of={matter}>{(shown) => <Filled procedure={found} matter={shown} />}</Asked>
          }}
        </Asked>
      )}
    </div>
  )
}

function Filled({ procedure, matter }: { readonly procedure: ShownProcedure; readonly matter: ShownMatter }): ReactNode {
  const { say, language } = useLanguage()
  const { recorded } = route.useSearch()
  const { subject } = matter
  const [main] = procedure.views
  const rows = useAsk<ShownView>(`/api/views/${main?.id ?? ''}`, { enabled: main !== undefined && procedure.of !== 'party' })
  const row = rows.data?.rows.find(({ key }) => key === subject)
  const name = row === undefined || rows.data === undefined ? '' : cellWords(titleOf(row, rows.data), language)
  const title = name === '' ? say(procedure.title) : name
  useTitle({ zh: title, en: title })
  const board = useAsk<Board>('/api/board', { every: 60_000 })
  const nothing = <p className="second">{say(WORDS.none)}</p>
  const items = useMemo(() => itemsOf(board.data, procedure, subject), [board.data, procedure, subject])
  return (
    <>
      <div className="stack tight">
        <p className="small second">
          <Link to="/matters">{say(WORDS.matters)}</Link> · {say(procedure.title)}
          {procedure.of === 'party' ? null : ` · ${numberOf(subject)}`}
          {matter.edition === null ? null : ` · ${say(LAW.edition[matter.edition])}`}
        </p>
        <h1>{title}</h1>
      </div>
      {recorded === undefined ? null : (
        <p className="sheet done recorded" role="status">
          <span aria-hidden="true">✓</span> {recorded === 'nothing' ? say(WORDS.nothing) : <a href={`#entry-${recorded}`}>{say(WORDS.recorded(recorded))}</a>}
        </p>
      )}
      <StepStrip steps={matter.steps} items={items} />
      <div className="matter-halves">
        <Next procedure={procedure} matter={matter} items={items} row={row} view={rows.data} />
        <section className="sheet stack tight" aria-label={say(WORDS.why)}>
          <h2>{say(WORDS.why)}</h2>
          {board.error?.code === 'no-profile' ? (
            nothing
          ) : (
            <Asked of={board}>
              {(answer) =>
                items.length === 0
                  ? nothing
                  : items.map((item, place) => <Owed key={`${item.duty.norm} ${item.duty.opened}`} item={item} board={answer} open={place === 0} />)
              }
            </Asked>
          )}
        </section>
      </div>
      <Timeline procedure={procedure} matter={matter} />
      <Evidence procedure={procedure.id} subject={subject} />
      <Letters procedure={procedure.id} subject={subject} party={procedure.of === 'party'} />
      <Documents procedure={procedure} matter={matter} />
    </>
  )
}

/** What is owed on the matter and not settled, the most urgent first. */
function itemsOf(board: Board | undefined, { of }: ShownProcedure, subject: string): readonly Item[] {
  if (board === undefined) return []
  const about = of === 'party' ? board.party.id : subject
  const { items } = agendaOf({ ...board, duties: board.duties.filter((duty) => duty.subject === about) })
  const places = ['overdue', 'week', 'month', 'proof', 'indeterminate', 'later'] as const
  return of === 'party' ? [] : places.flatMap((place) => items[place])
}

function Owed({ item, board, open }: { readonly item: Item; readonly board: Board; readonly open: boolean }): ReactNode {
  const { say } = useLanguage()
  const { duty } = item
  return (
    <details open={open} className="owed">
      <summary>
        {say(duty.title)} <span className="second">{say(duty.cite)}</span>
      </summary>
      <p className="small">
        <Link to="/statute/$edition/$provision" params={{ edition: duty.edition, provision: duty.provision }}>
          {say({ zh: `阅读${duty.cite.zh}`, en: `Read ${duty.cite.en}` })}
        </Link>
      </p>
      <Why item={item} cite={citer(board)} />
    </details>
  )
}
