import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Button, Checkbox, Empty, Input, Select } from 'antd'
import { useState, type ReactNode } from 'react'
import { EDITIONS, type EditionId } from '#law/citation.ts'
import { WORDS as LAW } from '#law/report/words.ts'
import type { Redline } from '#server/contract/law.ts'
import { useAsk } from '../api/query.ts'
import { Asked } from '../frame/asked.tsx'
import { useTitle } from '../frame/title.ts'
import { useLanguage } from '../language.tsx'
import { CHANGES } from './words.ts'
import './statute.css'

const WORDS = {
  title: { zh: '对照两个版本', en: 'Compare two editions' },
  from: { zh: '从', en: 'From' },
  to: { zh: '到', en: 'To' },
  article: { zh: '只看一条（条号）', en: 'One article only (number)' },
  swap: { zh: '对换', en: 'Swap' },
  restated: { zh: '依据本系统的释要对照；导入官方文本后依官方文本对照。', en: 'Compared by our restatements; once the official texts are imported, by those.' },
  official: { zh: '依据导入的官方文本逐字对照。', en: 'Compared word by word from the imported official texts.' },
  same: { zh: '没有变化。', en: 'Nothing changed.' },
  numbers: { zh: '也列出只变动条号的', en: 'Also what was only renumbered' },
  back: { zh: '回到法条', en: 'Back to the statute' },
}

/** What an edition took out and put in against another, by provision and by word. */
export function ComparePage(): ReactNode {
  useTitle(WORDS.title)
  const { say, language } = useLanguage()
  const navigate = useNavigate()
  const { from = 'csl-2017', to = 'csl-2026', article } = useSearch({ from: '/frame/compare' })
  const [numbers, setNumbers] = useState(false)
  const search = new URLSearchParams({ from, to, lang: language, ...(article === undefined ? {} : { article }) })
  const redline = useAsk<Redline>(`/api/law/redline?${search}`, { enabled: from !== to })
  const go = (next: { from?: EditionId; to?: EditionId; article?: string }): void => {
    const only = next.article ?? article ?? ''
    void navigate({ to: '/compare', search: { from: next.from ?? from, to: next.to ?? to, ...(only === '' ? {} : { article: only }) }, replace: true })
  }
  const options = EDITIONS.map((id) => ({ value: id, label: say(LAW.edition[id]) }))
  return (
    <div className="page stack">
      <div className="page-head">
        <h1>{say(WORDS.title)}</h1>
        <Link to="/statute">{say(WORDS.back)}</Link>
      </div>
      <div className="row no-print">
        <Select<EditionId> aria-label={say(WORDS.from)} value={from} options={options} onChange={(next) => go({ from: next })} popupMatchSelectWidth={false} />
        <Button onClick={() => go({ from: to, to: from })}>⇄ {say(WORDS.swap)}</Button>
        <Select<EditionId> aria-label={say(WORDS.to)} value={to} options={options} onChange={(next) => go({ to: next })} popupMatchSelectWidth={false} />
        <Input.Search
          className="article-search"
          aria-label={say(WORDS.article)}
          placeholder={say(WORDS.article)}
          allowClear
          defaultValue={article}
          onSearch={(typed) => go({ article: /^[1-9]\d{0,2}$/.test(typed.trim()) ? typed.trim() : '' })}
        />
        <Checkbox checked={numbers} onChange={({ target }) => setNumbers(target.checked)}>
          {say(WORDS.numbers)}
        </Checkbox>
      </div>
      {from === to ? (
        <Empty description={say(WORDS.same)} />
      ) : (
        <Asked of={redline}>
          {({ source, changes }) => (
            <>
              <p className="second small">{say(source === 'imported' ? WORDS.official : WORDS.restated)}</p>
              {changes.length === 0 ? <Empty description={say(WORDS.same)} /> : null}
              {changes
                .filter(({ change }) => numbers || article !== undefined || change !== 'renumbered')
                .map((row) => (
                  <section key={`${row.from.join(' ')} ${row.to.join(' ')}`} className="sheet redline">
                    <div className="row apart">
                      <h2>
                        {row.fromCite === '' ? '—' : row.fromCite} → {row.toCite === '' ? '—' : row.toCite}
                      </h2>
                      <span className="second">{say(CHANGES[row.change] ?? { zh: row.change, en: row.change })}</span>
                    </div>
                    <p className="law">
                      {row.pieces.map((piece, at) => {
                        const key = `${at} ${piece.kind}`
                        if (piece.kind === 'removed') return <del key={key}>{piece.text}</del>
                        return piece.kind === 'added' ? <ins key={key}>{piece.text}</ins> : <span key={key}>{piece.text}</span>
                      })}
                    </p>
                    {row.note === null ? null : <p className="second">{say(row.note)}</p>}
                  </section>
                ))}
            </>
          )}
        </Asked>
      )}
    </div>
  )
}
