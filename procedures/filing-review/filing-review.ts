import { OFFICERS, type Access } from '../access.ts'
import type { Context } from '../context.ts'
import { accept, type Decision } from '../decision.ts'
import { ACCEPTANCE, CERTIFICATE, RETURN } from '../grading/letter.ts'
import { procedure } from '../procedure.ts'
import type { Step } from '../step.ts'
import type { View } from '../view.ts'
import { Command, Event } from './content.ts'
import { receptions, send } from './letter.ts'
import { refusals, refuse } from './refusal.ts'
import { evolve, initial, type Review } from './state.ts'

function decide(command: Command, state: Review, context: Context): Decision<Event> {
  const { operator, filing, accepted, returned, certificate, extension, letters } = state
  const on = 'on' in command ? command.on : (command.receivedAt ?? context.at)
  if (on > context.at) return refuse('filing-review.later-than-now', { on })
  if ('operator' in command && operator !== null && command.operator !== operator) return refuse('filing-review.other-operator', { operator })
  if ('letter' in command && command.letter !== undefined && letters.includes(command.letter)) return accept()
  switch (command.type) {
    case 'take-filing': {
      const { type: _, receivedAt: _receivedAt, grade: gradedLevel, letter, ...detail } = command
      return accept({ kind: 'filing.received', occurred: on, facts: { gradedLevel }, detail: { ...detail, letter: letter ?? null } })
    }
    case 'take-extension': {
      const { type: _, receivedAt: _receivedAt, letter, ...detail } = command
      return accept({ kind: 'filing.extension-received', occurred: on, facts: {}, detail: { ...detail, letter: letter ?? null } })
    }
    case 'take-plan': {
      const { type: _, receivedAt: _receivedAt, letter, ...detail } = command
      return accept({ kind: 'filing.plan-received', occurred: on, facts: {}, detail: { ...detail, letter: letter ?? null } })
    }
    case 'take-ending': {
      const { type: _, receivedAt: _receivedAt, letter, ...detail } = command
      return accept({ kind: 'filing.ending-received', occurred: on, facts: {}, detail: { ...detail, letter: letter ?? null } })
    }
    case 'accept':
      if (filing === null) return refuse('filing-review.nothing-filed')
      if (returned !== null) return refuse('filing-review.returned', { on: returned.on })
      return accepted === null ? accept({ kind: 'filing.accepted', occurred: on, facts: {}, detail: { reference: command.reference } }) : accept()
    case 'return':
      if (filing === null) return refuse('filing-review.nothing-filed')
      if (certificate !== null && certificate.on >= filing.on) return refuse('filing-review.accepted-already', { on: certificate.on })
      if (returned !== null) return accept()
      return accept({ kind: 'filing.returned', occurred: on, facts: {}, detail: { about: command.about, reason: command.reason } })
    case 'certify': {
      const { number, until } = command
      if (filing === null && extension === null) return refuse('filing-review.nothing-filed')
      if (returned !== null && extension === null) return refuse('filing-review.returned', { on: returned.on })
      if (until <= on) return refuse('filing-review.ends-first', { until, on })
      if (certificate?.number === number && certificate.until === until) return accept()
      return accept({ kind: 'filing.certified', occurred: on, facts: {}, detail: { number, until } })
    }
  }
}

const STAGES = {
  received: { zh: '待审核', en: 'Under review' },
  accepted: { zh: '已受理', en: 'Accepted' },
  returned: { zh: '已退回', en: 'Returned' },
  certified: { zh: '已发证', en: 'Certified' },
  extension: { zh: '待延期', en: 'Asked to extend' },
  ended: { zh: '已终止', en: 'Ended' },
}

function stageOf({ ended, extension, certificate, filing, returned, accepted }: Review): keyof typeof STAGES {
  if (ended !== null) return 'ended'
  if (extension !== null) return 'extension'
  if (returned !== null) return 'returned'
  if (certificate !== null && (filing === null || certificate.on >= filing.on)) return 'certified'
  return accepted === null ? 'received' : 'accepted'
}

const filingReviews: View<Review> = {
  id: 'filing-reviews',
  title: { zh: '备案审核', en: 'Filings under review' },
  empty: { zh: '没有收到备案材料。公文自动登记，纸质材料可代为登记。', en: 'No filing has come. Letters come in by themselves; enter what comes on paper.' },
  columns: [
    { key: 'operator', kind: 'text', zh: '备案单位', en: 'Party', filter: true, party: true },
    { key: 'unitName', kind: 'text', zh: '单位名称', en: 'Unit' },
    { key: 'name', kind: 'text', zh: '系统', en: 'System' },
    { key: 'grade', kind: 'number', zh: '等级', en: 'Level', filter: true },
    { key: 'received', kind: 'moment', zh: '收到', en: 'Received' },
    { key: 'reference', kind: 'text', zh: '受理编号', en: 'Reference' },
    { key: 'certificate', kind: 'text', zh: '备案证明', en: 'Certificate' },
    { key: 'until', kind: 'moment', zh: '有效期至', en: 'Valid until' },
    { key: 'stage', kind: 'choice', options: STAGES, zh: '进展', en: 'Stage', filter: true },
  ],
  rows: (state, subject) => {
    const { operator, unitName, name, grade, filing, accepted, certificate } = state
    if (operator === null) return []
    const cells = {
      operator,
      unitName,
      name,
      grade,
      received: filing?.on ?? null,
      reference: accepted?.reference ?? null,
      certificate: certificate?.number ?? null,
      until: certificate?.until ?? null,
      stage: stageOf(state),
    }
    return [{ key: subject, cells }]
  },
}

function steps({ filing, accepted, returned, certificate, extension, ended }: Review): readonly Step[] {
  const norms = ['filing.certify']
  const certified = certificate !== null && extension === null && (filing === null || certificate.on >= filing.on)
  const open = ended === null && returned === null
  return [
    {
      id: 'received',
      title: { zh: '收到', en: 'Received' },
      state: filing === null ? 'now' : 'done',
      at: filing?.on ?? null,
      norms: [],
      command: 'take-filing',
    },
    {
      id: 'accepted',
      title: returned === null ? { zh: '受理', en: 'Accepted' } : { zh: '退回', en: 'Returned' },
      state: (returned ?? accepted) !== null ? 'done' : filing === null ? 'ahead' : 'now',
      at: (returned ?? accepted)?.on ?? null,
      norms,
      command: 'accept',
    },
    {
      id: 'certified',
      title: { zh: '发证', en: 'Certified' },
      state: certified ? 'done' : !open ? 'not-needed' : accepted !== null || extension !== null ? 'now' : 'ahead',
      at: certified ? certificate.on : null,
      norms,
      command: 'certify',
    },
  ]
}

/** What the police do with the filing of a system: take it in, accept or return it with reasons, certify it. The operator is told by letter. */
export const filingReview = procedure({
  id: 'filing-review',
  title: { zh: '备案审核', en: 'Review of filings' },
  about: {
    zh: '接收等级保护备案、延期、方案和终止报告，审核后受理、退回或者颁发备案证明，函复备案单位。',
    en: 'Take in filings, requests to extend, plans and endings; accept, return with reasons, certify, each told to the operator by letter.',
  },
  of: 'matter',
  parties: ['department'],
  command: Command,
  event: Event,
  lifts: {},
  initial,
  evolve,
  decide,
  access: {
    'take-filing': [...OFFICERS, 'post'],
    'take-extension': [...OFFICERS, 'post'],
    'take-plan': [...OFFICERS, 'post'],
    'take-ending': [...OFFICERS, 'post'],
    accept: OFFICERS,
    return: OFFICERS,
    certify: ['department-head'],
    correct: OFFICERS,
    withdraw: ['department-head'],
  } satisfies Access<Command['type'] | 'correct' | 'withdraw'>,
  refusals,
  views: [filingReviews],
  steps,
  documents: [],
  letters: [ACCEPTANCE, RETURN, CERTIFICATE],
  send,
  receives: receptions,
  serves: [],
  settles: [
    { norm: 'filing.certify', command: 'certify' },
    { norm: 'filing.certify', command: 'return' },
  ],
})
