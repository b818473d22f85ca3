import type { ReactNode } from 'react'
import { useTitle } from '../frame/title.ts'
import { useLanguage } from '../language.tsx'
import { Webhooks } from './webhooks.tsx'

const WORDS = {
  title: { zh: '设置', en: 'Settings' },
}

export function SettingsPage(): ReactNode {
  useTitle(WORDS.title)
  const { say } = useLanguage()
  return (
    <div className="page narrow stack">
      <h1>{say(WORDS.title)}</h1>
      <Webhooks />
    </div>
  )
}
