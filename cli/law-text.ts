import type { Change } from '#law/concordance.ts'
import type { NormRow } from '#law/norm-row.ts'
import type { Language, Text } from '#law/text.ts'
import type { EditionRow } from '#law/edition-row.ts'
import type { ProvisionView } from '#law/provision-view.ts'
import type { ConcordanceRow } from './law.ts'

export function editionsText(rows: readonly EditionRow[], language: Language): string {
  return rows
    .map(
      (row) =>
        `${row.id}  ${row.title[language]}  ${row.inForceFrom ?? '–'} → ${row.inForceTo ?? ''}  ${language === 'zh' ? `${row.articles} 条，${row.provisions} 处条款` : `${row.articles} articles, ${row.provisions} provisions`}`,
    )
    .join('\n')
}

export function normsText(rows: readonly NormRow[], language: Language): string {
  return rows.map((row) => `${row.provision.padEnd(8)} ${row.deontic.padEnd(12)} ${row.title[language]}  [${row.id}]`).join('\n')
}

/** One provision as a page of the terminal: where it stands, what it says in our words, its norms, and who answers for a breach. */
export function provisionText(view: ProvisionView, language: Language): string {
  const zh = language === 'zh'
  const lines = [
    `${view.cite[language]}  ${view.heading[language]}`,
    `${view.chapter[language]}${view.section === null ? '' : ` · ${view.section[language]}`}  [${view.edition}]`,
    '',
  ]
  for (const entry of view.provisions) lines.push(`${entry.provision.padEnd(8)} ${entry[language]}`)
  if (view.norms.length > 0) lines.push('', zh ? '规范' : 'Norms')
  for (const row of view.norms)
    lines.push(
      `  ${row.title[language]}  ${zh ? '' : `${row.deontic}, `}${[row.bearer].flat().join(', ')}; ${row.trigger}; ${row.deadline}${row.liability.length > 0 ? ` → ${row.liability.join(', ')}` : ''}`,
    )
  for (const reason of view.none) lines.push(`  ${reason.provision}  ${reason.because[language]}`)
  if (view.liability.length > 0) lines.push('', zh ? '责任' : 'Liability')
  for (const each of view.liability) {
    lines.push(`  ${each.provision}  ${each.title[language]}  (${each.violated.join(', ')})`)
    for (const tier of each.tiers) lines.push(`    ${tier.stage}: ${tier.words[language]}`)
  }
  if (view.predecessor.length > 0) lines.push('', `${zh ? '前一版本' : 'In the edition before'}: ${view.predecessor.join(', ')}`)
  if (view.successor.length > 0)
    lines.push(...(view.predecessor.length > 0 ? [] : ['']), `${zh ? '后一版本' : 'In the next edition'}: ${view.successor.join(', ')}`)
  return lines.join('\n')
}

const CHANGES = {
  same: { zh: '相同', en: 'same' },
  renumbered: { zh: '改号', en: 'renumbered' },
  reworded: { zh: '文字', en: 'reworded' },
  substantive: { zh: '实质', en: 'substantive' },
  new: { zh: '新增', en: 'new' },
  removed: { zh: '删去', en: 'removed' },
  moved: { zh: '移位', en: 'moved' },
  merged: { zh: '合并', en: 'merged' },
  split: { zh: '拆分', en: 'split' },
} satisfies Record<Change, Text>

/** Two editions side by side, one paragraph or item a line. */
export function concordanceText(rows: readonly ConcordanceRow[], language: Language): string {
  const side = (places: ConcordanceRow['from']): string => (places === null ? '–' : [places].flat().join(', '))
  const width = (of: (row: ConcordanceRow) => string): number => Math.max(...rows.map((row) => of(row).length))
  const [from, to] = [width((row) => side(row.from)), width((row) => side(row.to))]
  const longest = language === 'zh' ? 2 : width(({ change }) => CHANGES[change].en)
  return rows
    .map((row) =>
      `${side(row.from).padEnd(from)}  →  ${side(row.to).padEnd(to)}  ${CHANGES[row.change][language].padEnd(longest)}  ${row.note?.[language] ?? ''}`.trimEnd(),
    )
    .join('\n')
}
