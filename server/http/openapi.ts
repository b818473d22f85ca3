import { z } from 'zod'
import { Correction } from '#procedures/correction.ts'
import type { CataloguedProcedure } from '#procedures/matter.ts'
import { BOARD_SHARES } from '../contract/report.ts'
import { FORMATS, MEDIA_TYPES } from '../document/format.ts'
import { LANGUAGES } from '../document/sheet.ts'
import { accessPaths, accessSchemes } from './access-openapi.ts'
import { contractPaths } from './contract-openapi.ts'
import { NAMED, NAME_TAKEN } from './idempotency.ts'
import { Correspondent } from '../letter/correspondent.ts'
import { MOST_ENVELOPE } from '../letter/envelope.ts'

type Schema = Readonly<Record<string, unknown>>

/** The release of the product. */
export const VERSION = '0.1.0'

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
  '409': problem(`Not in this state of the matter, or ${NAME_TAKEN}`),
  '422': problem('Something is missing that a rule asks for, or the law says no'),
}

const PUBLIC = {
  '400': problem('The request cannot be read, or is not for the public'),
  '404': problem('No such party, procedure or code'),
  '409': problem(`Not in this state of the matter, or ${NAME_TAKEN}`),
  '422': problem('Something is missing that a rule asks for'),
  '429': problem('Too many requests'),
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

const NOT_YOURS = problem('Not for this person’s role')
const letters = { type: 'object', properties: { box: { type: 'string' }, letters: { type: 'array', items: { type: 'object' } } }, required: ['box', 'letters'] }
const correspondents = {
  type: 'object',
  properties: { correspondents: { type: 'array', items: z.toJSONSchema(Correspondent, { io: 'input', unrepresentable: 'any', target: 'draft-2020-12' }) } },
  required: ['correspondents'],
}

/** Letters between parties. */
const letterPaths: Schema = {
  '/letters': {
    post: {
      operationId: 'receiveLetter',
      summary: '收文 / a letter from another installation',
      description:
        'Nobody signs in: the letter is a signed note, believed as far as the receiver knows its sender’s key. Sent again it is answered the same and recorded once.',
      security: [],
      requestBody: { required: true, content: { 'text/plain': { schema: { type: 'string', maxLength: MOST_ENVELOPE } } } },
      responses: {
        '200': answer('Recorded, now or before', {
          type: 'object',
          properties: {
            kind: { const: 'received' },
            letter: { type: 'string' },
            digest: { type: 'string', description: 'SHA-256 of the letter in hexadecimal' },
            reference: { type: 'string' },
            receivedAt: { type: 'string', format: 'date-time' },
          },
          required: ['kind', 'letter', 'digest', 'reference', 'receivedAt'],
        }),
        '400': problem('No envelope of a letter'),
        '403': problem('The receiver does not know the sender, or not by this key'),
        '404': problem('The receiver is not here, or the letter is for somebody else'),
        '409': problem('Another letter of this number has come, or it answers nothing that was asked'),
        '413': problem('More than 1 MiB'),
        '422': problem('Not proven to stand in the sender’s journal, or not of a kind that is known here'),
        '429': problem('Too many requests'),
      },
    },
  },
  '/api/letters': {
    get: {
      operationId: 'letters',
      summary: '公文收发 / letters sent, received, and not tried any more',
      parameters: [{ name: 'box', in: 'query', required: true, schema: { enum: ['out', 'in', 'dead'] } }],
      responses: { '200': answer('The newest letters of the box, without what they say', letters), '400': problem('No such box'), ...UNAUTHENTICATED },
    },
  },
  '/api/letters/{id}/again': {
    parameters: [path('id', 'The entry of the journal that holds the letter')],
    post: {
      operationId: 'sendLetterAgain',
      summary: '重新发送 / send a dead letter again',
      parameters: [NAMED],
      responses: {
        '200': answer('Queued', { type: 'object' }),
        ...UNAUTHENTICATED,
        '403': NOT_YOURS,
        '404': problem('No such letter'),
        '409': problem(`The letter is not dead, or ${NAME_TAKEN}`),
      },
    },
  },
  '/api/correspondents': {
    get: {
      operationId: 'correspondents',
      summary: '通讯录 / parties on other installations',
      responses: { '200': answer('The directory', correspondents), ...UNAUTHENTICATED },
    },
    put: {
      operationId: 'keepCorrespondents',
      summary: '更新通讯录 / the whole directory anew',
      requestBody: { required: true, content: json(correspondents) },
      responses: {
        '200': answer('The directory', correspondents),
        '400': problem('It cannot be read; `data` says where'),
        ...UNAUTHENTICATED,
        '403': NOT_YOURS,
      },
    },
  },
}

/** One path for each kind of document and each form of file. */
function documentPaths(catalogue: readonly CataloguedProcedure[]): Schema {
  const query = (name: string, description: string, values: readonly string[]): Schema => ({
    name,
    in: 'query',
    required: false,
    description,
    schema: { type: 'string', enum: values, default: values[0] },
  })
  const kinds = catalogue.flatMap((procedure) => procedure.documents.flatMap((form) => FORMATS.map((format) => ({ procedure, form, format }))))
  return Object.fromEntries(
    kinds.map(({ procedure, form: { id, title }, format }) => [
      `/api/matters/${procedure.id}/{subject}/documents/${id}.${format}`,
      {
        get: {
          operationId: `draw${pascal(procedure.id)}${pascal(id)}${pascal(`-${format}`)}`,
          summary: `${title.zh} / ${title.en} (${format.toUpperCase()})`,
          parameters: [
            path('subject', `${procedure.title.zh} / ${procedure.title.en}`),
            query('lang', 'Chinese, English, or both side by side', LANGUAGES),
            query('redacted', 'Whether what is personal is blacked out. A reading that is not is recorded', ['false', 'true']),
          ],
          responses: {
            '200': { description: 'The document as the matter stands', content: { [MEDIA_TYPES[format]]: { schema: { type: 'string', format: 'binary' } } } },
            '400': problem('No such language, or another parameter'),
            ...UNAUTHENTICATED,
            '403': NOT_YOURS,
            '404': problem('No such matter, or nothing to draw yet'),
          },
        },
      },
    ]),
  )
}

/** The API's description (OpenAPI 3.1), made of the same schemas by which commands are read: a procedure that is added is described at once. */
export function openApi(catalogue: readonly CataloguedProcedure[], { signIn }: { readonly signIn: boolean }): Schema {
  const commands = Object.fromEntries(
    catalogue.map(({ id, schema }) => [
      `${pascal(id)}Command`,
      { ...z.toJSONSchema(z.union([schema.command, Correction]), { io: 'input', unrepresentable: 'any', target: 'draft-2020-12' }), $schema: undefined },
    ]),
  )
  return {
    openapi: '3.1.0',
    info: { title: '责任簿 Dutybook', version: VERSION, license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
    security: [{ token: [] }, ...(signIn ? [{ session: [], page: [] }] : [])],
    components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' }, ...(signIn ? accessSchemes : {}) }, schemas: { ...schemas, ...commands } },
    paths: {
      ...(signIn ? accessPaths : {}),
      ...contractPaths({ signIn }),
      '/portal/{party}': {
        get: {
          operationId: 'portal',
          summary: '公众可办的事项 / what the public may begin here',
          security: [],
          parameters: [path('party', 'The party’s id')],
          responses: { '200': answer('Procedures with their forms', { type: 'object' }), '404': problem('No such party') },
        },
      },
      '/portal/{party}/matters/{procedure}': {
        post: {
          operationId: 'beginAtPortal',
          summary: '提出 / begin a matter, named or anonymous',
          security: [],
          parameters: [path('party', 'The party’s id'), path('procedure', 'Such as complaint or rights'), NAMED],
          requestBody: { required: true, content: json({ type: 'object', properties: { type: { type: 'string' } }, required: ['type'] }) },
          responses: {
            '201': answer('Recorded; the code is shown once', {
              type: 'object',
              properties: { code: { type: 'string' }, receipt: { type: 'object' } },
              required: ['code', 'receipt'],
            }),
            ...PUBLIC,
          },
        },
      },
      '/portal/{party}/publications': {
        get: {
          operationId: 'publications',
          summary: '公布事项 / what the party tells everybody, the newest first',
          security: [],
          parameters: [
            path('party', 'The party’s id'),
            { name: 'kind', in: 'query', schema: { type: 'string' }, description: 'One kind only, such as warning or credit-record' },
            { name: 'page', in: 'query', schema: { type: 'integer', minimum: 1 } },
          ],
          responses: { '200': answer('Kinds with their counts, and a page', { type: 'object' }), ...PUBLIC },
        },
      },
      '/portal/{party}/publications/{kind}/{id}': {
        get: {
          operationId: 'publication',
          summary: '一项公布 / one publication; one that was taken back says so',
          security: [],
          parameters: [path('party', 'The party’s id'), path('kind', 'Such as credit-record'), path('id', 'As in the list')],
          responses: { '200': answer('Its fields with their words', { type: 'object' }), ...PUBLIC },
        },
      },
      '/portal/{party}/follow': {
        post: {
          operationId: 'follow',
          summary: '查询 / how a matter stands, by its code',
          security: [],
          parameters: [path('party', 'The party’s id')],
          requestBody: { required: true, content: json({ type: 'object', properties: { code: { type: 'string' } }, required: ['code'] }) },
          responses: { '200': answer('Steps, and what was said', { type: 'object' }), ...PUBLIC },
        },
      },
      '/portal/{party}/follow/command': {
        post: {
          operationId: 'followWith',
          summary: '补充、回复 / answer or add to a matter, by its code',
          security: [],
          parameters: [path('party', 'The party’s id'), NAMED],
          requestBody: {
            required: true,
            content: json({ type: 'object', properties: { code: { type: 'string' }, command: { type: 'object' } }, required: ['code', 'command'] }),
          },
          responses: { '201': answer('Recorded', { type: 'object' }), ...PUBLIC },
        },
      },
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
          summary: '义务 / what is due, why, who answers for it, and what failing costs',
          parameters: [
            {
              name: 'owner',
              in: 'query',
              required: false,
              schema: { enum: BOARD_SHARES, default: 'all' },
              description: 'Whose duties: one’s own, those of one’s roles, or all',
            },
          ],
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
      ...letterPaths,
      ...documentPaths(catalogue),
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
              parameters: [NAMED],
              requestBody: { required: true, content: json(ref(`${pascal(id)}Command`)) },
              responses: { '200': answer('Nothing new was said', ref('Done')), '201': answer('Recorded', ref('Done')), ...REFUSED },
            },
          },
        ]),
      ),
    },
  }
}
