import { Button, Form, Input, Select } from 'antd'
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
  keep: { zh: '核对并保存', en: 'Check and keep' },
  remove: { zh: '移除', en: 'Remove' },
  needed: { zh: '请填写', en: 'Fill this in' },
}

interface Provider {
  readonly name: string
  readonly issuer: string
  readonly client: string
  readonly domains: readonly string[]
}

interface Kept {
  readonly provider: Provider | null
  readonly callback: string
}

export function SingleSignOn(): ReactNode {
  const { say } = useLanguage()
  const kept = useAsk<Kept>('/api/single-sign-on')
  return (
    <section className="sheet stack tight">
      <h2>{say(WORDS.title)}</h2>
      <p className="second">{say(WORDS.about)}</p>
      <Asked of={kept}>{(answer) => <Settings key={answer.provider?.issuer ?? ''} kept={answer} />}</Asked>
    </section>
  )
}

interface Filled {
  readonly name: string
  readonly issuer: string
  readonly client: string
  readonly secret?: string
  readonly domains?: string[]
}

function Settings({ kept: { provider, callback } }: { readonly kept: Kept }): ReactNode {
  const { say } = useLanguage()
  const keep = useDo<unknown, Filled>((body) => ['/api/single-sign-on', { method: 'PUT', body }])
  const remove = useDo<void>(() => ['/api/single-sign-on', { method: 'DELETE' }])
  const rules = [{ required: true, whitespace: true, message: say(WORDS.needed) }]
  return (
    <Form<Filled>
      layout="vertical"
      requiredMark={false}
      initialValues={provider === null ? {} : { name: provider.name, issuer: provider.issuer, client: provider.client, domains: [...provider.domains] }}
      onFinish={({ secret, ...filled }) => keep.mutate(secret === undefined || secret === '' ? filled : { ...filled, secret })}
    >
      <p>
        {say(WORDS.callback)} <span className="mono">{callback}</span>
      </p>
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
          <Select mode="tags" open={false} />
        </Form.Item>
      </div>
      <div className="stack tight">
        <Refused problem={keep.error ?? remove.error} />
        <div className="row">
          <Button htmlType="submit" loading={keep.isPending}>
            {say(WORDS.keep)}
          </Button>
          {provider === null ? null : <Button onClick={() => remove.mutate()}>{say(WORDS.remove)}</Button>}
        </div>
      </div>
    </Form>
  )
}
