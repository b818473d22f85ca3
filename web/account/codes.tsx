import { Alert, Button, Form, Input, QRCode } from 'antd'
import { useState, type ReactNode } from 'react'
import { ask, Problem } from '../api/client.ts'
import { useAgain } from '../api/query.ts'
import { Asked } from '../frame/asked.tsx'
import { Refused } from '../frame/refused.tsx'
import { useLanguage } from '../language.tsx'
import { useOwnAccount } from './own.ts'
import { PresentPassword } from './present-password.tsx'

const WORDS = {
  title: { zh: '两步验证', en: 'Two-step sign-in' },
  about: {
    zh: '登录时除口令外再输入验证器中的六位数字。需要一个支持 TOTP 的验证器应用。',
    en: 'Besides the password, a code of six digits from an authenticator (TOTP) is asked for.',
  },
  on: { zh: '已启用，剩余恢复码 {left} 个。', en: 'On. Recovery codes left: {left}.' },
  enrol: { zh: '启用两步验证', en: 'Switch two-step sign-in on' },
  scan: { zh: '用验证器扫描，或手动输入密钥：', en: 'Scan this with the authenticator, or type the key:' },
  code: { zh: '验证器显示的六位数字', en: 'The six digits that it shows' },
  confirm: { zh: '确认启用', en: 'Confirm' },
  recovery: { zh: '恢复码。每个只能用一次，只显示这一次，请妥善保存：', en: 'Recovery codes. Each works once; they are shown only now. Keep them safe:' },
  end: { zh: '停用两步验证', en: 'Switch two-step sign-in off' },
  ended: { zh: '两步验证已停用。', en: 'Two-step sign-in is off.' },
  needed: { zh: '请填写', en: 'Fill this in' },
}

interface Enrolment {
  readonly secret: string
  readonly uri: string
}

type Step =
  | { readonly kind: 'idle' }
  | { readonly kind: 'enrolling'; readonly enrolment: Enrolment }
  | { readonly kind: 'confirmed'; readonly recoveryCodes: readonly string[] }
  | { readonly kind: 'off' }

export function Codes(): ReactNode {
  const { say } = useLanguage()
  const again = useAgain()
  const own = useOwnAccount()
  const [step, setStep] = useState<Step>({ kind: 'idle' })
  const [problem, setProblem] = useState<Problem | null>(null)

  async function attempt(work: () => Promise<Step>): Promise<void> {
    setProblem(null)
    try {
      setStep(await work())
      await again('/api/account')
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
      <h2>{say(WORDS.title)}</h2>
      <p className="second">{say(WORDS.about)}</p>
      {step.kind === 'confirmed' ? (
        <Alert type="success" title={say(WORDS.recovery)} description={<pre className="mono">{step.recoveryCodes.join('\n')}</pre>} />
      ) : null}
      {step.kind === 'off' ? <Alert type="success" title={say(WORDS.ended)} /> : null}
      {step.kind === 'enrolling' ? (
        <Form name="code" layout="vertical" requiredMark={false} onFinish={({ code }: { code: string }) => void confirm(code)}>
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
        <Asked of={own}>
          {({ codes }) => (
            <Form
              key={String(codes === null)}
              name="codes"
              layout="vertical"
              requiredMark={false}
              onFinish={({ password }: { password: string }) => void (codes === null ? enrol(password) : end(password))}
            >
              {codes === null ? null : <p>{say(WORDS.on).replace('{left}', String(codes.left))}</p>}
              <PresentPassword />
              <Button htmlType="submit">{say(codes === null ? WORDS.enrol : WORDS.end)}</Button>
            </Form>
          )}
        </Asked>
      )}
      <Refused problem={problem} />
    </section>
  )
}
