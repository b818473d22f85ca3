import type { ReactNode } from 'react'
import type { Text } from '#law/text.ts'
import type { Settings } from '#server/contract/settings.ts'
import { useAsk } from '../api/query.ts'
import { sizeWords } from '../bytes.ts'
import { printMinute } from '../clock.ts'
import { Asked } from '../frame/asked.tsx'
import { useLanguage } from '../language.tsx'

const WORDS = {
  title: { zh: '本系统', en: 'This installation' },
  version: { zh: '版本', en: 'Version' },
  encoding: { zh: '法律数据', en: 'The law as data' },
  database: { zh: '数据库', en: 'Database' },
  embedded: { zh: '内置 PostgreSQL', en: 'embedded PostgreSQL' },
  own: { zh: '自有 PostgreSQL', en: 'your own PostgreSQL' },
  mail: { zh: '邮件', en: 'E-mail' },
  mailOn: { zh: '✓ 已配置。在“账户”里确认自己的地址，即可试发一封。', en: '✓ set up. Confirm your own address under Account to have one sent.' },
  mailOff: {
    zh: '○ 未配置：通知只进收件箱和回调地址。启动时给出 SMTP_URL 和 MAIL_FROM，即可发送邮件。',
    en: '○ not set up: notices stay in the inbox and go to webhooks. Start with SMTP_URL and MAIL_FROM to have mail sent.',
  },
  file: { zh: '证据文件上限', en: 'Largest evidence file' },
  backup: { zh: '备份', en: 'Backup' },
  never: { zh: '■ 尚未备份过。', en: '■ None has been made yet.' },
  newest: (at: string, size: string): Text => ({ zh: `最近一次：${at}，${size}。`, en: `The newest is of ${at}, ${size}.` }),
}

/** What runs here, whether mail leaves, and when it was last backed up. What is set when the server starts is said, not changed, here. */
export function Installation(): ReactNode {
  const { say } = useLanguage()
  const settings = useAsk<Settings>('/api/settings')
  return (
    <section className="sheet stack tight">
      <h2>{say(WORDS.title)}</h2>
      <Asked of={settings}>
        {({ version, encoding, database, mail, mostFile, lastBackup, backup }) => (
          <dl className="values">
            <dt>{say(WORDS.version)}</dt>
            <dd>{version}</dd>
            <dt>{say(WORDS.encoding)}</dt>
            <dd className="mono">{encoding.slice(0, 16)}</dd>
            <dt>{say(WORDS.database)}</dt>
            <dd>
              {say(WORDS[database.kind])} {database.where === null ? null : <span className="mono second">{database.where}</span>}
            </dd>
            <dt>{say(WORDS.mail)}</dt>
            <dd>{say(mail ? WORDS.mailOn : WORDS.mailOff)}</dd>
            <dt>{say(WORDS.file)}</dt>
            <dd>{sizeWords(mostFile)}</dd>
            <dt>{say(WORDS.backup)}</dt>
            <dd>
              {lastBackup === null ? (
                <span className="late">{say(WORDS.never)}</span>
              ) : (
                say(WORDS.newest(printMinute(lastBackup.at), sizeWords(lastBackup.bytes)))
              )}{' '}
              <span className="second">{say(backup)}</span>
            </dd>
          </dl>
        )}
      </Asked>
    </section>
  )
}
