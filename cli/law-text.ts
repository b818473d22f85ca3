import type { Language } from '#law/text.ts'
import type { EditionRow, NormRow, ProvisionView } from './law.ts'

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
  return lines.join('\n')
}
