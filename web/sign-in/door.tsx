import type { ReactNode } from 'react'
import { LanguageButton, ThemeButton } from '../frame/frame.tsx'
import { useLanguage } from '../language.tsx'
import './door.css'

const WORDS = {
  name: { zh: '责任簿', en: 'Dutybook' },
  motto: { zh: '网络安全法，逐条履行，逐条可证', en: 'The Cybersecurity Law, duty by duty, with proof' },
  portal: { zh: '公众投诉与删除请求', en: 'Complaints and requests of the public' },
}

/** What stands before the door: one sheet, the two switches, and the way to the public's entrance. */
export function Door({ wide = false, children }: { readonly wide?: boolean; readonly children: ReactNode }): ReactNode {
  const { say } = useLanguage()
  return (
    <div className="door">
      <div className="door-head">
        <LanguageButton />
        <ThemeButton />
      </div>
      <main id="content" className={wide ? 'sheet door-sheet wide' : 'sheet door-sheet'}>
        <div className="door-name">
          <img src="/seal.svg" alt="" />
          <div>
            <strong>{say(WORDS.name)}</strong>
            <p>{say(WORDS.motto)}</p>
          </div>
        </div>
        {children}
      </main>
      <footer className="door-foot small">
        <a href="/p">{say(WORDS.portal)}</a>
      </footer>
    </div>
  )
}
