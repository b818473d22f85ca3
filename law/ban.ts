import { upwards } from './citation.ts'
import { printDay, type Day } from './instant.ts'
import { barredUntil, type Finding } from './judgment.ts'
import type { Liability, LiabilityFile } from './liability.ts'
import type { Question } from './question.ts'

export interface Ban {
  readonly period: string
  readonly scope: readonly string[]
  readonly provision: string
}

interface Writer {
  say(provision: string, zh: string, en: string, because: string): void
  ask(fact: string, effect: string): void
}

/** Whether somebody is barred from posts: by a punishment that he has had, or by the one that this breach brings. */
export function banOf({ bans }: LiabilityFile, question: Question, main: Liability | undefined, finding: Finding, lastDay: Day, writer: Writer, flags: string[]): Ban | null {
  if (bans === undefined) return null
  const violated = question.violated ?? undefined
  const [sanctioning = ''] = bans.provision.split('.')
  const about = violated === undefined || upwards(violated).some((place) => bans.violated.startsWith(place)) || violated.startsWith(bans.violated) || upwards(violated).includes(sanctioning)
  const give = (period: string, zh: string, en: string, because: string): Ban => {
    writer.say(bans.provision, zh, en, because)
    return { period, scope: bans.scope, provision: bans.provision }
  }
  const prior = question.priorPunishment ?? undefined
  if (about && prior !== undefined) {
    const rule = bans.after.find((entry) => entry.punishment === prior)
    if (rule === undefined) {
      writer.say(bans.provision, '只有治安管理处罚和刑事处罚引起从业限制，主管部门的罚款不引起', 'Only a public security or a criminal punishment bars from posts; a fine by a competent department does not', `priorPunishment = ${prior}`)
    } else if (rule.period === 'life') {
      if (prior === 'criminal') return give('life', '受刑事处罚的，终身不得从事相关岗位', 'A criminal punishment bars from these posts for life', `priorPunishment = ${prior}`)
      return give('life', '受治安管理处罚的，终身不得从事相关岗位', 'A public security punishment bars from these posts for life', `priorPunishment = ${prior}`)
    } else {
      const date = question.priorPunishmentDate
      if (date === null || date === undefined) writer.ask('priorPunishmentDate', `→ ${bans.provision} ${rule.period}`)
      const until = date === null || date === undefined ? undefined : barredUntil(date, 5)
      if (until === undefined || lastDay <= until)
        return give(rule.period, '受治安管理处罚的，五年内不得从事相关岗位', 'A public security punishment bars from these posts for five years', until === undefined ? 'date not stated' : `until ${printDay(until)}`)
      flags.push('ban-expired')
      writer.say(bans.provision, '五年期限已过', 'The five years have passed', `until ${printDay(until)}`)
    }
  }
  if (main?.ban === true) {
    const life = bans.after.some((entry) => entry.punishment === 'public-security-administration' && entry.period === 'life')
    if (life) return give('life', '一经治安管理处罚，受罚人终身不得从事相关岗位', 'Once punished, the persons are barred from these posts for life', main.provision)
    return give('P5Y', '一经治安管理处罚，受罚人五年内不得从事相关岗位', 'Once punished, the persons are barred from these posts for five years', main.provision)
  }
  const crime = question.constitutesCrime === true && finding.also !== 0 && about && violated !== undefined
  return crime ? give('life', '一经刑事处罚，受罚人终身不得从事相关岗位', 'Once punished as criminals, the persons are barred from these posts for life', 'constitutesCrime = true') : null
}
