import { expect, test } from 'vitest'
import { filing as submission } from '../grading/grading.fixture.ts'
import { Moment } from '../moment.ts'
import type { Party } from '../party.ts'
import { kindsIn, player, type Line } from '../played.fixture.ts'
import type { Setting } from '../sentence.fixture.ts'
import { filingReview } from './filing-review.ts'

const monday = '2026-03-02T10:00:00+08:00'
const friday = '2026-03-06T10:00:00+08:00'
const POLICE: Party = { kind: 'department', id: 'mps-hz', name: { zh: '市公安局', en: 'City police' }, remit: 'police', level: 'city', region: '330100' }
const subject = 'qinglan:grading:pay'
const desk: Setting = { subject, party: POLICE, roles: ['case-officer', 'department-head'] }
const played = player(filingReview, desk)
const drawing = { party: POLICE, subject, at: Moment.parse(friday) }

const { type: _, on: _on, ...form } = submission(monday)
const filing = { type: 'take-filing', operator: 'qinglan', letter: 'qinglan/grading/pay/9/1', name: '支付系统', grade: 3, ...form }
const accept = { type: 'accept', on: friday, reference: '杭公备2026-18' }
const back = { type: 'return', on: friday, about: 'papers', reason: '缺少拓扑图' }
const certify = { type: 'certify', on: friday, number: '33010620260018', until: '2029-03-06T00:00:00+08:00' }

const lettersAfter = (...lines: readonly Line[]) => {
  const { matter } = played(...lines)
  return matter.letters(matter.entries.at(-1)?.ref ?? '', drawing)
}

test('a filing opens the matter; accepted, certified and returned go to the operator in answer to it', () => {
  expect(played([monday, filing, { roles: ['post'] }]).last).toMatchObject([{ kind: 'filing.received', subject, facts: { gradedLevel: 3 } }])
  const to = { to: { party: 'qinglan' }, inReplyTo: filing.letter }
  expect(lettersAfter([monday, filing], [friday, accept])).toMatchObject([
    { ...to, kind: 'grading.acceptance', body: { accepted: friday, reference: accept.reference } },
  ])
  expect(lettersAfter([monday, filing], [friday, certify])).toMatchObject([
    { ...to, kind: 'grading.certificate', body: { number: certify.number, issued: friday } },
  ])
  expect(lettersAfter([monday, filing], [friday, back])).toMatchObject([{ ...to, kind: 'grading.return', body: { about: 'papers', reason: back.reason } }])
})

test('what was returned waits until it is filed again, and a new letter begins anew', () => {
  expect(kindsIn(played([monday, filing], [friday, back], [friday, accept]))).toBe('filing-review.returned')
  expect(kindsIn(played([monday, filing], [friday, back], [friday, certify]))).toBe('filing-review.returned')
  const again = { ...filing, letter: 'qinglan/grading/pay/14/1' }
  const { last, matter } = played([monday, filing], [friday, back], [friday, again], [friday, certify])
  expect(last).toMatchObject([{ kind: 'filing.certified' }])
  expect(matter.rows('filing-reviews', subject)).toMatchObject([{ cells: { stage: 'certified', certificate: certify.number } }])
  expect(kindsIn(played([monday, filing], [friday, filing]))).toEqual([])
  expect(kindsIn(played([monday, filing], [friday, certify], [friday, back]))).toBe('filing-review.accepted-already')
})

test('a certificate is extended in answer to the letter that asked for it, and another party’s papers do not mix', () => {
  const extension = {
    type: 'take-extension',
    operator: 'qinglan',
    letter: 'qinglan/grading/pay/30/1',
    name: '支付系统',
    number: certify.number,
    until: certify.until,
    reason: '系统仍在运行',
  }
  const longer = { ...certify, until: '2030-03-06T00:00:00+08:00' }
  expect(lettersAfter([monday, filing], [friday, certify], [friday, extension], [friday, longer])).toMatchObject([
    { inReplyTo: extension.letter, kind: 'grading.certificate', body: { number: certify.number, until: longer.until } },
  ])
  expect(kindsIn(played([monday, filing], [friday, { ...extension, operator: 'other' }]))).toBe('filing-review.other-operator')
  expect(kindsIn(played([monday, filing], [friday, { ...certify, until: monday }]))).toBe('filing-review.ends-first')
  expect(kindsIn(played([monday, filing], [friday, certify, { roles: ['case-officer'] }]))).toBe('frame.forbidden')
})
