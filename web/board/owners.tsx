import { Button } from 'antd'
import { lazy, Suspense, useState, type ReactNode } from 'react'
import { PERSON_ROLE_WORDS } from '#procedures/access.ts'
import type { BoardDuty } from '../api/shapes.ts'
import { printMinute } from '../clock.ts'
import { useLanguage } from '../language.tsx'

const NameOwner = lazy(async () => ({ default: (await import('./name-owner.tsx')).NameOwner }))

const WORDS = {
  title: { zh: '谁负责', en: 'Who answers for it' },
  role: { zh: '按岗位', en: 'by role' },
  delegation: { zh: '受托至', en: 'for somebody else until' },
  nobody: { zh: '没有在岗人员能办理，应由', en: 'Nobody active may do it; it is for' },
  change: { zh: '指定或委托', en: 'Name or delegate' },
}

/** Who answers for a duty, and the way to have somebody else answer for it. */
export function Owners({ duty }: { readonly duty: BoardDuty }): ReactNode {
  const { say } = useLanguage()
  const [open, setOpen] = useState(false)
  return (
    <>
      <h3>{say(WORDS.title)}</h3>
      {duty.owners.length === 0 ? (
        <p className="soon">
          {say(WORDS.nobody)} {duty.settlers.map((role) => say(PERSON_ROLE_WORDS[role])).join(' · ') || '—'}
        </p>
      ) : (
        <p>
          {duty.owners.map((owner, place) => (
            <span key={owner.person}>
              {place === 0 ? '' : ' · '}
              {owner.name}
              <span className="second small">
                {owner.by === 'role' ? ` ${say(WORDS.role)}` : owner.by === 'delegation' ? ` ${say(WORDS.delegation)} ${printMinute(owner.until)}` : ''}
              </span>
            </span>
          ))}
        </p>
      )}
      <p>
        <Button size="small" onClick={() => setOpen(true)}>
          {say(WORDS.change)}
        </Button>
      </p>
      {open ? (
        <Suspense>
          <NameOwner duty={duty} close={() => setOpen(false)} />
        </Suspense>
      ) : null}
    </>
  )
}
