import { spawn } from 'node:child_process'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { binary, reachableDatabase, type Reachable } from './database.fixture.ts'

const TRACE = '0af7651916cd43dd8448eb211c80319c'
const CALLER = 'b7ad6b7169203331'

let reachable: Reachable
beforeAll(async () => {
  reachable = await reachableDatabase()
})
afterAll(async () => reachable[Symbol.asyncDispose]())

const Value = z.object({ stringValue: z.string().optional(), intValue: z.union([z.number(), z.string()]).optional(), boolValue: z.boolean().optional() })
const Attributes = z
  .array(z.object({ key: z.string(), value: Value }))
  .transform((all) => Object.fromEntries(all.map(({ key, value }) => [key, value.stringValue ?? value.boolValue ?? Number(value.intValue)])))
const Span = z.object({ traceId: z.string(), spanId: z.string(), parentSpanId: z.string().optional(), name: z.string(), attributes: Attributes })
/** OTLP as JSON: what a collector is sent. */
const Sent = z.object({
  resourceSpans: z.array(z.object({ resource: z.object({ attributes: Attributes }), scopeSpans: z.array(z.object({ spans: z.array(Span) })) })),
})

const run = (environment: Readonly<Record<string, string>>, ...words: readonly string[]) =>
  spawn(process.execPath, [binary, ...words, '--data', reachable.folder], {
    env: { ...process.env, LANG: 'C', LC_ALL: 'C', DATABASE_URL: reachable.url, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })

async function said(...words: readonly string[]): Promise<string> {
  const child = run({}, ...words)
  const [out, err, status] = await Promise.all([text(child.stdout), text(child.stderr), new Promise((resolve) => child.on('close', resolve))])
  if (status !== 0) throw new Error(`${words.join(' ')}: ${err}`)
  return out.trim()
}

/** Runs a server, does something with it, and stops it as an operator does. */
async function serving(environment: Readonly<Record<string, string>>, work: (address: string) => Promise<void>): Promise<void> {
  const child = run(environment, 'serve', '--port', '0')
  child.stdout.resume()
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve))
  let err = ''
  const address = await new Promise<string>((resolve, reject) => {
    child.stderr.on('data', (part: Buffer) => {
      err += part.toString()
      const [, found] = /Dutybook is at (http\S+)/.exec(err) ?? []
      if (found !== undefined) resolve(found)
    })
    child.on('close', () => reject(new Error(`it ended without an address: ${err}`)))
  })
  await work(address)
  child.kill('SIGTERM')
  expect(await ended).toBe(0)
}

test('a request, its command and its transaction are one trace with the caller’s, sent before the server ends, without names', async () => {
  const bodies: string[] = []
  const take = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    bodies.push(await text(request))
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}')
  }
  const collector = createServer((request, response) => void take(request, response))
  await new Promise<void>((resolve) => collector.listen(0, '127.0.0.1', resolve))
  const bound = collector.address()
  const endpoint = `http://127.0.0.1:${typeof bound === 'object' ? bound?.port : 0}`
  try {
    await said('party', 'register', '--kind', 'operator', '--zh', '临江供水', '--en', 'Riverside', '--region', '330100')
    await said('person', 'add', '--name', '林薇', '--role', 'security-officer')
    const token = await said('token', 'create', '--name', 'traces')
    const ask = (address: string) =>
      fetch(`${address}/api/matters/incident/leak-of-lin-wei`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', traceparent: `00-${TRACE}-${CALLER}-01`, baggage: 'secret=kept' },
        body: JSON.stringify({ type: 'no-such-command' }),
      })
    await serving({}, async (address) => {
      expect((await ask(address)).status).toBe(400)
    })
    expect(bodies).toEqual([])
    await serving({ OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_RESOURCE_ATTRIBUTES: 'deployment.environment.name=test' }, async (address) => {
      expect((await ask(address)).status).toBe(400)
      expect((await fetch(`${address}/nothing?name=林薇`)).status).toBe(404)
    })
    const sent = bodies.flatMap((body) => Sent.parse(JSON.parse(body)).resourceSpans)
    expect(sent[0]?.resource.attributes).toMatchObject({ 'service.name': 'dutybook', 'deployment.environment.name': 'test' })
    const spans = sent.flatMap(({ scopeSpans }) => scopeSpans.flatMap((each) => each.spans))
    const request = spans.find(({ name }) => name === 'POST /api/matters/incident/:subject')
    expect(request).toMatchObject({ traceId: TRACE, parentSpanId: CALLER, attributes: { 'http.response.status_code': 400 } })
    const command = spans.find(({ name }) => name === 'command')
    expect(command).toMatchObject({
      traceId: TRACE,
      parentSpanId: request?.spanId,
      attributes: { 'dutybook.procedure': 'incident', 'dutybook.outcome': expect.stringMatching(/^[a-z.-]+$/) as unknown },
    })
    const transactions = spans.filter(({ name, traceId }) => name === 'transaction' && traceId === TRACE)
    expect(transactions.map(({ parentSpanId }) => parentSpanId)).toEqual(expect.arrayContaining([request?.spanId, command?.spanId]))
    expect(spans.map(({ name }) => name)).toEqual(expect.arrayContaining(['publishing', 'letters', 'notices', 'GET none']))
    for (const secret of ['林薇', encodeURIComponent('林薇'), 'leak-of-lin-wei', token, 'kept', '临江供水']) expect(bodies.join()).not.toContain(secret)
  } finally {
    collector.closeAllConnections()
    await new Promise((resolve) => collector.close(resolve))
  }
}, 120_000)
