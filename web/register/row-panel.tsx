import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useEffect, useRef, type ReactNode } from 'react'
import { numberOf, titleOf, type Row } from '#procedures/view.ts'
import type { ShownProcedure, ShownView } from '../api/shapes.ts'
import { ButtonLink } from '../frame/button-link.tsx'
import { useLanguage } from '../language.tsx'
import { cellWords } from '../table/cell.ts'

const WORDS = {
  close: { zh: '关闭', en: 'Close' },
  matter: { zh: '完整记录与证明', en: 'Whole record and proofs' },
  unknown: { zh: '未填', en: 'not known' },
}

interface RowPanelProps {
  readonly procedure: ShownProcedure
  readonly view: ShownView
  readonly row: Row
  readonly subject: string | undefined
  readonly close: () => void
}

/** What a row holds, beside the table, with what can be done about it. */
export function RowPanel({ procedure, view, row, subject, close }: RowPanelProps): ReactNode {
  const { say, language } = useLanguage()
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  const title = cellWords(titleOf(row, view), language)
  const actions = procedure.of === procedure.id ? procedure.commands.filter(({ opens, type }) => !opens && type !== 'correct' && type !== 'withdraw') : []
  return (
    <aside className="sheet stack beside-panel" aria-label={title === '' ? numberOf(row.key) : title}>
      <div className="row apart nowrap">
        <h2 ref={heading} tabIndex={-1}>
          {title === '' ? numberOf(row.key) : title}
        </h2>
        <Button type="text" size="small" aria-label={say(WORDS.close)} onClick={close}>
          ✕
        </Button>
      </div>
      <dl className="values">
        {view.columns.map((column) => {
          const words = cellWords(row.cells[column.key] ?? null, language, column)
          return [
            <dt key={`${column.key} label`}>{say(column)}</dt>,
            <dd key={column.key} className={words === '' ? 'third' : undefined}>
              {words === '' ? say(WORDS.unknown) : words}
            </dd>,
          ]
        })}
      </dl>
      {subject === undefined ? null : (
        <div className="row">
          {actions.map(({ type, title: words }) => (
            <ButtonLink key={type} to="/act/$procedure/$command" params={{ procedure: procedure.id, command: type }} search={{ subject }}>
              {say(words)}
            </ButtonLink>
          ))}
          <Link to="/matters/$procedure/$subject" params={{ procedure: procedure.id, subject }} search={{}}>
            {say(WORDS.matter)}
          </Link>
        </div>
      )}
    </aside>
  )
}
