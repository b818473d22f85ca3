import { randomBytes } from 'node:crypto'
import Ajv2020, { type ValidateFunction } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { OpenAPIClientAxios, type Document } from 'openapi-client-axios'
import { z } from 'zod'

const Schemas = z.record(z.string(), z.record(z.string(), z.unknown()))
const Responses = z.record(z.string(), z.object({ content: z.record(z.string(), z.object({ schema: z.record(z.string(), z.unknown()) })).default({}) }))
const Operation = z.object({ operationId: z.string(), responses: Responses })
const Described = z.object({ components: z.object({ schemas: Schemas }), paths: z.record(z.string(), z.record(z.string(), z.unknown())) })
const Received = z.object({ status: z.int(), data: z.instanceof(Buffer), headers: z.looseObject({ 'content-type': z.string().default('') }) })
const METHODS = ['get', 'post', 'put', 'delete'] as const

export interface Asked {
  readonly params?: Readonly<Record<string, string | number>>
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

export interface Answered {
  readonly status: number
  /** Parsed, where it is JSON. */
  readonly body: unknown
  readonly bytes: Buffer
  readonly headers: Readonly<Record<string, unknown>>
  /** What of it is not as the description says. */
  readonly wrong: readonly string[]
}

/** A client that is generated from a server’s description, and holds every answer against it. */
export interface ApiClient {
  readonly operations: readonly { readonly operationId: string; readonly method: string; readonly path: string }[]
  readonly call: (operationId: string, asked?: Asked) => Promise<Answered>
}

export async function clientOf(address: string): Promise<ApiClient> {
  const text = await (await fetch(`${address}/openapi.json`)).text()
  const { components, paths } = Described.parse(JSON.parse(text))
  const ajv = new Ajv2020.default({ strict: false, allErrors: true })
  addFormats.default(ajv)
  ajv.addFormat('binary', true)
  for (const [name, schema] of Object.entries(components.schemas)) ajv.addSchema({ ...schema, components }, `component:${name}`)
  const client = await new OpenAPIClientAxios({
    definition: z.custom<Document>().parse(JSON.parse(text)),
    axiosConfigDefaults: {
      baseURL: address,
      maxRedirects: 0,
      responseType: 'arraybuffer',
      validateStatus: () => true,
      headers: { 'content-type': 'application/json' },
    },
  }).init()
  const operations = Object.entries(paths).flatMap(([path, item]) =>
    METHODS.flatMap((method) => (item[method] === undefined ? [] : [{ method, path, ...Operation.parse(item[method]) }])),
  )
  const compiled = new Map<string, ValidateFunction>()

  function troublesOf(responses: z.infer<typeof Responses>, place: string, status: number, media: string, body: unknown): readonly string[] {
    const answer = responses[String(status)]
    if (answer === undefined) return [`was answered with ${status}, which is not described: ${JSON.stringify(body ?? null).slice(0, 300)}`]
    const described = answer.content[media]
    if (described === undefined)
      return media === '' && Object.keys(answer.content).length === 0 ? [] : [`was answered with ${status} as ${media}, which is not described`]
    if (!/json/.test(media)) return []
    const key = `${place} ${status} ${media}`
    const isSo = compiled.get(key) ?? ajv.compile({ ...described.schema, components })
    compiled.set(key, isSo)
    return isSo(body) ? [] : [`was answered with ${status}, and not as described: ${ajv.errorsText(isSo.errors)}`]
  }

  return {
    operations,
    call: async (operationId, { params = {}, body, headers = {} } = {}) => {
      const operation = operations.find((each) => each.operationId === operationId)
      const send = client[operationId]
      if (operation === undefined || typeof send !== 'function') throw new Error(`${operationId} is not in the client`)
      // Each call comes from an address of its own: nobody is limited for what others do.
      const from = { 'x-forwarded-for': `10.${[...randomBytes(3)].join('.')}`, 'accept-language': 'en' }
      const { status, data, headers: told } = Received.parse(await send({ ...params }, body, { headers: { ...from, ...headers } }))
      const [media = ''] = told['content-type'].split(';')
      const parsed: unknown = /json/.test(media) ? JSON.parse(data.toString()) : undefined
      return {
        status,
        body: parsed,
        bytes: data,
        headers: told,
        wrong: troublesOf(operation.responses, operationId, status, media, parsed).map((each) => `${operationId} ${each}`),
      }
    },
  }
}
