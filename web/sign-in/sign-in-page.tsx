import { getRouteApi, Navigate, useNavigate } from '@tanstack/react-router'
import { Button, Form, Input } from 'antd'
import { useState, type ReactNode } from 'react'
import { ask, Problem } from '../api/client.ts'
import { queries, useAsk } from '../api/query.ts'
import type { DemoState } from '#server/contract/demo.ts'
import type { WaysIn } from '../api/shapes.ts'
import { Asked } from '../frame/asked.tsx'
import { isDeclined, knowsPasskeys, signInByPasskey } from '../account/passkey.ts'
import { Refused } from '../frame/refused.tsx'
import { useTitle } from '../frame/title.ts'
import { keep, kept } from '../kept.ts'
import { useLanguage } from '../language.tsx'
import { Door } from './door.tsx'

const WORDS = {
  title: { zh: '登录', en: 'Sign in' },
  party: { zh: '组织名称', en: 'Organisation' },
  account: { zh: '账号', en: 'Account' },
  password: { zh: '口令', en: 'Password' },
  code: { zh: '验证码（验证器中的六位数字）', en: 'Code (six digits from the authenticator)' },
  recovery: { zh: '恢复码', en: 'Recovery code' },
  recoveryInstead: { zh: '没有验证器？用恢复码', en: 'No authenticator? Use a recovery code' },
  codeInstead: { zh: '用验证器中的验证码', en: 'Use a code of the authenticator' },
  at: { zh: '登录：', en: 'Sign in at' },
  passkey: { zh: '用通行密钥登录', en: 'Sign in with a passkey' },
  goOn: { zh: '继续', en: 'Go on' },
  needed: { zh: '请填写', en: 'Fill this in' },
}

interface Credentials {
  readonly party?: string
  readonly account: string
  readonly password: string
}

type Step = { readonly kind: 'password' } | { readonly kind: 'second-step'; readonly by: 'code' | 'recovery-code' }

const route = getRouteApi('/sign-in')

export function SignInPage(): ReactNode {
  useTitle(WORDS.title)
  const ways = useAsk<WaysIn>('/api/sign-in')
  const demo = useAsk<DemoState>('/api/demo')
  return (
    <Door>
      {
        <Asked of={ways}>
          {(answer) => (answer.firstRun && demo.data?.state === 'none' ? <Navigate to="/first-run" replace /> : <SignIn ways={answer} />)}
        </Asked>
      }
    </Door>
  )
}

function SignIn({ ways: { party, ways, singleSignOn, awaiting } }: { readonly ways: WaysIn }): ReactNode {
  const { say } = useLanguage()
  const { to } = route.useSearch()
  // Where there are several parties, which providers there are is asked once somebody has said whose account it is.
  const [named, setNamed] = useState(kept('party') ?? '')
  const { data: there } = useAsk<WaysIn>(`/api/sign-in?${new URLSearchParams({ party: named })}`, { enabled: party === null && named !== '' })
  const provider = party === null ? (there?.singleSignOn ?? null) : singleSignOn
  const navigate = useNavigate()
  const [step, setStep] = useState<Step>(awaiting === 'second-step' ? { kind: 'second-step', by: 'code' } : { kind: 'password' })
  const [problem, setProblem] = useState<Problem | null>(null)
  const [busy, setBusy] = useState(false)

  const attempt = (path: string, body: unknown): Promise<void> => enter(() => ask<{ readonly kind: string }>(path, { method: 'POST', body }))

  async function enter(knock: () => Promise<{ readonly kind: string }>): Promise<void> {
    setBusy(true)
    setProblem(null)
    try {
      const { kind } = await knock()
      if (kind === 'second-step') return setStep({ kind: 'second-step', by: 'code' })
      queries.clear()
      await navigate({ to: to ?? '/', replace: true })
    } catch (error) {
      if (error instanceof Problem) setProblem(error)
      else if (!isDeclined(error)) throw error
    } finally {
      setBusy(false)
    }
  }

  /** To the provider, which sends the browser back. */
  async function away(): Promise<void> {
    setProblem(null)
    if (party === null) keep('party', named)
    try {
      const { url } = await ask<{ readonly url: string }>('/api/sign-in/single-sign-on', { method: 'POST', body: { party: party?.id ?? named } })
      location.assign(url)
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      setProblem(error)
    }
  }

  const rules = [{ required: true, message: say(WORDS.needed) }]
  if (step.kind === 'second-step')
    return (
      <Form key={step.by} layout="vertical" requiredMark={false} onFinish={({ code }: { code: string }) => void attempt(`/api/sign-in/${step.by}`, { code })}>
        <h1>{say(WORDS.title)}</h1>
        <Form.Item name="code" label={say(step.by === 'code' ? WORDS.code : WORDS.recovery)} rules={rules}>
          <Input autoFocus autoComplete="one-time-code" inputMode={step.by === 'code' ? 'numeric' : 'text'} size="large" />
        </Form.Item>
        <div className="stack">
          <Refused problem={problem} />
          <Button type="primary" htmlType="submit" size="large" block loading={busy}>
            {say(WORDS.goOn)}
          </Button>
          <Button type="link" onClick={() => setStep({ kind: 'second-step', by: step.by === 'code' ? 'recovery-code' : 'code' })}>
            {say(step.by === 'code' ? WORDS.recoveryInstead : WORDS.codeInstead)}
          </Button>
        </div>
      </Form>
    )
  return (
    <Form
      layout="vertical"
      requiredMark={false}
      initialValues={{ party: named }}
      onFinish={({ party: typed, ...credentials }: Credentials) => {
        keep('party', typed)
        void attempt('/api/sign-in', { ...credentials, ...(party !== null ? { party: party.id } : typed === undefined ? {} : { party: typed }) })
      }}
    >
      <h1>{party === null ? say(WORDS.title) : say(party.name)}</h1>
      {party === null ? (
        <Form.Item name="party" label={say(WORDS.party)} rules={rules}>
          <Input size="large" autoComplete="organization" onBlur={({ target }) => setNamed(target.value.trim())} />
        </Form.Item>
      ) : null}
      <Form.Item name="account" label={say(WORDS.account)} rules={rules}>
        <Input size="large" autoComplete="username" autoFocus />
      </Form.Item>
      <Form.Item name="password" label={say(WORDS.password)} rules={rules}>
        <Input.Password size="large" autoComplete="current-password" />
      </Form.Item>
      <div className="stack">
        <Refused problem={problem} />
        <Button type="primary" htmlType="submit" size="large" block loading={busy}>
          {say(WORDS.title)}
        </Button>
        {provider === null ? null : (
          <Button size="large" block disabled={busy} onClick={() => void away()}>
            {say(WORDS.at)} {provider}
          </Button>
        )}
        {ways.includes('passkey') && knowsPasskeys() ? (
          <Button size="large" block disabled={busy} onClick={() => void enter(() => signInByPasskey(party?.id ?? kept('party')))}>
            {say(WORDS.passkey)}
          </Button>
        ) : null}
      </div>
    </Form>
  )
}
