import type { Language } from '#law/text.ts'
import { html, Markup } from './markup.ts'
import { styleSheet } from './style.ts'
import { WORDS } from '#law/report/words.ts'

interface Page {
  readonly language: Language
  readonly title: string
  readonly heading: string
  /** Rules beside those that every page has. */
  readonly style: string
  /** What stands below the heading, still in the header. */
  readonly head: Markup
  readonly main: Markup
}

/** A self-contained page in the product's look: nothing is loaded from elsewhere and no script runs. */
export function pageOf({ language, title, heading, style, head, main }: Page): string {
  const page = html`<!doctype html>
    <html lang="${language === 'zh' ? 'zh-CN' : 'en'}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        <style>
          ${new Markup(styleSheet(title) + style)}
        </style>
      </head>
      <body>
        <div class="page">
          <header>
            <p class="product">${WORDS.label.product[language]}</p>
            <h1>${heading}</h1>
            ${head}
          </header>
          <main>${main}</main>
        </div>
      </body>
    </html> `
  return page.text
}
