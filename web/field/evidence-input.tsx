import { Button, Input } from 'antd'
import { useState, type ReactNode } from 'react'
import type { Text } from '#law/text.ts'
import { useLanguage } from '../language.tsx'
import type { InputProps } from './input.ts'
import { textsOf } from './value.ts'

const WORDS = {
  add: { zh: '添加', en: 'Add' },
  remove: (name: string): Text => ({ zh: `移除 ${name}`, en: `Remove ${name}` }),
  away: { zh: '移除', en: 'Remove' },
  line: { zh: '文件编号、存放位置或者链接；可粘贴多行', en: 'Number, place or link; several lines may be pasted' },
}

/** What proves it: lines that say where to find it. Several may be pasted at once. */
export function EvidenceInput({ form, value, change }: InputProps): ReactNode {
  const { say } = useLanguage()
  const [line, setLine] = useState('')
  const held = textsOf(value)
  const add = (text: string): void => {
    const lines = text.split(/\r?\n/).map((each) => each.trim())
    change([...new Set([...held, ...lines.filter((each) => each !== '')])])
    setLine('')
  }
  return (
    <div className="stack tight">
      {held.length === 0 ? null : (
        <ul className="field-evidence">
          {held.map((each) => (
            <li key={each} className="row nowrap apart">
              <span className="mono">{each}</span>
              <Button type="text" size="small" aria-label={say(WORDS.remove(each))} onClick={() => change(held.filter((other) => other !== each))}>
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
            const text = event.clipboardData.getData('text/plain')
            if (!text.includes('\n')) return
            event.preventDefault()
            add(`${line}\n${text}`)
          }}
        />
        <Button onClick={() => add(line)}>{say(WORDS.add)}</Button>
      </div>
    </div>
  )
}
