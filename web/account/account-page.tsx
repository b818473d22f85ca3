import { Alert, Button, Form, Input, InputNumber, Popconfirm, QRCode, Radio, Table } from 'antd'
import { useState, type ReactNode } from 'react'
import { PERSON_ROLE_WORDS } from '#procedures/access.ts'
import { ask, bearPageToken, Problem } from '../api/client.ts'
import { useAsk, useDo } from '../api/query.ts'
import { printMinute } from '../clock.ts'
import { Asked } from '../frame/asked.tsx'
import { Refused } from '../frame/refused.tsx'
import { useTitle } from '../frame/title.ts'
import { useLanguage } from '../language.tsx'
import { Notices } from './notices.tsx'
import { Passkeys } from './passkeys.tsx'
import { useSession } from '../session.tsx'

const WORDS = {
  title: { zh: '我的账号', en: 'My account' },
  password: { zh: '更换口令', en: 'Change the password' },
  old: { zh: '现用口令', en: 'Present password' },
  fresh: { zh: '新口令', en: 'New password' },
  change: { zh: '更换口令', en: 'Change it' },
  changed: { zh: '口令已更换，其他会话已结束。', en: 'The password is changed; your other sessions have ended.' },
  codes: { zh: '两步验证', en: 'Two-step sign-in' },
  codesAbout: {
    zh: '登录时除口令外再输入验证器中的六位数字。需要一个支持 TOTP 的验证器应用。',
    en: 'Besides the password, a code of six digits from an authenticator (TOTP) is asked for.',
  },
  enrol: { zh: '启用', en: 'Switch on' },
  scan: { zh: '用验证器扫描，或手动输入密钥：', en: 'Scan this with the authenticator, or type the key:' },
  code: { zh: '验证器显示的六位数字', en: 'The six digits that it shows' },
  confirm: { zh: '确认启用', en: 'Confirm' },
  recovery: { zh: '恢复码。每个只能用一次，只显示这一次，请妥善保存：', en: 'Recovery codes. Each works once; they are shown only now. Keep them safe:' },
  end: { zh: '停用两步验证', en: 'Switch two-step sign-in off' },
  ended: { zh: '两步验证已停用。', en: 'Two-step sign-in is off.' },
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
      <Notices />
      <Sessions />
      <Tokens />
    </div>
  )
}

function Password(): ReactNode {
  const { say } = useLanguage()
  const [form] = Form.useForm<{ password: string; fresh: string }>()
  const change = useDo<{ readonly pageToken: string }, { password: string; fresh: string }>((body) => ['/api/account/password', { method: 'POST', body }])
  return (
    <section className="sheet stack tight">
      <h2>{say(WORDS.password)}</h2>
      <Form
        form={form}
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
        <Form.Item name="password" label={say(WORDS.old)} rules={[{ required: true, message: say(WORDS.needed) }]}>
          <Input.Password autoComplete="current-password" />
        </Form.Item>
        <Form.Item name="fresh" label={say(WORDS.fresh)} rules={[{ required: true, message: say(WORDS.needed) }]}>
          <Input.Password autoComplete="new-password" />
        </Form.Item>
        <div className="stack tight">
          <Refused problem={change.error} />
          {change.isSuccess ? <Alert type="success" title={say(WORDS.changed)} /> : null}
          <Button htmlType="submit" loading={change.isPending}>
            {say(WORDS.change)}
          </Button>
        </div>
      </Form>
    </section>
  )
}

interface Enrolment {
  readonly secret: string
  readonly uri: string
}

type CodesStep =
  | { readonly kind: 'idle' }
  | { readonly kind: 'enrolling'; readonly enrolment: Enrolment }
  | { readonly kind: 'confirmed'; readonly recoveryCodes: readonly string[] }
  | { readonly kind: 'off' }

function Codes(): ReactNode {
  const { say } = useLanguage()
  const [step, setStep] = useState<CodesStep>({ kind: 'idle' })
  const [problem, setProblem] = useState<Problem | null>(null)

  async function attempt(work: () => Promise<CodesStep>): Promise<void> {
    setProblem(null)
    try {
      setStep(await work())
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      setProblem(error)
    }
  }

  const enrol = (password: string): Promise<void> =>
    attempt(async () => ({ kind: 'enrolling', enrolment: await ask<Enrolment>('/api/account/codes', { method: 'POST', body: { password } }) }))
  const confirm = (code: string): Promise<void> =>
    attempt(async () => {
      const { recoveryCodes } = await ask<{ readonly recoveryCodes: readonly string[] }>('/api/account/codes/confirm', { method: 'POST', body: { code } })
      return { kind: 'confirmed', recoveryCodes }
    })
  const end = (password: string): Promise<void> =>
    attempt(async () => {
      await ask('/api/account/codes/end', { method: 'POST', body: { password } })
      return { kind: 'off' }
    })

  return (
    <section className="sheet stack tight">
      <h2>{say(WORDS.codes)}</h2>
      <p className="second">{say(WORDS.codesAbout)}</p>
      {step.kind === 'confirmed' ? (
        <Alert type="success" title={say(WORDS.recovery)} description={<pre className="mono">{step.recoveryCodes.join('\n')}</pre>} />
      ) : null}
      {step.kind === 'off' ? <Alert type="success" title={say(WORDS.ended)} /> : null}
      {step.kind === 'enrolling' ? (
        <Form layout="vertical" requiredMark={false} onFinish={({ code }: { code: string }) => void confirm(code)}>
          <p>{say(WORDS.scan)}</p>
          <QRCode value={step.enrolment.uri} color="#000000" bgColor="#ffffff" type="svg" />
          <p className="mono">{step.enrolment.secret}</p>
          <Form.Item name="code" label={say(WORDS.code)} rules={[{ required: true, message: say(WORDS.needed) }]}>
            <Input inputMode="numeric" autoComplete="one-time-code" maxLength={6} />
          </Form.Item>
          <Button type="primary" htmlType="submit">
            {say(WORDS.confirm)}
          </Button>
        </Form>
      ) : (
        <Form layout="vertical" requiredMark={false} onFinish={({ password }: { password: string }) => void enrol(password)}>
          <Form.Item name="password" label={say(WORDS.old)} rules={[{ required: true, message: say(WORDS.needed) }]}>
            <Input.Password autoComplete="current-password" />
          </Form.Item>
          <Form.Item noStyle shouldUpdate>
            {({ getFieldValue }) => (
              <div className="row">
                <Button htmlType="submit">{say(WORDS.enrol)}</Button>
                <Button type="link" onClick={() => void end(String(getFieldValue('password') ?? ''))}>
                  {say(WORDS.end)}
                </Button>
              </div>
            )}
          </Form.Item>
        </Form>
      )}
      <Refused problem={problem} />
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
