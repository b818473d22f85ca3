import { z } from 'zod'
import { operations } from '../contract.ts'
import type { Operation } from '../contract/operation.ts'
import { NAMED, NAME_TAKEN } from './idempotency.ts'

type Schema = Readonly<Record<string, unknown>>

const problem = (description: string): Schema => ({
  description,
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
})

const schemaOf = (of: z.ZodType, io: 'input' | 'output'): Schema => ({
  ...z.toJSONSchema(of, { io, unrepresentable: 'any', target: 'draft-2020-12' }),
  $schema: undefined,
})

const binary: Schema = { schema: { type: 'string', format: 'binary' } }
const files = (media: readonly string[]): Schema => Object.fromEntries(media.map((each) => [each, binary]))

function parametersOf(place: 'path' | 'query', of: z.ZodObject | undefined): readonly Schema[] {
  return Object.entries(of?.shape ?? {}).flatMap(([name, schema]) =>
    schema instanceof z.ZodType
      ? [{ name, in: place, required: place === 'path' || !schema.safeParse(undefined).success, schema: schemaOf(schema, 'input') }]
      : [],
  )
}

function bodyOf({ body }: Operation): Schema {
  if (body === undefined) return {}
  const content = body instanceof z.ZodType ? { 'application/json': { schema: schemaOf(body, 'input') } } : files(body.media)
  return { requestBody: { required: true, content } }
}

function answerOf({ answer }: Operation): Schema {
  const description = answer.words
  if ('nothing' in answer) return { description }
  return { description, content: 'schema' in answer ? { 'application/json': { schema: schemaOf(answer.schema, 'output') } } : files(answer.media) }
}

/** `session` is offered where people can sign in. */
function securityOf({ who }: Operation, signIn: boolean): Schema {
  const known = [{ token: [] }, ...(signIn ? [{ session: [], page: [] }] : [])]
  return { security: who === 'anybody' ? [{}, ...known] : known }
}

function refusalsOf({ method, refusals }: Operation): Operation['refusals'] {
  const { 409: conflict } = refusals
  const taken = conflict === undefined ? `Not done: ${NAME_TAKEN}` : `${conflict}; or ${NAME_TAKEN}`
  return method === 'post' ? { ...refusals, 409: taken } : refusals
}

function operationOf(operationId: string, operation: Operation, signIn: boolean): Schema {
  const { summary, about, params, query, answer, method } = operation
  const reads = params !== undefined || query !== undefined || method === 'post'
  return {
    operationId,
    summary: `${summary.zh} / ${summary.en}`,
    ...(about === undefined ? {} : { description: about }),
    ...securityOf(operation, signIn),
    parameters: [...parametersOf('path', params), ...parametersOf('query', query), ...(method === 'post' ? [NAMED] : [])],
    ...bodyOf(operation),
    responses: {
      [answer.status ?? 200]: answerOf(operation),
      ...(method === 'get' && operation.who === 'anybody' ? { 304: { description: 'As the tag in If-None-Match says, nothing has changed' } } : {}),
      ...(reads ? { 400: problem('The request cannot be read') } : {}),
      401: problem('No token or session, or one that is not good any more'),
      ...(method === 'get' ? {} : { 403: problem('Not from a page of this system, or a token that only reads') }),
      ...Object.fromEntries(Object.entries(refusalsOf(operation)).map(([status, words]) => [status, problem(words)])),
      429: problem('Too many requests'),
    },
  }
}

/** The operations of the contract as paths of OpenAPI. */
export function contractPaths({ signIn }: { readonly signIn: boolean }): Schema {
  const paths: Record<string, Schema> = {}
  const table: Readonly<Record<string, Operation>> = operations
  for (const [id, operation] of Object.entries(table))
    paths[operation.path] = { ...paths[operation.path], [operation.method]: operationOf(id, operation, signIn) }
  return paths
}
