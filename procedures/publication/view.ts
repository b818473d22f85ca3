import type { View } from '../view.ts'
import { colour } from './field.ts'
import { KIND_WORDS, type Publication } from './state.ts'
import { fieldsOf } from '../field.ts'
import { z } from 'zod'

const COLOURS = Object.fromEntries(fieldsOf(z.strictObject({ colour })).flatMap(({ options }) => options.map(({ value, label }) => [value, label])))

/** What the party has published, one row for each matter: what was taken back shows that it was, and nothing of what it said. */
export const publications: View<Publication> = {
  id: 'publications',
  title: { zh: '公布事项', en: 'Publications' },
  empty: { zh: '没有公布过内容。', en: 'Nothing has been published.' },
  published: KIND_WORDS,
  columns: [
    { key: 'kind', kind: 'choice', options: KIND_WORDS, zh: '类别', en: 'Kind', filter: true },
    { key: 'title', kind: 'text', zh: '标题', en: 'Title' },
    { key: 'on', kind: 'moment', zh: '公布', en: 'Published' },
    { key: 'until', kind: 'day', zh: '公布至', en: 'Shown until' },
    { key: 'withdrawn', kind: 'moment', zh: '撤回', en: 'Taken back' },
    { key: 'because', kind: 'text', zh: '撤回理由', en: 'Why it was taken back' },
    { key: 'version', kind: 'text', zh: '版本', en: 'Version' },
    { key: 'colour', kind: 'choice', options: COLOURS, zh: '预警等级', en: 'Level', filter: true },
    { key: 'area', kind: 'text', zh: '可能影响的范围', en: 'Whom it may reach' },
    { key: 'text', kind: 'text', zh: '内容', en: 'Contents' },
    { key: 'advice', kind: 'text', zh: '避免、减轻危害的措施', en: 'How to avoid or lessen harm' },
    { key: 'purposes', kind: 'text', zh: '收集、使用的目的', en: 'Purposes' },
    { key: 'means', kind: 'text', zh: '收集、使用的方式', en: 'Means' },
    { key: 'scope', kind: 'text', zh: '收集、使用的范围', en: 'Scope' },
    { key: 'contact', kind: 'text', zh: '联系方式', en: 'Contact' },
  ],
  rows: ({ latest, retracted }, subject) => {
    if (latest === null) return []
    const { kind, title, on, until, shown } = latest
    const content = retracted === null ? shown : {}
    return [{ key: subject, cells: { kind, title, on, until, withdrawn: retracted?.on ?? null, because: retracted?.because ?? null, ...content } }]
  },
}
