import { Link } from '@tanstack/react-router'
import { Alert, Button, Select } from 'antd'
import { useRef, useState, type DragEvent, type ReactNode } from 'react'
import type { z } from 'zod'
import { EDITIONS, type EditionId } from '#law/citation.ts'
import { WORDS as LAW } from '#law/report/words.ts'
import type { Text } from '#law/text.ts'
import type { LawImport } from '#server/contract/import.ts'
import { useDo } from '../api/query.ts'
import { Refused } from '../frame/refused.tsx'
import { useTitle } from '../frame/title.ts'
import { useLanguage } from '../language.tsx'
import './statute.css'

const WORDS = {
  title: { zh: '导入官方文本', en: 'Import the official text' },
  about: {
    zh: '本系统只有释要，不带官方文本。把你从官方渠道取得的文件（TXT、HTML、DOCX、Akoma Ntoso）放到这里，逐条核对后保存在本机，不改动规范。',
    en: 'The product has restatements and not the official words. Put the file that you have from an official source here (TXT, HTML, DOCX, Akoma Ntoso): it is held against the edition, place by place, and kept on this installation. No norm changes.',
  },
  edition: { zh: '版本', en: 'Edition' },
  drop: { zh: '把文件拖到这里，或', en: 'Drop the file here, or' },
  choose: { zh: '选择文件', en: 'choose it' },
  reading: { zh: '正在逐条核对……', en: 'Reading it, place by place…' },
  stored: { zh: '已保存', en: 'Kept' },
  notStored: { zh: '缺少条款，未保存', en: 'Places are missing: nothing was kept' },
  found: (report: Report): Text => ({
    zh: `${report.lang === 'zh' ? '中文' : '英文'}：条 ${report.articlesFound}/${report.articlesExpected}，款项 ${report.provisionsFound}/${report.provisionsExpected}`,
    en: `${report.lang === 'zh' ? 'Chinese' : 'English'}: articles ${report.articlesFound} of ${report.articlesExpected}, places ${report.provisionsFound} of ${report.provisionsExpected}`,
  }),
  missing: { zh: '缺少', en: 'Missing' },
  anomalies: { zh: '需要注意', en: 'To look at' },
  line: { zh: '行', en: 'line' },
  back: { zh: '回到法条', en: 'Back to the statute' },
}

type Imported = z.infer<typeof LawImport>
type Report = Omit<Imported, 'others'>

/** The official words come from whoever has them. */
export function ImportPage(): ReactNode {
  useTitle(WORDS.title)
  const { say } = useLanguage()
  const [edition, setEdition] = useState<EditionId>('csl-2026')
  const [over, setOver] = useState(false)
  const input = useRef<HTMLInputElement>(null)
  const send = useDo<Imported, File>((file) => [
    `/api/law/imports?edition=${edition}`,
    { method: 'POST', body: file, headers: { 'content-type': 'application/octet-stream', 'x-file-name': encodeURIComponent(file.name) } },
  ])
  const take = (files: FileList | null): void => {
    const [file] = files ?? []
    if (file !== undefined) send.mutate(file)
  }
  const drop = (event: DragEvent): void => {
    event.preventDefault()
    setOver(false)
    take(event.dataTransfer.files)
  }
  return (
    <div className="page narrow stack">
      <div>
        <h1>{say(WORDS.title)}</h1>
        <p className="second">{say(WORDS.about)}</p>
      </div>
      <Select<EditionId>
        aria-label={say(WORDS.edition)}
        value={edition}
        options={EDITIONS.map((id) => ({ value: id, label: say(LAW.edition[id]) }))}
        onChange={setEdition}
      />
      <div
        role="group"
        aria-label={say(WORDS.title)}
        className={over ? 'drop over' : 'drop'}
        onDragOver={(event) => {
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <p>{say(WORDS.drop)}</p>
        <Button loading={send.isPending} onClick={() => input.current?.click()}>
          {say(WORDS.choose)}
        </Button>
        <input
          ref={input}
          type="file"
          className="sr-only"
          tabIndex={-1}
          aria-label={say(WORDS.choose)}
          accept=".txt,.html,.htm,.docx,.xml,.akn"
          onChange={({ target }) => {
            take(target.files)
            target.value = ''
          }}
        />
        {send.isPending ? <p role="status">{say(WORDS.reading)}</p> : null}
      </div>
      <Refused problem={send.error} />
      {send.data === undefined ? null : [send.data, ...(send.data.others ?? [])].map((report) => <Found key={report.lang} report={report} />)}
      <p>
        <Link to="/statute/$edition" params={{ edition }}>
          {say(WORDS.back)}
        </Link>
      </p>
    </div>
  )
}

function Found({ report }: { readonly report: Report }): ReactNode {
  const { say, colon, comma } = useLanguage()
  return (
    <Alert
      type={report.stored ? 'success' : 'error'}
      showIcon
      title={`${say(report.stored ? WORDS.stored : WORDS.notStored)} · ${say(WORDS.found(report))}`}
      description={
        <div className="stack tight">
          <p className="mono">sha256 {report.sha256}</p>
          {report.missing.length === 0 ? null : (
            <p>
              {say(WORDS.missing)}
              {colon}
              {report.missing.join(comma)}
            </p>
          )}
          {report.anomalies.length === 0 ? null : (
            <ul>
              {report.anomalies.slice(0, 50).map(({ where, line, message }) => (
                <li key={`${where} ${line} ${message}`} className="small">
                  {say(WORDS.line)} {line} · {where} · {message}
                </li>
              ))}
            </ul>
          )}
        </div>
      }
    />
  )
}
