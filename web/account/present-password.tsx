import { Form, Input } from 'antd'
import type { ReactNode } from 'react'
import { useLanguage } from '../language.tsx'
import { useOwnAccount } from './own.ts'

const WORDS = {
  old: { zh: '现用口令', en: 'Present password' },
  without: {
    zh: '此账号没有口令：本项须在登录后五分钟内办理，过后请重新登录。',
    en: 'This account has no password: do this within five minutes of signing in, or sign in again first.',
  },
  needed: { zh: '请填写', en: 'Fill this in' },
}

/**
 * What a borrowed screen must not do asks for the password once more. Who has none has to have signed in just now, which the server sees to. The form has a name: what stands
 * several times on a page has an id of its own by it.
 */
export function PresentPassword(): ReactNode {
  const { say } = useLanguage()
  const { data } = useOwnAccount()
  if (data === undefined) return null
  if (!data.hasPassword)
    return (
      <>
        <Form.Item name="password" initialValue="" hidden>
          <Input />
        </Form.Item>
        <Form.Item>
          <span className="second small">{say(WORDS.without)}</span>
        </Form.Item>
      </>
    )
  return (
    <Form.Item name="password" label={say(WORDS.old)} rules={[{ required: true, message: say(WORDS.needed) }]}>
      <Input.Password autoComplete="current-password" />
    </Form.Item>
  )
}
