import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { Input } from 'antd'
import type { ReactNode } from 'react'
import type { Text } from '#law/text.ts'
import type { Hits } from '#server/contract/search.ts'
import { useAsk } from '../api/query.ts'
import { Asked } from '../frame/asked.tsx'
import { useTitle } from '../frame/title.ts'
import { useLanguage } from '../language.tsx'
import { groupOf, GROUPS, oncePerPlace, ORDER, placeOf } from './hit.ts'
import './search.css'

const WORDS = {
  title: { zh: '查找', en: 'Search' },
  about: {
    zh: '在您可以查阅的事项、义务、台账、公文和条款中查找。个人信息和公文内容不在其中。',
    en: 'In the matters, duties, registers, letters and provisions that you may read. Personal information and what letters say is not searched.',
  },
  hint: { zh: '输入要找的词', en: 'Type what you look for' },
  none: (q: string): Text => ({
    zh: `没有找到“${q}”。可以换一个说法，或者只输入其中一个词。`,
    en: `Nothing found for “${q}”. Try other words, or only one of them.`,
  }),
}

const MOST = 100
const route = getRouteApi('/frame/search')

/** Everything that was found, under what it is. */
export function SearchPage(): ReactNode {
  useTitle(WORDS.title)
  const { say } = useLanguage()
  const { q = '' } = route.useSearch()
  const navigate = route.useNavigate()
  const found = useAsk<Hits>(`/api/search?${new URLSearchParams({ q, limit: String(MOST) }).toString()}`, { enabled: q.trim() !== '' })
  return (
    <div className="page stack">
      <div className="stack tight">
        <h1>{say(WORDS.title)}</h1>
        <p className="second">{say(WORDS.about)}</p>
      </div>
      <Input.Search
        key={q}
        allowClear
        size="large"
        defaultValue={q}
        placeholder={say(WORDS.hint)}
        aria-label={say(WORDS.hint)}
        onSearch={(typed) => void navigate({ search: typed.trim() === '' ? {} : { q: typed.trim() } })}
      />
      {q.trim() === '' ? null : <Asked of={found}>{(answer) => <Found hits={answer} />}</Asked>}
    </div>
  )
}

function Found({ hits: { q, hits } }: { readonly hits: Hits }): ReactNode {
  const { say } = useLanguage()
  const navigate = useNavigate()
  const once = oncePerPlace(hits)
  const groups = ORDER.map((group) => ({ group, hits: once.filter((hit) => groupOf(hit) === group) })).filter((each) => each.hits.length > 0)
  if (groups.length === 0) return <p className="second">{say(WORDS.none(q))}</p>
  return (
    <>
      {groups.map(({ group, hits: own }) => (
        <section key={group} className="sheet search-group" aria-label={say(GROUPS[group])}>
          <h2>
            {say(GROUPS[group])} <span className="second">{own.length}</span>
          </h2>
          <ul>
            {own.map((hit) => (
              <li key={placeOf(hit)}>
                <a
                  href={placeOf(hit)}
                  onClick={(event) => {
                    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return
                    event.preventDefault()
                    void navigate({ href: placeOf(hit) })
                  }}
                >
                  {say(hit.title)}
                </a>
                {hit.detail === null ? null : <p className="second small search-detail">{say(hit.detail)}</p>}
              </li>
            ))}
          </ul>
        </section>
      ))}
    </>
  )
}
