import { Alert, Button } from 'antd'
import { useState, type ReactNode } from 'react'
import { printMinute } from '../clock.ts'
import { useLanguage } from '../language.tsx'

const WORDS = {
  link: {
    zh: '邀请链接只显示这一次，请当面或经可信渠道交给本人：',
    en: 'The invitation is shown only now. Hand it over in person or by a channel that you trust:',
  },
  until: { zh: '有效至', en: 'good until' },
  copy: { zh: '复制链接', en: 'Copy the link' },
  copied: { zh: '已复制', en: 'Copied' },
}

export interface Invited {
  readonly account: string
  readonly text: string
  readonly expires: number | string
}

/** The link with which somebody chooses a password, once. */
export function Invitation({ invited }: { readonly invited: Invited }): ReactNode {
  const { say } = useLanguage()
  const [copied, setCopied] = useState(false)
  const link = `${location.origin}/invitation#${invited.text}`
  return (
    <Alert
      type="success"
      title={say(WORDS.link)}
      description={
        <div className="stack tight">
          <code className="mono">{link}</code>
          <div className="row small">
            <span className="second">
              {invited.account} · {say(WORDS.until)} {printMinute(invited.expires)}
            </span>
            {'clipboard' in navigator ? (
              <Button size="small" onClick={() => void navigator.clipboard.writeText(link).then(() => setCopied(true))}>
                {say(copied ? WORDS.copied : WORDS.copy)}
              </Button>
            ) : null}
          </div>
        </div>
      }
    />
  )
}
