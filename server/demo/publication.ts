import { did, type Pen, type Step } from './script.ts'
import { MAIL_FLAW, RANSOM_RISK, REFUND_CALLS, RULES, SCOPE } from './text/publication.ts'

/** What everybody may read: the company’s rules of collection, in two versions, and what the authorities have warned of. */
export function publications({ ago, day, say, fill }: Pen): readonly Step[] {
  const rules = (at: ReturnType<Pen['ago']>, version: string, scope: string): Step =>
    did(at, 'shen.zhiyuan', 'publication', 'rules-members', { type: 'publish-rules', version, scope, ...fill(RULES) })
  return [
    rules(ago(357, '10:00'), '3.0', say(SCOPE.first)),
    rules(ago(100, '10:00'), '3.1', say(SCOPE.second)),
    did(ago(204, '09:00'), 'xu.ke', 'publication', 'warning-1', { type: 'warn', until: day(174), colour: 'yellow', ...fill(MAIL_FLAW) }),
    did(ago(22, '15:00'), 'xu.ke', 'publication', 'warning-2', { type: 'warn', until: day(-8), colour: 'orange', ...fill(RANSOM_RISK) }),
    did(ago(6, '11:00'), 'tian.ye', 'publication', 'notice-1', { type: 'notify-public', ...fill(REFUND_CALLS) }),
  ]
}
