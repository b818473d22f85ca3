import type { Text } from '#law/text.ts'
import type { Moment } from '#procedures/moment.ts'
import type { Host } from './door.ts'
import { html, type Html } from './html.ts'
import { noticeOf, pageOf, type Reading } from './page.ts'
import { timeOf } from './value.ts'

/** What somebody is given who has sent something. */
export interface Slip {
  readonly code: string
  readonly title: Text
  readonly at: Moment
  /** Of the newest entry in the party's tree. */
  readonly leafHash: string | null
  /** Where the party's pages are, as they were reached. */
  readonly address: string
}

/** The receipt: the code, large, and what to do with it. Made to be printed. */
export function receiptPage(reading: Reading, host: Host, { code, title, at, leafHash, address }: Slip): Html {
  const { word, say } = reading
  const [first = '', second = '', third = '', fourth = ''] = code.split('-')
  return pageOf(reading, {
    title: word('done'),
    host,
    body: html`<section class="receipt" aria-labelledby="done">
        <span class="seal stamp" aria-hidden="true">收讫</span>
        <h1 id="done">${word('done')}</h1>
        <p>${word('doneTo', { party: say(host.party.name) })}</p>
        <p class="code-label" id="code-label">${word('code')}</p>
        <p class="code" aria-labelledby="code-label" role="group"><span>${first}-${second}-</span><span>${third}-${fourth}</span></p>
        <p class="once">${word('codeOnce')}</p>
        <dl class="pairs">
          <div>
            <dt>${word('goesAs')}</dt>
            <dd>${say(title)}</dd>
          </div>
          <div>
            <dt>${word('receivedAt')}</dt>
            <dd>${timeOf(reading, at)}</dd>
          </div>
          <div>
            <dt>${word('thenAddress')}</dt>
            <dd class="address">${address}/p/${host.id}/follow</dd>
          </div>
          ${
            leafHash !== null &&
            html`<div>
              <dt>${word('fingerprint')}</dt>
              <dd class="address">${leafHash}<span class="help">${word('fingerprintWhy')}</span></dd>
            </div>`
          }
        </dl>
      </section>
      <h2>${word('thenWhat')}</h2>
      <ul class="before">
        <li>${word('thenFollow')}</li>
        <li>${word('thenKeep')}</li>
      </ul>
      <p class="buttons no-print"><a class="button" href="/p/${host.id}/follow">${word('followTitle')}</a></p>`,
  })
}

/** The code is not kept here: after a while nobody shows it again. */
export function gonePage(reading: Reading, host: Host): Html {
  const { word } = reading
  return noticeOf(reading, host, {
    title: word('gone'),
    why: word('goneWhy'),
    more: html`<p class="buttons"><a class="button" href="/p/${host.id}/follow">${word('followTitle')}</a></p>`,
  })
}
