import { Button, Checkbox, Radio } from 'antd'
import { useId, useState, type ReactNode } from 'react'
import { blanksOf } from '#procedures/document.ts'
import type { Text } from '#law/text.ts'
import { download, problemOf, type Problem } from '../api/client.ts'
import type { ShownDocument, ShownMatter, ShownProcedure } from '../api/shapes.ts'
import { printMinute } from '../clock.ts'
import { Refused } from '../frame/refused.tsx'
import { useLanguage } from '../language.tsx'
import { saveFile } from '../save.ts'
import { DocumentFields } from './document-fields.tsx'

const WORDS = {
  title: { zh: '文书', en: 'Documents' },
  to: { zh: '致', en: 'To' },
  blanks: (n: number): Text => ({ zh: `${n} 项必填尚未填写`, en: n === 1 ? '1 required item is blank' : `${n} required items are blank` }),
  whole: { zh: '内容完整', en: 'complete' },
  language: { zh: '文书语言', en: 'Language of the document' },
  zh: { zh: '中文', en: 'Chinese' },
  en: { zh: '英文', en: 'English' },
  both: { zh: '中英对照', en: 'Both' },
  redacted: { zh: '隐去个人信息', en: 'Black out personal information' },
  download: (format: string): Text => ({ zh: `下载 ${format}`, en: `Download ${format}` }),
}

const LANGUAGES = ['zh', 'en', 'both'] as const
type DocumentLanguage = (typeof LANGUAGES)[number]

/** What can be drawn from the matter now, as it would be read, and as files. */
export function Documents({ procedure, matter }: { readonly procedure: ShownProcedure; readonly matter: ShownMatter }): ReactNode {
  const { say } = useLanguage()
  if (matter.documents.length === 0) return null
  return (
    <section className="stack tight" aria-label={say(WORDS.title)}>
      <h2>{say(WORDS.title)}</h2>
      {matter.documents.map((document) => (
        <OneDocument
          key={document.id}
          document={document}
          path={`/api/matters/${procedure.id}/${encodeURIComponent(matter.subject)}/documents/${document.id}`}
        />
      ))}
    </section>
  )
}

function OneDocument({ document, path }: { readonly document: ShownDocument; readonly path: string }): ReactNode {
  const { say, language: own } = useLanguage()
  const id = useId()
  const [language, setLanguage] = useState<DocumentLanguage>(own)
  const [redacted, setRedacted] = useState(false)
  const [busy, setBusy] = useState<string>()
  const [problem, setProblem] = useState<Problem | null>(null)
  const blanks = blanksOf(document).length
  const fetchFile = async (format: 'docx' | 'pdf'): Promise<void> => {
    setBusy(format)
    setProblem(null)
    try {
      const { blob, name } = await download(`${path}.${format}?lang=${language}&redacted=${redacted}`)
      saveFile(name ?? `${document.id}.${format}`, blob)
    } catch (error) {
      setProblem(problemOf(error))
    } finally {
      setBusy(undefined)
    }
  }
  return (
    <details className="sheet document">
      <summary>
        <b>{say(document.title)}</b>{' '}
        <span className="second">{say({ zh: `${WORDS.to.zh}${document.recipient.zh}`, en: `${WORDS.to.en} ${document.recipient.en}` })}</span>{' '}
        <span className={blanks === 0 ? 'small done' : 'small soon'}>{blanks === 0 ? `✓ ${say(WORDS.whole)}` : `◇ ${say(WORDS.blanks(blanks))}`}</span>
      </summary>
      <div className="stack">
        <Refused problem={problem} />
        <div className="row apart no-print">
          <div className="row">
            <span id={`${id}-language`} className="sr-only">
              {say(WORDS.language)}
            </span>
            <Radio.Group
              aria-labelledby={`${id}-language`}
              optionType="button"
              size="small"
              value={language}
              options={LANGUAGES.map((each) => ({ value: each, label: say(WORDS[each]) }))}
              onChange={({ target }) => setLanguage(LANGUAGES.find((each) => each === target.value) ?? own)}
            />
            <Checkbox checked={redacted} onChange={({ target }) => setRedacted(target.checked)}>
              {say(WORDS.redacted)}
            </Checkbox>
          </div>
          <div className="row">
            {(['docx', 'pdf'] as const).map((format) => (
              <Button key={format} loading={busy === format} onClick={() => void fetchFile(format)}>
                {say(WORDS.download(format.toUpperCase()))}
              </Button>
            ))}
          </div>
        </div>
        <article className="document-page">
          <h3>{say(document.title)}</h3>
          <p className="second">
            {say(document.recipient)} · {printMinute(document.dated)}
          </p>
          {document.sections.map((section) => (
            <section key={section.heading.en} className="stack tight">
              <h4>{say(section.heading)}</h4>
              <DocumentFields fields={section.fields} />
            </section>
          ))}
          <p className="small second">{say(document.from)}</p>
        </article>
      </div>
    </details>
  )
}
