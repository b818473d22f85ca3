import { Link, useRouter } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState, type MouseEvent, type ReactNode } from 'react'
import { EDITIONS } from '#law/citation.ts'
import { instantOf } from '#law/instant.ts'
import type { Text } from '#law/text.ts'
import type { Inbox, InboxMessage } from '#server/contract/notice.ts'
import { useAsk, useDo } from '../api/query.ts'
import { printMinute, printZoned, useNow } from '../clock.ts'
import { Asked } from '../frame/asked.tsx'
import { Refused } from '../frame/refused.tsx'
import { useTitle } from '../frame/title.ts'
import { useLanguage } from '../language.tsx'
import '../board/board.css'
import './inbox.css'

const WORDS = {
  title: { zh: '收件箱', en: 'Inbox' },
  unread: (n: number): Text => ({ zh: `${n} 条未读`, en: n === 1 ? '1 unread' : `${n} unread` }),
  readAll: { zh: '全部标为已读', en: 'Mark all as read' },
  read: { zh: '标为已读', en: 'Mark as read' },
  onlyUnread: { zh: '只看未读', en: 'Unread only' },
  all: { zh: '全部', en: 'All' },
  none: {
    zh: '没有消息。义务快到期、收到公文、耗时的工作做完时，会在这里告诉你。',
    en: 'Nothing here. You are told when a duty is about to fall due, a letter arrives or long work is done.',
  },
  noneUnread: { zh: '都读过了。', en: 'Everything has been read.' },
  older: { zh: '更早的消息', en: 'Older messages' },
  due: (at: string): Text => ({ zh: `${at} 到期`, en: `due ${at}` }),
}

/** What this person has been told, the newest first. */
export function InboxPage(): ReactNode {
  useTitle(WORDS.title)
  const { say } = useLanguage()
  const [unread, setUnread] = useState(false)
  const [before, setBefore] = useState<readonly string[]>([])
  const pages: readonly (string | undefined)[] = [undefined, ...before]
  const inbox = useAsk<Inbox>(`/api/inbox?unread=${unread}`, { every: 60_000 })
  const readAll = useDo<unknown, string>((upTo) => ['/api/inbox/read', { method: 'POST', body: { upTo } }])
  const newest = inbox.data?.messages[0]?.at
  return (
    <div className="page stack">
      <div className="page-head">
        <h1>{say(WORDS.title)}</h1>
        <div className="row">
          <div className="chips" role="group" aria-label={say(WORDS.title)}>
            {[false, true].map((each) => (
              <button
                key={String(each)}
                type="button"
                className="chip"
                aria-pressed={unread === each}
                onClick={() => {
                  setUnread(each)
                  setBefore([])
                }}
              >
                {say(each ? WORDS.onlyUnread : WORDS.all)} {each ? <b>{inbox.data?.unread ?? ''}</b> : null}
              </button>
            ))}
          </div>
          {newest === undefined || inbox.data?.unread === 0 ? null : (
            <Button loading={readAll.isPending} onClick={() => readAll.mutate(newest)}>
              {say(WORDS.readAll)}
            </Button>
          )}
        </div>
      </div>
      <Refused problem={readAll.error} />
      {pages.map((from, place) => (
        <Page key={from ?? 'newest'} unread={unread} before={from} last={place === pages.length - 1} more={(at) => setBefore((known) => [...known, at])} />
      ))}
    </div>
  )
}

/** The server gives so many at once. */
const A_PAGE = 100

interface PageProps {
  readonly unread: boolean
  readonly before: string | undefined
  readonly last: boolean
  readonly more: (before: string) => void
}

function Page({ unread, before, last, more }: PageProps): ReactNode {
  const { say } = useLanguage()
  const inbox = useAsk<Inbox>(`/api/inbox?unread=${unread}${before === undefined ? '' : `&before=${encodeURIComponent(before)}`}`)
  return (
    <Asked of={inbox}>
      {({ messages }) => {
        const end = messages.at(-1)?.at
        if (messages.length === 0) return before === undefined ? <p className="sheet second">{say(unread ? WORDS.noneUnread : WORDS.none)}</p> : null
        return (
          <>
            <ul className="sheet inbox">
              {messages.map((message) => (
                <Message key={message.message} message={message} />
              ))}
            </ul>
            {last && messages.length >= A_PAGE && end !== undefined ? (
              <p>
                <Button onClick={() => more(end)}>{say(WORDS.older)}</Button>
              </p>
            ) : null}
          </>
        )
      }}
    </Asked>
  )
}

function Message({ message: { message, title, link, at, read, duties } }: { readonly message: InboxMessage }): ReactNode {
  const { say } = useLanguage()
  const router = useRouter()
  const mark = useDo<unknown>(() => ['/api/inbox/read', { method: 'POST', body: { messages: [message] } }])
  const own = link !== null && /^\/(?![/\\])/.test(link) ? link : undefined
  const follow = (event: MouseEvent): void => {
    if (read === null) mark.mutate()
    if (own === undefined || event.metaKey || event.ctrlKey || event.button !== 0) return
    event.preventDefault()
    router.history.push(own)
  }
  return (
    <li className={read === null ? 'message unread' : 'message'}>
      <span className="small second message-when" title={say(printZoned(at))}>
        {read === null ? (
          <span className="message-mark">
            <span aria-hidden="true">●</span> <span className="sr-only">{say(WORDS.unread(1))}</span>
          </span>
        ) : null}
        {printMinute(at)}
      </span>
      <div className="stack tight">
        {own === undefined ? (
          <span>{say(title)}</span>
        ) : (
          <a href={own} onClick={follow}>
            {say(title)}
          </a>
        )}
        {duties.length === 0 ? null : (
          <ul className="message-duties">
            {duties.map((duty) => (
              <Told key={`${duty.norm} ${duty.subject} ${duty.due}`} duty={duty} />
            ))}
          </ul>
        )}
        <Refused problem={mark.error} />
      </div>
      {read === null ? (
        <Button size="small" type="text" onClick={() => mark.mutate()}>
          {say(WORDS.read)}
        </Button>
      ) : (
        <span />
      )}
    </li>
  )
}

function Told({ duty }: { readonly duty: InboxMessage['duties'][number] }): ReactNode {
  const { say } = useLanguage()
  const now = useNow()
  const edition = EDITIONS.find((each) => each === duty.edition)
  const due = instantOf(duty.due)
  const late = due !== undefined && due < now
  return (
    <li>
      <span>
        {say(duty.title)} {duty.subjectName === null ? null : <span className="second">{say(duty.subjectName)}</span>}
      </span>
      {edition === undefined ? null : (
        <Link to="/statute/$edition/$provision" params={{ edition, provision: duty.provision }} className="cite small">
          {say(duty.cite)}
        </Link>
      )}
      <span className={late ? 'small late' : 'small soon'} title={say(printZoned(duty.due))}>
        <span aria-hidden="true">{late ? '■' : '●'}</span> {say(WORDS.due(printMinute(duty.due)))}
      </span>
    </li>
  )
}
