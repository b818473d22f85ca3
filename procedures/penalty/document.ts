import { z } from 'zod'
import type { Text } from '#law/text.ts'
import { filledSections, type Document, type DocumentField, type DocumentKind, type DocumentSection, type DocumentValue } from '../document.ts'
import { operator, operatorName, subjectRoles, violated } from '../inspection/field.ts'
import type { Source } from '../source.ts'
import { Held } from './event.ts'
import * as of from './field.ts'
import { REMEDIES } from './remedy.ts'
import type { Case } from './state.ts'

const law = (article: string): Source => ({ instrument: 'penalty-law-2021', article })
const Party = z.strictObject({ operatorName, operator, address: of.address, subjectRoles })
const Facts = z.strictObject({
  summary: of.summary,
  conductFrom: of.conductFrom,
  conductTo: of.conductTo,
  violated,
})
const Judged = z.strictObject(of.caseFacts)
const Imposed = z.strictObject({
  measures: of.measures,
  entityFine: of.entityFine,
  personFine: of.personFine,
  detentionDays: of.detentionDays,
  mitigation: of.mitigation.nullable(),
  discretion: of.discretion,
})
const Rights = z.strictObject({ respondUntil: of.respondUntil, hearingUntil: of.hearingUntil.nullable() })
const Call = z.strictObject({ at: of.hearingAt, place: of.hearingPlace, open: of.openHearing, closedBecause: of.closedBecause.nullable() })

function line(label: Text, value: DocumentValue, source: Source | null, more: Partial<Pick<DocumentField, 'required' | 'personal'>> = {}): DocumentField {
  return { label, value, source, required: true, personal: false, ...more }
}

/** Facts, evidence, grounds and content: what a notice and a decision share. */
function body({ filed, evidence, proposal }: Case, held: Held): readonly DocumentSection[] {
  if (filed === null || proposal === null) return []
  const persons = proposal.persons?.map(({ name, post }) => `${name} ${post}`) ?? null
  const responsible: DocumentSection = {
    heading: { zh: '责任人员', en: 'Persons responsible' },
    fields: [line({ zh: '姓名和职务', en: 'Name and post' }, persons, law('59'), { personal: true })],
  }
  return [
    ...filledSections([
      { heading: { zh: '当事人', en: 'The party' }, schema: Party, values: filed },
      { heading: { zh: '违法事实', en: 'The facts' }, schema: Facts, values: filed },
    ]),
    {
      heading: { zh: '证据', en: 'Evidence' },
      fields: [
        line(
          { zh: '证据及其证明的事实', en: 'The evidence and what it proves' },
          evidence.map(({ proof }) => proof),
          law('59'),
        ),
      ],
    },
    ...filledSections([
      { heading: { zh: '认定', en: 'As judged' }, schema: Judged, values: proposal },
      { heading: { zh: '处罚依据和幅度', en: 'Basis and range' }, schema: Held, values: held },
      { heading: { zh: '处罚', en: 'The penalty' }, schema: Imposed, values: proposal },
    ]),
    ...(proposal.personCount > 0 ? [responsible] : []),
  ]
}

/** Administrative Penalty Law, art. 44. */
const notice: DocumentKind<Case> = {
  id: 'penalty-notice',
  title: { zh: '行政处罚告知书', en: 'Notice of the penalty proposed' },
  source: law('44'),
  draw: (state, { party }): Document | undefined => {
    const { filed, proposal, noticed } = state
    if (filed === null || proposal === null) return undefined
    return {
      title: notice.title,
      recipient: { zh: filed.operatorName, en: filed.operatorName },
      from: party.name,
      dated: noticed?.on ?? proposal.on,
      source: notice.source,
      sections: [
        ...body(state, proposal.held),
        ...filledSections([{ heading: { zh: '你的权利', en: 'Your rights' }, schema: Rights, values: { ...noticed } }]),
      ],
    }
  },
}

const hearing: DocumentKind<Case> = {
  id: 'hearing-notice',
  title: { zh: '听证通知书', en: 'Call to the hearing' },
  source: law('64'),
  draw: ({ filed, hearingCalled }, { party }): Document | undefined => {
    if (filed === null || hearingCalled === null) return undefined
    const [section] = filledSections([{ heading: { zh: '听证', en: 'Hearing' }, schema: Call, values: hearingCalled }])
    const chair = line({ zh: '听证主持人', en: 'Who chairs' }, hearingCalled.chair, law('64'), { personal: true })
    return {
      title: hearing.title,
      recipient: { zh: filed.operatorName, en: filed.operatorName },
      from: party.name,
      dated: hearingCalled.on,
      source: hearing.source,
      sections: section === undefined ? [] : [{ ...section, fields: [...section.fields, chair] }],
    }
  },
}

/** The six items of art. 59. The fine is due within its time from receipt, so the last day stands there only once it is served. */
const decision: DocumentKind<Case> = {
  id: 'penalty-decision',
  title: { zh: '行政处罚决定书', en: 'Penalty decision' },
  source: law('59'),
  draw: (state, { party }): Document | undefined => {
    const { filed, proposal, decided, served } = state
    if (filed === null || proposal === null || decided === null) return undefined
    const fined = proposal.entityFine + proposal.personFine > 0
    const until = served?.payUntil ?? null
    const performance: DocumentSection = {
      heading: { zh: '履行和救济', en: 'Performance and remedies' },
      fields: [
        line({ zh: '决定书文号', en: 'Number' }, decided.number, { instrument: 'enforcement-procedure-2023', article: '44' }),
        line({ zh: '缴款方式', en: 'How to pay' }, decided.howToPay, law('59'), { required: fined }),
        line({ zh: '缴款截止', en: 'To be paid by' }, until === null ? null : { moment: until }, law('67'), { required: fined && served !== null }),
        line({ zh: '救济途径和期限', en: 'Remedies and their time' }, REMEDIES, law('59')),
        line({ zh: '作出决定的机关', en: 'Organ that decides' }, party.name, law('59')),
        line({ zh: '决定日期', en: 'Date' }, { moment: decided.on }, law('59')),
      ],
    }
    return {
      title: decision.title,
      recipient: { zh: filed.operatorName, en: filed.operatorName },
      from: party.name,
      dated: decided.on,
      source: decision.source,
      sections: [...body(state, decided.held), performance],
    }
  },
}

/** What anybody may read: the violation and the penalty, and no person. */
const credit: DocumentKind<Case> = {
  id: 'credit-entry',
  title: { zh: '信用档案公示', en: 'Entry in the credit file' },
  source: { norm: 'credit.record' },
  draw: ({ filed, decided, credit: entry }, { party }): Document | undefined => {
    if (filed === null || decided === null || entry === null) return undefined
    return {
      title: credit.title,
      recipient: { zh: '社会公众', en: 'The public' },
      from: party.name,
      dated: entry.on,
      source: credit.source,
      sections: [
        {
          heading: { zh: '公示', en: 'Entry' },
          fields: [
            line({ zh: '单位', en: 'Party' }, filed.operatorName, credit.source),
            line({ zh: '决定书文号', en: 'Number of the decision' }, decided.number, credit.source),
            line({ zh: '处罚依据', en: 'Provision' }, decided.held.provision, credit.source),
            line({ zh: '内容', en: 'Contents' }, entry.text, credit.source),
            line({ zh: '公示平台', en: 'Where' }, entry.register, credit.source),
            line({ zh: '公示至', en: 'Shown until' }, entry.shownUntil, credit.source, { required: false }),
          ],
        },
      ],
    }
  },
}

export const documents = [notice, hearing, decision, credit]
