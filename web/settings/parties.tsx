import { Button, Checkbox, Form, Input } from 'antd'
import { useState, type ReactNode } from 'react'
import type { z } from 'zod'
import { LEVEL_WORDS, PARTY_KIND_WORDS, REMIT_WORDS } from '#procedures/party.ts'
import type { Text } from '#law/text.ts'
import type { Parties as Listed, RegisteredParty } from '#server/contract/party.ts'
import { useAsk, useDo } from '../api/query.ts'
import { cardOf, dutiesRole, OrganisationFields, type Organisation } from '../first-run/organisation-fields.tsx'
import { Asked } from '../frame/asked.tsx'
import { Refused } from '../frame/refused.tsx'
import { useLanguage } from '../language.tsx'
import { Invitation } from '../people/invitation.tsx'

const WORDS = {
  title: { zh: '本系统上的主体', en: 'Parties of this installation' },
  about: {
    zh: '每个主体各有自己的日志和人员，互相看不到；公文在它们之间往来。',
    en: 'Each party has its own journal and people, and none sees another’s; letters go between them.',
  },
  others: {
    zh: '登记其他主体由建立本系统的主体的系统管理员办理。',
    en: 'Further parties are registered by the system administrator of the party that set this installation up.',
  },
  add: { zh: '登记又一主体', en: 'Register a further party' },
  first: { zh: '首位系统管理员', en: 'Its first system administrator' },
  name: { zh: '姓名', en: 'Name' },
  account: { zh: '账号', en: 'Account' },
  also: { zh: '也办理合规事务', en: 'Also does the compliance work' },
  officer: { zh: '也承办案件', en: 'Also handles cases' },
  submit: { zh: '登记并取得邀请链接', en: 'Register it and get the invitation' },
  done: (name: string): Text => ({ zh: `已登记${name}。`, en: `${name} is registered.` }),
  cancel: { zh: '取消', en: 'Cancel' },
  needed: { zh: '请填写', en: 'Fill this in' },
}

interface Filled extends Organisation {
  readonly name: string
  readonly account: string
  readonly also?: boolean
}

/** Who keeps a journal here; whoever set the installation up takes in others. */
export function Parties(): ReactNode {
  const { say } = useLanguage()
  const answer = useAsk<Listed>('/api/parties')
  const [adding, setAdding] = useState(false)
  const register = useDo<z.infer<typeof RegisteredParty>, Filled>(({ name, account, also, ...organisation }) => [
    '/api/parties',
    { method: 'POST', body: { party: cardOf(organisation), name, account, also: also === true ? [dutiesRole(organisation.kind)] : [] } },
  ])
  return (
    <section className="sheet stack tight" aria-label={say(WORDS.title)}>
      <h2>{say(WORDS.title)}</h2>
      <p className="small second">{say(WORDS.about)}</p>
      <Asked of={answer}>
        {({ parties, registers }) => (
          <>
            <ul className="parties">
              {parties.map(({ party, name, kind, remit, level, region }) => (
                <li key={party}>
                  <b>{say(name)}</b>{' '}
                  <span className="small second">
                    {[PARTY_KIND_WORDS[kind], ...(remit === null ? [] : [REMIT_WORDS[remit]]), ...(level === null ? [] : [LEVEL_WORDS[level]])]
                      .map(say)
                      .join(' · ')}{' '}
                    · {region}
                  </span>
                </li>
              ))}
            </ul>
            {register.data === undefined ? null : (
              <>
                <p className="done" role="status">
                  <span aria-hidden="true">✓</span> {say(WORDS.done(say({ zh: register.variables.zh, en: register.variables.en })))}
                </p>
                <Invitation invited={register.data} />
              </>
            )}
            {!registers ? (
              <p className="small second">{say(WORDS.others)}</p>
            ) : adding ? (
              <Further
                problem={<Refused problem={register.error} />}
                busy={register.isPending}
                send={(filled) => register.mutate(filled, { onSuccess: () => setAdding(false) })}
                close={() => setAdding(false)}
              />
            ) : (
              <div>
                <Button
                  onClick={() => {
                    register.reset()
                    setAdding(true)
                  }}
                >
                  {say(WORDS.add)}
                </Button>
              </div>
            )}
          </>
        )}
      </Asked>
    </section>
  )
}

interface FurtherProps {
  readonly problem: ReactNode
  readonly busy: boolean
  readonly send: (filled: Filled) => void
  readonly close: () => void
}

function Further({ problem, busy, send, close }: FurtherProps): ReactNode {
  const { say } = useLanguage()
  const [form] = Form.useForm<Filled>()
  const kind = Form.useWatch('kind', form)
  const rules = [{ required: true, whitespace: true, message: say(WORDS.needed) }]
  return (
    <Form<Filled> form={form} layout="vertical" requiredMark="optional" initialValues={{ kind: 'department', also: true }} onFinish={send} scrollToFirstError>
      <h3>{say(WORDS.add)}</h3>
      <OrganisationFields kind={kind} />
      <h3>{say(WORDS.first)}</h3>
      <Form.Item name="name" label={say(WORDS.name)} rules={rules}>
        <Input maxLength={200} autoComplete="off" />
      </Form.Item>
      <Form.Item name="account" label={say(WORDS.account)} rules={rules}>
        <Input maxLength={200} autoComplete="off" />
      </Form.Item>
      <Form.Item name="also" valuePropName="checked">
        <Checkbox>{say(kind === 'department' ? WORDS.officer : WORDS.also)}</Checkbox>
      </Form.Item>
      <div className="stack tight">
        {problem}
        <div className="row">
          <Button type="primary" htmlType="submit" loading={busy}>
            {say(WORDS.submit)}
          </Button>
          <Button type="text" onClick={close}>
            {say(WORDS.cancel)}
          </Button>
        </div>
      </div>
    </Form>
  )
}
