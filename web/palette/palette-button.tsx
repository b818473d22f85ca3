import { Button } from 'antd'
import { lazy, Suspense, useEffect, useState, type ReactNode } from 'react'
import { useLanguage } from '../language.tsx'

const Palette = lazy(async () => ({ default: (await import('./palette.tsx')).Palette }))

const WORDS = { find: { zh: '查找', en: 'Find' } }
const MAC = navigator.userAgent.includes('Mac')

/** Opens the palette, also by ⌘K or Ctrl-K from anywhere. */
export function PaletteButton(): ReactNode {
  const { say } = useLanguage()
  const [open, setOpen] = useState(false)
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (event.key.toLowerCase() !== 'k' || !(MAC ? event.metaKey : event.ctrlKey)) return
      event.preventDefault()
      setOpen(true)
    }
    addEventListener('keydown', press)
    return () => removeEventListener('keydown', press)
  }, [])
  return (
    <>
      <Button type="text" onClick={() => setOpen(true)} aria-keyshortcuts={MAC ? 'Meta+K' : 'Control+K'}>
        {say(WORDS.find)} <span className="third small wide-only">{MAC ? '⌘K' : 'Ctrl K'}</span>
      </Button>
      {open ? (
        <Suspense>
          <Palette close={() => setOpen(false)} />
        </Suspense>
      ) : null}
    </>
  )
}
