import type { ReactNode } from 'react'
import type { PublishedHead } from '#server/contract/journal.ts'
import { useAsk } from '../api/query.ts'
import { printMinute } from '../clock.ts'
import { useLanguage } from '../language.tsx'

const WORDS = {
  title: { zh: '最新检查点', en: 'Newest checkpoint' },
  entries: { zh: '条', en: 'entries' },
  signed: { zh: '签名于', en: 'signed' },
  note: { zh: '签名原文', en: 'The signed note' },
  none: { zh: '尚未发布检查点，稍后自动发布。', en: 'No checkpoint has been published yet; it comes by itself shortly.' },
}

/** The signed head of the tree: who keeps a copy of it sees any later change of what is before it. */
export function Head(): ReactNode {
  const { say } = useLanguage()
  const head = useAsk<PublishedHead>('/api/journal/checkpoint')
  if (head.data === undefined) return head.error?.status === 404 ? <p className="second">{say(WORDS.none)}</p> : null
  const { size, root, signed, note, keys } = head.data
  return (
    <section className="sheet stack tight">
      <h2>{say(WORDS.title)}</h2>
      <p>
        {size} {say(WORDS.entries)} · {say(WORDS.signed)} {printMinute(signed)}
      </p>
      <p className="mono">{root}</p>
      <details>
        <summary>{say(WORDS.note)}</summary>
        <pre className="mono">{note}</pre>
        <pre className="mono">{keys.join('\n')}</pre>
      </details>
    </section>
  )
}
