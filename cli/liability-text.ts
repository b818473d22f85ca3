import type { LiabilityAnswer } from '#law/answer.ts'
import type { Language } from '#law/text.ts'

const money = (yuan: number): string => `¥${yuan.toLocaleString('en-US')}`

function range(min: number | null, max: number | null, basis: string | undefined, language: Language): string {
  if (min === null || max === null)
    return language === 'zh'
      ? `尚不能确定（取决于${basis === 'procurement-amount' ? '采购金额' : '违法所得'}）`
      : `open (depends on the ${basis === 'procurement-amount' ? 'purchase amount' : 'illegal gains'})`
  return min === 0 ? (language === 'zh' ? `${money(max)} 以下` : `up to ${money(max)}`) : `${money(min)} – ${money(max)}`
}

/** One answer for a reader: the provision and tier, the ranges with shall or may, the measures, the reasons and what is still open. */
export function liabilityText(found: LiabilityAnswer, language: Language): string {
  const zh = language === 'zh'
  const must = (word: 'shall' | 'may'): string => (zh ? (word === 'shall' ? '应当' : '可以') : word)
  const head = found.id === null ? '' : `${found.id}: `
  const verdict = !found.applies
    ? zh
      ? '本法不适用'
      : 'the law does not apply'
    : found.liable
      ? `${found.provision ?? ''} ${found.stage ?? ''}`
      : zh
        ? '无责任'
        : 'not liable'
  const lines = [`${head}${verdict}  [${found.edition ?? '–'}]`]
  if (found.entityFine !== null)
    lines.push(
      `  ${zh ? '罚款' : 'fine'} (${must(found.entityFine.must)}): ${range(found.entityFine.min, found.entityFine.max, found.entityFine.basis, language)}`,
    )
  if (found.personFine !== null)
    lines.push(
      `  ${zh ? '个人罚款' : 'persons'} (${must(found.personFine.must)}): ${range(found.personFine.min, found.personFine.max, undefined, language)}  ${found.personFine.on.join(', ')}`,
    )
  if (found.detentionDays !== null) lines.push(`  ${zh ? '拘留' : 'detention'}: ${found.detentionDays.min}–${found.detentionDays.max} ${zh ? '日' : 'days'}`)
  if (found.measures.length > 0)
    lines.push(`  ${zh ? '措施' : 'measures'}: ${found.measures.map((measure) => `${measure.code} (${must(measure.must)})`).join(', ')}`)
  if (found.ban !== null) lines.push(`  ${zh ? '从业限制' : 'barred'}: ${found.ban.period}  ${found.ban.scope.join(', ')}  (${found.ban.provision})`)
  if (found.proposedLawful !== null)
    lines.push(`  ${zh ? '拟处罚' : 'proposed'}: ${found.proposedLawful ? (zh ? '在幅度内' : 'inside the range') : zh ? '超出幅度' : 'outside the range'}`)
  if (found.flags.length > 0) lines.push(`  ${zh ? '标记' : 'flags'}: ${found.flags.join(', ')}`)
  for (const reason of found.why) lines.push(`  · ${reason.provision}  ${zh ? reason.zh : reason.en}${reason.because === '' ? '' : `  [${reason.because}]`}`)
  for (const other of found.alternatives) lines.push(`  ${zh ? '也可能' : 'or'}: ${other.provision ?? ''} ${other.stage ?? ''}`)
  for (const ask of found.asks) lines.push(`  ? ${ask}`)
  return lines.join('\n')
}
