import { Button, Input } from 'antd'
import { use, useId, useRef, useState, type ReactNode } from 'react'
import type { Text } from '#law/text.ts'
import type { StoredFile } from '#server/contract/file.ts'
import { ask, problemOf, type Problem } from '../api/client.ts'
import { Refused } from '../frame/refused.tsx'
import { useLanguage } from '../language.tsx'
import { EvidencePlace } from './evidence-place.ts'
import type { InputProps } from './input.ts'
import { textsOf } from './value.ts'

const WORDS = {
  add: { zh: '添加', en: 'Add' },
  remove: (name: string): Text => ({ zh: `移除 ${name}`, en: `Remove ${name}` }),
  away: { zh: '移除', en: 'Remove' },
  line: { zh: '文件编号、存放位置或者链接；可粘贴多行或者截图', en: 'Number, place or link; paste several lines, or a picture' },
  upload: { zh: '上传文件', en: 'Upload files' },
  busy: (name: string): Text => ({ zh: `正在上传 ${name}`, en: `Uploading ${name}` }),
}

/** What proves it: files kept with the matter, or lines that say where to find it. Both may be pasted. */
export function EvidenceInput({ form, value, change }: InputProps): ReactNode {
  const { say } = useLanguage()
  const place = use(EvidencePlace)
  const id = useId()
  const chooser = useRef<HTMLInputElement>(null)
  const [line, setLine] = useState('')
  const [busy, setBusy] = useState<string>()
  const [problem, setProblem] = useState<Problem | null>(null)
  const held = textsOf(value)
  // Uploads end one after the other: each adds to what the one before has left.
  const latest = useRef<readonly string[]>(held)
  const put = (next: readonly string[]): void => {
    latest.current = next
    change(next)
  }
  const add = (text: string): void => {
    const lines = text.split(/\r?\n/).map((each) => each.trim())
    put([...new Set([...held, ...lines.filter((each) => each !== '')])])
    setLine('')
  }
  const upload = async (files: readonly File[]): Promise<void> => {
    if (place === undefined) return
    setProblem(null)
    latest.current = held
    try {
      for (const file of files) {
        setBusy(file.name)
        // One after the other, so that a slow line carries one at a time and none is lost when another is refused.
        const kept = await ask<StoredFile>(`/api/files?procedure=${encodeURIComponent(place.procedure)}&subject=${encodeURIComponent(place.subject)}`, {
          method: 'POST',
          body: file,
          headers: { 'content-type': 'application/octet-stream', 'x-file-name': encodeURIComponent(file.name) },
        })
        put([...new Set([...latest.current, kept.evidence])])
      }
    } catch (error) {
      setProblem(problemOf(error))
    } finally {
      setBusy(undefined)
    }
  }
  return (
    <div className="stack tight">
      <Refused problem={problem} />
      {held.length === 0 ? null : (
        <ul className="field-evidence">
          {held.map((each) => (
            <li key={each} className="row nowrap apart">
              <span className="mono">{each}</span>
              <Button type="text" size="small" aria-label={say(WORDS.remove(each))} onClick={() => put(held.filter((other) => other !== each))}>
                {say(WORDS.away)}
              </Button>
            </li>
          ))}
        </ul>
      )}
      <div className="row nowrap">
        <Input
          aria-label={say(form.label)}
          placeholder={say(WORDS.line)}
          value={line}
          onChange={({ target }) => setLine(target.value)}
          onPressEnter={(event) => {
            event.preventDefault()
            add(line)
          }}
          onBlur={() => line.trim() === '' || add(line)}
          onPaste={(event) => {
            const files = [...event.clipboardData.files]
            const text = event.clipboardData.getData('text/plain')
            if (files.length === 0 && !text.includes('\n')) return
            event.preventDefault()
            if (files.length > 0) void upload(files)
            else add(`${line}\n${text}`)
          }}
        />
        <Button onClick={() => add(line)}>{say(WORDS.add)}</Button>
        {place === undefined ? null : (
          <>
            <input
              ref={chooser}
              id={id}
              type="file"
              multiple
              hidden
              aria-label={say(WORDS.upload)}
              onChange={({ target }) => {
                void upload([...(target.files ?? [])])
                target.value = ''
              }}
            />
            <Button loading={busy !== undefined} onClick={() => chooser.current?.click()}>
              {say(WORDS.upload)}
            </Button>
          </>
        )}
      </div>
      <p className="small second" role="status">
        {busy === undefined ? null : say(WORDS.busy(busy))}
      </p>
    </div>
  )
}
