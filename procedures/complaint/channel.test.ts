import { expect, test } from 'vitest'
import { compile } from '#law/compile.ts'
import { duties, fold } from '#law/fold.ts'
import { instant } from '#law/instant.ts'
import { Profile } from '#law/profile.ts'
import { statute } from '#law/statute.fixture.ts'
import { lawEvent } from '../event.ts'
import type { Matter } from '../matter.ts'
import { Moment } from '../moment.ts'
import { kindsOf, OPERATOR, refusal, sentence } from '../sentence.fixture.ts'
import { complaintChannel } from './channel.ts'

const june = '2025-06-02T09:00:00+08:00'
const july = '2025-07-02T09:00:00+08:00'
const content = { rules: '投诉举报管理办法（2025）', ways: ['400-000-0000', 'https://qinglan.example/report'], publishedAt: '网站首页底部' } as const
const established = { kind: 'complaint.system-established', occurred: june, facts: {}, detail: content } as const
const found = { kind: 'complaint.system-gap-found', occurred: july, facts: {}, detail: { gap: '电话停机' } } as const
const given = sentence(complaintChannel, { roles: ['compliance-officer'] })

test('what will be published tomorrow is refused today', () => {
  expect(given().when({ type: 'establish', on: july, ...content }, june)).toEqual(refusal('complaint-channel.later-than-now', { on: july }))
})

test('an engineer does not publish it; a system without any way to complain cannot be read', () => {
  expect(kindsOf(given().when({ type: 'establish', on: june, ...content }, july, { roles: ['engineer'] }))).toBe('frame.forbidden')
  expect(kindsOf(given().when({ type: 'establish', on: june, ...content, ways: [] }, july))).toBe('frame.unusable')
})

test('once published it stands, until it is found missing', () => {
  expect(given().when({ type: 'establish', on: june, ...content }, july)).toEqual([established])
  expect(
    given(established, found)
      .matter.rows('complaint-channels', 'qinglan')
      .map(({ cells }) => cells['present']),
  ).toEqual([false])
  expect(given(found).when({ type: 'find-gap', on: july, gap: '仍停机' }, july)).toEqual([])
})

test('the notice tells the public where to turn', () => {
  const drawn = given(established).matter.document('complaint-notice', { party: OPERATOR, subject: 'qinglan', at: Moment.parse(july) })
  expect(JSON.stringify(drawn?.sections)).toContain('400-000-0000')
})

test('for the law the channel settles the duty of the operator, under its number of 2017 and of 2026, and a gap breaches it', () => {
  const profile = Profile.parse({ party: { id: 'qinglan', name: '青蓝优选', since: '2024-01-02' }, roles: [{ role: 'network-operator' }] })
  const program = compile(statute, 'applicable')
  const statesAt = (at: string, { entries }: Matter) => {
    const now = instant(Date.parse(at))
    const state = fold(program, profile, entries.map(lawEvent), now)
    return duties(state, now).flatMap(({ duty }) => {
      return program.norms[duty.norm]?.norm.id === 'complaint.establish' ? [duty.state] : []
    })
  }
  expect(statesAt(july, given(established).matter)).toEqual(['done'])
  expect(statesAt('2026-02-01T09:00:00+08:00', given(established).matter)).toEqual(['superseded', 'done'])
  expect(statesAt('2025-08-01T09:00:00+08:00', given(established, found).matter)).toEqual(['breached'])
})
