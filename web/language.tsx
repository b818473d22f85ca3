import { createContext, use, useLayoutEffect, useMemo, useState, type ReactNode } from 'react'
import type { Language, Text } from '#law/text.ts'
import { speak } from './api/client.ts'
import { keep, kept } from './kept.ts'

interface Spoken {
  readonly language: Language
  /** The words in the language of the screen. Words are written as `{ zh, en }`, so that neither can be forgotten. */
  readonly say: (text: Text) => string
  /** What stands between a name and what is said of it, and between the members of a list. */
  readonly colon: string
  readonly comma: string
  readonly speak: (language: Language) => void
}

const MARKS = { zh: { colon: '：', comma: '、' }, en: { colon: ': ', comma: ', ' } } as const satisfies Record<Language, unknown>

const Spoken = createContext<Spoken>({ language: 'zh', say: ({ zh }) => zh, ...MARKS.zh, speak: () => undefined })

export const useLanguage = (): Spoken => use(Spoken)

/** Chinese first, unless this browser chose or asks for another language. */
function first(): Language {
  const chosen = kept('language')
  if (chosen === 'zh' || chosen === 'en') return chosen
  return navigator.languages.length === 0 || navigator.languages.some((tag) => tag.startsWith('zh')) ? 'zh' : 'en'
}

export function LanguageProvider({ children }: { readonly children: ReactNode }): ReactNode {
  const [language, setLanguage] = useState<Language>(first)
  useLayoutEffect(() => {
    document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en'
    speak(language)
  }, [language])
  const spoken = useMemo(
    () => ({
      language,
      say: (text: Text) => text[language],
      ...MARKS[language],
      speak: (next: Language) => {
        keep('language', next)
        setLanguage(next)
      },
    }),
    [language],
  )
  return <Spoken value={spoken}>{children}</Spoken>
}
