import { getRouteApi, Link } from '@tanstack/react-router'
import { Button, Input, Segmented } from 'antd'
import { useDeferredValue, useMemo, useState, type ReactNode } from 'react'
import { agendaOf, clockWords, subjectsOf, type Agenda, type Item, type Place } from '#law/report/agenda.ts'
import { citer, gravestWords } from '#law/report/penalty.ts'
import { WORDS as LAW } from '#law/report/words.ts'
import { rolesWords } from '#law/report/heading.ts'
import { instant, type Instant } from '#law/instant.ts'
import type { Text } from '#law/text.ts'
import type { Board, BoardDuty } from '../api/shapes.ts'
import { useAsk } from '../api/query.ts'
import { printMinute, printZoned, useNow } from '../clock.ts'
import { ReportExport } from '../export/report-export.tsx'
import { Asked } from '../frame/asked.tsx'
import { useTitle } from '../frame/title.ts'
import { useLanguage } from '../language.tsx'
import { useSession } from '../session.tsx'
import { ActionLink } from './action-link.tsx'
import { StateMark } from './state-mark.tsx'
import { Why } from './why.tsx'
import { NoProfile } from './no-profile.tsx'
import './board.css'

const WORDS = {
  title: { zh: '义务', en: 'Duties' },
  search: { zh: '查找义务、系统、条款', en: 'Find a duty, a system, a provision' },
  running: (n: number): Text => ({ zh: `${n} 个时钟在走`, en: n === 1 ? '1 clock running' : `${n} clocks running` }),
  all: { zh: '全部', en: 'All' },
  unprinted: (n: number): Text => ({
    zh: `另有 ${n} 项未印出，完整清单请用“导出”。`,
    en: `${n} more are not printed here: the whole list leaves by “Export”.`,
  }),
  more: (n: number): Text => ({ zh: `再显示 ${n} 项`, en: `Show ${n} more` }),
  mine: { zh: '我的', en: 'Mine' },
  team: { zh: '本岗位', en: 'My role’s' },
  everybody: { zh: '全部', en: 'All' },
  whose: { zh: '谁的义务', en: 'Whose duties' },
  none: { zh: '没有符合条件的义务。', en: 'No duty fits.' },
  asOf: (at: string): Text => ({ zh: `截至 ${at}（北京时间）`, en: `As of ${at}, Beijing time` }),
  since: { zh: '自', en: 'since' },
  due: { zh: '到期', en: 'due' },
}

/** In this order: what runs out first, then what has to be shown or asked, then what is behind us. */
const PLACES: readonly Place[] = ['overdue', 'week', 'month', 'proof', 'indeterminate', 'later', 'pending', 'kept', 'mended', 'settled']
/** What is shown without asking for more. */
const FIRST = 40
/** A clock is shown at the head of the page when it runs out within three days. */
const SOON = 3 * 24 * 3_600_000 // ms
/** The duties of which nothing is to be done today stay folded until somebody asks for them. */
const FOLDED: ReadonlySet<Place> = new Set(['kept', 'mended', 'settled', 'pending'])

export function BoardPage(): ReactNode {
  useTitle(WORDS.title)
  const [share, setShare] = useState<Share>('all')
  const board = useAsk<Board>(share === 'all' ? '/api/board' : `/api/board?owner=${share}`, { every: 60_000 })
  return (
    <div className="page">
      {board.error?.code === 'no-profile' ? <NoProfile /> : <Asked of={board}>{(answer) => <Filled board={answer} share={share} choose={setShare} />}</Asked>}
    </div>
  )
}

const route = getRouteApi('/frame/board')

const SHARES = ['mine', 'team', 'all'] as const
type Share = (typeof SHARES)[number]

interface Shared {
  readonly share: Share
  readonly choose: (share: Share) => void
}

function Filled({ board, share, choose }: Shared & { readonly board: Board }): ReactNode {
  const { say } = useLanguage()
  const [place, setPlace] = useState<Place | undefined>()
  const { find = '' } = route.useSearch()
  const [typed, setTyped] = useState(find)
  const sought = useDeferredValue(typed.trim().toLowerCase())
  // Time goes on between two answers of the server: what is left is counted from this screen's clock.
  const now = instant(useNow())
  const agenda = useMemo(() => agendaOf(board), [board])
  const duties = useMemo(() => new Map<object, BoardDuty>(board.duties.map((duty) => [duty, duty])), [board])
  const cite = useMemo(() => citer(board), [board])
  const clocks = agenda.clocks.filter(({ moment }) => moment !== null && moment - now <= SOON)
  const shown = PLACES.flatMap((each) => {
    const items = agenda.items[each].filter((item) => fits(item, sought))
    const wanted = place === undefined ? sought !== '' || !FOLDED.has(each) : place === each
    return wanted && items.length > 0 ? [{ place: each, items }] : []
  })
  const given: Given = { agenda, duties, cite, now }
  return (
    <div className="stack">
      <div className="page-head">
        <div>
          <h1>{say(board.party.name)}</h1>
          <p className="second">{say(rolesWords(board))}</p>
        </div>
        <div className="row">
          <p className="second small">{say(WORDS.asOf(printMinute(board.at)))}</p>
          <ReportExport report="board" query={{ owner: share }} />
        </div>
      </div>
      {clocks.length === 0 ? null : <Clocks items={clocks} {...given} />}
      <div className="row apart no-print">
        <div className="chips" role="group" aria-label={say(WORDS.title)}>
          <Chip label={say(WORDS.all)} pressed={place === undefined} press={() => setPlace(undefined)} />
          {PLACES.filter((each) => agenda.items[each].length > 0).map((each) => (
            <Chip
              key={each}
              label={say(LAW.place[each])}
              count={agenda.items[each].length}
              late={each === 'overdue'}
              pressed={place === each}
              press={() => setPlace(place === each ? undefined : each)}
            />
          ))}
        </div>
        <Segmented<Share>
          aria-label={say(WORDS.whose)}
          value={share}
          options={SHARES.map((each) => ({ value: each, label: say(each === 'all' ? WORDS.everybody : WORDS[each]) }))}
          onChange={choose}
        />
        <Input.Search
          allowClear
          className="board-search"
          placeholder={say(WORDS.search)}
          aria-label={say(WORDS.search)}
          value={typed}
          onChange={({ target }) => setTyped(target.value)}
        />
      </div>
      {shown.length === 0 ? <p className="second">{say(WORDS.none)}</p> : null}
      {shown.map((section) => (
        <Section key={section.place} {...section} {...given} />
      ))}
    </div>
  )
}

interface Given {
  readonly agenda: Agenda
  readonly duties: ReadonlyMap<object, BoardDuty>
  readonly cite: (provision: string) => Text
  readonly now: Instant
}

function fits({ duty, subjects }: Item, sought: string): boolean {
  if (sought === '') return true
  const texts = [duty.title, duty.cite, ...subjects].flatMap(({ zh, en }) => [zh, en])
  return [...texts, duty.norm, duty.provision].some((text) => text.toLowerCase().includes(sought))
}

function Chip({ label, count, late = false, pressed, press }: ChipProps): ReactNode {
  return (
    <button type="button" className={late ? 'chip late' : 'chip'} aria-pressed={pressed} onClick={press}>
      {label} {count === undefined ? null : <b>{count}</b>}
    </button>
  )
}

interface ChipProps {
  readonly label: string
  readonly count?: number
  readonly late?: boolean
  readonly pressed: boolean
  readonly press: () => void
}

function Clocks({ items, duties, agenda, now }: Given & { readonly items: readonly Item[] }): ReactNode {
  const { say, language } = useLanguage()
  return (
    <section className="sheet clocks" aria-label={say(WORDS.running(items.length))}>
      <h2>{say(WORDS.running(items.length))}</h2>
      {items.map((item) => {
        const [action] = duties.get(item.duty)?.actions ?? []
        const words = clockWords(item, now > agenda.at ? now : agenda.at)
        return (
          <div key={keyOf(item)} className="clock">
            <span className="clock-left soon" title={say(printZoned(item.duty.due ?? ''))}>
              <span aria-hidden="true">●</span> {words === null ? '' : say(words)}
            </span>
            <span className="clock-what">
              {say(item.duty.title)} <span className="second">{subjectsOf(item, language)}</span>
            </span>
            <Cited item={item} />
            {action === undefined ? <span /> : <ActionLink action={action} strong />}
          </div>
        )
      })}
    </section>
  )
}

const keyOf = ({ duty }: Item): string => `${duty.edition} ${duty.norm} ${duty.subject} ${duty.ref ?? ''} ${duty.opened} ${duty.state}`

function Section({ place, items, ...given }: Given & { readonly place: Place; readonly items: readonly Item[] }): ReactNode {
  const { say } = useLanguage()
  const [most, setMost] = useState(FIRST)
  const rest = items.length - most
  return (
    <section className="sheet duties" aria-label={say(LAW.place[place])}>
      <h2>
        {say(LAW.place[place])} <span className="second">{items.length}</span>
      </h2>
      <ul>
        {items.slice(0, most).map((item) => (
          <Line key={keyOf(item)} item={item} {...given} />
        ))}
      </ul>
      {rest > 0 ? <p className="duty second print-only">{say(WORDS.unprinted(rest))}</p> : null}
      {rest > 0 ? (
        <p className="duty row no-print">
          <Button type="link" onClick={() => setMost(most + 200)}>
            {say(WORDS.more(Math.min(rest, 200)))}
          </Button>
        </p>
      ) : null}
    </section>
  )
}

function Line({ item, agenda, duties, cite, now }: Given & { readonly item: Item }): ReactNode {
  const { say, language } = useLanguage()
  const [open, setOpen] = useState(false)
  const { duty } = item
  const { id: party } = useSession().party
  const [action] = item.place === 'settled' || item.place === 'mended' || item.place === 'kept' ? [] : (duties.get(duty)?.actions ?? [])
  const clock = clockWords(item, now > agenda.at ? now : agenda.at)
  const stake = gravestWords(duty.stake, item.exposure?.entityFine ?? null)
  return (
    <li className="duty">
      <div className="duty-line">
        <span className="duty-state">
          <StateMark standing={item.standing} />
        </span>
        <span className="duty-what">
          <button type="button" className="duty-title" aria-expanded={open} onClick={() => setOpen(!open)}>
            {say(duty.title)}
          </button>{' '}
          {item.subjects.length === 1 && duty.subject === party ? null : <span className="second">{subjectsOf(item, language)}</span>}
        </span>
        <span className={item.place === 'overdue' ? 'duty-clock late' : 'duty-clock second'} title={item.moment === null ? '' : say(printZoned(item.moment))}>
          {clock === null ? null : say(clock)}
        </span>
        <span className="duty-cost small">
          <Cited item={item} />
          {stake === null ? null : <span className="second"> {say(stake)}</span>}
        </span>
        <span className="duty-act no-print">{action === undefined ? null : <ActionLink action={action} />}</span>
      </div>
      {open ? <Why item={item} cite={cite} owned={duties.get(duty)} /> : null}
    </li>
  )
}

function Cited({ item: { duty } }: { readonly item: Item }): ReactNode {
  const { say } = useLanguage()
  return (
    <Link to="/statute/$edition/$provision" params={{ edition: duty.edition, provision: duty.provision }} className="cite">
      {say(duty.cite)}
    </Link>
  )
}
