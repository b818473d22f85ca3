import { upwards } from './citation.ts'
import { day, DAY, printDay, type Day } from './instant.ts'
import type { Finding } from './judgment.ts'
import type { Liability } from './liability.ts'
import type { Question } from './question.ts'
import type { LiabilityEdition, Writer } from './reasons.ts'

/** A bar from posts: how long (`P5Y` or `life`), which posts, and which provision bars. */
export interface Ban {
  readonly period: string
  readonly scope: readonly string[]
  readonly provision: string
}

/** The last day on which a bar of `years` from a punishment still holds; the day of the punishment is not counted (Civil Code art. 201). */
function barredUntil(punished: Day, years: number): Day {
  const date = new Date(punished * DAY)
  const sameDay = Date.UTC(date.getUTCFullYear() + years, date.getUTCMonth(), date.getUTCDate())
  // 29 February has no counterpart in most years; the bar then ends with that February.
  const overflow = new Date(sameDay).getUTCMonth() !== date.getUTCMonth() ? 1 : 0
  return day(sameDay / DAY - overflow)
}

/** Whether a prior punishment was before the law began, or is still to come. An amendment ends no bar: the punishment was under the same law. */
function isEarly(edition: LiabilityEdition, question: Question, lastDay: Day): boolean {
  const date = question.priorPunishmentDate
  if (date === null || date === undefined) return false
  return date > lastDay || date < (edition.began ?? date)
}

/** The bar from posts that a punishment brings, or has brought: by an earlier one that is stated, or by the one now due. */
export function banOf(
  edition: LiabilityEdition,
  question: Question,
  main: Liability | undefined,
  finding: Finding,
  lastDay: Day,
  writer: Writer,
  flags: string[],
): Ban | null {
  const { bans } = edition.program.file
  if (bans === undefined) return null
  const about =
    question.violated === null ||
    question.violated === undefined ||
    upwards(question.violated).some((place) => bans.violated.startsWith(place)) ||
    question.violated.startsWith(bans.violated) ||
    upwards(question.violated).includes(bans.provision.split('.')[0] ?? '')
  const give = (period: string, zh: string, en: string, because: string): Ban | null => {
    writer.say(bans.provision, zh, en, because)
    return { period, scope: bans.scope, provision: bans.provision }
  }
  if (about && question.priorPunishment !== null && question.priorPunishment !== undefined) {
    const rule = bans.after.find((entry) => entry.punishment === question.priorPunishment)
    if (rule === undefined) {
      writer.say(
        bans.provision,
        '只有治安管理处罚和刑事处罚引起从业限制，主管部门的罚款不引起',
        'Only a public security or a criminal punishment bars from posts; a fine by a competent department does not',
        `priorPunishment = ${question.priorPunishment}`,
      )
    } else if (isEarly(edition, question, lastDay)) {
      writer.say(
        bans.provision,
        '处罚不在本法施行后、行为发生前，不引起限制',
        'The punishment does not lie between the beginning of the law and the conduct, so it bars from nothing yet',
        `priorPunishmentDate = ${question.priorPunishmentDate === null || question.priorPunishmentDate === undefined ? '' : printDay(question.priorPunishmentDate)}`,
      )
    } else if (rule.period === 'life')
      return give(
        'life',
        question.priorPunishment === 'criminal' ? '受刑事处罚的，终身不得从事相关岗位' : '受治安管理处罚的，终身不得从事相关岗位',
        question.priorPunishment === 'criminal'
          ? 'A criminal punishment bars from these posts for life'
          : 'A public security punishment bars from these posts for life',
        `priorPunishment = ${question.priorPunishment}`,
      )
    else {
      const date = question.priorPunishmentDate
      if (date === null || date === undefined) writer.ask('priorPunishmentDate', `→ ${bans.provision} ${rule.period}`)
      const until = date === null || date === undefined ? undefined : barredUntil(date, 5)
      if (until === undefined || lastDay <= until)
        return give(
          rule.period,
          '受治安管理处罚的，五年内不得从事相关岗位',
          'A public security punishment bars from these posts for five years',
          until === undefined ? 'date not stated' : `until ${printDay(until)}`,
        )
      flags.push('ban-expired')
      writer.say(bans.provision, '五年期限已过', 'The five years have passed', `until ${printDay(until)}`)
    }
  }
  const byPolice = bans.after.find((entry) => entry.punishment === 'public-security-administration')
  if (main?.ban === true && byPolice?.period === 'life')
    return give('life', '一经治安管理处罚，受罚人终身不得从事相关岗位', 'Once punished, the persons are barred from these posts for life', main.provision)
  if (main?.ban === true)
    return give(
      'P5Y',
      '一经治安管理处罚，受罚人五年内不得从事相关岗位',
      'Once punished, the persons are barred from these posts for five years',
      main.provision,
    )
  const crime = question.constitutesCrime === true && finding.also !== 0 && about && question.violated !== null && question.violated !== undefined
  return crime
    ? give(
        'life',
        '一经刑事处罚，受罚人终身不得从事相关岗位',
        'Once punished as criminals, the persons are barred from these posts for life',
        'constitutesCrime = true',
      )
    : null
}
