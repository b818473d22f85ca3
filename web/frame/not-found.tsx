import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useLanguage } from '../language.tsx'
import { useTitle } from './title.ts'

const WORDS = {
  title: { zh: '没有这个页面', en: 'There is no such page' },
  about: { zh: '地址可能写错了，或者事项不属于你的主体。', en: 'The address may be mistyped, or the matter belongs to another party.' },
  back: { zh: '回到首页', en: 'Go to the start' },
}

export function NotFound(): ReactNode {
  const { say } = useLanguage()
  useTitle(WORDS.title)
  return (
    <div className="page narrow stack">
      <h1>{say(WORDS.title)}</h1>
      <p className="second">{say(WORDS.about)}</p>
      <p>
        <Link to="/">{say(WORDS.back)}</Link>
      </p>
    </div>
  )
}
