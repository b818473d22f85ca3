import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import type { Party } from '#journal/party.ts'
import { LetterContent, OpenQuestions, Preview } from '../contract/matter.ts'
import { ask, beginOperator, codeOf, newParty, openPlace, tokenOf, type Place } from './place.fixture.ts'

let place: Place
let party: Party
let token: string

const MARCH = '2026-03-02T09:12:00+08:00'
const discovered = { type: 'discover', knownAt: MARCH, title: '支付接口中断', eventKind: 'equipment', endangersSecurity: true }
const classified = { type: 'classify', on: MARCH, impact: { ciiWholeDownMinutes: 400 }, reason: '初判' }
const items = { entity: '青蓝优选，支付系统', foundWhereWhen: '机房，九时许', impactSoFar: '支付中断', measuresSoFar: '已切换' }
const report = { type: 'report', on: MARCH, to: 'cyberspace', channel: 'letter', ...items }

beforeAll(async () => {
  place = await openPlace()
  party = await newParty(place)
  token = await tokenOf(place, party, ['security-officer'])
})
afterAll(() => place[Symbol.asyncDispose]())

const post = (url: string, payload: object, by = token) => ask(place, url, { token: by, method: 'POST', payload })
const questions = async (by = token) => OpenQuestions.parse((await ask(place, '/api/questions', { token: by })).body)

test('before the profile nothing is asked; then what is unknown, and fewer questions after each answer', async () => {
  expect(await questions()).toEqual({ since: null, answered: 0, questions: [], roles: [] })
  const self = '/api/matters/profile/self'
  await post(self, { type: 'begin', since: '2024-01-02', unit: true })
  const first = await questions()
  expect(first.since).toBe('2024-01-02')
  expect(first.questions.map(({ fact }) => fact)).toEqual(['withinTerritory'])
  await post(self, { type: 'establish', fact: 'withinTerritory', holds: false, on: MARCH, reason: '只在境外' })
  expect((await questions()).questions).toEqual([])
})

test('the roles that hold stand beside the questions that are left', async () => {
  const other = await newParty(place)
  const by = await tokenOf(place, other, ['security-officer'])
  await beginOperator(place, by)
  const { answered, roles, questions: left } = await questions(by)
  expect(answered).toBe(3)
  expect(roles).toContain('network-operator')
  expect(left.map(({ fact }) => fact)).not.toContain('ownsNetwork')
  expect(left.length).toBeGreaterThan(0)
})

test('a command is previewed with the letter that it would send, and nothing is recorded', async () => {
  const matter = '/api/matters/incident/leak-1'
  await post(matter, discovered)
  await post(matter, classified)
  const before = JSON.stringify((await ask(place, matter, { token })).body)
  const preview = Preview.parse((await post(`${matter}/preview`, report)).body)
  const [letter] = preview.letters
  expect(preview.letters).toHaveLength(1)
  expect(letter?.kind).toBe('incident.report')
  expect(letter?.to.zh).toContain('网信部门')
  expect(letter?.fields.find(({ label }) => label.zh === '已采取的措施和效果')?.value).toBe('已切换')
  expect(JSON.stringify((await ask(place, matter, { token })).body)).toBe(before)
})

test('a preview is refused as the command would be, and the refusal of a right is on record', async () => {
  const absent = await post('/api/matters/incident/none-1/preview', report)
  expect([absent.status, codeOf(absent)]).toEqual([404, 'frame.not-begun'])
  const auditor = await tokenOf(place, party, ['auditor'])
  const forbidden = await post('/api/matters/incident/leak-1/preview', report, auditor)
  expect([forbidden.status, codeOf(forbidden)]).toEqual([403, 'frame.forbidden'])
  expect((await post('/api/matters/nothing/leak-1/preview', report)).status).toBe(404)
})

test('a matter names its documents and gives words for its entries', async () => {
  const Matter = z.object({
    documents: z.array(z.object({ id: z.string() })),
    events: z.array(z.object({ kind: z.string(), title: z.object({ zh: z.string() }) })),
  })
  const matter = Matter.parse((await ask(place, '/api/matters/incident/leak-1', { token })).body)
  expect(matter.documents.map(({ id }) => id)).toContain('incident-report')
  expect(matter.events.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['incident.discovered', 'incident.classified']))
})

test('what a sent letter says is read by whoever may read its matter, and by nobody else', async () => {
  const sent = await post('/api/matters/incident/leak-1', report)
  expect(sent.status).toBe(201)
  const Box = z.object({ letters: z.array(z.object({ id: z.string(), kind: z.string() })) })
  const box = Box.parse((await ask(place, '/api/letters?box=out', { token })).body)
  const id = box.letters.find(({ kind }) => kind === 'incident.report')?.id ?? ''
  const letter = LetterContent.parse((await ask(place, `/api/letters/${id}`, { token })).body)
  expect(letter).toMatchObject({ id, kind: 'incident.report', inReplyTo: null })
  expect(letter.fields.map(({ value }) => value)).toContain('支付接口中断')
  const administrator = await tokenOf(place, party, ['audit-administrator'])
  expect(codeOf(await ask(place, `/api/letters/${id}`, { token: administrator }))).toBe('not-for-role')
  // An entry that is no letter, and one that another party has.
  expect((await ask(place, '/api/letters/0', { token })).status).toBe(404)
  const stranger = await tokenOf(place, await newParty(place), ['security-officer'])
  expect((await ask(place, `/api/letters/${id}`, { token: stranger })).status).toBe(404)
  expect((await ask(place, `/api/letters/${randomUUID()}`, { token })).status).toBe(404)
})
