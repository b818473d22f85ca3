import { Button, Form, Input, Radio, Switch } from 'antd'
import type { ReactNode } from 'react'
import type { NoticeWishes } from '#server/contract/notice.ts'
import { useAsk, useDo } from '../api/query.ts'
import { Asked } from '../frame/asked.tsx'
import { Refused } from '../frame/refused.tsx'
import { useLanguage } from '../language.tsx'

const WORDS = {
  title: { zh: '通知', en: 'Notices' },
  about: {
    zh: '义务到期前、到期时和逾期后通知你。收件箱始终有；邮件可选。',
    en: 'You are told before a duty falls due, when it does, and when it is overdue: always in the inbox, by mail if you wish.',
  },
  language: { zh: '通知的语言', en: 'Language of notices' },
  mail: { zh: '发送邮件', en: 'Send mail' },
  impossible: { zh: '本系统未配置邮件服务（SMTP_URL）。', en: 'This installation sends no mail (SMTP_URL is not set).' },
  address: { zh: '邮箱', en: 'Address' },
  none: { zh: '尚未登记', en: 'none yet' },
  claim: { zh: '发送确认码', en: 'Send a code' },
  code: { zh: '邮件中的确认码', en: 'The code in the mail' },
  confirm: { zh: '确认邮箱', en: 'Confirm the address' },
  claimed: { zh: '待确认', en: 'awaits its code' },
  drop: { zh: '删除邮箱', en: 'Forget the address' },
}

/** How one is told of duties. */
export function Notices(): ReactNode {
  const { say } = useLanguage()
  const wishes = useAsk<NoticeWishes>('/api/me/notices')
  return (
    <section className="sheet stack tight">
      <h2>{say(WORDS.title)}</h2>
      <p className="second">{say(WORDS.about)}</p>
      <Asked of={wishes}>{(answer) => <Wishes wishes={answer} />}</Asked>
    </section>
  )
}

function Wishes({ wishes: { language, mail } }: { readonly wishes: NoticeWishes }): ReactNode {
  const { say } = useLanguage()
  const keep = useDo<NoticeWishes, { language: string; mail: boolean }>((body) => ['/api/me/notices', { method: 'PUT', body }])
  const claim = useDo<NoticeWishes, { address: string }>((body) => ['/api/me/address', { method: 'POST', body }])
  const confirm = useDo<NoticeWishes, { code: string }>((body) => ['/api/me/address/confirm', { method: 'POST', body }])
  const drop = useDo<void>(() => ['/api/me/address', { method: 'DELETE' }])
  return (
    <div className="stack tight">
      <div className="row">
        <span id="notice-language">{say(WORDS.language)}</span>
        <Radio.Group
          aria-labelledby="notice-language"
          value={language}
          onChange={({ target }) => keep.mutate({ language: String(target.value), mail: mail.wanted })}
          options={[
            { value: 'zh', label: '中文' },
            { value: 'en', label: 'English' },
          ]}
        />
      </div>
      {mail.possible ? (
        <>
          <div className="row">
            <Switch aria-label={say(WORDS.mail)} checked={mail.wanted} onChange={(wanted) => keep.mutate({ language, mail: wanted })} />
            <span>{say(WORDS.mail)}</span>
            <span className="second">
              {mail.address ?? say(WORDS.none)}
              {mail.claimed === null ? '' : ` · ${mail.claimed} ${say(WORDS.claimed)}`}
            </span>
            {mail.address === null ? null : (
              <Button size="small" onClick={() => drop.mutate()}>
                {say(WORDS.drop)}
              </Button>
            )}
          </div>
          <Form layout="inline" onFinish={(filled: { address: string }) => claim.mutate(filled)}>
            <Form.Item name="address" label={say(WORDS.address)}>
              <Input type="email" autoComplete="email" maxLength={500} />
            </Form.Item>
            <Button htmlType="submit" loading={claim.isPending}>
              {say(WORDS.claim)}
            </Button>
          </Form>
          {mail.claimed === null ? null : (
            <Form layout="inline" onFinish={(filled: { code: string }) => confirm.mutate(filled)}>
              <Form.Item name="code" label={say(WORDS.code)}>
                <Input autoComplete="one-time-code" maxLength={20} />
              </Form.Item>
              <Button htmlType="submit" loading={confirm.isPending}>
                {say(WORDS.confirm)}
              </Button>
            </Form>
          )}
        </>
      ) : (
        <p className="second">{say(WORDS.impossible)}</p>
      )}
      <Refused problem={keep.error ?? claim.error ?? confirm.error ?? drop.error} />
    </div>
  )
}
