import { Button, Dropdown, Form, Input, Modal, Select, Table, Tag } from 'antd'
import { useState, type ReactNode } from 'react'
import { PERSON_ROLE_WORDS, ROLES_OF, type PersonRole } from '#procedures/access.ts'
import { useAsk, useDo } from '../api/query.ts'
import { Asked } from '../frame/asked.tsx'
import { Refused } from '../frame/refused.tsx'
import { useTitle } from '../frame/title.ts'
import { useLanguage } from '../language.tsx'
import { useSession } from '../session.tsx'
import { Invitation, type Invited } from './invitation.tsx'

const WORDS = {
  title: { zh: '人员', en: 'People' },
  about: {
    zh: '系统管理员邀请和停用人员，安全管理员分配岗位，审计管理员查阅访问记录；任何人不得兼有其中两项。',
    en: 'The system administrator invites and deactivates, the security administrator gives roles, the audit administrator reads the access record; nobody holds two of these powers.',
  },
  name: { zh: '姓名', en: 'Name' },
  roles: { zh: '岗位', en: 'Roles' },
  state: { zh: '状态', en: 'State' },
  active: { zh: '在岗', en: 'active' },
  inactive: { zh: '已停用', en: 'deactivated' },
  account: { zh: '账号', en: 'Account' },
  invite: { zh: '邀请人员', en: 'Invite a person' },
  again: { zh: '重新邀请', en: 'Invite again' },
  giveRoles: { zh: '分配岗位', en: 'Give roles' },
  deactivate: { zh: '停用', en: 'Deactivate' },
  unlock: { zh: '解锁', en: 'Unlock' },
  endSessions: { zh: '结束其会话', en: 'End their sessions' },
  more: { zh: '办理', en: 'Act' },
  keep: { zh: '保存', en: 'Save' },
  cancel: { zh: '取消', en: 'Cancel' },
  sure: { zh: '停用后立即不能登录，其令牌和会话全部失效。', en: 'They can no longer sign in; their tokens and sessions end at once.' },
  needed: { zh: '请填写', en: 'Fill this in' },
}

interface Listed {
  readonly person: string
  readonly name: string
  readonly roles: readonly PersonRole[]
  readonly active: boolean
}

type Act = 'invitation' | 'deactivate' | 'unlock' | 'end-sessions'

export function PeoplePage(): ReactNode {
  useTitle(WORDS.title)
  const { say } = useLanguage()
  const { person, party } = useSession()
  const people = useAsk<{ readonly people: readonly Listed[] }>('/api/people')
  const [giving, setGiving] = useState<Listed | undefined>()
  const [leaving, setLeaving] = useState<Listed | undefined>()
  const act = useDo<Invited | undefined, { person: string; act: Act }>(({ person: whom, act: what }) => [
    `/api/people/${whom}/${what}`,
    { method: 'POST', body: {} },
  ])
  const isSystem = person.roles.includes('system-administrator')
  const isSecurity = person.roles.includes('security-administrator')
  const items = [...(isSystem ? (['invitation', 'unlock', 'deactivate'] as const) : []), ...(isSecurity ? (['end-sessions'] as const) : [])]
  const words = { invitation: WORDS.again, unlock: WORDS.unlock, deactivate: WORDS.deactivate, 'end-sessions': WORDS.endSessions } as const
  const invited = act.variables?.act === 'invitation' ? act.data : undefined
  return (
    <div className="page stack">
      <div>
        <h1>{say(WORDS.title)}</h1>
        <p className="second">{say(WORDS.about)}</p>
      </div>
      {isSystem ? <Invite kind={party.kind} /> : null}
      <Refused problem={act.error} />
      {invited === undefined ? null : <Invitation invited={invited} />}
      <Asked of={people}>
        {(answer) => (
          <Table<Listed>
            size="small"
            rowKey="person"
            scroll={{ x: true }}
            pagination={{ pageSize: 50, hideOnSinglePage: true }}
            dataSource={[...answer.people]}
            columns={[
              { title: say(WORDS.name), dataIndex: 'name', sorter: (left, right) => left.name.localeCompare(right.name, 'zh') },
              {
                title: say(WORDS.roles),
                dataIndex: 'roles',
                render: (_, { roles }) => roles.map((role) => <Tag key={role}>{say(PERSON_ROLE_WORDS[role])}</Tag>),
              },
              {
                title: say(WORDS.state),
                dataIndex: 'active',
                render: (active: boolean) => (
                  <span className={active ? 'done' : 'second'}>{active ? `✓ ${say(WORDS.active)}` : `· ${say(WORDS.inactive)}`}</span>
                ),
              },
              {
                title: say(WORDS.more),
                key: 'act',
                align: 'right',
                render: (_, listed) =>
                  !listed.active || (items.length === 0 && !isSecurity) ? null : (
                    <Dropdown
                      trigger={['click']}
                      menu={{
                        items: [
                          ...(isSecurity ? [{ key: 'roles', label: say(WORDS.giveRoles), onClick: () => setGiving(listed) }] : []),
                          ...items.map((each) => ({
                            key: each,
                            label: say(words[each]),
                            danger: each === 'deactivate',
                            onClick: () => (each === 'deactivate' ? setLeaving(listed) : act.mutate({ person: listed.person, act: each })),
                          })),
                        ],
                      }}
                    >
                      <Button size="small">{say(WORDS.more)} ▾</Button>
                    </Dropdown>
                  ),
              },
            ]}
          />
        )}
      </Asked>
      {giving === undefined ? null : <GiveRoles listed={giving} kind={party.kind} close={() => setGiving(undefined)} />}
      {leaving === undefined ? null : (
        <Modal
          open
          title={`${say(WORDS.deactivate)} · ${leaving.name}`}
          okText={say(WORDS.deactivate)}
          cancelText={say(WORDS.cancel)}
          okButtonProps={{ danger: true }}
          onCancel={() => setLeaving(undefined)}
          onOk={() => {
            act.mutate({ person: leaving.person, act: 'deactivate' })
            setLeaving(undefined)
          }}
        >
          {say(WORDS.sure)}
        </Modal>
      )}
    </div>
  )
}

function rolesAt(kind: keyof typeof ROLES_OF, say: (text: { zh: string; en: string }) => string): { value: PersonRole; label: string }[] {
  const roles: readonly PersonRole[] = ROLES_OF[kind]
  return roles.filter((role) => role !== 'portal' && role !== 'post').map((role) => ({ value: role, label: say(PERSON_ROLE_WORDS[role]) }))
}

function Invite({ kind }: { readonly kind: keyof typeof ROLES_OF }): ReactNode {
  const { say } = useLanguage()
  const [form] = Form.useForm<{ name: string; account: string; roles: PersonRole[] }>()
  const invite = useDo<Invited, unknown>((body) => ['/api/people', { method: 'POST', body }])
  const rules = [{ required: true, message: say(WORDS.needed) }]
  return (
    <section className="sheet stack tight">
      <h2>{say(WORDS.invite)}</h2>
      <Form form={form} layout="vertical" requiredMark={false} onFinish={(filled) => invite.mutate(filled, { onSuccess: () => form.resetFields() })}>
        <div className="fields">
          <Form.Item name="name" label={say(WORDS.name)} rules={rules}>
            <Input maxLength={200} />
          </Form.Item>
          <Form.Item name="account" label={say(WORDS.account)} rules={rules}>
            <Input maxLength={200} autoComplete="off" />
          </Form.Item>
          <Form.Item name="roles" label={say(WORDS.roles)} rules={rules}>
            <Select mode="multiple" options={rolesAt(kind, say)} />
          </Form.Item>
        </div>
        <div className="stack tight">
          <Refused problem={invite.error} />
          {invite.data === undefined ? null : <Invitation invited={invite.data} />}
          <Button type="primary" htmlType="submit" loading={invite.isPending}>
            {say(WORDS.invite)}
          </Button>
        </div>
      </Form>
    </section>
  )
}

function GiveRoles({ listed, kind, close }: { readonly listed: Listed; readonly kind: keyof typeof ROLES_OF; readonly close: () => void }): ReactNode {
  const { say } = useLanguage()
  const [roles, setRoles] = useState<PersonRole[]>([...listed.roles])
  const give = useDo<void, readonly PersonRole[]>((given) => [`/api/people/${listed.person}/roles`, { method: 'POST', body: { roles: given } }])
  return (
    <Modal
      open
      title={`${say(WORDS.giveRoles)} · ${listed.name}`}
      okText={say(WORDS.keep)}
      cancelText={say(WORDS.cancel)}
      okButtonProps={{ disabled: roles.length === 0, loading: give.isPending }}
      onCancel={close}
      onOk={() => give.mutate(roles, { onSuccess: close })}
    >
      <div className="stack tight">
        <Select aria-label={say(WORDS.roles)} mode="multiple" value={roles} options={rolesAt(kind, say)} onChange={setRoles} />
        <Refused problem={give.error} />
      </div>
    </Modal>
  )
}
