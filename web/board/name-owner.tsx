import { Button, DatePicker, Form, Input, Modal, Radio, Select } from 'antd'
import type { Dayjs } from 'dayjs'
import type { ReactNode } from 'react'
import { PERSON_ROLE_WORDS } from '#procedures/access.ts'
import type { Colleagues } from '#server/contract/notice.ts'
import { useAsk, useDo } from '../api/query.ts'
import type { BoardDuty } from '../api/shapes.ts'
import { Refused } from '../frame/refused.tsx'
import { useLanguage } from '../language.tsx'

const WORDS = {
  title: { zh: '指定责任人', en: 'Who answers for it' },
  how: { zh: '怎样', en: 'How' },
  name: { zh: '指定', en: 'Name' },
  delegate: { zh: '委托一段时间', en: 'Delegate for a time' },
  release: { zh: '交回岗位', en: 'Back to the role' },
  back: { zh: '收回委托', en: 'Take back' },
  person: { zh: '人员', en: 'Person' },
  until: { zh: '委托到哪一天结束（含）', en: 'Until the end of' },
  scope: { zh: '范围', en: 'Of what' },
  duty: { zh: '这一项义务', en: 'This duty' },
  subject: { zh: '该对象的全部义务', en: 'Everything about' },
  why: { zh: '理由', en: 'Why' },
  keep: { zh: '记录', en: 'Record it' },
  needed: { zh: '请填写', en: 'Fill this in' },
}

const WAYS = ['name', 'delegate', 'release', 'back'] as const
type Way = (typeof WAYS)[number]
const PATHS: Readonly<Record<Way, string>> = {
  name: '/api/owners',
  delegate: '/api/owners/delegate',
  release: '/api/owners/release',
  back: '/api/owners/take-back',
}

interface Filled {
  readonly way: Way
  readonly scope: 'duty' | 'subject'
  readonly person?: string
  readonly until?: Dayjs
  readonly why: string
}

/** Names who answers for a duty. Who named whom, when and why stands in the journal. */
export function NameOwner({ duty, close }: { readonly duty: BoardDuty; readonly close: () => void }): ReactNode {
  const { say } = useLanguage()
  const [form] = Form.useForm<Filled>()
  const way = Form.useWatch('way', form)
  const colleagues = useAsk<Colleagues>('/api/colleagues')
  const name = useDo<void, Filled>(({ way: how, scope, person, until, why }) => [
    PATHS[how],
    {
      method: 'POST',
      body: {
        subject: duty.subject,
        norm: scope === 'duty' ? duty.norm : null,
        why,
        ...(how === 'name' || how === 'delegate' ? { person } : {}),
        ...(how === 'delegate' && until !== undefined ? { until: `${until.format('YYYY-MM-DD')}T23:59:59+08:00` } : {}),
      },
    },
  ])
  const rules = [{ required: true, message: say(WORDS.needed) }]
  return (
    <Modal open title={`${say(WORDS.title)} · ${say(duty.title)}`} footer={null} onCancel={close}>
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ way: 'name', scope: 'duty' }}
        onFinish={(filled) => name.mutate(filled, { onSuccess: close })}
      >
        <Form.Item name="way" label={say(WORDS.how)}>
          <Radio.Group options={WAYS.map((each) => ({ value: each, label: say(WORDS[each]) }))} />
        </Form.Item>
        <Form.Item name="scope" label={say(WORDS.scope)}>
          <Radio.Group
            options={[
              { value: 'duty', label: say(WORDS.duty) },
              { value: 'subject', label: `${say(WORDS.subject)} · ${say(duty.subjectName)}` },
            ]}
          />
        </Form.Item>
        {way === 'name' || way === 'delegate' ? (
          <Form.Item name="person" label={say(WORDS.person)} rules={rules}>
            <Select
              showSearch={{ optionFilterProp: 'label' }}
              options={(colleagues.data?.people ?? []).map((each) => ({
                value: each.person,
                label: `${each.name} · ${each.roles.map((role) => say(PERSON_ROLE_WORDS[role])).join(' · ')}`,
              }))}
            />
          </Form.Item>
        ) : null}
        {way === 'delegate' ? (
          <Form.Item name="until" label={say(WORDS.until)} rules={rules}>
            <DatePicker />
          </Form.Item>
        ) : null}
        <Form.Item name="why" label={say(WORDS.why)} rules={[{ required: true, whitespace: true, message: say(WORDS.needed) }]}>
          <Input maxLength={500} />
        </Form.Item>
        <div className="stack tight">
          <Refused problem={name.error} />
          <Button type="primary" htmlType="submit" loading={name.isPending}>
            {say(WORDS.keep)}
          </Button>
        </div>
      </Form>
    </Modal>
  )
}
