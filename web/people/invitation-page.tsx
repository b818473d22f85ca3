import { useNavigate } from '@tanstack/react-router'
import { Button, Form, Input } from 'antd'
import type { ReactNode } from 'react'
import { useDo } from '../api/query.ts'
import { Refused } from '../frame/refused.tsx'
import { useTitle } from '../frame/title.ts'
import { useLanguage } from '../language.tsx'
import { Door } from '../sign-in/door.tsx'

const WORDS = {
  title: { zh: '设置口令', en: 'Choose a password' },
  about: { zh: '邀请链接只能用一次。设置后用账号和口令登录。', en: 'The invitation works once. Then sign in with your account and this password.' },
  password: { zh: '口令', en: 'Password' },
  help: { zh: '至少 12 个字符，不用常见口令', en: 'At least 12 characters, and no common password' },
  submit: { zh: '设置口令', en: 'Choose it' },
  needed: { zh: '请填写', en: 'Fill this in' },
}

/** The invitation travels behind the `#`, which no server, proxy or log sees. */
export function InvitationPage(): ReactNode {
  useTitle(WORDS.title)
  const { say } = useLanguage()
  const navigate = useNavigate()
  const take = useDo<unknown, string>((password) => ['/api/invitation', { method: 'POST', body: { invitation: location.hash.slice(1), password } }])
  return (
    <Door>
      <Form
        layout="vertical"
        requiredMark={false}
        onFinish={({ password }: { password: string }) => take.mutate(password, { onSuccess: () => void navigate({ to: '/sign-in', search: {} }) })}
      >
        <h1>{say(WORDS.title)}</h1>
        <p className="second">{say(WORDS.about)}</p>
        <Form.Item name="password" label={say(WORDS.password)} extra={say(WORDS.help)} rules={[{ required: true, message: say(WORDS.needed) }]}>
          <Input.Password size="large" autoComplete="new-password" />
        </Form.Item>
        <div className="stack tight">
          <Refused problem={take.error} />
          <Button type="primary" htmlType="submit" size="large" block loading={take.isPending}>
            {say(WORDS.submit)}
          </Button>
        </div>
      </Form>
    </Door>
  )
}
