import type { Language } from '#law/text.ts'

/** The reader's language: what was asked for, else the environment's. Anything but Chinese reads English. */
export function languageOf(asked: string | undefined): Language {
  if (asked === 'zh' || asked === 'en') return asked
  const { LC_ALL, LC_MESSAGES, LANG } = process.env
  return (LC_ALL ?? LC_MESSAGES ?? LANG ?? '').toLowerCase().startsWith('zh') ? 'zh' : 'en'
}
