import { Link, Outlet, useNavigate, useRouterState } from '@tanstack/react-router'
import { Button, Dropdown, Skeleton } from 'antd'
import { useEffect, useRef, useState, type ReactNode } from 'react'
import { ask, bearPageToken } from '../api/client.ts'
import { useLanguage } from '../language.tsx'
import { InboxLink } from '../inbox/inbox-link.tsx'
import { PaletteButton } from '../palette/palette-button.tsx'
import { SessionProvider, useSession, useSessionAsked } from '../session.tsx'
import { useTheme, type ThemeChoice } from '../theme/theme.tsx'
import { menuOf } from './menu.ts'
import { Refused } from './refused.tsx'
import './frame.css'

const WORDS = {
  name: { zh: '责任簿', en: 'Dutybook' },
  skip: { zh: '跳到正文', en: 'Skip to the content' },
  menu: { zh: '主菜单', en: 'Main menu' },
  theme: { zh: '明暗', en: 'Light or dark' },
  auto: { zh: '跟随系统', en: 'As the system' },
  light: { zh: '浅色', en: 'Light' },
  dark: { zh: '深色', en: 'Dark' },
  account: { zh: '我的账号', en: 'My account' },
  signOut: { zh: '退出登录', en: 'Sign out' },
}

/** Everything behind the door: who is signed in, where one can go, and the page. */
export function Frame(): ReactNode {
  const { session, problem } = useSessionAsked()
  if (session === null) return <Door />
  if (session === undefined)
    return <div className="page">{problem === null ? <Skeleton active /> : <Refused problem={problem} again={() => location.reload()} />}</div>
  return (
    <SessionProvider value={session}>
      <Head />
      <Main />
    </SessionProvider>
  )
}

/** To the door, and from there back to where somebody wanted to go: where that is, is read once, for the address changes on the way. */
function Door(): ReactNode {
  const navigate = useNavigate()
  const { href } = useRouterState({ select: ({ location }) => location })
  const [wanted] = useState(href)
  useEffect(() => {
    void navigate({ to: '/sign-in', search: wanted === '/' ? {} : { to: wanted }, replace: true })
  }, [navigate, wanted])
  return null
}

/** The page itself; a new one begins at its top, for the eye and for the keyboard. */
function Main(): ReactNode {
  const main = useRef<HTMLElement>(null)
  const path = useRouterState({ select: ({ location }) => location.pathname })
  const shown = useRef(path)
  useEffect(() => {
    if (shown.current === path) return
    shown.current = path
    main.current?.focus({ preventScroll: true })
    scrollTo(0, 0)
  }, [path])
  return (
    <main id="content" ref={main} tabIndex={-1}>
      <Outlet />
    </main>
  )
}

function Head(): ReactNode {
  const session = useSession()
  const { say } = useLanguage()
  return (
    <header className="frame-head">
      <a className="skip" href="#content">
        {say(WORDS.skip)}
      </a>
      <Link to="/" className="frame-seal">
        <img src="/seal.svg" alt="" />
        {say(WORDS.name)}
      </Link>
      <nav className="frame-menu" aria-label={say(WORDS.menu)}>
        {menuOf(session).map((entry) => (
          <Link key={entry.to} to={entry.to} activeProps={{ 'aria-current': 'page' }}>
            {say(entry)}
          </Link>
        ))}
      </nav>
      <div className="frame-tools">
        <PaletteButton />
        <InboxLink />
        <LanguageButton />
        <ThemeButton />
        <PersonMenu />
      </div>
    </header>
  )
}

export function LanguageButton(): ReactNode {
  const { language, speak } = useLanguage()
  const other = language === 'zh' ? 'en' : 'zh'
  return (
    <Button type="text" lang={other === 'zh' ? 'zh-CN' : 'en'} onClick={() => speak(other)}>
      {other === 'zh' ? '中文' : 'English'}
    </Button>
  )
}

export function ThemeButton(): ReactNode {
  const { say } = useLanguage()
  const { choice, choose } = useTheme()
  const choices: readonly ThemeChoice[] = ['auto', 'light', 'dark']
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: choices.map((each) => ({ key: each, label: say(WORDS[each]) })),
        selectable: true,
        selectedKeys: [choice],
        onClick: ({ key }) => choose(choices.find((each) => each === key) ?? 'auto'),
      }}
    >
      <Button type="text" aria-label={say(WORDS.theme)}>
        <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
          <circle cx="8" cy="8" r="6.5" fill="none" stroke="currentColor" strokeWidth="1.5" />
          <path d="M8 1.5a6.5 6.5 0 0 0 0 13z" fill="currentColor" />
        </svg>
      </Button>
    </Dropdown>
  )
}

function PersonMenu(): ReactNode {
  const { person, party } = useSession()
  const { say } = useLanguage()
  const signOut = async (): Promise<void> => {
    await ask('/api/sign-out', { method: 'POST' }).catch(() => undefined) // gone already is gone
    bearPageToken(undefined)
    location.assign('/sign-in') // the page begins anew: nothing of this session stays in it
  }
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: [
          { key: 'party', label: say(party.name), disabled: true },
          { key: 'account', label: <Link to="/account">{say(WORDS.account)}</Link> },
          { type: 'divider' },
          { key: 'out', label: say(WORDS.signOut), onClick: () => void signOut() },
        ],
      }}
    >
      <Button type="text">{person.name} ▾</Button>
    </Dropdown>
  )
}
