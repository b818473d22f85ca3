import { useNavigate } from '@tanstack/react-router'
import { Input, Modal } from 'antd'
import { useDeferredValue, useId, useMemo, useState, type KeyboardEvent, type ReactNode } from 'react'
import type { Text } from '#law/text.ts'
import type { EditionText } from '#server/contract/law.ts'
import { useAsk } from '../api/query.ts'
import type { ShownProcedure } from '../api/shapes.ts'
import { menuOf } from '../frame/menu.ts'
import { useLanguage } from '../language.tsx'
import { useSession } from '../session.tsx'
import './palette.css'

const WORDS = {
  title: { zh: '查找与办理', en: 'Find and do' },
  hint: { zh: '输入要办的事、条款或页面', en: 'Type what you want to do, a provision, a page' },
  page: { zh: '页面', en: 'page' },
  command: { zh: '办理', en: 'do' },
  article: { zh: '条款', en: 'article' },
  none: { zh: '没有找到。', en: 'Nothing found.' },
}

interface Found {
  readonly key: string
  readonly title: string
  readonly sort: Text
  readonly sought: string
  readonly go: () => void
}

/** At most so many are shown: whoever sees more than that types another letter. */
const MOST = 30
const EDITION = 'csl-2026'

/** Everything that one can go to or do, by typing a few letters of it in either language. */
export function Palette({ close }: { readonly close: () => void }): ReactNode {
  const { say } = useLanguage()
  const navigate = useNavigate()
  const session = useSession()
  const list = useId()
  const [typed, setTyped] = useState('')
  const [chosen, setChosen] = useState(0)
  const sought = useDeferredValue(typed.trim().toLowerCase())
  const procedures = useAsk<{ readonly procedures: readonly ShownProcedure[] }>('/api/procedures')
  const law = useAsk<EditionText>(`/api/law/${EDITION}`)

  const all = useMemo((): readonly Found[] => {
    const both = ({ zh, en }: Text): string => `${zh} ${en}`.toLowerCase()
    const pages = menuOf(session).map((entry) => ({
      key: entry.to,
      title: say(entry),
      sort: WORDS.page,
      sought: both(entry),
      go: () => void navigate({ to: entry.to }),
    }))
    const commands = (procedures.data?.procedures ?? []).flatMap((procedure) =>
      procedure.commands
        .filter(({ opens }) => opens)
        .map((command) => ({
          key: `${procedure.id} ${command.type}`,
          title: `${say(command.title)} · ${say(procedure.title)}`,
          sort: WORDS.command,
          sought: `${both(command.title)} ${both(procedure.title)}`,
          go: () => void navigate({ to: '/act/$procedure/$command', params: { procedure: procedure.id, command: command.type }, search: {} }),
        })),
    )
    const articles = (law.data?.articles ?? []).map(({ article, heading, cite }) => ({
      key: `article ${article}`,
      title: `${say(cite)} ${say(heading)}`,
      sort: WORDS.article,
      sought: `${article} ${both(heading)} ${both(cite)}`,
      go: () => void navigate({ to: '/statute/$edition/$provision', params: { edition: EDITION, provision: String(article) } }),
    }))
    return [...pages, ...commands, ...articles]
  }, [session, procedures.data, law.data, say, navigate])

  const found = all.filter((each) => sought.split(/\s+/).every((word) => each.sought.includes(word))).slice(0, MOST)
  const take = (each: Found | undefined): void => {
    if (each === undefined) return
    close()
    each.go()
  }
  const press = (event: KeyboardEvent): void => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      setChosen((chosen + (event.key === 'ArrowDown' ? 1 : -1) + found.length) % Math.max(found.length, 1))
    }
    if (event.key === 'Enter') take(found[chosen])
  }

  return (
    <Modal open title={say(WORDS.title)} footer={null} onCancel={close} destroyOnHidden>
      <Input
        autoFocus
        size="large"
        role="combobox"
        aria-expanded
        aria-controls={list}
        aria-activedescendant={found[chosen] === undefined ? undefined : `${list}-${chosen}`}
        aria-label={say(WORDS.hint)}
        placeholder={say(WORDS.hint)}
        value={typed}
        onKeyDown={press}
        onChange={({ target }) => {
          setTyped(target.value)
          setChosen(0)
        }}
      />
      <div className="palette-list" id={list} role="listbox" aria-label={say(WORDS.title)}>
        {found.map((each, place) => (
          <div
            key={each.key}
            id={`${list}-${place}`}
            role="option"
            tabIndex={-1}
            aria-selected={place === chosen}
            onMouseEnter={() => setChosen(place)}
            onClick={() => take(each)}
            onKeyDown={press}
          >
            <span>{each.title}</span>
            <span className="second small">{say(each.sort)}</span>
          </div>
        ))}
      </div>
      {found.length === 0 ? <p className="second">{say(WORDS.none)}</p> : null}
    </Modal>
  )
}
