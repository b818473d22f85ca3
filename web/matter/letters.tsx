import type { ReactNode } from 'react'
import { useAsk } from '../api/query.ts'
import type { IncomingLetter, LetterBox, OutgoingLetter } from '../api/shapes.ts'
import { useLanguage } from '../language.tsx'
import { LetterLine } from '../letter/letter-line.tsx'

const WORDS = { title: { zh: '公文', en: 'Letters' } }

/** The letters of a matter, both ways. */
export function Letters({ procedure, subject, party }: { readonly procedure: string; readonly subject: string; readonly party: boolean }): ReactNode {
  const { say } = useLanguage()
  const out = useAsk<LetterBox<OutgoingLetter>>('/api/letters?box=out')
  const dead = useAsk<LetterBox<OutgoingLetter>>('/api/letters?box=dead')
  const into = useAsk<LetterBox<IncomingLetter>>('/api/letters?box=in')
  // A letter's own number names the matter that sent it: PARTY/PROCEDURE/MATTER/ENTRY/PLACE.
  const sent = [...(dead.data?.letters ?? []), ...(out.data?.letters ?? [])].filter(({ letter }) => {
    const [, whose, which] = letter.split('/')
    return whose === procedure && (party || which === subject)
  })
  const received = (into.data?.letters ?? []).filter((letter) => letter.procedure === procedure && (party || letter.subject === subject))
  if (sent.length + received.length === 0) return null
  return (
    <section className="stack tight" aria-label={say(WORDS.title)}>
      <h2>{say(WORDS.title)}</h2>
      <ul className="sheet letters">
        {received.map((letter) => (
          <LetterLine key={letter.letter} letter={{ way: 'in', ...letter }} />
        ))}
        {sent.map((letter) => (
          <LetterLine key={letter.letter} letter={{ way: 'out', ...letter }} />
        ))}
      </ul>
    </section>
  )
}
