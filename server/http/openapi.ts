import { z } from 'zod'
import type { CataloguedProcedure } from '#procedures/matter.ts'
import { accessPaths, accessSchemes } from './access-openapi.ts'

type Schema = Readonly<Record<string, unknown>>

const ref = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` })
const json = (schema: Schema): Schema => ({ 'application/json': { schema } })
const answer = (description: string, schema: Schema): Schema => ({ description, content: json(schema) })
const problem = (description: string): Schema => ({ description, content: { 'application/problem+json': { schema: ref('Problem') } } })
const text = { type: 'object', properties: { zh: { type: 'string' }, en: { type: 'string' } }, required: ['zh', 'en'] } as const
const path = (name: string, description: string): Schema => ({ name, in: 'path', required: true, description, schema: { type: 'string' } })

const UNAUTHENTICATED = {
  '401': problem('No token or session, or one that is not good any more'),
  '403': problem('Not from a page of this system, or a token that only reads'),
  '429': problem('Too many requests'),
}
const REFUSED = {
  '400': problem('The command cannot be read; `data` says which fields'),
  ...UNAUTHENTICATED,
  '403': problem('Not for this person’s role, or not for this kind of party'),
  '404': problem('There is no such matter'),
  '409': problem('Not in this state of the matter, or the idempotency key was used for another request'),
  '422': problem('Something is missing that a rule asks for, or the law says no'),
}

const pascal = (id: string): string => id.replace(/(^|-)([a-z])/g, (_, __, letter: string) => letter.toUpperCase())

const schemas = {
  Text: text,
  Problem: {
    type: 'object',
    description: 'RFC 9457. The title is in the language of Accept-Language.',
    properties: {
      type: { type: 'string' },
      code: { type: 'string' },
      status: { type: 'integer' },
      title: { type: 'string' },
      instance: { type: 'string' },
      source: { type: ['object', 'null'] },
      data: { type: 'object' },
    },
    required: ['type', 'code', 'status', 'title'],
  },
  Event: {
    type: 'object',
    properties: {
      version: { type: 'integer' },
      kind: { type: 'string' },
      occurred: { type: 'string', format: 'date-time' },
      subject: { type: ['string', 'null'] },
      corrects: { type: ['string', 'null'] },
      facts: { type: 'object' },
      detail: { type: 'object' },
    },
    required: ['version', 'kind', 'occurred', 'subject', 'corrects', 'facts', 'detail'],
  },
  Done: {
    type: 'object',
    properties: {
      kind: { const: 'accepted' },
      procedure: { type: 'string' },
      subject: { type: 'string' },
      events: { type: 'array', items: { type: 'object', properties: { ref: { type: 'string' }, event: ref('Event') }, required: ['ref', 'event'] } },
      receipt: {
        type: ['object', 'null'],
        description: 'Of the newest entry, in the tree that is on disk. Hashes in hexadecimal (RFC 6962).',
        properties: { index: { type: 'integer' }, leafHash: { type: 'string' }, treeSize: { type: 'integer' }, rootHash: { type: 'string' } },
      },
    },
    required: ['kind', 'procedure', 'subject', 'events', 'receipt'],
  },
} as const

/** The API's description (OpenAPI 3.1), made of the same schemas by which commands are read: a procedure that is added is described at once. */
export function openApi(catalogue: readonly CataloguedProcedure[], { signIn }: { readonly signIn: boolean }): Schema {
  const commands = Object.fromEntries(
    catalogue.map(({ id, schema }) => [
      `${pascal(id)}Command`,
      { ...z.toJSONSchema(schema.command, { io: 'input', unrepresentable: 'any', target: 'draft-2020-12' }), $schema: undefined },
    ]),
  )
  return {
    openapi: '3.1.0',
    info: { title: '责任簿 Dutybook', version: '0.1.0', license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
    security: [{ token: [] }, ...(signIn ? [{ session: [], page: [] }] : [])],
    components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' }, ...(signIn ? accessSchemes : {}) }, schemas: { ...schemas, ...commands } },
    paths: {
      ...(signIn ? accessPaths : {}),
      '/api/me': {
        get: {
          operationId: 'me',
          summary: '本人与主体 / who asks, for whom',
          responses: { '200': answer('The party and the person', { type: 'object' }), ...UNAUTHENTICATED },
        },
      },
      '/api/procedures': {
        get: {
          operationId: 'procedures',
          summary: '可办事项与表单 / what can be done here, with its forms',
          responses: { '200': answer('Procedures', { type: 'object' }), ...UNAUTHENTICATED },
        },
      },
      '/api/board': {
        get: {
          operationId: 'board',
          summary: '义务 / what is due, why, and what failing costs',
          responses: { '200': answer('The assessment of now', { type: 'object' }), ...UNAUTHENTICATED, '409': problem('The party has no profile yet') },
        },
      },
      '/api/views/{view}': {
        get: {
          operationId: 'view',
          summary: '台账 / the rows of a view',
          parameters: [path('view', 'Such as system-register')],
          responses: { '200': answer('Columns and rows', { type: 'object' }), ...UNAUTHENTICATED, '404': problem('No such view') },
        },
      },
      ...Object.fromEntries(
        catalogue.map(({ id, title, about }) => [
          `/api/matters/${id}/{subject}`,
          {
            parameters: [path('subject', `${title.zh} / ${title.en}`)],
            get: {
              operationId: `read${pascal(id)}`,
              summary: `${title.zh} / ${title.en}`,
              responses: { '200': answer('The matter as it stands', { type: 'object' }), ...UNAUTHENTICATED, '404': problem('No such matter') },
            },
            post: {
              operationId: `give${pascal(id)}`,
              summary: `${about.zh} / ${about.en}`,
              parameters: [
                {
                  name: 'Idempotency-Key',
                  in: 'header',
                  required: false,
                  schema: { type: 'string', maxLength: 200 },
                  description: 'The same key with the same command is done once',
                },
              ],
              requestBody: { required: true, content: json(ref(`${pascal(id)}Command`)) },
              responses: { '200': answer('Nothing new was said', ref('Done')), '201': answer('Recorded', ref('Done')), ...REFUSED },
            },
          },
        ]),
      ),
    },
  }
}
