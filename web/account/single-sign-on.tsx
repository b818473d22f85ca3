import { Alert, Button, Form, Popconfirm } from 'antd'
import { useState, type ReactNode } from 'react'
import { ask, Problem } from '../api/client.ts'
import { useAsk, useDo } from '../api/query.ts'
import { printMinute } from '../clock.ts'
import { Refused } from '../frame/refused.tsx'
import { useLanguage } from '../language.tsx'
import { useOwnAccount } from './own.ts'
import { PresentPassword } from './present-password.tsx'

const WORDS = {
  title: { zh: '单点登录', en: 'Single sign-on' },
  about: { zh: '关联后，可用它登录，不必输入口令：', en: 'Once linked, it signs you in without a password:' },
  link: { zh: '关联', en: 'Link' },
  linked: { zh: '已关联：', en: 'Linked:' },
  last: { zh: '最近登录', en: 'last used' },
  elsewhere: {
    zh: '所关联的身份提供方现已停用或更换，不能用它登录。',
    en: 'The provider that it belongs to is no longer set; it signs nobody in.',
  },
  cancel: { zh: '取消', en: 'Cancel' },
  unlink: { zh: '解除关联', en: 'Unlink' },
  sure: { zh: '解除后不能再用它登录。', en: 'It can no longer be used to sign in.' },
  only: {
    zh: '此账号没有口令。解除后只能用通行密钥登录；没有通行密钥的，请先设置口令。',
    en: 'This account has no password. Without the link only a passkey signs you in; if you have none, choose a password first.',
  },
}

interface Linked {
  readonly provider: string | null
  readonly issuer: string | null
  readonly linked: { readonly issuer: string; readonly label: string; readonly linked: number; readonly used: number | null } | null
}

/** The own account at the organisation's identity provider; nothing where there is neither a provider nor a link. */
export function OwnSingleSignOn(): ReactNode {
  const { say } = useLanguage()
  const own = useOwnAccount()
  const { data } = useAsk<Linked>('/api/account/single-sign-on')
  const unlink = useDo(() => ['/api/account/single-sign-on', { method: 'DELETE' }])
  const [problem, setProblem] = useState<Problem | null>(null)

  async function away(password: string): Promise<void> {
    setProblem(null)
    try {
      const { url } = await ask<{ readonly url: string }>('/api/account/single-sign-on', { method: 'POST', body: { password } })
      location.assign(url)
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      setProblem(error)
    }
  }

  if (data === undefined || (data.provider === null && data.linked === null)) return null
  const { provider, issuer, linked } = data
  const stands = linked !== null && linked.issuer === issuer
  return (
    <section className="sheet stack tight">
      <h2>{say(WORDS.title)}</h2>
      {linked === null ? null : (
        <div className="row apart">
          <span>
            {say(WORDS.linked)} <strong>{linked.label === '' ? linked.issuer : linked.label}</strong>{' '}
            <span className="second small">
              {printMinute(linked.linked)}
              {linked.used === null ? '' : ` · ${say(WORDS.last)} ${printMinute(linked.used)}`}
            </span>
          </span>
          <Popconfirm
            title={say(own.data?.hasPassword === false ? WORDS.only : WORDS.sure)}
            okText={say(WORDS.unlink)}
            cancelText={say(WORDS.cancel)}
            onConfirm={() => unlink.mutate()}
          >
            <Button size="small">{say(WORDS.unlink)}</Button>
          </Popconfirm>
        </div>
      )}
      {linked === null || stands ? null : <Alert type="warning" title={say(WORDS.elsewhere)} />}
      {provider === null || stands ? null : (
        <Form name="single-sign-on" layout="vertical" requiredMark={false} onFinish={({ password }: { password: string }) => void away(password)}>
          <Form.Item>
            <span className="second">
              {say(WORDS.about)} <strong>{provider}</strong>
            </span>
          </Form.Item>
          <PresentPassword />
          <Button htmlType="submit">
            {say(WORDS.link)} {provider}
          </Button>
        </Form>
      )}
      <Refused problem={problem ?? unlink.error} />
    </section>
  )
}
