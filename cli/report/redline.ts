import { printDay } from '#law/instant.ts'
import type { Piece, Redlined } from '#law/redline.ts'
import type { EditionData } from '#law/statute.ts'
import type { Text } from '#law/text.ts'
import { citesOf, type Comparison } from '#law/comparison.ts'
import { html, type Markup } from './markup.ts'
import { pageOf } from './page.ts'

const CHANGES: Readonly<Record<Redlined['change'], Text>> = {
  same: { zh: '未变', en: 'unchanged' },
  renumbered: { zh: '仅条号变动', en: 'renumbered only' },
  reworded: { zh: '文字调整', en: 'reworded' },
  substantive: { zh: '实质修改', en: 'substantive' },
  new: { zh: '新增', en: 'new' },
  removed: { zh: '删除', en: 'removed' },
  moved: { zh: '移动', en: 'moved' },
  merged: { zh: '合并', en: 'merged' },
  split: { zh: '拆分', en: 'split' },
}

const STYLE = `
.timeline{display:flex;gap:0;list-style:none;padding:0;margin:24px 0 8px;border-top:2px solid var(--ink)}
.timeline li{flex:1;padding-top:12px;position:relative}
.timeline li::before{content:"";position:absolute;top:-7px;left:0;width:10px;height:10px;border-radius:50%;border:2px solid var(--ink);background:var(--paper)}
.timeline li[aria-current]::before{background:var(--indigo);border-color:var(--indigo)}
.redline td{vertical-align:top;width:50%;font-family:"Source Han Serif SC","Noto Serif CJK SC","Noto Serif SC","Songti SC",Georgia,serif;line-height:1.7}
.redline th{text-align:left}
.redline del{color:var(--cinnabar);text-decoration:line-through}
.redline ins{color:var(--jade);text-decoration:underline}
@media (max-width:640px){.redline,.redline tbody,.redline tr,.redline td,.redline th{display:block;width:auto}.timeline{display:block;border-top:0}.timeline li{padding-left:20px}.timeline li::before{top:14px}}
`

function side(pieces: readonly Piece[], without: Piece['kind']): readonly Markup[] {
  return pieces
    .filter(({ kind }) => kind !== without)
    .map(({ kind, text }) => (kind === 'removed' ? html`<del>${text}</del>` : kind === 'added' ? html`<ins>${text}</ins>` : html`${text}`))
}

function dot({ edition }: EditionData, { from, to, lang }: Comparison): Markup {
  const chosen = edition.id === from || edition.id === to
  const when =
    edition.inForce === undefined
      ? lang === 'zh'
        ? '草案，未施行'
        : 'draft, never in force'
      : `${printDay(edition.inForce.from)} – ${edition.inForce.to === undefined ? '' : printDay(edition.inForce.to)}`
  return chosen
    ? html`<li aria-current="true"><strong>${edition.title[lang]}</strong><br /><span class="quiet">${when}</span></li>`
    : html`<li>${edition.title[lang]}<br /><span class="quiet">${when}</span></li>`
}

/** Two editions side by side as one self-contained page: a timeline of the editions, then each place that changed, what went on the left and what came on the right. */
export function redlineHtml(found: Comparison): string {
  const { from, to, lang, source, changes, editions } = found
  const zh = lang === 'zh'
  const title = zh ? '网络安全法版本对照' : 'The Cybersecurity Law, two editions compared'
  const whose =
    source === 'imported'
      ? zh
        ? '文字为导入的官方文本。'
        : 'The words are those of the imported official text.'
      : zh
        ? '文字为本产品的转述，不是官方文本。'
        : 'The words are our restatement and not the official text.'
  const counts = Object.entries(CHANGES).flatMap(([change, words]) => {
    const count = changes.filter((row) => row.change === change).length
    return count === 0 ? [] : [html`<li><strong>${count}</strong> ${words[lang]}</li>`]
  })
  const rowsOf = (kept: readonly Redlined[]): readonly Markup[] =>
    kept.map(
      (row) => html`<tr>
          <th scope="row" colspan="2">
            ${citesOf(editions, from, row.from, lang) || '–'} → ${citesOf(editions, to, row.to, lang) || '–'} · ${CHANGES[row.change][lang]}
            <span class="quiet">${row.note?.[lang] ?? ''}</span>
          </th>
        </tr>
        <tr>
          <td>${side(row.pieces, 'added')}</td>
          <td>${side(row.pieces, 'removed')}</td>
        </tr>`,
    )
  const reworded = changes.filter(({ change, pieces }) => change !== 'renumbered' || pieces.some(({ kind }) => kind !== 'same'))
  const renumbered = changes.filter((row) => !reworded.includes(row))
  const table = (kept: readonly Redlined[]): Markup => html`<table class="redline">
    <tbody>
      ${rowsOf(kept)}
    </tbody>
  </table>`
  return pageOf({
    language: lang,
    title,
    heading: title,
    style: STYLE,
    head: html`<ol class="timeline">
      ${editions.map((data) => dot(data, found))}
    </ol>`,
    main: html`<p class="note">${whose}</p>
      <ul class="counts">
        ${counts}
      </ul>
      ${table(reworded)}
      <details class="fold">
        <summary>${CHANGES.renumbered[lang]} ${renumbered.length}</summary>
        ${table(renumbered)}
      </details>`,
  })
}
