import { Link } from '@tanstack/react-router'
import { useMemo, type ReactNode } from 'react'
import { agendaOf, clockWords, subjectsOf } from '#law/report/agenda.ts'
import { instant } from '#law/instant.ts'
import type { Text } from '#law/text.ts'
import { useAsk } from '../api/query.ts'
import type { Board, BoardDuty, IncomingLetter, LetterBox, ShownProcedure } from '../api/shapes.ts'
import { ActionLink } from '../board/action-link.tsx'
import { BeginProfile } from '../board/no-profile.tsx'
import { printZoned, useNow } from '../clock.ts'
import { Asked } from '../frame/asked.tsx'
import { useTitle } from '../frame/title.ts'
import { useLanguage } from '../language.tsx'
import { LetterLine } from '../letter/letter-line.tsx'
import { isCases, MattersTable } from '../matter/matters-table.tsx'
import { useSession } from '../session.tsx'
import '../board/board.css'
import '../matter/matter.css'
import './desk.css'

const WORDS = {
  title: { zh: '工作台', en: 'Desk' },
  running: (n: number): Text => ({ zh: `${n} 个时限`, en: n === 1 ? '1 clock' : `${n} clocks` }),
  noProfile: {
    zh: '建立主体档案后，这里按时限列出你部门的法定职责。',
    en: 'Once the profile has begun, the statutory tasks of your department stand here by their clocks.',
  },
  none: { zh: '没有临近或者逾期的时限。', en: 'No clock is near its end or past it.' },
  came: { zh: '新收到的公文', en: 'What has come in' },
  noLetters: { zh: '没有来文。报告、陈述和移送会到这里。', en: 'Nothing has come. Reports, statements and transfers arrive here.' },
  allLetters: { zh: '全部来文', en: 'All letters' },
  queue: { zh: '全部事项', en: 'The queue' },
}

/** Letters shown without asking for more. */
const FIRST = 8

/** What a department has before it: what runs out, what has come in, and everything that is being handled. */
export function DeskPage(): ReactNode {
  useTitle(WORDS.title)
  const { say } = useLanguage()
  const { party } = useSession()
  const procedures = useAsk<{ readonly procedures: readonly ShownProcedure[] }>('/api/procedures')
  return (
    <div className="page wide stack">
      <div className="stack tight">
        <p className="second">{say(party.name)}</p>
        <h1>{say(WORDS.title)}</h1>
      </div>
      <div className="desk-parts">
        <div className="stack">
          <Clocks />
          <Asked of={procedures}>{(answer) => <MattersTable procedures={answer.procedures.filter(isCases)} heading={<h2>{say(WORDS.queue)}</h2>} />}</Asked>
        </div>
        <Came />
      </div>
    </div>
  )
}

function Clocks(): ReactNode {
  const { say } = useLanguage()
  const board = useAsk<Board>('/api/board', { every: 60_000 })
  if (board.error?.code === 'no-profile')
    return (
      <section className="sheet stack tight" aria-label={say(WORDS.running(0))}>
        <p className="second">{say(WORDS.noProfile)}</p>
        <BeginProfile />
      </section>
    )
  return <Asked of={board}>{(answer) => <Running board={answer} />}</Asked>
}

function Running({ board }: { readonly board: Board }): ReactNode {
  const { say, language } = useLanguage()
  const now = instant(useNow())
  const items = useMemo(() => {
    const { overdue, week } = agendaOf(board).items
    return [...overdue, ...week]
  }, [board])
  const actions = new Map<object, BoardDuty['actions']>(board.duties.map((duty) => [duty, duty.actions]))
  if (items.length === 0) return <p className="second">{say(WORDS.none)}</p>
  return (
    <section className="sheet clocks" aria-label={say(WORDS.running(items.length))}>
      <h2>{say(WORDS.running(items.length))}</h2>
      {items.map((item) => {
        const clock = clockWords(item, now)
        const [action] = actions.get(item.duty) ?? []
        return (
          <div key={`${item.duty.norm} ${item.duty.subject} ${item.duty.opened}`} className="desk-clock">
            <span className={item.place === 'overdue' ? 'late' : 'soon'} title={item.moment === null ? '' : say(printZoned(item.moment))}>
              <span aria-hidden="true">{item.place === 'overdue' ? '■' : '●'}</span> {clock === null ? '' : say(clock)}
            </span>
            <span>
              {say(item.duty.title)}{' '}
              <span className="second">
                {subjectsOf(item, language)} · {say(item.duty.cite)}
              </span>
            </span>
            {action === undefined ? <span /> : <ActionLink action={action} />}
          </div>
        )
      })}
    </section>
  )
}

function Came(): ReactNode {
  const { say } = useLanguage()
  const letters = useAsk<LetterBox<IncomingLetter>>('/api/letters?box=in', { every: 30_000 })
  return (
    <section className="sheet stack tight desk-came" aria-label={say(WORDS.came)}>
      <div className="row apart">
        <h2>{say(WORDS.came)}</h2>
        <Link to="/letters" className="small">
          {say(WORDS.allLetters)}
        </Link>
      </div>
      <Asked of={letters}>
        {(answer) => {
          // A receipt says only that ours has come there.
          const said = answer.letters.filter(({ kind }) => kind !== 'receipt').slice(0, FIRST)
          if (said.length === 0) return <p className="second">{say(WORDS.noLetters)}</p>
          return (
            <ul className="letters">
              {said.map((letter) => (
                <LetterLine key={letter.letter} matter letter={{ way: 'in', ...letter }} />
              ))}
            </ul>
          )
        }}
      </Asked>
    </section>
  )
}
