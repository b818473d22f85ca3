import Fastify, { type FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import type { Party } from '#journal/party.ts'
import { CYBERSPACE, newInstallation, newParty, type Installation } from '../letter/letter.fixture.ts'
import { publicationRoutes } from './publications.ts'

let here: Installation
let app: FastifyInstance
beforeAll(async () => {
  here = await newInstallation()
  app = Fastify()
  publicationRoutes(app, here.office)
})
afterAll(async () => {
  await app.close()
  await here[Symbol.asyncDispose]()
})

const at = (minute: number): string => `2026-04-01T08:${String(minute).padStart(2, '0')}:00+08:00`

async function give(party: Party, subject: string, command: object): Promise<void> {
  const actor = { person: 'he-lin', roles: ['publicity'] as const }
  const done = await here.office.dispatch.give(party, { procedure: 'publication', subject, command, actor })
  if (done.kind !== 'accepted') throw new Error(JSON.stringify(done))
}

const warning = (minute: number, more: object = {}): object => ({
  type: 'warn',
  on: at(minute),
  title: `预警 ${minute}`,
  colour: 'blue',
  area: '全省',
  text: `内容 ${minute}`,
  advice: '升级',
  ...more,
})

const Page = z.object({
  kinds: z.array(z.object({ kind: z.string(), count: z.int() })),
  page: z.int(),
  pages: z.int(),
  publications: z.array(z.object({ id: z.string(), kind: z.string(), title: z.string(), withdrawn: z.string().nullable() })),
})
const Item = z.object({ withdrawn: z.string().nullable(), fields: z.array(z.object({ key: z.string(), zh: z.string(), value: z.unknown() })) })

async function list(party: string, query = ''): Promise<z.infer<typeof Page>> {
  return Page.parse((await app.inject(`/portal/${party}/publications${query}`)).json())
}

async function item(party: string, path: string): Promise<z.infer<typeof Item>> {
  return Item.parse((await app.inject(`/portal/${party}/publications/${path}`)).json())
}

test('anybody reads what a party publishes, the newest first, by kind and by page', async () => {
  const party = await newParty(here, CYBERSPACE)
  for (let minute = 0; minute < 23; minute++) await give(party, `w-${minute}`, warning(minute))
  await give(party, 's-1', { type: 'publish-information', on: at(30), title: '组件漏洞', text: '请升级', review: '已审核' })
  const first = await list(party)
  expect(first).toMatchObject({ page: 1, pages: 2 })
  expect(first.publications.slice(0, 2).map(({ id }) => id)).toEqual(['s-1', 'w-22'])
  expect(first.publications).toHaveLength(20)
  expect((await list(party, '?page=2')).publications.map(({ id }) => id)).toEqual(['w-3', 'w-2', 'w-1', 'w-0'])
  expect(first.kinds.filter(({ count }) => count > 0)).toEqual([
    { kind: 'warning', count: 23 },
    { kind: 'security-information', count: 1 },
  ])
  expect(first.kinds.map(({ kind }) => kind)).toContain('credit-record')
  expect(await list(party, '?kind=security-information')).toMatchObject({ pages: 1, publications: [{ id: 's-1' }] })
  expect(await list(party, '?kind=gossip')).toMatchObject({ pages: 1, publications: [] })
  expect((await list(party, '?page=9')).publications).toEqual([])
})

test('one publication is read with the words of its fields; taken back, it says that it was, and nothing more', async () => {
  const party = await newParty(here, CYBERSPACE)
  await give(party, 'w-1', warning(1))
  const found = await item(party, 'warning/w-1')
  expect(found.fields.find(({ key }) => key === 'text')).toMatchObject({ zh: '内容', value: '内容 1' })
  await give(party, 'w-1', { type: 'retract', on: at(10), because: '已解除' })
  const back = await item(party, 'warning/w-1')
  expect(back.withdrawn).toBe(at(10))
  expect(back.fields.map(({ key }) => key).toSorted()).toEqual(['because', 'kind', 'on', 'title', 'withdrawn'])
  expect((await list(party)).publications).toMatchObject([{ id: 'w-1', withdrawn: at(10) }])
})

test('what has come to its end is no longer shown, and is on its last day', async () => {
  const party = await newParty(here, CYBERSPACE)
  await give(party, 'today', warning(1, { until: '2026-04-01' }))
  expect((await list(party)).publications).toHaveLength(1)
  here.clock.now += 86_400_000
  expect((await list(party)).publications).toEqual([])
  expect((await app.inject(`/portal/${party}/publications/warning/today`)).statusCode).toBe(404)
  here.clock.now -= 86_400_000
})

test('nothing that is not published is read this way, and nothing of another party', async () => {
  const [party, other] = [await newParty(here, CYBERSPACE), await newParty(here, CYBERSPACE)]
  await give(party, 'w-1', warning(1))
  for (const path of [`${party}/publications/credit-record/w-1`, `${party}/publications/toString/w-1`, `${other}/publications/warning/w-1`, 'x/publications'])
    expect((await app.inject(`/portal/${path}`)).statusCode).toBe(404)
  for (const query of ['?page=0', '?page=x', `?kind=${'k'.repeat(61)}`])
    expect((await app.inject(`/portal/${party}/publications${query}`)).statusCode).toBe(400)
})
