import { Button, DatePicker } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import 'dayjs/locale/zh-cn'
import timezone from 'dayjs/plugin/timezone'
import utc from 'dayjs/plugin/utc'
import type { KeyboardEvent, ReactNode } from 'react'
import { useLanguage } from '../language.tsx'
import type { InputProps } from './input.ts'

dayjs.extend(utc)
dayjs.extend(timezone)
// The picker's own idea of now and today is Beijing's, wherever the screen is.
dayjs.tz.setDefault('Asia/Shanghai')

const WORDS = {
  now: { zh: '现在', en: 'Now' },
  today: { zh: '今天', en: 'Today' },
  zone: { zh: '北京时间', en: 'Beijing time' },
  moment: { zh: '年-月-日 时:分', en: 'YYYY-MM-DD HH:MM' },
  day: { zh: '年-月-日', en: 'YYYY-MM-DD' },
}
const MINUTE = 'YYYY-MM-DD HH:mm'
const DAY = 'YYYY-MM-DD'

/** The figures on a clock in Beijing: text of the law's zone on one side, figures without a zone in the picker. */
const shown = (value: unknown, length: 10 | 16): Dayjs | null => (typeof value === 'string' && value.length >= length ? dayjs(value.slice(0, length)) : null)

/** Now in Beijing, as a field of the type `moment` holds it: to the millisecond, since what it follows may have happened in this very minute. */
export const momentNow = (): string => dayjs().tz('Asia/Shanghai').format('YYYY-MM-DDTHH:mm:ss.SSS+08:00')

/** Enter takes the date that was typed; the form is sent by its button. */
const stay = (event: KeyboardEvent<HTMLElement>): void => {
  if (event.key === 'Enter') event.preventDefault()
}

export function MomentInput({ form, value, change, id, describedBy, faulty }: InputProps): ReactNode {
  const { say } = useLanguage()
  return (
    <div className="row">
      <DatePicker
        id={id}
        aria-describedby={describedBy}
        aria-required={form.required}
        showTime={{ format: 'HH:mm' }}
        // What was typed holds as soon as the field is left: nobody has to find a button that confirms it.
        needConfirm={false}
        onKeyDown={stay}
        format={[MINUTE, 'YYYY-M-D H:mm', 'YYYY/M/D H:mm', DAY]}
        placeholder={say(WORDS.moment)}
        showNow={false}
        value={shown(value, 16)}
        onChange={(next) => change(next === null ? undefined : next.format('YYYY-MM-DDTHH:mm:00+08:00'))}
        {...(faulty ? { status: 'error' as const } : {})}
      />
      <span className="second">{say(WORDS.zone)}</span>
      <Button type="link" size="small" onClick={() => change(momentNow())}>
        {say(WORDS.now)}
      </Button>
    </div>
  )
}

export function DayInput({ form, value, change, id, describedBy, faulty }: InputProps): ReactNode {
  const { say } = useLanguage()
  return (
    <div className="row">
      <DatePicker
        id={id}
        aria-describedby={describedBy}
        aria-required={form.required}
        format={[DAY, 'YYYY-M-D', 'YYYY/M/D']}
        onKeyDown={stay}
        placeholder={say(WORDS.day)}
        showNow={false}
        value={shown(value, 10)}
        onChange={(next) => change(next === null ? undefined : next.format(DAY))}
        {...(faulty ? { status: 'error' as const } : {})}
      />
      <Button type="link" size="small" onClick={() => change(momentNow().slice(0, 10))}>
        {say(WORDS.today)}
      </Button>
    </div>
  )
}
