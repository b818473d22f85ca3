import { Link } from '@tanstack/react-router'
import { Button, Checkbox, Input } from 'antd'
import { useState, type ReactNode } from 'react'
import type { JournalEntry, JournalPage as Page } from '#server/contract/journal.ts'
import { Problem } from '../api/client.ts'
import { useAsk } from '../api/query.ts'
import { printMinute } from '../clock.ts'
import { Asked } from '../frame/asked.tsx'
import { Refused } from '../frame/refused.tsx'
import { useTitle } from '../frame/title.ts'
import { useLanguage } from '../language.tsx'
import { save } from '../save.ts'
import { Head } from './head.tsx'
import { Stream } from './stream.tsx'
import '../table/table.css'

const WORDS = {
  title: { zh: '日志', en: 'Journal' },
  about: {
    zh: '发生过的事，只增不改；每一条都可以证明在内、未被改动。',
    en: 'What happened, only ever added to. Of each entry it can be proved that it stands here and was not changed.',
  },
  when: { zh: '记录时间', en: 'Recorded' },
  happened: { zh: '发生时间', en: 'Happened' },
  kind: { zh: '种类', en: 'Kind' },
  stream: { zh: '所属', en: 'Belongs to' },
  erased: { zh: '内容已依法删除', en: 'content erased' },
  find: { zh: '按种类查找，如 事件', en: 'Find by kind, such as incident' },
  older: { zh: '更早', en: 'Earlier' },
  newest: { zh: '最新', en: 'Newest' },
  bundle: { zh: '导出审计包', en: 'Export an audit bundle' },
  withhold: { zh: '不含内容', en: 'without contents' },
  bundleAbout: {
    zh: '审计人员不用本系统即可核验：内有条目、树、检查点、密钥和一个独立的核验程序。',
    en: 'An auditor checks it without this system: entries, tree, checkpoints, keys, and a verifier that stands alone.',
  },
}

export function JournalPage(): ReactNode {
  useTitle(WORDS.title)
  const { say } = useLanguage()
  const [kind, setKind] = useState('')
  const [before, setBefore] = useState<number | undefined>()
  const search = new URLSearchParams({ limit: '100', ...(kind === '' ? {} : { kind }), ...(before === undefined ? {} : { before: String(before) }) })
  const page = useAsk<Page>(`/api/journal?${search}`)
  return (
    <div className="page stack">
      <div>
        <h1>{say(WORDS.title)}</h1>
        <p className="second">{say(WORDS.about)}</p>
      </div>
      <Head />
      <Bundle />
      <div className="row">
        <Input.Search
          className="board-search"
          allowClear
          placeholder={say(WORDS.find)}
          aria-label={say(WORDS.find)}
          onSearch={(typed) => {
            setKind(typed.trim())
            setBefore(undefined)
          }}
        />
        {before === undefined ? null : <Button onClick={() => setBefore(undefined)}>{say(WORDS.newest)}</Button>}
      </div>
      <Asked of={page}>
        {({ entries, next }) => (
          <>
            {/* A plain table: the library's would weigh as much as half the page. */}
            <div className="table table-scroll">
              <table>
                <thead>
                  <tr>
                    <th scope="col">#</th>
                    <th scope="col">{say(WORDS.when)}</th>
                    <th scope="col">{say(WORDS.happened)}</th>
                    <th scope="col">{say(WORDS.kind)}</th>
                    <th scope="col">{say(WORDS.stream)}</th>
                  </tr>
                </thead>
                <tbody>
                  {entries.map((entry) => (
                    <Row key={entry.index} entry={entry} />
                  ))}
                </tbody>
              </table>
            </div>
            {next === null ? null : <Button onClick={() => setBefore(next)}>{say(WORDS.older)}</Button>}
          </>
        )}
      </Asked>
    </div>
  )
}

function Row({ entry: { index, recorded, occurred, kind, title, stream, erased } }: { readonly entry: JournalEntry }): ReactNode {
  const { say } = useLanguage()
  return (
    <tr>
      <td data-label="#">
        <Link to="/journal/$index" params={{ index: String(index) }}>
          {index}
        </Link>
      </td>
      <td data-label={say(WORDS.when)}>{printMinute(recorded)}</td>
      <td data-label={say(WORDS.happened)}>{printMinute(occurred)}</td>
      <td data-label={say(WORDS.kind)}>
        {say(title)} <span className="mono second">{kind}</span>
      </td>
      <td data-label={say(WORDS.stream)}>
        <Stream stream={stream} />
        {erased ? <span className="soon small"> · {say(WORDS.erased)}</span> : null}
      </td>
    </tr>
  )
}

function Bundle(): ReactNode {
  const { say } = useLanguage()
  const [withhold, setWithhold] = useState(false)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const take = async (): Promise<void> => {
    setBusy(true)
    setProblem(null)
    try {
      await save('/api/journal/bundle', 'journal.zip', { method: 'POST', body: { withhold } })
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      setProblem(error)
    } finally {
      setBusy(false)
    }
  }
  return (
    <div className="stack tight">
      <div className="row">
        <Button loading={busy} onClick={() => void take()}>
          {say(WORDS.bundle)}
        </Button>
        <Checkbox checked={withhold} onChange={({ target }) => setWithhold(target.checked)}>
          {say(WORDS.withhold)}
        </Checkbox>
        <span className="second small">{say(WORDS.bundleAbout)}</span>
      </div>
      <Refused problem={problem} />
    </div>
  )
}
