import { Alert, Button, Form, Input, Popconfirm, Table } from 'antd'
import { useState, type ReactNode } from 'react'
import type { Delivery, NewWebhook, Webhook } from '#server/contract/notice.ts'
import type { Text } from '#law/text.ts'
import { useAsk, useDo } from '../api/query.ts'
import { printMinute } from '../clock.ts'
import { Asked } from '../frame/asked.tsx'
import { Refused } from '../frame/refused.tsx'
import { useLanguage } from '../language.tsx'

const WORDS = {
  title: { zh: '回调地址', en: 'Webhooks' },
  about: {
    zh: '义务的通知同时推送到这些地址，带签名（Standard Webhooks），失败会重试。',
    en: 'Notices of duties also go to these addresses, signed as Standard Webhooks has it, and tried again when they fail.',
  },
  url: { zh: '地址（https）', en: 'Address (https)' },
  add: { zh: '添加', en: 'Add' },
  secret: { zh: '签名密钥只显示这一次：', en: 'The signing secret is shown only now:' },
  test: { zh: '发送测试', en: 'Send a test' },
  end: { zh: '删除', en: 'Remove' },
  sure: { zh: '不再向此地址推送。', en: 'Nothing more is sent to it.' },
  log: { zh: '推送记录', en: 'Deliveries' },
  none: { zh: '没有回调地址。', en: 'No webhooks.' },
  made: { zh: '时间', en: 'When' },
  state: { zh: '状态', en: 'State' },
  tries: { zh: '尝试', en: 'Attempts' },
  again: { zh: '重新推送', en: 'Send again' },
}

const STATES: Readonly<Record<Delivery['state'], Text>> = {
  queued: { zh: '○ 待推送', en: '○ queued' },
  sent: { zh: '✓ 已送达', en: '✓ sent' },
  cancelled: { zh: '· 已取消', en: '· cancelled' },
  dead: { zh: '■ 未能送达', en: '■ not delivered' },
}

/** Programs that are called when a duty falls due. */
export function Webhooks(): ReactNode {
  const { say } = useLanguage()
  const [form] = Form.useForm<{ url: string }>()
  const [shown, setShown] = useState<string | undefined>()
  const webhooks = useAsk<{ readonly webhooks: readonly Webhook[] }>('/api/webhooks')
  const add = useDo<NewWebhook, { url: string }>((body) => ['/api/webhooks', { method: 'POST', body }])
  const end = useDo<void, string>((webhook) => [`/api/webhooks/${webhook}`, { method: 'DELETE' }])
  const test = useDo<unknown, string>((webhook) => [`/api/webhooks/${webhook}/test`, { method: 'POST' }])
  return (
    <section className="sheet stack tight">
      <h2>{say(WORDS.title)}</h2>
      <p className="second">{say(WORDS.about)}</p>
      <Asked of={webhooks}>
        {(answer) =>
          answer.webhooks.length === 0 ? (
            <p className="second">{say(WORDS.none)}</p>
          ) : (
            <ul className="stack tight">
              {answer.webhooks.map(({ webhook, url }) => (
                <li key={webhook} className="stack tight">
                  <div className="row apart">
                    <span className="mono">{url}</span>
                    <span className="row">
                      <Button size="small" onClick={() => test.mutate(webhook, { onSuccess: () => setShown(webhook) })}>
                        {say(WORDS.test)}
                      </Button>
                      <Button size="small" aria-expanded={shown === webhook} onClick={() => setShown(shown === webhook ? undefined : webhook)}>
                        {say(WORDS.log)}
                      </Button>
                      <Popconfirm title={say(WORDS.sure)} onConfirm={() => end.mutate(webhook)}>
                        <Button size="small">{say(WORDS.end)}</Button>
                      </Popconfirm>
                    </span>
                  </div>
                  {shown === webhook ? <Deliveries webhook={webhook} /> : null}
                </li>
              ))}
            </ul>
          )
        }
      </Asked>
      {add.data === undefined ? null : <Alert type="success" title={say(WORDS.secret)} description={<code className="mono">{add.data.secret}</code>} />}
      <Form form={form} layout="vertical" requiredMark={false} onFinish={(filled) => add.mutate(filled, { onSuccess: () => form.resetFields() })}>
        <Form.Item name="url" label={say(WORDS.url)}>
          <Input type="url" maxLength={500} />
        </Form.Item>
        <Button htmlType="submit" loading={add.isPending}>
          {say(WORDS.add)}
        </Button>
      </Form>
      <Refused problem={add.error ?? end.error ?? test.error} />
    </section>
  )
}

function Deliveries({ webhook }: { readonly webhook: string }): ReactNode {
  const { say } = useLanguage()
  const path = `/api/webhooks/${webhook}/deliveries`
  const deliveries = useAsk<{ readonly deliveries: readonly Delivery[] }>(path, { every: 5000 })
  const again = useDo<unknown, string>((delivery) => [`${path}/${delivery}/again`, { method: 'POST' }])
  return (
    <Asked of={deliveries}>
      {(answer) => (
        <Table<Delivery>
          size="small"
          rowKey="delivery"
          pagination={{ pageSize: 10, hideOnSinglePage: true }}
          scroll={{ x: true }}
          dataSource={[...answer.deliveries]}
          columns={[
            { title: say(WORDS.made), dataIndex: 'made', render: (made: string) => printMinute(made) },
            {
              title: say(WORDS.state),
              key: 'state',
              render: (_, { state, trouble }) => (
                <span className={state === 'dead' ? 'late' : state === 'sent' ? 'done' : 'second'}>
                  {say(STATES[state])}
                  {trouble === null ? '' : ` (${trouble})`}
                </span>
              ),
            },
            {
              title: say(WORDS.tries),
              key: 'tries',
              render: (_, { attempts }) => attempts.map(({ at, outcome }) => `${printMinute(at)} ${outcome}`).join(' · '),
            },
            {
              title: say(WORDS.again),
              key: 'again',
              render: (_, { delivery, state }) =>
                state === 'dead' ? (
                  <Button size="small" onClick={() => again.mutate(delivery)}>
                    {say(WORDS.again)}
                  </Button>
                ) : null,
            },
          ]}
        />
      )}
    </Asked>
  )
}
