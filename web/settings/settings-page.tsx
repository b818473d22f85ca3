import type { ReactNode } from 'react'
import { LoadDemo } from '../demo/load-demo.tsx'
import { useTitle } from '../frame/title.ts'
import { useLanguage } from '../language.tsx'
import { Installation } from './installation.tsx'
import { Parties } from './parties.tsx'
import { SingleSignOn } from './single-sign-on.tsx'
import { Webhooks } from './webhooks.tsx'

const WORDS = {
  demo: { zh: '演示', en: 'The demo' },
  title: { zh: '设置', en: 'Settings' },
}

export function SettingsPage(): ReactNode {
  useTitle(WORDS.title)
  const { say } = useLanguage()
  return (
    <div className="page narrow stack">
      <h1>{say(WORDS.title)}</h1>
      <Installation />
      <Parties />
      <SingleSignOn />
      <Webhooks />
      <section className="sheet stack tight">
        <h2>{say(WORDS.demo)}</h2>
        <LoadDemo />
      </section>
    </div>
  )
}
