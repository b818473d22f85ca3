import { Alert, Button, Form, Input, InputNumber, Popconfirm, Radio, Table } from 'antd'
import type { ReactNode } from 'react'
import { PERSON_ROLE_WORDS } from '#procedures/access.ts'
import { bearPageToken } from '../api/client.ts'
import { useAsk, useDo } from '../api/query.ts'
import { printMinute } from '../clock.ts'
import { Asked } from '../frame/asked.tsx'
import { Refused } from '../frame/refused.tsx'
import { useTitle } from '../frame/title.ts'
import { useLanguage } from '../language.tsx'
import { Codes } from './codes.tsx'
import { Notices } from './notices.tsx'
import { useOwnAccount } from './own.ts'
import { Passkeys } from './passkeys.tsx'
import { PresentPassword } from './present-password.tsx'
import { OwnSingleSignOn } from './single-sign-on.tsx'
import { useSession } from '../session.tsx'

const WORDS = {
  title: { zh: '我的账号', en: 'My account' },
  password: { zh: '更换口令', en: 'Change the password' },
  first: { zh: '设置口令', en: 'Choose a password' },
  fresh: { zh: '新口令', en: 'New password' },
  change: { zh: '更换口令', en: 'Change it' },
  changed: { zh: '口令已更换，其他会话已结束。', en: 'The password is changed; your other sessions have ended.' },
  sessions: { zh: '登录会话', en: 'Sessions' },
  agent: { zh: '浏览器', en: 'Browser' },
  seen: { zh: '最近活动', en: 'Last seen' },
  expires: { zh: '到期', en: 'Ends' },
  current: { zh: '本次', en: 'this one' },
  endSession: { zh: '结束', en: 'End' },
  tokens: { zh: '接口令牌', en: 'API tokens' },
  tokensAbout: {
    zh: '供程序以你的名义读取或办理。到期失效，可随时收回。',
    en: 'For programs that read or act in your name. They expire, and can be taken back at any time.',
  },
  name: { zh: '用途', en: 'Purpose' },
  days: { zh: '有效天数', en: 'Days' },
  scope: { zh: '范围', en: 'Scope' },
  read: { zh: '只读', en: 'read' },
  all: { zh: '可办理', en: 'may act' },
  create: { zh: '签发令牌', en: 'Issue a token' },
  secret: { zh: '令牌只显示这一次：', en: 'The token is shown only now:' },
  none: { zh: '没有令牌。', en: 'No tokens.' },
  needed: { zh: '请填写', en: 'Fill this in' },
  sure: { zh: '确定吗？', en: 'Sure?' },
}

export function AccountPage(): ReactNode {
  useTitle(WORDS.title)
  const { say } = useLanguage()
  const { person, party } = useSession()
  return (
    <div className="page narrow stack">
      <div>
        <h1>{person.name}</h1>
        <p className="second">
          {say(party.name)} · {person.roles.map((role) => say(PERSON_ROLE_WORDS[role])).join(' · ')}
        </p>
      </div>
      <Password />
      <Codes />
      <Passkeys />
      <OwnSingleSignOn />
      <Notices />
      <Sessions />
      <Tokens />
    </div>
  )
}

function Password(): ReactNode {
  const { say } = useLanguage()
  const own = useOwnAccount()
  const [form] = Form.useForm<{ password: string; fresh: string }>()
  const change = useDo<{ readonly pageToken: string }, { password: string; fresh: string }>((body) => ['/api/account/password', { method: 'POST', body }])
  const has = own.data?.hasPassword !== false
  return (
    <section className="sheet stack tight">
      <h2>{say(has ? WORDS.password : WORDS.first)}</h2>
      <Form
        form={form}
        name="password"
        layout="vertical"
        requiredMark={false}
        onFinish={(filled) =>
          change.mutate(filled, {
            onSuccess: ({ pageToken }) => {
              bearPageToken(pageToken)
              form.resetFields()
            },
          })
        }
      >
        <PresentPassword />
        <Form.Item name="fresh" label={say(WORDS.fresh)} rules={[{ required: true, message: say(WORDS.needed) }]}>
          <Input.Password autoComplete="new-password" />
        </Form.Item>
        <div className="stack tight">
          <Refused problem={change.error} />
          {change.isSuccess ? <Alert type="success" title={say(WORDS.changed)} /> : null}
          <Button htmlType="submit" loading={change.isPending}>
            {say(has ? WORDS.change : WORDS.first)}
          </Button>
        </div>
      </Form>
    </section>
  )
}

interface ListedSession {
  readonly session: string
  readonly agent: string
  readonly seen: number
  readonly expires: number
  readonly current: boolean
}

function Sessions(): ReactNode {
  const { say } = useLanguage()
  const sessions = useAsk<{ readonly sessions: readonly ListedSession[] }>('/api/sessions')
  const end = useDo<void, string>((session) => [`/api/sessions/${session}`, { method: 'DELETE' }])
  return (
    <section className="sheet stack tight">
      <h2>{say(WORDS.sessions)}</h2>
      <Asked of={sessions}>
        {(answer) => (
          <Table<ListedSession>
            size="small"
            rowKey="session"
            pagination={false}
            scroll={{ x: true }}
            dataSource={[...answer.sessions]}
            columns={[
              { title: say(WORDS.agent), dataIndex: 'agent', render: (agent: string) => <span className="small">{agent.slice(0, 60) || '—'}</span> },
              { title: say(WORDS.seen), dataIndex: 'seen', render: (seen: number) => printMinute(seen) },
              { title: say(WORDS.expires), dataIndex: 'expires', render: (expires: number) => printMinute(expires) },
              {
                title: say(WORDS.endSession),
                key: 'end',
                render: (_, { session, current }) =>
                  current ? (
                    <span className="second">{say(WORDS.current)}</span>
                  ) : (
                    <Button size="small" onClick={() => end.mutate(session)}>
                      {say(WORDS.endSession)}
                    </Button>
                  ),
              },
            ]}
          />
        )}
      </Asked>
      <Refused problem={end.error} />
    </section>
  )
}

interface ListedToken {
  readonly token: string
  readonly name: string
  readonly scope: 'read' | 'all'
  readonly expires: number
}

function Tokens(): ReactNode {
  const { say } = useLanguage()
  const [form] = Form.useForm<{ name: string; days: number; scope: 'read' | 'all' }>()
  const tokens = useAsk<{ readonly tokens: readonly ListedToken[] }>('/api/tokens')
  const create = useDo<{ readonly token: string }, unknown>((body) => ['/api/tokens', { method: 'POST', body }])
  const end = useDo<void, string>((token) => [`/api/tokens/${token}`, { method: 'DELETE' }])
  return (
    <section className="sheet stack tight">
      <h2>{say(WORDS.tokens)}</h2>
      <p className="second">{say(WORDS.tokensAbout)}</p>
      <Asked of={tokens}>
        {(answer) =>
          answer.tokens.length === 0 ? (
            <p className="second">{say(WORDS.none)}</p>
          ) : (
            <Table<ListedToken>
              size="small"
              rowKey="token"
              pagination={false}
              dataSource={[...answer.tokens]}
              columns={[
                { title: say(WORDS.name), dataIndex: 'name' },
                { title: say(WORDS.scope), dataIndex: 'scope', render: (scope: 'read' | 'all') => say(WORDS[scope]) },
                { title: say(WORDS.expires), dataIndex: 'expires', render: (expires: number) => printMinute(expires) },
                {
                  title: say(WORDS.endSession),
                  key: 'end',
                  render: (_, { token }) => (
                    <Popconfirm title={say(WORDS.sure)} onConfirm={() => end.mutate(token)}>
                      <Button size="small">{say(WORDS.endSession)}</Button>
                    </Popconfirm>
                  ),
                },
              ]}
            />
          )
        }
      </Asked>
      {create.data === undefined ? null : <Alert type="success" title={say(WORDS.secret)} description={<code className="mono">{create.data.token}</code>} />}
      <Form
        form={form}
        name="token"
        layout="vertical"
        requiredMark={false}
        initialValues={{ days: 90, scope: 'read' }}
        onFinish={(filled) => create.mutate(filled, { onSuccess: () => form.resetFields() })}
      >
        <Form.Item name="name" label={say(WORDS.name)} rules={[{ required: true, whitespace: true, message: say(WORDS.needed) }]}>
          <Input maxLength={200} />
        </Form.Item>
        <div className="row">
          <Form.Item name="days" label={say(WORDS.days)}>
            <InputNumber min={1} max={366} />
          </Form.Item>
          <Form.Item name="scope" label={say(WORDS.scope)}>
            <Radio.Group
              options={[
                { value: 'read', label: say(WORDS.read) },
                { value: 'all', label: say(WORDS.all) },
              ]}
            />
          </Form.Item>
        </div>
        <div className="stack tight">
          <Refused problem={create.error ?? end.error} />
          <Button htmlType="submit" loading={create.isPending}>
            {say(WORDS.create)}
          </Button>
        </div>
      </Form>
    </section>
  )
}
