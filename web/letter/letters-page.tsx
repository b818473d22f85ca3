import { getRouteApi, Link } from '@tanstack/react-router'
import { Input } from 'antd'
import { useDeferredValue, useState, type ReactNode } from 'react'
import { useAsk } from '../api/query.ts'
import type { IncomingLetter, LetterBox, OutgoingLetter } from '../api/shapes.ts'
import { Asked } from '../frame/asked.tsx'
import { useTitle } from '../frame/title.ts'
import { useLanguage } from '../language.tsx'
import { LetterLine, type ShownLetter } from './letter-line.tsx'
import '../board/board.css'
import '../matter/matter.css'

const WORDS = {
  title: { zh: '公文', en: 'Letters' },
  about: {
    zh: '公文由本主体的密钥签名，带着日志中的证明发出；对方的回执就是送达的证明。',
    en: 'Letters are signed with the key of your party and carry their proof from the journal; the receipt that comes back proves the sending.',
  },
  in: { zh: '收文', en: 'Received' },
  out: { zh: '发文', en: 'Sent' },
  dead: { zh: '停止投递', en: 'Not delivered' },
  none: {
    in: {
      zh: '还没有收到公文。主管部门的通知、决定和回执会到这里。',
      en: 'No letter has come yet. Notices, decisions and receipts of departments arrive here.',
    },
    out: {
      zh: '还没有发出公文。报告、陈述和改正情况从事项里发出。',
      en: 'No letter has been sent. Reports, statements and corrections leave from their matters.',
    },
    dead: { zh: '没有投递不成的公文。', en: 'Every letter has found its way.' },
  },
  search: { zh: '查找公文', en: 'Find a letter' },
}

const BOXES = ['in', 'out', 'dead'] as const
type Box = (typeof BOXES)[number]

const route = getRouteApi('/frame/letters')

/** Letters received, sent, and those that found nobody. */
export function LettersPage(): ReactNode {
  useTitle(WORDS.title)
  const { say } = useLanguage()
  const { box = 'in' } = route.useSearch()
  const [typed, setTyped] = useState('')
  const sought = useDeferredValue(typed.trim().toLowerCase())
  return (
    <div className="page stack">
      <div className="stack tight">
        <h1>{say(WORDS.title)}</h1>
        <p className="second">{say(WORDS.about)}</p>
      </div>
      <div className="row apart no-print">
        <nav className="chips" aria-label={say(WORDS.title)}>
          {BOXES.map((each) => (
            <Link key={each} to="/letters" search={each === 'in' ? {} : { box: each }} className="chip" activeOptions={{ exact: true, includeSearch: true }}>
              {say(WORDS[each])}
            </Link>
          ))}
        </nav>
        <Input
          allowClear
          className="board-search"
          placeholder={say(WORDS.search)}
          aria-label={say(WORDS.search)}
          value={typed}
          onChange={({ target }) => setTyped(target.value)}
        />
      </div>
      <Letters key={box} box={box} sought={sought} />
    </div>
  )
}

function Letters({ box, sought }: { readonly box: Box; readonly sought: string }): ReactNode {
  const { say } = useLanguage()
  const answer = useAsk<LetterBox<IncomingLetter | OutgoingLetter>>(`/api/letters?box=${box}`, { every: 10_000 })
  return (
    <Asked of={answer}>
      {({ letters }) => {
        const fitting = letters.filter(({ letter, title }) => `${letter} ${title.zh} ${title.en}`.toLowerCase().includes(sought))
        if (fitting.length === 0) return <p className="sheet second">{say(WORDS.none[box])}</p>
        return (
          <ul className="sheet letters">
            {fitting.map((letter) => (
              <LetterLine key={letter.letter} matter letter={shownOf(letter)} />
            ))}
          </ul>
        )
      }}
    </Asked>
  )
}

const shownOf = (letter: IncomingLetter | OutgoingLetter): ShownLetter => ('sender' in letter ? { way: 'in', ...letter } : { way: 'out', ...letter })
