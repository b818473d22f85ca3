import { Alert, Button, Form, Input, Popconfirm, Select } from 'antd'
import type { ReactNode } from 'react'
import { useAsk, useDo } from '../api/query.ts'
import { Asked } from '../frame/asked.tsx'
import { Refused } from '../frame/refused.tsx'
import { useLanguage } from '../language.tsx'

const WORDS = {
  title: { zh: '单点登录（OIDC）', en: 'Single sign-on (OIDC)' },
  about: {
    zh: '人员用本单位的身份提供方登录。首次须凭邀请或登录后关联，不按邮箱自动对应。',
    en: 'People sign in at the organisation’s own identity provider. The first time by an invitation or a link from their account: nobody is matched by an e-mail address.',
  },
  callback: { zh: '在身份提供方登记的回调地址', en: 'The callback to register at the provider' },
  name: { zh: '名称', en: 'Name' },
  issuer: { zh: '签发者（https）', en: 'Issuer (https)' },
  client: { zh: '客户端编号', en: 'Client id' },
  secret: { zh: '客户端密钥（留空则不变）', en: 'Client secret (left empty, it stays)' },
  domains: { zh: '允许的邮箱域名（可不填）', en: 'Mail domains that are let in (optional)' },
  claim: { zh: '显示用的声明', en: 'Claim that people are shown by' },
  acr: { zh: '表示已两步验证的 acr（可不填）', en: 'acr values that mean two steps (optional)' },
  amr: { zh: '表示已两步验证的 amr（可不填）', en: 'amr values that mean two steps (optional)' },
  kept: { zh: '身份提供方已应答，设置已保存。', en: 'The provider has answered; the settings are kept.' },
  sure: { zh: '移除后不能再用它登录；没有口令的人员需另行邀请。', en: 'It signs nobody in any more; who has no password needs another invitation.' },
  cancel: { zh: '取消', en: 'Cancel' },
  keep: { zh: '核对并保存', en: 'Check and keep' },
  remove: { zh: '移除', en: 'Remove' },
  needed: { zh: '请填写', en: 'Fill this in' },
}

interface Provider {
  readonly name: string
  readonly issuer: string
  readonly client: string
  readonly claim: string
  readonly domains: readonly string[]
  readonly acr: readonly string[]
  readonly amr: readonly string[]
  readonly changed: number
}

interface Kept {
  readonly provider: Provider | null
  readonly callback: string
}

export function SingleSignOn(): ReactNode {
  const { say } = useLanguage()
  const kept = useAsk<Kept>('/api/single-sign-on')
  const keep = useDo<unknown, Filled>((body) => ['/api/single-sign-on', { method: 'PUT', body }])
  const remove = useDo(() => ['/api/single-sign-on', { method: 'DELETE' }])
  return (
    <section className="sheet stack tight">
      <h2>{say(WORDS.title)}</h2>
      <p className="second">{say(WORDS.about)}</p>
      <Asked of={kept}>
        {(answer) => (
          <Settings
            key={answer.provider?.changed ?? 0}
            kept={answer}
            busy={keep.isPending}
            keep={(filled) => {
              remove.reset()
              keep.mutate(filled)
            }}
            remove={() => {
              keep.reset()
              remove.mutate()
            }}
          />
        )}
      </Asked>
      <Refused problem={keep.error ?? remove.error} />
      {keep.isSuccess ? <Alert type="success" title={say(WORDS.kept)} /> : null}
    </section>
  )
}

interface Filled {
  readonly name: string
  readonly issuer: string
  readonly client: string
  readonly secret?: string
  readonly claim: string
  readonly domains?: string[]
  readonly acr?: string[]
  readonly amr?: string[]
}

/** What is kept, as the form shows it; the day of the change stays behind. */
const filledOf = ({ name, issuer, client, claim, domains, acr, amr }: Provider): Filled => ({
  name,
  issuer,
  client,
  claim,
  domains: [...domains],
  acr: [...acr],
  amr: [...amr],
})

interface Setting {
  readonly kept: Kept
  readonly busy: boolean
  readonly keep: (filled: Filled) => void
  readonly remove: () => void
}

function Settings({ kept: { provider, callback }, busy, keep, remove }: Setting): ReactNode {
  const { say } = useLanguage()
  const rules = [{ required: true, whitespace: true, message: say(WORDS.needed) }]
  return (
    <Form<Filled>
      layout="vertical"
      requiredMark={false}
      initialValues={provider === null ? { claim: 'email' } : filledOf(provider)}
      onFinish={({ secret, ...filled }) => keep(secret === undefined || secret === '' ? filled : { ...filled, secret })}
    >
      <Form.Item label={say(WORDS.callback)}>
        <span className="mono">{callback}</span>
      </Form.Item>
      <div className="fields">
        <Form.Item name="name" label={say(WORDS.name)} rules={rules}>
          <Input maxLength={100} />
        </Form.Item>
        <Form.Item name="issuer" label={say(WORDS.issuer)} rules={rules}>
          <Input type="url" maxLength={500} />
        </Form.Item>
        <Form.Item name="client" label={say(WORDS.client)} rules={rules}>
          <Input maxLength={200} autoComplete="off" />
        </Form.Item>
        <Form.Item name="secret" label={say(WORDS.secret)} rules={provider === null ? rules : []}>
          <Input.Password maxLength={500} autoComplete="off" />
        </Form.Item>
        <Form.Item name="domains" label={say(WORDS.domains)}>
          <Select mode="tags" open={false} suffixIcon={null} />
        </Form.Item>
        <Form.Item name="claim" label={say(WORDS.claim)} rules={rules}>
          <Input maxLength={100} />
        </Form.Item>
        <Form.Item name="acr" label={say(WORDS.acr)}>
          <Select mode="tags" open={false} suffixIcon={null} />
        </Form.Item>
        <Form.Item name="amr" label={say(WORDS.amr)}>
          <Select mode="tags" open={false} suffixIcon={null} />
        </Form.Item>
      </div>
      <div className="row">
        <Button htmlType="submit" loading={busy}>
          {say(WORDS.keep)}
        </Button>
        {provider === null ? null : (
          <Popconfirm title={say(WORDS.sure)} okText={say(WORDS.remove)} cancelText={say(WORDS.cancel)} onConfirm={remove}>
            <Button>{say(WORDS.remove)}</Button>
          </Popconfirm>
        )}
      </div>
    </Form>
  )
}
