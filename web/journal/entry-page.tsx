import { Link, useParams } from '@tanstack/react-router'
import { Alert, Button } from 'antd'
import { useState, type ReactNode } from 'react'
import type { z } from 'zod'
import type { Text } from '#law/text.ts'
import type { JournalEntryPage } from '#server/contract/journal.ts'
import { ask, Problem } from '../api/client.ts'
import { useAsk } from '../api/query.ts'
import { printMinute } from '../clock.ts'
import { Asked } from '../frame/asked.tsx'
import { Refused } from '../frame/refused.tsx'
import { useTitle } from '../frame/title.ts'
import { useLanguage } from '../language.tsx'
import { useSession } from '../session.tsx'
import { Stream } from './stream.tsx'
import { checked as check, type Checked } from '../proof/inclusion.ts'

const WORDS = {
  title: { zh: '日志条目', en: 'Journal entry' },
  back: { zh: '日志', en: 'Journal' },
  happened: { zh: '发生时间（声称）', en: 'Happened (as claimed)' },
  recorded: { zh: '记录时间（本系统）', en: 'Recorded (our clock)' },
  kind: { zh: '种类', en: 'Kind' },
  stream: { zh: '所属', en: 'Belongs to' },
  leaf: { zh: '叶哈希', en: 'Leaf hash' },
  content: { zh: '内容', en: 'What it says' },
  read: { zh: '读取内容', en: 'Read it' },
  readAbout: { zh: '读取会被记录。', en: 'Reading is recorded.' },
  erased: { zh: '内容已依法删除；条目和证明仍在。', en: 'The content was erased under the law; the entry and its proof stand.' },
  withheld: { zh: '你的岗位不能读取这条内容。', en: 'Your role may not read what it says.' },
  verify: { zh: '在本浏览器中核验', en: 'Verify in this browser' },
  about: {
    zh: '由浏览器计算：条目的哈希、到根的路径、检查点的签名。不依赖服务器的说法。',
    en: 'This browser computes the hash of the entry, the path to the root and the signature of the checkpoint. It takes nobody’s word.',
  },
  proven: (size: number): Text => ({
    zh: `已证明：此条在签名的树中，未被改动（共 ${size} 条）`,
    en: `Proven: the entry stands in the signed tree, unchanged (${size} entries)`,
  }),
  notProven: { zh: '证明不成立', en: 'Not proven' },
  'first-seen': {
    zh: '首次在此浏览器看到该主体的密钥，已记住。请从其他渠道核对一次。',
    en: 'The party’s key is seen here for the first time and remembered. Check it once by another channel.',
  },
  known: { zh: '密钥与此浏览器记住的一致。', en: 'The key is the one that this browser remembers.' },
  other: { zh: '密钥与此浏览器记住的不同：请查明是否更换过密钥。', en: 'The key is not the one that this browser remembers: find out whether it was changed.' },
  pending: {
    zh: '此条比最新检查点新，下次发布后可核验（一分钟内）。',
    en: 'Newer than the newest checkpoint: it can be verified after the next (within a minute).',
  },
  key: { zh: '密钥', en: 'Key' },
}

type Page = z.infer<typeof JournalEntryPage>

export function EntryPage(): ReactNode {
  useTitle(WORDS.title)
  const { say } = useLanguage()
  const { index } = useParams({ from: '/frame/journal/$index' })
  const page = useAsk<Page>(`/api/journal/${index}`)
  return (
    <div className="page narrow stack">
      <div className="page-head">
        <h1>
          {say(WORDS.title)} #{index}
        </h1>
        <Link to="/journal">{say(WORDS.back)}</Link>
      </div>
      <Asked of={page}>{(answer) => <Read key={index} page={answer} />}</Asked>
    </div>
  )
}

function Read({ page }: { readonly page: Page }): ReactNode {
  const { say } = useLanguage()
  const { entry } = page
  const facts = [
    [WORDS.kind, say(entry.title), entry.kind],
    [WORDS.stream, <Stream key="stream" stream={entry.stream} />, entry.stream],
    [WORDS.happened, printMinute(entry.occurred)],
    [WORDS.recorded, printMinute(entry.recorded)],
    [WORDS.leaf, '', entry.leafHash],
  ] as const
  return (
    <>
      <table className="facts sheet">
        <tbody>
          {facts.map(([name, value, code]) => (
            <tr key={name.en}>
              <th scope="row">{say(name)}</th>
              <td>
                {value} {code === undefined ? null : <span className="mono second">{code}</span>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <Verification page={page} />
      <Content page={page} />
    </>
  )
}

function Verification({ page }: { readonly page: Page }): ReactNode {
  const { say } = useLanguage()
  const { party } = useSession()
  const [checked, setChecked] = useState<Checked | undefined>()
  const { proof, entry } = page
  if (proof === null) return <p className="second">{say(WORDS.pending)}</p>
  const { checkpoint } = proof
  return (
    <section className="sheet stack tight">
      <h2>{say(WORDS.verify)}</h2>
      <p className="second">{say(WORDS.about)}</p>
      <Button type="primary" onClick={() => setChecked(check(party.id, page, String(entry.index)))}>
        {say(WORDS.verify)}
      </Button>
      {checked === undefined ? null : checked.kind === 'proven' ? (
        <Alert
          type={checked.keys === 'other' ? 'warning' : 'success'}
          showIcon
          role="status"
          title={say(WORDS.proven(checked.size))}
          description={
            <div className="stack tight">
              <p>{say(WORDS[checked.keys])}</p>
              {checkpoint.keys.map((key) => (
                <p key={key} className="mono">
                  {say(WORDS.key)} {key}
                </p>
              ))}
            </div>
          }
        />
      ) : checked.kind === 'unpublished' ? (
        <p className="second">{say(WORDS.pending)}</p>
      ) : (
        <Alert type="error" showIcon role="alert" title={say(WORDS.notProven)} description={<span className="mono">{checked.why}</span>} />
      )}
    </section>
  )
}

function Content({ page: { entry } }: { readonly page: Page }): ReactNode {
  const { say } = useLanguage()
  const [content, setContent] = useState<unknown>()
  const [problem, setProblem] = useState<Problem | null>(null)
  const read = async (): Promise<void> => {
    setProblem(null)
    try {
      const answer = await ask<Page>(`/api/journal/${entry.index}?content=true`)
      setContent(answer.content)
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      setProblem(error)
    }
  }
  return (
    <section className="sheet stack tight">
      <h2>{say(WORDS.content)}</h2>
      {entry.erased ? <p className="soon">{say(WORDS.erased)}</p> : null}
      {entry.erased || entry.readable ? null : <p className="second">{say(WORDS.withheld)}</p>}
      {!entry.erased && entry.readable && content === undefined ? (
        <div className="row">
          <Button onClick={() => void read()}>{say(WORDS.read)}</Button>
          <span className="second small">{say(WORDS.readAbout)}</span>
        </div>
      ) : null}
      {content === undefined ? null : <pre className="mono content">{JSON.stringify(content, null, 2)}</pre>}
      <Refused problem={problem} />
    </section>
  )
}
