import type { Language } from '#law/text.ts'
import type { Refusal } from '#procedures/refusal.ts'

const WORDS = {
  zh: { title: '未能登录', on: '回到登录页' },
  en: { title: 'Not signed in', on: 'Back to signing in' },
} as const satisfies Record<Language, unknown>

const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`)

/** A refusal as a page of its own, where the browser comes from elsewhere and no page of ours is open to show it. */
export function refusalPage({ zh, en }: Refusal, language: Language): string {
  const { title, on } = WORDS[language]
  return `<!doctype html>
<html lang="${language === 'zh' ? 'zh-CN' : 'en'}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
</head>
<body>
<main>
<h1>${title}</h1>
<p>${escaped(language === 'zh' ? zh : en)}</p>
<p><a href="/sign-in">${on}</a></p>
</main>
</body>
</html>
`
}
