import { ConfigProvider, theme as antd } from 'antd'
import enUS from 'antd/locale/en_US'
import zhCN from 'antd/locale/zh_CN'
import { createContext, use, useLayoutEffect, useMemo, useState, useSyncExternalStore, type ReactNode } from 'react'
import { useLanguage } from '../language.tsx'
import { keep, kept } from '../kept.ts'
import { FONTS, TOKENS } from './tokens.ts'

const CHOICES = ['auto', 'light', 'dark'] as const
export type ThemeChoice = (typeof CHOICES)[number]

interface Chosen {
  readonly choice: ThemeChoice
  readonly shown: 'light' | 'dark'
  readonly choose: (choice: ThemeChoice) => void
}

const Theme = createContext<Chosen>({ choice: 'auto', shown: 'light', choose: () => undefined })

export const useTheme = (): Chosen => use(Theme)

const dark = matchMedia('(prefers-color-scheme: dark)')
const still = matchMedia('(prefers-reduced-motion: reduce)')

function useSystemDark(): boolean {
  return useSyncExternalStore(
    (changed) => {
      dark.addEventListener('change', changed)
      return () => dark.removeEventListener('change', changed)
    },
    () => dark.matches,
  )
}

/** The colours, as custom properties of the page and as tokens of the component library, from one table. `nonce` is what the page's policy lets styles carry. */
export function ThemeProvider({ nonce, children }: { readonly nonce: string; readonly children: ReactNode }): ReactNode {
  const { language } = useLanguage()
  const [choice, setChoice] = useState<ThemeChoice>(() => CHOICES.find((each) => each === kept('theme')) ?? 'auto')
  const systemDark = useSystemDark()
  const shown = choice === 'auto' ? (systemDark ? 'dark' : 'light') : choice
  const tokens = TOKENS[shown]
  const fonts = FONTS[language]

  useLayoutEffect(() => {
    const { style, dataset } = document.documentElement
    for (const [name, colour] of Object.entries(tokens)) style.setProperty(`--${name}`, colour)
    style.setProperty('--sans', fonts.sans)
    style.setProperty('--serif', fonts.serif)
    style.setProperty('color-scheme', shown)
    dataset['theme'] = shown
  }, [tokens, fonts, shown])

  const chosen = useMemo(
    () => ({
      choice,
      shown,
      choose: (next: ThemeChoice) => {
        keep('theme', next)
        setChoice(next)
      },
    }),
    [choice, shown],
  )

  return (
    <Theme value={chosen}>
      <ConfigProvider
        locale={language === 'zh' ? zhCN : enUS}
        csp={{ nonce }}
        theme={{
          algorithm: shown === 'dark' ? antd.darkAlgorithm : antd.defaultAlgorithm,
          token: {
            colorPrimary: tokens.indigo,
            colorInfo: tokens.indigo,
            colorLink: tokens.indigo,
            colorError: tokens.cinnabar,
            colorWarning: tokens.amber,
            colorSuccess: tokens.jade,
            colorSuccessBg: tokens.mint,
            colorErrorBg: tokens.blush,
            colorWarningBg: tokens.sand,
            colorInfoBg: tokens.wash,
            colorSuccessBorder: tokens.line,
            colorErrorBorder: tokens.line,
            colorWarningBorder: tokens.line,
            colorInfoBorder: tokens.line,
            colorTextBase: tokens.ink,
            colorBgBase: tokens.sheet,
            colorBgContainer: tokens.sheet,
            colorBgElevated: tokens.sheet,
            colorBgLayout: tokens.paper,
            colorBorder: tokens.line,
            colorBorderSecondary: tokens.line,
            colorTextSecondary: tokens.second,
            colorTextTertiary: tokens.third,
            colorTextPlaceholder: tokens.third,
            colorTextDescription: tokens.second,
            borderRadius: 4,
            fontSize: 14,
            fontFamily: fonts.sans,
            // Where the system asks for none there is none: what waits for the end of a movement would wait for ever.
            motion: !still.matches,
            motionDurationSlow: '0.15s',
            motionDurationMid: '0.1s',
            motionDurationFast: '0.05s',
            wireframe: false,
          },
          components: {
            Button: { primaryColor: shown === 'dark' ? tokens.paper : tokens.sheet, primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none' },
            Table: { cellPaddingBlockSM: 9, headerBg: tokens.paper, headerSplitColor: 'transparent' },
          },
        }}
        button={{ autoInsertSpace: false }}
      >
        {children}
      </ConfigProvider>
    </Theme>
  )
}
