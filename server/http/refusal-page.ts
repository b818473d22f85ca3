import type { Language } from '#law/text.ts'
import type { Refusal } from '#procedures/refusal.ts'

const WORDS = {
  zh: { title: '未能登录', on: '回到登录页', name: '责任簿' },
  en: { title: 'Not signed in', on: 'Back to signing in', name: 'Dutybook' },
} as const satisfies Record<Language, unknown>

const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`)

/** A refusal as a page of its own, where the browser comes from elsewhere and no page of ours is open to show it. It looks like the public's. */
export function refusalPage({ zh, en }: Refusal, language: Language): string {
  const { title, on, name } = WORDS[language]
  return `<!doctype html>
<html lang="${language === 'zh' ? 'zh-CN' : 'en'}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} · ${name}</title>
<link rel="stylesheet" href="/p/page.css">
<link rel="icon" href="/p/seal.svg" type="image/svg+xml">
</head>
<body>
<header class="top"><a class="home" href="/"><span class="seal" aria-hidden="true">责</span><span>${name}</span></a></header>
<main>
<h1>${title}</h1>
<p class="note" role="alert">${escaped(language === 'zh' ? zh : en)}</p>
<p class="count"><a href="/sign-in">${on}</a></p>
</main>
</body>
</html>
`
}
