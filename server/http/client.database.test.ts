import Ajv2020 from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import type { FastifyInstance } from 'fastify'
import { OpenAPIClientAxios, type Document } from 'openapi-client-axios'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { openReception } from '../access/reception.ts'
import { appOf } from '../app.ts'
import { openPlace, type Place } from './place.fixture.ts'

let place: Place
let app: FastifyInstance
let address = ''

beforeAll(async () => {
  place = await openPlace()
  const { database, library, office } = place
  const reception = await openReception(database.keeper, { publicUrl: undefined })
  app = await appOf({ pool: database.app, entries: 'withheld', office, reception, library, folder: library.folder, perMinute: 1_000_000 })
  await app.listen({ host: '127.0.0.1', port: 0 })
  const [bound] = app.addresses()
  address = `http://127.0.0.1:${typeof bound === 'object' ? bound.port : 0}`
})
afterAll(async () => {
  await app.close()
  await place[Symbol.asyncDispose]()
})

const Operation = z.object({ operationId: z.string(), responses: z.record(z.string(), z.object({ content: z.record(z.string(), z.unknown()).default({}) })) })
const Answer = z.object({ status: z.int(), data: z.unknown(), headers: z.looseObject({ 'content-type': z.string().optional() }) })
const METHODS = ['get', 'post', 'put', 'delete'] as const

test('a client that is generated from the description can call every operation, and is refused as the description says', { timeout: 60_000 }, async () => {
  const text = await (await fetch(`${address}/openapi.json`)).text()
  const document = z.custom<Document>().parse(JSON.parse(text))
  const { components, paths } = z
    .object({
      components: z.object({ schemas: z.record(z.string(), z.record(z.string(), z.unknown())) }),
      paths: z.record(z.string(), z.record(z.string(), z.unknown())),
    })
    .parse(JSON.parse(text))
  const ajv = new Ajv2020.default({ strict: false })
  addFormats.default(ajv)
  const isProblem = ajv.compile(components.schemas['Problem'] ?? false)
  for (const schema of Object.values(components.schemas)) ajv.compile({ ...schema, components })
  const client = await new OpenAPIClientAxios({
    definition: document,
    axiosConfigDefaults: { baseURL: address, validateStatus: () => true, headers: { 'content-type': 'application/json' } },
  }).init()
  const described = Object.entries(paths).flatMap(([path, item]) =>
    METHODS.flatMap((method) => (item[method] === undefined ? [] : [{ path, ...Operation.parse(item[method]) }])),
  )
  expect(new Set(described.map(({ operationId }) => operationId)).size).toBe(described.length)
  const wrong: string[] = []
  for (const { operationId, path, responses } of described) {
    const call = client[operationId]
    if (typeof call !== 'function') {
      wrong.push(`${operationId} is not in the client`)
      continue
    }
    const parameters = Object.fromEntries([...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => [name ?? '', 'x']))
    const { status, data, headers } = Answer.parse(await call(parameters, {}))
    const answer = responses[String(status)]
    const [media = ''] = (headers['content-type'] ?? '').split(';')
    if (answer === undefined) wrong.push(`${operationId} was answered with ${status}, which is not described`)
    else if (media !== '' && answer.content[media] === undefined) wrong.push(`${operationId} was answered with ${status} as ${media}, which is not described`)
    if (media === 'application/problem+json' && !isProblem(data)) wrong.push(`${operationId}: ${ajv.errorsText(isProblem.errors)}`)
  }
  expect(wrong).toEqual([])
  expect(described.length).toBeGreaterThan(100)
})
