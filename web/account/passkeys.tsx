import { Button, Form, Input, Popconfirm } from 'antd'
import { useState, type ReactNode } from 'react'
import { Problem } from '../api/client.ts'
import { useAgain, useAsk, useDo } from '../api/query.ts'
import { printMinute } from '../clock.ts'
import { Asked } from '../frame/asked.tsx'
import { Refused } from '../frame/refused.tsx'
import { useLanguage } from '../language.tsx'
import { isDeclined, knowsPasskeys, registerPasskey } from './passkey.ts'
import { useOwnAccount } from './own.ts'
import { PresentPassword } from './present-password.tsx'

const WORDS = {
  title: { zh: '通行密钥', en: 'Passkeys' },
  about: {
    zh: '用指纹、面容或安全密钥登录，一次即完成两步验证。',
    en: 'Sign in by fingerprint, face or security key: both factors at once.',
  },
  unable: {
    zh: '此地址用不了通行密钥：浏览器只在 https 或本机地址上允许。请在 --public-url 指定的 https 地址打开。',
    en: 'Passkeys cannot be used at this address: browsers allow them over https or on this machine only. Open the https address given as --public-url.',
  },
  name: { zh: '名称，如“工位电脑”', en: 'A name, such as “desk computer”' },
  add: { zh: '添加通行密钥', en: 'Add a passkey' },
  remove: { zh: '移除', en: 'Remove' },
  cancel: { zh: '取消', en: 'Cancel' },
  sure: { zh: '移除后不能再用它登录。', en: 'It can no longer be used to sign in.' },
  needed: { zh: '请填写', en: 'Fill this in' },
  none: { zh: '没有通行密钥。', en: 'No passkeys.' },
}

interface Listed {
  readonly passkey: string
  readonly name: string
  readonly created: number
}

export function Passkeys(): ReactNode {
  const { say } = useLanguage()
  const again = useAgain()
  const [form] = Form.useForm<{ name: string; password: string }>()
  const passkeys = useAsk<{ readonly passkeys: readonly Listed[] }>('/api/account/passkeys')
  // An address in figures on this machine passes for secure in browsers, and has no passkeys all the same: the server knows.
  const { data: own } = useOwnAccount()
  const remove = useDo<void, string>((passkey) => [`/api/account/passkeys/${passkey}`, { method: 'DELETE' }])
  const [problem, setProblem] = useState<Problem | null>(null)
  const [busy, setBusy] = useState(false)

  async function add({ name, password }: { readonly name: string; readonly password: string }): Promise<void> {
    setBusy(true)
    setProblem(null)
    try {
      await registerPasskey(name, password)
      form.resetFields()
      await again('/api/account/passkeys')
    } catch (error) {
      if (error instanceof Problem) setProblem(error)
      else if (!isDeclined(error)) throw error
    } finally {
      setBusy(false)
    }
  }

  const rules = [{ required: true, whitespace: true, message: say(WORDS.needed) }]
  return (
    <section className="sheet stack tight">
      <h2>{say(WORDS.title)}</h2>
      <p className="second">{say(WORDS.about)}</p>
      <Asked of={passkeys}>
        {(answer) =>
          answer.passkeys.length === 0 ? (
            <p className="second">{say(WORDS.none)}</p>
          ) : (
            <ul className="stack tight">
              {answer.passkeys.map(({ passkey, name, created }) => (
                <li key={passkey} className="row apart">
                  <span>
                    {name} <span className="second small">{printMinute(created)}</span>
                  </span>
                  <Popconfirm title={say(WORDS.sure)} okText={say(WORDS.remove)} cancelText={say(WORDS.cancel)} onConfirm={() => remove.mutate(passkey)}>
                    <Button size="small">{say(WORDS.remove)}</Button>
                  </Popconfirm>
                </li>
              ))}
            </ul>
          )
        }
      </Asked>
      {own === undefined ? null : own.passkeys && knowsPasskeys() ? (
        <Form form={form} name="passkey" layout="vertical" requiredMark={false} onFinish={(filled) => void add(filled)}>
          <Form.Item name="name" label={say(WORDS.name)} rules={rules}>
            <Input maxLength={200} />
          </Form.Item>
          <PresentPassword />
          <Button htmlType="submit" loading={busy}>
            {say(WORDS.add)}
          </Button>
        </Form>
      ) : (
        <p className="soon">{say(WORDS.unable)}</p>
      )}
      <Refused problem={problem ?? remove.error} />
    </section>
  )
}
