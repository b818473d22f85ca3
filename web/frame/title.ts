import { useEffect } from 'react'
import type { Text } from '#law/text.ts'
import { useLanguage } from '../language.tsx'

/** Names the page in the window's title. */
export function useTitle(title: Text): void {
  const { say } = useLanguage()
  const words = say(title)
  useEffect(() => {
    document.title = `${words} · ${say({ zh: '责任簿', en: 'Dutybook' })}`
  }, [words, say])
}
