import { filledSections, type DocumentKind } from '../document.ts'
import { Command } from './command.ts'
import type { Preparedness } from './plan.ts'

const [Adopt, , HoldDrill] = Command.options

/** The plan in force as it was adopted, and the latest drill on it. */
export const planDocument: DocumentKind<Preparedness> = {
  id: 'plan',
  title: { zh: '网络安全事件应急预案', en: 'Network security contingency plan' },
  source: { norm: 'incident.adopt-plan' },
  draw: ({ plans, drills }, { party }) => {
    const [plan, drill] = [plans.at(-1), drills.at(-1)]
    if (plan === undefined) return undefined
    return {
      title: planDocument.title,
      recipient: { zh: '全体人员', en: 'All staff' },
      from: party.name,
      dated: plan.adopted,
      source: planDocument.source,
      sections: filledSections([
        { heading: { zh: '预案', en: 'The plan' }, schema: Adopt, values: { ...plan.content, on: plan.adopted } },
        ...(drill === undefined
          ? []
          : [{ heading: { zh: '最近一次演练', en: 'Latest drill' }, schema: HoldDrill, values: { ...drill.content, on: drill.held } }]),
      ]),
    }
  },
}
