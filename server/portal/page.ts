import type { Language, Text } from '#law/text.ts'
import type { Cite } from '../document/citation.ts'
import type { Host } from './door.ts'
import { html, type Html } from './html.ts'
import { wordOf, type Word } from './words.ts'

/** In what language somebody reads, and where he or she is. */
export interface Reading {
  readonly language: Language
  readonly say: (text: Text) => string
  readonly word: (word: Word, slots?: Readonly<Record<string, string | number>>) => string
  readonly cite: Cite
  /** The path of the page, to come back to it in the other language. */
  readonly path: string
}

export function readingIn(language: Language, cite: Cite, path: string): Reading {
  return { language, cite, path, say: (text) => text[language], word: (word, slots) => wordOf(word, language, slots) }
}

export interface Page {
  readonly title: string
  readonly host?: Host | undefined
  readonly body: Html
  /** The form that carries what has been typed: the other language is then asked for with it, so that nothing is lost. */
  readonly form?: string
}

export const tag = (language: Language): string => (language === 'zh' ? 'zh-CN' : 'en')
const OTHER = { zh: 'en', en: 'zh' } as const satisfies Record<Language, Language>
const NAMES = { zh: '中文', en: 'English' } as const satisfies Record<Language, string>

function languageSwitch({ language, path }: Reading, form: string | undefined): Html {
  const other = OTHER[language]
  return form === undefined
    ? html`<a class="language" href="${path}?lang=${other}" lang="${tag(other)}" hreflang="${tag(other)}">${NAMES[other]}</a>`
    : html`<button class="language" form="${form}" name="go" value="lang:${other}" formnovalidate lang="${tag(other)}">${NAMES[other]}</button>`
}

/** A whole page. It loads one style sheet and one picture, both from here, and no script. */
export function pageOf(reading: Reading, { title, host, body, form }: Page): Html {
  const { language, say, word } = reading
  const name = host === undefined ? word('portals') : say(host.party.name)
  const home = host === undefined ? '/p' : `/p/${host.id}`
  return html`<!doctype html>
    <html lang="${tag(language)}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${title === name ? '' : `${title} · `}${name}</title>
        <link rel="stylesheet" href="/p/page.css" />
        <link rel="icon" href="/p/seal.svg" type="image/svg+xml" />
      </head>
      <body>
        <a class="skip" href="#content">${word('skipTo')}</a>
        <header class="top">
          <a class="home" href="${home}"><span class="seal" aria-hidden="true">责</span><span>${name}</span></a>
          ${languageSwitch(reading, form)}
        </header>
        <main id="content" tabindex="-1">${body}</main>
        <footer class="foot">
          <p>${word('promise')}</p>
          <p>${host !== undefined && html`<a href="/p">${word('others')}</a> · `}<span lang="zh-CN">责簿</span> Dutybook</p>
        </footer>
      </body>
    </html> `
}

/** What is wrong, at the top, each with a link to where. It takes the focus, so that whoever hears the page hears it first. */
export function troubleBox({ word }: Reading, lines: readonly { readonly text: string; readonly at?: string }[], title?: string): Html {
  return html`<div class="trouble" role="alert" tabindex="-1" autofocus>
    <h2>${title ?? word('wrong', { n: lines.length })}</h2>
    <ul>
      ${lines.map(({ text, at }) => html`<li>${at === undefined ? text : html`<a href="#${at}">${text}</a>`}</li>`)}
    </ul>
  </div>`
}

/** A page that only says something, and where to go from there. */
export function noticeOf(
  reading: Reading,
  host: Host | undefined,
  { title, why, more }: { readonly title: string; readonly why: string; readonly more?: Html },
): Html {
  return pageOf(reading, {
    title,
    host,
    body: html`<h1>${title}</h1>
      <p class="lead">${why}</p>
      ${more}`,
  })
}
