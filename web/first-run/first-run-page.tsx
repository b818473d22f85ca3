import { useNavigate } from '@tanstack/react-router'
import { Button, Checkbox, Form, Input, Segmented } from 'antd'
import { useState, type ReactNode } from 'react'
import { ask, Problem } from '../api/client.ts'
import { LoadDemo } from '../demo/load-demo.tsx'
import { queries } from '../api/query.ts'
import { Refused } from '../frame/refused.tsx'
import { useTitle } from '../frame/title.ts'
import { useLanguage } from '../language.tsx'
import { Door } from '../sign-in/door.tsx'
import { cardOf, dutiesRole, OrganisationFields, type Organisation } from './organisation-fields.tsx'

const WORDS = {
  title: { zh: '首次使用', en: 'First run' },
  about: {
    zh: '登记你的组织，或者先载入演示。令牌在启动服务的终端里，登记时用一次即失效。',
    en: 'Register your organisation, or load the demo first. The token stands in the terminal that started the server, and ends when it has registered a party.',
  },
  token: { zh: '令牌', en: 'Token' },
  register: { zh: '登记你的组织', en: 'Register your organisation' },
  demo: { zh: '先看演示', en: 'Look at the demo first' },
  organisation: { zh: '组织', en: 'The organisation' },
  you: { zh: '你', en: 'You' },
  name: { zh: '姓名', en: 'Name' },
  account: { zh: '账号', en: 'Account' },
  password: { zh: '口令', en: 'Password' },
  passwordHelp: { zh: '至少 12 个字符，不用常见口令', en: 'At least 12 characters, and no common password' },
  also: {
    zh: '我也办理合规事务（只有系统管理员岗位看不到义务）',
    en: 'I also do the compliance work (a system administrator alone does not see duties)',
  },
  officer: {
    zh: '我也承办案件（只有系统管理员岗位看不到工作台）',
    en: 'I also handle cases (a system administrator alone does not see the desk)',
  },
  submit: { zh: '登记并登录', en: 'Register and sign in' },
  needed: { zh: '请填写', en: 'Fill this in' },
}

interface Filled extends Organisation {
  readonly name: string
  readonly account: string
  readonly password: string
  readonly also?: boolean
}

/** The token travels behind the `#`, which no server, proxy or log sees. */
const tokenInAddress = (): string => location.hash.slice(1)

export function FirstRunPage(): ReactNode {
  useTitle(WORDS.title)
  const { say } = useLanguage()
  const navigate = useNavigate()
  const [form] = Form.useForm<Filled>()
  const kind = Form.useWatch('kind', form)
  const [problem, setProblem] = useState<Problem | null>(null)
  const [busy, setBusy] = useState(false)
  const [token, setToken] = useState(tokenInAddress)
  const [way, setWay] = useState<'register' | 'demo'>('register')
  const rules = [{ required: true, whitespace: true, message: say(WORDS.needed) }]

  async function claim({ name, account, password, also, ...organisation }: Filled): Promise<void> {
    setBusy(true)
    setProblem(null)
    try {
      const roles = also !== true ? [] : [dutiesRole(organisation.kind)]
      const claimed = await ask<{ readonly party: string }>('/api/first-run', {
        method: 'POST',
        body: { token, party: cardOf(organisation), name, account, password, also: roles },
      })
      await ask('/api/sign-in', { method: 'POST', body: { party: claimed.party, account, password } })
      queries.clear()
      await navigate({ to: '/', replace: true })
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      setProblem(error)
    } finally {
      setBusy(false)
    }
  }

  return (
    <Door wide>
      <Form<Filled>
        form={form}
        layout="vertical"
        requiredMark="optional"
        initialValues={{ kind: 'operator', also: true }}
        onFinish={(filled) => void claim(filled)}
        scrollToFirstError
      >
        <div className="stack">
          <div className="stack tight">
            <h1>{say(WORDS.title)}</h1>
            <p className="second">{say(WORDS.about)}</p>
          </div>
          <label className="stack tight">
            <span>{say(WORDS.token)}</span>
            <Input.Password autoComplete="off" value={token} onChange={({ target }) => setToken(target.value.trim())} />
          </label>
          <Segmented block value={way} options={(['register', 'demo'] as const).map((each) => ({ value: each, label: say(WORDS[each]) }))} onChange={setWay} />
        </div>
        {way === 'demo' ? <LoadDemo token={token} /> : null}
        <div hidden={way === 'demo'}>
          <h2 className="part">{say(WORDS.organisation)}</h2>
          <OrganisationFields kind={kind} />
          <h2 className="part">{say(WORDS.you)}</h2>
          <Form.Item name="name" label={say(WORDS.name)} rules={rules}>
            <Input autoComplete="name" maxLength={200} />
          </Form.Item>
          <Form.Item name="account" label={say(WORDS.account)} rules={rules}>
            <Input autoComplete="username" maxLength={200} />
          </Form.Item>
          <Form.Item name="password" label={say(WORDS.password)} extra={say(WORDS.passwordHelp)} rules={[{ required: true, message: say(WORDS.needed) }]}>
            <Input.Password autoComplete="new-password" maxLength={1000} />
          </Form.Item>
          <Form.Item name="also" valuePropName="checked">
            <Checkbox>{say(kind === 'department' ? WORDS.officer : WORDS.also)}</Checkbox>
          </Form.Item>
          <div className="stack">
            <Refused problem={problem} />
            <Button type="primary" htmlType="submit" size="large" block loading={busy}>
              {say(WORDS.submit)}
            </Button>
          </div>
        </div>
      </Form>
    </Door>
  )
}
