import { useNavigate } from '@tanstack/react-router'
import { Button, Form, Input } from 'antd'
import { useState, type ReactNode } from 'react'
import { ask, Problem } from '../api/client.ts'
import { queries, useAsk } from '../api/query.ts'
import type { WaysIn } from '../api/shapes.ts'
import { Refused } from '../frame/refused.tsx'
import { useTitle } from '../frame/title.ts'
import { useLanguage } from '../language.tsx'
import { Door } from '../sign-in/door.tsx'

const WORDS = {
  title: { zh: '接受邀请', en: 'Take up your invitation' },
  about: {
    zh: '邀请链接只能用一次。以后用你的账号和这一口令登录。',
    en: 'The invitation works once. From then on you sign in with your account and this password.',
  },
  password: { zh: '口令', en: 'Password' },
  help: { zh: '至少 12 个字符，不用常见口令', en: 'At least 12 characters, and no common password' },
  submit: { zh: '设置口令并登录', en: 'Choose it and sign in' },
  instead: { zh: '也可以不设口令，用单位的统一身份登录：', en: 'Or do without a password, with your organisation’s single sign-on:' },
  by: { zh: '接受邀请，用', en: 'Take it up with' },
  needed: { zh: '请填写', en: 'Fill this in' },
}

interface Joined {
  readonly party: string
  readonly account: string
}

/** The invitation travels behind the `#`, which no server, proxy or log sees. */
export function InvitationPage(): ReactNode {
  useTitle(WORDS.title)
  const { say } = useLanguage()
  const navigate = useNavigate()
  const invitation = location.hash.slice(1)
  // Whose it is stands in it.
  const whose = invitation.split('.')[1] ?? ''
  const { data: ways } = useAsk<WaysIn>(`/api/sign-in?${new URLSearchParams({ party: whose })}`, { enabled: whose !== '' })
  const [problem, setProblem] = useState<Problem | null>(null)
  const [busy, setBusy] = useState(false)

  async function attempt(work: () => Promise<void>): Promise<void> {
    setBusy(true)
    setProblem(null)
    try {
      await work()
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      setProblem(error)
    } finally {
      setBusy(false)
    }
  }

  const take = (password: string): Promise<void> =>
    attempt(async () => {
      const { party, account } = await ask<Joined>('/api/invitation', { method: 'POST', body: { invitation, password } })
      await ask('/api/sign-in', { method: 'POST', body: { party, account, password } })
      queries.clear()
      await navigate({ to: '/', replace: true })
    })
  const away = (): Promise<void> =>
    attempt(async () => {
      const { url } = await ask<{ readonly url: string }>('/api/invitation/single-sign-on', { method: 'POST', body: { invitation } })
      location.assign(url)
    })

  const provider = ways?.singleSignOn ?? null
  return (
    <Door>
      <Form layout="vertical" requiredMark={false} onFinish={({ password }: { password: string }) => void take(password)}>
        <div className="door-words stack tight">
          <h1>{say(WORDS.title)}</h1>
          {ways?.party === undefined || ways.party === null ? null : <p>{say(ways.party.name)}</p>}
          <p className="second">{say(WORDS.about)}</p>
        </div>
        <Form.Item name="password" label={say(WORDS.password)} extra={say(WORDS.help)} rules={[{ required: true, message: say(WORDS.needed) }]}>
          <Input.Password size="large" autoComplete="new-password" />
        </Form.Item>
        <div className="stack tight">
          <Refused problem={problem} />
          <Button type="primary" htmlType="submit" size="large" block loading={busy}>
            {say(WORDS.submit)}
          </Button>
          {provider === null ? null : (
            <>
              <p className="second">{say(WORDS.instead)}</p>
              <Button size="large" block disabled={busy} onClick={() => void away()}>
                {say(WORDS.by)} {provider}
              </Button>
            </>
          )}
        </div>
      </Form>
    </Door>
  )
}
