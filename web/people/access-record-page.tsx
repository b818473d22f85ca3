import { Button, Table } from 'antd'
import { useState, type ReactNode } from 'react'
import type { Text } from '#law/text.ts'
import { useAsk } from '../api/query.ts'
import { printMinute } from '../clock.ts'
import { Asked } from '../frame/asked.tsx'
import { useTitle } from '../frame/title.ts'
import { useLanguage } from '../language.tsx'

const WORDS = {
  title: { zh: '访问记录', en: 'Access record' },
  about: {
    zh: '登录、授权、读取个人信息和被拒绝的访问，都在日志中，不能删改。',
    en: 'Signing in, rights given, personal data read and access refused: all of it stands in the journal and cannot be changed.',
  },
  when: { zh: '时间', en: 'When' },
  kind: { zh: '种类', en: 'Kind' },
  who: { zh: '何人', en: 'Who' },
  what: { zh: '内容', en: 'What' },
  next: { zh: '后一页', en: 'Next page' },
  first: { zh: '第一页', en: 'First page' },
}

interface Entry {
  readonly index: number
  readonly kind: string
  readonly title: Text
  readonly occurred: number
  readonly what: Readonly<Record<string, unknown>> | null
}

export function AccessRecordPage(): ReactNode {
  useTitle(WORDS.title)
  const { say } = useLanguage()
  const [from, setFrom] = useState(0)
  const people = useAsk<{ readonly people: readonly { readonly person: string; readonly name: string }[] }>('/api/people')
  const record = useAsk<{ readonly entries: readonly Entry[]; readonly next: number | null }>(`/api/access-record?from=${from}`)
  const names = new Map(people.data?.people.map(({ person, name }) => [person, name]))
  return (
    <div className="page stack">
      <div>
        <h1>{say(WORDS.title)}</h1>
        <p className="second">{say(WORDS.about)}</p>
      </div>
      <Asked of={record}>
        {({ entries, next }) => (
          <>
            <Table<Entry>
              size="small"
              rowKey="index"
              scroll={{ x: true }}
              pagination={{ pageSize: 100, hideOnSinglePage: true, showSizeChanger: false }}
              dataSource={[...entries]}
              columns={[
                { title: '#', dataIndex: 'index', width: 80 },
                { title: say(WORDS.when), dataIndex: 'occurred', width: 160, render: (occurred: number) => printMinute(occurred) },
                { title: say(WORDS.kind), key: 'kind', render: (_, { kind, title }) => <span title={kind}>{say(title)}</span> },
                {
                  title: say(WORDS.who),
                  key: 'who',
                  render: (_, { what }) => {
                    const person = what?.['person']
                    return typeof person === 'string' ? (names.get(person) ?? person) : '—'
                  },
                },
                {
                  title: say(WORDS.what),
                  key: 'what',
                  render: (_, { what }) => (
                    <span className="mono">
                      {Object.entries(what ?? {})
                        .filter(([name]) => name !== 'person' && name !== 'roles')
                        .map(([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`)
                        .join(' ')}
                    </span>
                  ),
                },
              ]}
            />
            <div className="row">
              {from === 0 ? null : <Button onClick={() => setFrom(0)}>{say(WORDS.first)}</Button>}
              {next === null ? null : <Button onClick={() => setFrom(next)}>{say(WORDS.next)}</Button>}
            </div>
          </>
        )}
      </Asked>
    </div>
  )
}
