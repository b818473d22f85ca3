import { frameRefusals, refuser, type RefusalTable } from '#procedures/refusal.ts'

const noticeRefusals = {
  'notice.no-mail': {
    sort: 'conflict',
    zh: '本系统没有设置邮件服务器（SMTP_URL、MAIL_FROM），不能发送邮件。请联系系统管理员。',
    en: 'This installation has no mail server (SMTP_URL, MAIL_FROM) and sends no mail. Ask the system administrator.',
  },
  'notice.mail-not-sent': {
    sort: 'conflict',
    zh: '确认码没有发出（{code}）。请核对邮箱地址，稍后再试。',
    en: 'The code could not be sent ({code}). Check the address and try again later.',
  },
  'notice.code-asked': {
    sort: 'conflict',
    zh: '刚刚已发送过确认码。请查收，或一分钟后再试。',
    en: 'A code was sent a moment ago. Look for it, or ask again in a minute.',
  },
  'notice.code-wrong': {
    sort: 'unusable',
    zh: '确认码不对、已用过、已过期，或尝试过多。请重新发送。',
    en: 'The code is wrong, was used, has expired, or was tried too often. Have another sent.',
  },
  'notice.address-malformed': { sort: 'unusable', zh: '这不是邮箱地址。请改写。', en: 'This is no e-mail address. Write another.' },
  'webhook.address-malformed': {
    sort: 'unusable',
    zh: '回调地址不能用：应为 https 地址，不含用户名、口令和片段。',
    en: 'This cannot be a webhook’s address: https, without user, password and fragment.',
  },
  'webhook.too-many': {
    sort: 'conflict',
    zh: '回调地址最多 {most} 个。请先删除不用的。',
    en: 'There are {most} webhooks at most. Delete one that is not used.',
  },
} as const satisfies RefusalTable

/** A refusal with its words. */
export const noticeRefusal = refuser({ ...frameRefusals, ...noticeRefusals })
