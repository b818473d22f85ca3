import { instant, printInstant } from '#law/instant.ts'
import type { Language, Text } from '#law/text.ts'
import type { Letter } from './mail.ts'
import { oneLine } from './mail.ts'
import type { Told } from './parcel.ts'

const MINUTE = 60_000 // ms
const DAYS = 1440 // minutes

/** A length of time by its two greatest units. */
function length(ms: number, language: Language): string {
  const minutes = Math.max(1, Math.round(ms / MINUTE))
  const [days, hours, rest] = [Math.floor(minutes / DAYS), Math.floor((minutes % DAYS) / 60), minutes % 60]
  const parts: readonly (readonly [number, string, string])[] =
    days > 0
      ? [
          [days, '天', 'd'],
          [hours, '小时', 'h'],
        ]
      : [
          [hours, '小时', 'h'],
          [rest, '分', 'min'],
        ]
  return parts
    .filter(([count]) => count > 0)
    .map(([count, zh, en]) => `${count} ${language === 'zh' ? zh : en}`)
    .join(' ')
}

/** How a due instant stands to the clock: asked, as everywhere. */
function standingOf(due: number, now: number, language: Language): string {
  const apart = length(Math.abs(due - now), language)
  if (now > due) return language === 'zh' ? `已逾期 ${apart}` : `overdue by ${apart}`
  if (due - now < MINUTE) return language === 'zh' ? '现在到期' : 'due now'
  return language === 'zh' ? `还剩 ${apart}` : `${apart} left`
}

const moment = (at: number): string =>
  printInstant(instant(Math.floor(at / MINUTE) * MINUTE))
    .slice(0, 16)
    .replace('T', ' ')

/** Duties in one letter; the board has all. */
const MOST_NAMED = 50

const WORDS = {
  zh: {
    many: (count: number) => `${count} 项义务提醒`,
    lead: (party: string) => `${party}有下列义务需要办理：`,
    due: '期限',
    zone: '（北京时间）',
    more: (count: number) => `另有 ${count} 项，见义务清单。`,
    board: '义务清单',
    foot: '本邮件由责任簿自动发出，请勿回复。接收方式可在“我的通知”中更改。期限以系统中的日志为准。',
  },
  en: {
    many: (count: number) => `${count} duties`,
    lead: (party: string) => `These duties are waiting at: ${party}`,
    due: 'due',
    zone: ' (Beijing time)',
    more: (count: number) => `And ${count} more; see the board.`,
    board: 'The board',
    foot: 'Dutybook sent this by itself; do not answer it. How you are told is set under “My notices”. What counts is the journal.',
  },
} as const

/** The page that shows a duty; the board where no address is known that people open. */
export const linkOf = (base: string, { norm, subject }: Pick<Told, 'norm' | 'subject'>): string =>
  `${base}/board?norm=${encodeURIComponent(norm)}&subject=${encodeURIComponent(subject)}`

/** A letter about duties: title, provision, due instant and link, and nothing of what a matter holds. */
export function dutyLetter({
  id,
  to,
  party,
  duties,
  language,
  base,
  now,
}: Pick<Letter, 'id' | 'to'> & {
  readonly party: Text
  readonly duties: readonly Told[]
  readonly language: Language
  /** The address that people open, without a slash at its end. */
  readonly base: string
  readonly now: number
}): Letter {
  const words = WORDS[language]
  const [first] = duties
  const name = oneLine(party[language])
  const subject =
    duties.length === 1 && first !== undefined
      ? `${first.title[language]}${language === 'zh' ? '：' : ': '}${standingOf(first.due, now, language)}`
      : words.many(duties.length)
  const lines = duties
    .slice(0, MOST_NAMED)
    .flatMap((duty) => [
      `· ${duty.title[language]}`,
      `  ${duty.cite[language]}`,
      `  ${words.due} ${moment(duty.due)}${words.zone} · ${standingOf(duty.due, now, language)}`,
      `  ${linkOf(base, duty)}`,
      '',
    ])
  const more = duties.length > MOST_NAMED ? [words.more(duties.length - MOST_NAMED), ''] : []
  return {
    id,
    to,
    subject: `[${language === 'zh' ? '责任簿' : 'Dutybook'}] ${subject} · ${name}`,
    text: [words.lead(name), '', ...lines, ...more, `${words.board} ${base}/board`, '', words.foot, ''].join('\n'),
  }
}

/** A letter with the code that confirms an address. */
export function codeLetter({ id, to, code, language }: Pick<Letter, 'id' | 'to'> & { readonly code: string; readonly language: Language }): Letter {
  return language === 'zh'
    ? {
        id,
        to,
        subject: '[责任簿] 确认通知邮箱',
        text: `确认码：${code}\n\n请在半小时内填入“我的通知”。如非本人操作，不必理会：没有确认码，这一邮箱不会收到通知。\n`,
      }
    : {
        id,
        to,
        subject: '[Dutybook] Confirm your address for notices',
        text: `Code: ${code}\n\nEnter it under “My notices” within half an hour. If this was not you, do nothing: without the code this address gets no notices.\n`,
      }
}
