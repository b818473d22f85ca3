import { Button, Dropdown, type MenuProps } from 'antd'
import { useState, type ReactNode } from 'react'
import type { Language, Text } from '#law/text.ts'
import { problemOf, type Problem } from '../api/client.ts'
import { Refused } from '../frame/refused.tsx'
import { useLanguage } from '../language.tsx'

const WORDS = {
  export: { zh: '导出', en: 'Export' },
  inChinese: { zh: '用中文导出', en: 'In Chinese' },
  inEnglish: { zh: '用英文导出', en: 'In English' },
}

/** What a spreadsheet, a word processor and a printer take, as people call it. */
const FORMATS = {
  xlsx: { zh: 'Excel 工作簿', en: 'Excel workbook' },
  csv: { zh: 'CSV', en: 'CSV' },
  docx: { zh: 'Word 文档', en: 'Word document' },
  pdf: { zh: 'PDF', en: 'PDF' },
} satisfies Record<string, Text>
type Format = keyof typeof FORMATS

interface ExportProps<Of extends Format> {
  readonly formats: readonly Of[]
  /** Gives the file to the person. Its language is chosen for the file, not for the screen. */
  readonly take: (format: Of, language: Language) => Promise<void>
}

/** Takes what is on the screen away as a file. */
export function ExportButton<const Of extends Format>({ formats, take }: ExportProps<Of>): ReactNode {
  const { say, language: own } = useLanguage()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const languages: readonly Language[] = own === 'zh' ? ['zh', 'en'] : ['en', 'zh']
  const items: MenuProps['items'] = languages.map((language) => ({
    key: language,
    type: 'group',
    label: say(language === 'zh' ? WORDS.inChinese : WORDS.inEnglish),
    children: formats.map((format) => ({ key: `${format} ${language}`, label: say(FORMATS[format]) })),
  }))
  const start = async (key: string): Promise<void> => {
    const format = formats.find((each) => key.startsWith(`${each} `))
    const language = languages.find((each) => key.endsWith(` ${each}`))
    if (format === undefined || language === undefined) return
    setBusy(true)
    setProblem(null)
    try {
      await take(format, language)
    } catch (error) {
      setProblem(problemOf(error))
    } finally {
      setBusy(false)
    }
  }
  return (
    <div className="no-print">
      <Dropdown trigger={['click']} disabled={busy} menu={{ items, onClick: ({ key }) => void start(key) }}>
        <Button loading={busy}>{say(WORDS.export)}</Button>
      </Dropdown>
      <Refused problem={problem} />
    </div>
  )
}
