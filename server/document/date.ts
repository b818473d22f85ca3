import type { Text } from '#law/text.ts'
import type { Moment } from '#procedures/moment.ts'

const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December']

/** The civil day of a moment, as letters are dated: 2026年3月2日, 2 March 2026. */
export function dayWords(moment: Moment): Text {
  const [year = '', month = '', day = ''] = moment.slice(0, 10).split('-')
  return { zh: `${year}年${Number(month)}月${Number(day)}日`, en: `${Number(day)} ${MONTHS[Number(month) - 1] ?? month} ${year}` }
}

/** Day and time of day in Asia/Shanghai; seconds only where there are any. */
export function momentWords(moment: Moment): Text {
  const day = dayWords(moment)
  const [hour = '', minute = '', second = ''] = moment.slice(11, 19).split(':')
  const time = second === '00' ? `${hour}:${minute}` : `${hour}:${minute}:${second}`
  return { zh: `${day.zh} ${time}（北京时间）`, en: `${day.en}, ${time} (UTC+8)` }
}
