import { useNavigate } from '@tanstack/react-router'
import { Button, Checkbox, Form, Input, Radio, Segmented, Select } from 'antd'
import { useState, type ReactNode } from 'react'
import { LEVELS, PARTY_KINDS, PARTY_KIND_WORDS, REMITS, REMIT_WORDS, type Level } from '#procedures/party.ts'
import type { Text } from '#law/text.ts'
import { ask, Problem } from '../api/client.ts'
import { LoadDemo } from '../demo/load-demo.tsx'
import { queries } from '../api/query.ts'
import { Refused } from '../frame/refused.tsx'
import { useTitle } from '../frame/title.ts'
import { useLanguage } from '../language.tsx'
import { Door } from '../sign-in/door.tsx'

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
  kind: { zh: '它是', en: 'It is' },
  zh: { zh: '中文名称', en: 'Chinese name' },
  en: { zh: '英文名称', en: 'English name' },
  region: { zh: '行政区划代码', en: 'Region code' },
  regionHelp: { zh: '六位数字（GB/T 2260），如杭州市 330100', en: 'Six digits (GB/T 2260), such as 330100 for Hangzhou' },
  regionWrong: { zh: '应为六位数字', en: 'Six digits' },
  remit: { zh: '职责', en: 'In its charge' },
  level: { zh: '层级', en: 'Level' },
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

const LEVEL_WORDS: Readonly<Record<Level, Text>> = {
  central: { zh: '中央', en: 'central' },
  province: { zh: '省级', en: 'province' },
  city: { zh: '市级', en: 'city' },
  county: { zh: '县级', en: 'county' },
}

interface Filled {
  readonly kind: (typeof PARTY_KINDS)[number]
  readonly zh: string
  readonly en: string
  readonly region: string
  readonly remit?: string
  readonly level?: string
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

  async function claim({ kind: what, zh, en, region, remit, level, name, account, password, also }: Filled): Promise<void> {
    setBusy(true)
    setProblem(null)
    try {
      const party = { kind: what, zh, en, region, ...(what === 'department' ? { remit, level } : {}) }
      const roles = also !== true ? [] : [what === 'department' ? 'case-officer' : 'compliance-officer']
      const claimed = await ask<{ readonly party: string }>('/api/first-run', { method: 'POST', body: { token, party, name, account, password, also: roles } })
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
          <Form.Item name="kind" label={say(WORDS.kind)} rules={rules}>
            <Radio.Group options={PARTY_KINDS.filter((each) => each !== 'public').map((each) => ({ value: each, label: say(PARTY_KIND_WORDS[each]) }))} />
          </Form.Item>
          {kind === 'department' ? (
            <>
              <Form.Item name="remit" label={say(WORDS.remit)} rules={[{ required: true, message: say(WORDS.needed) }]}>
                <Select options={REMITS.map((each) => ({ value: each, label: say(REMIT_WORDS[each]) }))} />
              </Form.Item>
              <Form.Item name="level" label={say(WORDS.level)} rules={[{ required: true, message: say(WORDS.needed) }]}>
                <Radio.Group options={LEVELS.map((each) => ({ value: each, label: say(LEVEL_WORDS[each]) }))} />
              </Form.Item>
            </>
          ) : null}
          <Form.Item name="zh" label={say(WORDS.zh)} rules={rules}>
            <Input lang="zh-CN" maxLength={200} />
          </Form.Item>
          <Form.Item name="en" label={say(WORDS.en)} rules={rules}>
            <Input lang="en" maxLength={200} />
          </Form.Item>
          <Form.Item
            name="region"
            label={say(WORDS.region)}
            extra={say(WORDS.regionHelp)}
            rules={[{ required: true, pattern: /^\d{6}$/, message: say(WORDS.regionWrong) }]}
          >
            <Input inputMode="numeric" maxLength={6} />
          </Form.Item>
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
