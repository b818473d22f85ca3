import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState, type ReactNode } from 'react'
import type { Text } from '#law/text.ts'
import { numberOf } from '#procedures/view.ts'
import { useAsk, useDo } from '../api/query.ts'
import type { IncomingLetter, LetterText, OutgoingLetter } from '../api/shapes.ts'
import { printMinute } from '../clock.ts'
import { Asked } from '../frame/asked.tsx'
import { Refused } from '../frame/refused.tsx'
import { useLanguage } from '../language.tsx'
import { DocumentFields } from '../matter/document-fields.tsx'
import { useSession } from '../session.tsx'

const WORDS = {
  other: {
    in: ({ zh, en }: Text): Text => ({ zh: `${zh}来文`, en: `from ${en}` }),
    out: ({ zh, en }: Text): Text => ({ zh: `致${zh}`, en: `to ${en}` }),
  },
  in: { zh: '收到', en: 'received' },
  queued: { zh: '等待投递', en: 'waiting to be delivered' },
  delivered: { zh: '已送达，未见回执', en: 'delivered, no receipt yet' },
  receipted: { zh: '已收到回执', en: 'receipt received' },
  dead: { zh: '停止投递', en: 'not tried any more' },
  receipt: { zh: '回执', en: 'receipt' },
  from: { zh: '发文', en: 'From' },
  to: { zh: '收文', en: 'To' },
  written: { zh: '写于', en: 'Written' },
  proof: { zh: '记录与证明', en: 'Entry and proof' },
  attempts: (n: number): Text => ({ zh: `已尝试 ${n} 次`, en: n === 1 ? 'tried once' : `tried ${n} times` }),
  again: { zh: '重新发送', en: 'Send again' },
  matter: { zh: '所属事项', en: 'Its matter' },
}

const MARKS = { queued: '◔', delivered: '●', receipted: '✓', dead: '■' } as const
const TONES = { queued: 'soon', delivered: 'second', receipted: 'done', dead: 'late' } as const

/** Who answers for the traffic of letters. */
const KEEPERS: ReadonlySet<string> = new Set(['system-administrator', 'responsible-manager', 'department-head'])

export type ShownLetter = ({ readonly way: 'in' } & IncomingLetter) | ({ readonly way: 'out' } & OutgoingLetter)

/** One letter: what it is, how far it has come, and, opened, what it says. */
export function LetterLine({ letter, matter = false }: { readonly letter: ShownLetter; readonly matter?: boolean }): ReactNode {
  const { say } = useLanguage()
  const [open, setOpen] = useState(false)
  const own = matterOf(letter)
  return (
    <li className="letter">
      <details onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
        <summary>
          <span aria-hidden="true">{letter.way === 'in' ? '↓' : '↑'}</span> <b>{say(letter.title)}</b> <span>{say(WORDS.other[letter.way](letter.party))}</span>{' '}
          <State letter={letter} />
        </summary>
        {open ? <Content letter={letter} /> : null}
      </details>
      <div className="row small letter-side">
        {matter && own !== undefined ? (
          <Link to="/matters/$procedure/$subject" params={own} search={{}}>
            {letter.about === null ? `${say(WORDS.matter)} ${numberOf(own.subject)}` : say(letter.about)}
          </Link>
        ) : null}
        {letter.way === 'out' && letter.state === 'dead' ? <Again id={letter.id} /> : null}
      </div>
    </li>
  )
}

function matterOf(letter: ShownLetter): { readonly procedure: string; readonly subject: string } | undefined {
  const [, procedure, subject] = letter.way === 'in' ? [undefined, letter.procedure, letter.subject] : letter.letter.split('/')
  // Receipts are of no matter: they stand under the letters themselves.
  return typeof procedure !== 'string' || typeof subject !== 'string' || procedure === 'letters' ? undefined : { procedure, subject }
}

function State({ letter }: { readonly letter: ShownLetter }): ReactNode {
  const { say } = useLanguage()
  if (letter.way === 'in')
    return (
      <span className="small second">
        {say(WORDS.in)} {printMinute(letter.received)}
      </span>
    )
  const { state, receipted, delivered, written } = letter
  return (
    <span className={`small ${TONES[state]}`}>
      <span aria-hidden="true">{MARKS[state]}</span> {say(WORDS[state])} {printMinute(receipted ?? delivered ?? written)}
    </span>
  )
}

function Content({ letter }: { readonly letter: ShownLetter }): ReactNode {
  const { say } = useLanguage()
  const id = letter.way === 'in' ? String(letter.entry) : letter.id
  const content = useAsk<LetterText>(`/api/letters/${id}`)
  return (
    <div className="stack tight letter-content">
      <Asked of={content}>
        {({ from, to, written, fields }) => (
          <>
            <p>
              <span className="second">{say(WORDS.from)}</span> {say(from)} <span className="second">→ {say(WORDS.to)}</span> {say(to)}{' '}
              <span className="second">
                · {say(WORDS.written)} {printMinute(written)}
              </span>
            </p>
            <DocumentFields fields={fields} />
          </>
        )}
      </Asked>
      <p className="small row">
        <Link to="/journal/$index" params={{ index: id }}>
          {say(WORDS.proof)} #{id}
        </Link>
        {letter.way === 'out' && letter.receipt !== null ? (
          <Link to="/journal/$index" params={{ index: String(letter.receipt) }}>
            {say(WORDS.receipt)} #{letter.receipt}
          </Link>
        ) : null}
        {letter.way === 'out' && letter.trouble !== null ? (
          <span className="second">
            {say(WORDS.attempts(letter.attempts))} · <span className="mono">{letter.trouble}</span>
          </span>
        ) : null}
      </p>
    </div>
  )
}

function Again({ id }: { readonly id: string }): ReactNode {
  const { say } = useLanguage()
  const { person } = useSession()
  const again = useDo<unknown>(() => [`/api/letters/${id}/again`, { method: 'POST' }])
  if (!person.roles.some((role) => KEEPERS.has(role))) return null
  return (
    <>
      <Button size="small" loading={again.isPending} onClick={() => again.mutate()}>
        {say(WORDS.again)}
      </Button>
      <Refused problem={again.error} />
    </>
  )
}
