import type { Text } from '#law/text.ts'

/** The words of every document besides its own. */
export const WORDS = {
  to: { zh: '收文', en: 'To' },
  from: { zh: '发文', en: 'From' },
  date: { zh: '日期', en: 'Date' },
  seal: { zh: '（盖章）', en: '(seal)' },
  yes: { zh: '是', en: 'Yes' },
  no: { zh: '否', en: 'No' },
  blank: { zh: '待填', en: 'To be filled' },
  /** Nothing was given, and nothing had to be. */
  none: { zh: '未填', en: 'Not given' },
  withheld: { zh: '个人信息，已遮盖', en: 'personal, blacked out' },
  blanks: { zh: '待填事项', en: 'Still to be filled' },
  entry: { zh: '日志条目', en: 'Journal entry' },
  leaf: { zh: '叶哈希（SHA-256）', en: 'leaf hash (SHA-256)' },
} satisfies Record<string, Text>
