import { useNavigate } from '@tanstack/react-router'
import { Input, Modal } from 'antd'
import { Fragment, useDeferredValue, useEffect, useId, useMemo, useState, type KeyboardEvent, type ReactNode } from 'react'
import type { Text } from '#law/text.ts'
import type { Hits } from '#server/contract/search.ts'
import { useAsk } from '../api/query.ts'
import type { ShownProcedure } from '../api/shapes.ts'
import { menuOf } from '../frame/menu.ts'
import { useLanguage } from '../language.tsx'
import { groupOf, GROUPS, oncePerPlace, ORDER, placeOf } from '../search/hit.ts'
import { useSession } from '../session.tsx'
import './palette.css'

const WORDS = {
  title: { zh: '查找与办理', en: 'Find and do' },
  hint: { zh: '输入要办的事、条款或页面', en: 'Type what you want to do, a provision, a page' },
  page: { zh: '页面', en: 'Pages' },
  searching: { zh: '正在查找……', en: 'Searching…' },
  none: { zh: '没有找到。', en: 'Nothing found.' },
  everything: { zh: '查看全部结果', en: 'See everything that was found' },
}

interface Found {
  readonly key: string
  readonly group: Text
  readonly title: string
  readonly detail: string
  /** An address of ours. */
  readonly to: string
}

/** Of each group so many are shown: whoever wants more sees the page of everything. */
const MOST = 6
/** How long a pause in typing is before the server is asked, in milliseconds. */
const PAUSE = 200

/** What was typed last, once somebody pauses. */
function usePaused(typed: string): string {
  const [paused, setPaused] = useState('')
  useEffect(() => {
    const timer = setTimeout(() => setPaused(typed), PAUSE)
    return () => clearTimeout(timer)
  }, [typed])
  return paused
}

/** Pages and what can be begun, known here and shown at once. */
function useNear(sought: string): readonly Found[] {
  const { say } = useLanguage()
  const session = useSession()
  const procedures = useAsk<{ readonly procedures: readonly ShownProcedure[] }>('/api/procedures')
  const all = useMemo(() => {
    const both = ({ zh, en }: Text): string => `${zh} ${en}`.toLowerCase()
    const pages = menuOf(session).map((entry) => ({ key: entry.to, group: WORDS.page, title: say(entry), detail: '', to: entry.to, sought: both(entry) }))
    const commands = (procedures.data?.procedures ?? []).flatMap((procedure) =>
      procedure.commands
        .filter(({ opens }) => opens)
        .map(({ type, title }) => ({
          key: `${procedure.id} ${type}`,
          group: GROUPS.do,
          title: say(title),
          detail: say(procedure.title),
          to: `/act/${procedure.id}/${type}`,
          sought: `${both(title)} ${both(procedure.title)}`,
        })),
    )
    return [...pages, ...commands]
  }, [session, procedures.data, say])
  const fitting = all.filter((each) => sought.split(/\s+/).every((word) => each.sought.includes(word)))
  return [WORDS.page, GROUPS.do].flatMap((group) => fitting.filter((each) => each.group === group).slice(0, sought === '' ? 30 : MOST))
}

/** What the server finds among everything that this person may read. */
function useFar(sought: string): { readonly found: readonly Found[]; readonly waiting: boolean } {
  const { say } = useLanguage()
  const paused = usePaused(sought)
  const asked = useAsk<Hits>(`/api/search?${new URLSearchParams({ q: paused, limit: '60' }).toString()}`, { enabled: paused !== '' })
  const hits = sought !== '' && paused === sought ? oncePerPlace(asked.data?.hits ?? []) : []
  const found = ORDER.filter((group) => group !== 'do').flatMap((group) =>
    hits
      .filter((hit) => groupOf(hit) === group)
      .slice(0, MOST)
      .map((hit) => ({
        key: `${group} ${placeOf(hit)}`,
        group: GROUPS[group],
        title: say(hit.title),
        detail: hit.kind === 'provision' || hit.detail === null ? '' : say(hit.detail),
        to: placeOf(hit),
      })),
  )
  return { found, waiting: sought !== '' && (paused !== sought || asked.isPending) }
}

/** Everything that one can go to or do, by typing a few letters of it in either language. */
export function Palette({ close }: { readonly close: () => void }): ReactNode {
  const { say } = useLanguage()
  const navigate = useNavigate()
  const list = useId()
  const [typed, setTyped] = useState('')
  const [chosen, setChosen] = useState(0)
  const sought = useDeferredValue(typed.trim().toLowerCase())
  const near = useNear(sought)
  const { found: far, waiting } = useFar(sought)
  const everything: readonly Found[] =
    far.length === 0
      ? []
      : [
          {
            key: 'everything',
            group: WORDS.everything,
            title: say(WORDS.everything),
            detail: '',
            to: `/search?${new URLSearchParams({ q: typed.trim() }).toString()}`,
          },
        ]
  const found = [...near, ...far, ...everything]
  const take = (each: Found | undefined): void => {
    if (each === undefined) return
    close()
    void navigate({ href: each.to })
  }
  const press = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return // the keys belong to the input method
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      const next = (chosen + (event.key === 'ArrowDown' ? 1 : -1) + found.length) % Math.max(found.length, 1)
      setChosen(next)
      document.getElementById(`${list}-${next}`)?.scrollIntoView({ block: 'nearest' })
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
          <Fragment key={each.key}>
            {each.group === found[place - 1]?.group || each.group === WORDS.everything ? null : (
              <div className="palette-group second small" role="presentation">
                {say(each.group)}
              </div>
            )}
            <div
              id={`${list}-${place}`}
              role="option"
              tabIndex={-1}
              aria-selected={place === chosen}
              onMouseEnter={() => setChosen(place)}
              onClick={() => take(each)}
              onKeyDown={press}
            >
              <span>{each.title}</span>
              <span className="second small">{each.detail}</span>
            </div>
          </Fragment>
        ))}
      </div>
      <p className="second small" role="status">
        {waiting ? say(WORDS.searching) : found.length === 0 ? say(WORDS.none) : ''}
      </p>
    </Modal>
  )
}
