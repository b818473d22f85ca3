import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { Text } from '#law/text.ts'
import type { Inbox } from '#server/contract/notice.ts'
import { useAsk } from '../api/query.ts'
import { useLanguage } from '../language.tsx'
import './inbox.css'

const WORDS = {
  inbox: { zh: '收件箱', en: 'Inbox' },
  unread: (n: number): Text => ({ zh: `收件箱，${n} 条未读`, en: `Inbox, ${n} unread` }),
}

/** The way to the inbox in the head of every page, with how much in it is unread. */
export function InboxLink(): ReactNode {
  const { say } = useLanguage()
  const { data } = useAsk<Inbox>('/api/inbox?unread=true', { every: 60_000 })
  const unread = data?.unread ?? 0
  return (
    <Link to="/inbox" className="inbox-link" {...(unread === 0 ? {} : { 'aria-label': say(WORDS.unread(unread)) })}>
      {say(WORDS.inbox)} {unread === 0 ? null : <b>{unread > 99 ? '99+' : unread}</b>}
    </Link>
  )
}
