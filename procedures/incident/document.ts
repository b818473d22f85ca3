import type { Text } from '#law/text.ts'
import { filledSections, type DocumentKind } from '../document.ts'
import { REMIT_WORDS } from '../party.ts'
import { FIRST_ITEMS, LATER_ITEMS, noticeItems, ReportItems, summaryItems } from './field.ts'
import type { Incident } from './state.ts'
import { LEVEL_WORDS } from './threshold.ts'
import { z } from 'zod'

const NoticeItems = z.strictObject(noticeItems)
const SummaryItems = z.strictObject(summaryItems)

function told(state: Incident): Text {
  const names = [...new Set(state.reports.map(({ to }) => to))].map((to) => REMIT_WORDS[to])
  return names.length === 0 ? { zh: '（待定）', en: '(not yet known)' } : { zh: names.map(({ zh }) => zh).join('、'), en: names.map(({ en }) => en).join(', ') }
}

/** Article 7: eight items, of which the first two go at once. */
const report: DocumentKind<Incident> = {
  id: 'incident-report',
  title: { zh: '网络安全事件报告', en: 'Report of a network security incident' },
  source: { instrument: 'incident-reporting-2025', article: '7' },
  draw: (state, { party }) => {
    const { discovered, classified, items, reports } = state
    if (discovered === null || classified === null) return undefined
    const [section] = filledSections([{ heading: { zh: '报告内容', en: 'Contents' }, schema: ReportItems, values: items }])
    const due = new Set<string>([...FIRST_ITEMS, ...LATER_ITEMS])
    const forms = Object.keys(ReportItems.shape)
    return {
      title: report.title,
      recipient: told(state),
      from: party.name,
      dated: reports.at(-1)?.on ?? classified.on,
      source: report.source,
      sections: [
        {
          heading: { zh: '事件', en: 'Incident' },
          fields: [
            { label: { zh: '事件名称', en: 'What happened' }, value: discovered.title, source: null, required: true, personal: false },
            {
              label: { zh: '发现时间', en: 'Known at' },
              value: { moment: discovered.knownAt },
              source: { norm: 'incident.report' },
              required: true,
              personal: false,
            },
            { label: { zh: '级别', en: 'Level' }, value: LEVEL_WORDS[classified.level], source: report.source, required: true, personal: false },
          ],
        },
        ...(section === undefined ? [] : [{ ...section, fields: section.fields.map((each, place) => ({ ...each, required: due.has(forms[place] ?? '') })) }]),
      ],
    }
  },
}

/** What a person is told of a leak: Personal Information Protection Law, article 57. */
const notice: DocumentKind<Incident> = {
  id: 'leak-notice',
  title: { zh: '个人信息泄露告知书', en: 'Notice of a leak of personal information' },
  source: { instrument: 'pipl-2021', article: '57' },
  draw: ({ leak, personsInformed }, { party }) => {
    if (leak === null) return undefined
    return {
      title: notice.title,
      recipient: { zh: '受影响的个人', en: 'The persons affected' },
      from: party.name,
      dated: personsInformed?.on ?? leak.knownAt,
      source: notice.source,
      sections: filledSections([{ heading: { zh: '告知内容', en: 'What we have to tell you' }, schema: NoticeItems, values: { ...personsInformed } }]),
    }
  },
}

const summary: DocumentKind<Incident> = {
  id: 'incident-summary',
  title: { zh: '网络安全事件总结报告', en: 'Final summary of a network security incident' },
  source: { instrument: 'incident-reporting-2025', article: '8' },
  draw: (state, { party }) => {
    const { ended, summary: filed } = state
    if (ended === null) return undefined
    return {
      title: summary.title,
      recipient: told(state),
      from: party.name,
      dated: filed?.on ?? ended,
      source: summary.source,
      sections: filledSections([{ heading: { zh: '总结', en: 'Summary' }, schema: SummaryItems, values: { ...filed } }]),
    }
  },
}

export const documents: readonly DocumentKind<Incident>[] = [report, notice, summary]
