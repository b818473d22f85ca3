import { Button } from 'antd'
import { useState, type ReactNode } from 'react'
import type { StoredFile, StoredFiles } from '#server/contract/file.ts'
import { download, problemOf, type Problem } from '../api/client.ts'
import { useAsk } from '../api/query.ts'
import { sizeWords } from '../bytes.ts'
import { printMinute } from '../clock.ts'
import { Refused } from '../frame/refused.tsx'
import { useLanguage } from '../language.tsx'
import { saveFile } from '../save.ts'

const WORDS = {
  title: { zh: '证据', en: 'Evidence' },
  look: { zh: '预览', en: 'Look' },
  hide: { zh: '收起', en: 'Hide' },
  save: { zh: '下载', en: 'Download' },
  erased: { zh: '内容已依法删除，记录仍在', en: 'erased under the law; its entry stands' },
}

/** What a browser shows by itself; anything else is only downloaded. */
const SHOWN = /^image\/(png|jpeg|gif|webp)$|^text\/plain$/

/** The evidence files of a matter, each with its digest. */
export function Evidence({ procedure, subject }: { readonly procedure: string; readonly subject: string }): ReactNode {
  const { say } = useLanguage()
  const { data } = useAsk<StoredFiles>(`/api/files?procedure=${encodeURIComponent(procedure)}&subject=${encodeURIComponent(subject)}`)
  if (data === undefined || data.files.length + data.erased.length === 0) return null
  return (
    <section className="stack tight" aria-label={say(WORDS.title)}>
      <h2>{say(WORDS.title)}</h2>
      <ul className="sheet letters">
        {data.files.map((file) => (
          <Line key={file.file} file={file} />
        ))}
        {data.erased.map(({ file, index }) => (
          <li key={file} className="letter second">
            #{index} {say(WORDS.erased)}
          </li>
        ))}
      </ul>
    </section>
  )
}

type Look = { readonly kind: 'picture'; readonly url: string } | { readonly kind: 'text'; readonly text: string }

function Line({ file: { file, name, media, size, sha256, stored, index } }: { readonly file: StoredFile }): ReactNode {
  const { say } = useLanguage()
  const [look, setLook] = useState<Look>()
  const [problem, setProblem] = useState<Problem | null>(null)
  const attempt = (work: () => Promise<void>): void => {
    setProblem(null)
    work().catch((error: unknown) => setProblem(problemOf(error)))
  }
  const show = async (): Promise<void> => {
    const { blob } = await download(`/api/files/${file}?view=true`)
    setLook(media === 'text/plain' ? { kind: 'text', text: await blob.text() } : { kind: 'picture', url: URL.createObjectURL(blob) })
  }
  const hide = (): void => {
    if (look?.kind === 'picture') URL.revokeObjectURL(look.url)
    setLook(undefined)
  }
  return (
    <li className="letter">
      <div className="stack tight">
        <span>
          <b>{name}</b>{' '}
          <span className="small second">
            {sizeWords(size)} · {printMinute(stored)} · #{index}
          </span>
        </span>
        <span className="mono second">sha256 {sha256}</span>
        <Refused problem={problem} />
        {look === undefined ? null : look.kind === 'picture' ? (
          <img className="evidence-look" src={look.url} alt={name} />
        ) : (
          <pre className="evidence-look">{look.text}</pre>
        )}
      </div>
      <div className="row no-print">
        {SHOWN.test(media) ? (
          <Button size="small" onClick={() => (look === undefined ? attempt(show) : hide())}>
            {say(look === undefined ? WORDS.look : WORDS.hide)}
          </Button>
        ) : null}
        <Button
          size="small"
          onClick={() =>
            attempt(async () => {
              const { blob } = await download(`/api/files/${file}`)
              saveFile(name, blob)
            })
          }
        >
          {say(WORDS.save)}
        </Button>
      </div>
    </li>
  )
}
