import { z } from 'zod'
import type { Text } from '#law/text.ts'
import { filledSections, type Document, type DocumentField, type DocumentKind, type DocumentSection } from '../document.ts'
import type { Moment } from '../moment.ts'
import { FRESHNESS_WORDS, SAFEGUARDS, STANDING_WORDS } from './control.ts'
import {
  approvalItems,
  Business,
  certificateNumber,
  endItems,
  extensionReason,
  filingItems,
  filingPersons,
  findingItems,
  grade,
  how,
  measures,
  planItems,
  proposalItems,
  reviewItems,
  Service,
} from './field.ts'
import { PAPERS_FROM } from './paper.ts'
import { controlsOf, standingOf, type Grading, type Proposal } from './state.ts'

const { business: _business, service: _service, ...plainItems } = proposalItems
const Object_ = z.strictObject(plainItems)
const { survey: _survey, ...formItems } = filingItems
const Form = z.strictObject({ ...formItems, ...filingPersons })
const Kind = filingItems.survey.element
const Review = z.strictObject(reviewItems)
const Approval = z.strictObject(approvalItems)
const PlanItems = z.strictObject(planItems)
const EndItems = z.strictObject(endItems)
const Mending = z.strictObject({ ...findingItems, measures, how })
const Extension = z.strictObject({ number: certificateNumber, reason: extensionReason })

const GUIDE = { instrument: 'mlps-2007', article: '10' }
const POLICE: Text = { zh: '公安机关', en: 'The police' }

function level(zh: string, en: string, value: number): DocumentField {
  return { label: { zh, en }, value, source: GUIDE, required: true, personal: false }
}

const dated = (zh: string, en: string, moment: Moment, source: DocumentField['source'] = null): DocumentField => ({
  label: { zh, en },
  value: { moment },
  source,
  required: true,
  personal: false,
})

/** How the level was reached: both sides with their harm, and the higher of the two. */
function gradingSections({ content, review, approval }: Proposal): readonly DocumentSection[] {
  const heading = (zh: string, en: string): Text => ({ zh, en })
  const [object, business, service] = filledSections([
    { heading: heading('定级对象', 'The system'), schema: Object_, values: content },
    { heading: heading('业务信息安全', 'Business information'), schema: Business, values: content.business },
    { heading: heading('系统服务安全', 'The service'), schema: Service, values: content.service },
  ])
  const withLevel = (section: DocumentSection | undefined, field: DocumentField): readonly DocumentSection[] =>
    section === undefined ? [] : [{ ...section, fields: [...section.fields, field] }]
  return [
    ...(object === undefined ? [] : [object]),
    ...withLevel(business, level('业务信息安全保护等级', 'Level of business information', content.businessGrade)),
    ...withLevel(service, level('系统服务安全保护等级', 'Level of the service', content.serviceGrade)),
    { heading: heading('等级', 'Level'), fields: [level('安全保护等级', 'Level of protection', content.grade)] },
    ...(review === null ? [] : filledSections([{ heading: heading('专家评审', 'Expert review'), schema: Review, values: review }])),
    ...(approval === null ? [] : filledSections([{ heading: heading('主管部门审批', 'Approval'), schema: Approval, values: approval }])),
  ]
}

const report: DocumentKind<Grading> = {
  id: 'grading-report',
  title: { zh: '网络安全等级保护定级报告', en: 'Grading report' },
  source: { norm: 'protection.comply' },
  draw: ({ proposal, level: fixed }, { party }) => {
    const present = proposal ?? fixed
    if (present === null) return undefined
    return { title: report.title, recipient: POLICE, from: party.name, dated: present.content.on, source: report.source, sections: gradingSections(present) }
  },
}

/** The form that was handed in last; its papers are asked for from level 3 on. */
const form: DocumentKind<Grading> = {
  id: 'filing-form',
  title: { zh: '网络安全等级保护备案表', en: 'Filing form of graded protection' },
  source: { instrument: 'mlps-2007', article: '15' },
  draw: ({ filing, level: fixed }, { party }): Document | undefined => {
    if (filing === null || fixed === null) return undefined
    const { content } = filing
    const [first] = filledSections([{ heading: { zh: '单位、系统和材料', en: 'The unit, the system and the papers' }, schema: Form, values: content }])
    const papers = fieldNames.indexOf('papers')
    const fields = first?.fields.map((each, place) => (place === papers ? { ...each, required: content.grade >= PAPERS_FROM } : each)) ?? []
    const kinds = content.survey.map((values, place) => ({
      heading: { zh: `数据摸底调查表（${place + 1}）`, en: `Survey of data (${place + 1})` },
      schema: Kind,
      values,
    }))
    return {
      title: form.title,
      recipient: POLICE,
      from: party.name,
      dated: content.on,
      source: form.source,
      sections: [
        { heading: { zh: '单位、系统和材料', en: 'The unit, the system and the papers' }, fields },
        ...gradingSections(fixed),
        { heading: { zh: '定级时间', en: 'When it was fixed' }, fields: [dated('定级时间', 'Level fixed on', fixed.on, { norm: 'grading.file-level' })] },
        ...filledSections(kinds),
      ],
    }
  },
}
const fieldNames = Object.keys(Form.shape)

const rectification: DocumentKind<Grading> = {
  id: 'rectification-report',
  title: { zh: '等级保护整改报告', en: 'Report on the mending of findings' },
  source: { norm: 'grading.self-check-level-three' },
  draw: ({ findings, level: fixed }, { party, at }) => {
    if (findings.length === 0) return undefined
    const sections = findings.map(({ id, raised, rectified, verified }) => ({
      heading: { zh: `问题 ${id}`, en: `Finding ${id}` },
      schema: Mending,
      values: { ...raised, measures: rectified?.measures, how: verified?.how },
    }))
    const last = fixed?.on ?? findings[0]?.raised.on ?? at
    const when = findings.flatMap(({ raised, rectified, verified }) => [raised.on, rectified?.on ?? last, verified?.on ?? last])
    const latest = when.reduce((one, other) => (one > other ? one : other), last)
    return { title: rectification.title, recipient: POLICE, from: party.name, dated: latest, source: rectification.source, sections: filledSections(sections) }
  },
}

const plan: DocumentKind<Grading> = {
  id: 'protection-plan',
  title: { zh: '网络安全保护工作方案', en: 'Network protection plan' },
  source: { instrument: 'mlps-letter-2025', article: 'annex, question 23' },
  draw: ({ plan: filed, level: fixed, assessments }, { party }) => {
    const last = assessments.at(-1)
    if (fixed === null || fixed.grade < PAPERS_FROM || last === undefined) return undefined
    return {
      title: plan.title,
      recipient: POLICE,
      from: party.name,
      dated: filed?.on ?? last.on,
      source: plan.source,
      sections: filledSections([{ heading: { zh: '方案', en: 'The plan' }, schema: PlanItems, values: { ...filed } }]),
    }
  },
}

const extension: DocumentKind<Grading> = {
  id: 'extension-request',
  title: { zh: '备案证明延期申请', en: 'Request to extend the filing certificate' },
  source: { norm: 'grading.extend-certificate' },
  draw: ({ certificate, extension: asked }, { party }) => {
    if (certificate === null) return undefined
    const sections = filledSections([
      { heading: { zh: '申请', en: 'The request' }, schema: Extension, values: { number: certificate.number, reason: asked?.reason } },
    ])
    return {
      title: extension.title,
      recipient: POLICE,
      from: party.name,
      dated: asked?.on ?? certificate.on,
      source: extension.source,
      sections: sections.map((section) => ({ ...section, fields: [...section.fields, dated('有效期至', 'Valid until', certificate.until, extension.source)] })),
    }
  },
}

/** What each control asks, whether it is proved, by what, and how long that is good. */
const statement: DocumentKind<Grading> = {
  id: 'control-statement',
  title: { zh: '系统控制措施履行说明', en: 'Statement of controls' },
  source: { norm: 'protection.comply' },
  draw: (state, { party, at }) => {
    if (controlsOf(state).every((each) => standingOf(each) === 'unproved')) return undefined
    const plain = (zh: string, en: string, value: DocumentField['value'], required: boolean, norm: string): DocumentField => ({
      label: { zh, en },
      value,
      source: { norm },
      required,
      personal: false,
    })
    const sections = controlsOf(state).map((each): DocumentSection => {
      const { zh, en, norm, fresh } = SAFEGUARDS[each.control]
      const { proof } = each
      return {
        heading: { zh, en },
        fields: [
          plain('状态', 'State', STANDING_WORDS[standingOf(each)], true, norm),
          plain('最近证明', 'Last proved', proof === null ? null : { moment: proof.on }, true, norm),
          plain('证明内容', 'What was proved', proof?.statement ?? null, true, norm),
          plain('证明材料', 'Evidence', proof?.evidence ?? [], true, norm),
          plain('有效性', 'How long it is good', FRESHNESS_WORDS[fresh], true, norm),
        ],
      }
    })
    return { title: statement.title, recipient: POLICE, from: party.name, dated: at, source: statement.source, sections }
  },
}

const ending: DocumentKind<Grading> = {
  id: 'ending-report',
  title: { zh: '等级保护终止报告', en: 'Report on the end of graded protection' },
  source: { norm: 'protection.comply' },
  draw: ({ ended, level: fixed }, { party }) =>
    ended === null
      ? undefined
      : {
          title: ending.title,
          recipient: POLICE,
          from: party.name,
          dated: ended.on,
          source: ending.source,
          sections: filledSections([
            { heading: { zh: '终止情况', en: 'The end' }, schema: EndItems, values: ended },
            ...(fixed === null ? [] : [{ heading: { zh: '等级', en: 'Level' }, schema: z.strictObject({ grade }), values: { grade: fixed.grade } }]),
          ]),
        },
}

export const documents: readonly DocumentKind<Grading>[] = [report, form, rectification, plan, extension, statement, ending]
