import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { Text } from '#law/text.ts'
import { numberOf } from '#procedures/view.ts'
import { useAsk } from '../api/query.ts'
import type { ShownProcedure } from '../api/shapes.ts'
import { useLanguage } from '../language.tsx'

/** What is kept besides matters. */
const KEPT: Readonly<Record<string, Text>> = {
  access: { zh: '访问', en: 'Access' },
  letters: { zh: '公文', en: 'Letters' },
}

/** Where an entry belongs, in words, with the way to its matter. A stream that has no words is shown as it is. */
export function Stream({ stream }: { readonly stream: string }): ReactNode {
  const { say } = useLanguage()
  const { data } = useAsk<{ readonly procedures: readonly ShownProcedure[] }>('/api/procedures')
  const [id = '', ...rest] = stream.split('/')
  const procedure = data?.procedures.find((each) => each.id === id)
  const subject = rest.join('/')
  if (procedure === undefined) return KEPT[id] === undefined ? <span className="mono">{stream}</span> : say(KEPT[id])
  if (procedure.of === 'party' || subject === '') return say(procedure.title)
  return (
    <Link to="/matters/$procedure/$subject" params={{ procedure: id, subject }} search={{}} title={stream}>
      {say(procedure.title)} · {numberOf(subject)}
    </Link>
  )
}
