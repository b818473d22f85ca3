import { setTimeout } from 'node:timers/promises'
import { context, propagation, ROOT_CONTEXT, SpanKind, SpanStatusCode, trace, type Context } from '@opentelemetry/api'
import type { FastifyInstance, FastifyRequest } from 'fastify'

export interface Tracing {
  /** Sends what is still here, as far as somebody takes it within a few seconds. */
  stop(): Promise<void>
}

const LAST = 5000 // ms

/**
 * Sends traces to where the standard variables say (OpenTelemetry: `OTEL_EXPORTER_OTLP_ENDPOINT` and the rest, read by the exporter itself). Without
 * them nothing is loaded and nothing is sent.
 */
export async function startTracing(environment: Readonly<Record<string, string | undefined>>): Promise<Tracing | undefined> {
  const wanted = environment['OTEL_EXPORTER_OTLP_TRACES_ENDPOINT'] || environment['OTEL_EXPORTER_OTLP_ENDPOINT']
  if (!wanted || environment['OTEL_SDK_DISABLED']?.toLowerCase() === 'true' || environment['OTEL_TRACES_EXPORTER'] === 'none') return undefined
  const [
    { BatchSpanProcessor, NodeTracerProvider },
    { OTLPTraceExporter },
    { detectResources, envDetector, resourceFromAttributes },
    { W3CTraceContextPropagator },
  ] = await Promise.all([
    import('@opentelemetry/sdk-trace-node'),
    import('@opentelemetry/exporter-trace-otlp-http'),
    import('@opentelemetry/resources'),
    import('@opentelemetry/core'),
  ])
  const provider = new NodeTracerProvider({
    resource: resourceFromAttributes({ 'service.name': 'dutybook' }).merge(detectResources({ detectors: [envDetector] })),
    spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter())],
  })
  // Of what others send along only the trace is taken in and passed on, not their baggage.
  provider.register({ propagator: new W3CTraceContextPropagator() })
  return {
    stop: async () => {
      await Promise.race([provider.shutdown().catch(() => undefined), setTimeout(LAST, undefined, { ref: false })])
      trace.disable()
      context.disable()
      propagation.disable()
    },
  }
}

/** Each request as a span, in the trace that its `traceparent` names: by the pattern of its route, never by the address that was asked for. */
export function traceRequests(app: FastifyInstance): void {
  const under = new WeakMap<FastifyRequest, Context>()
  app.addHook('onRequest', (request, _reply, done) => {
    const from = propagation.extract(ROOT_CONTEXT, request.headers)
    const span = trace.getTracer('dutybook').startSpan(request.method, { kind: SpanKind.SERVER, attributes: { 'http.request.method': request.method } }, from)
    under.set(request, trace.setSpan(from, span))
    done()
  })
  // Not earlier: what reads the body goes on in the connection's own context.
  app.addHook('preValidation', (request, _reply, done) => context.with(under.get(request) ?? ROOT_CONTEXT, done))
  app.addHook('onResponse', (request, reply, done) => {
    const span = trace.getSpan(under.get(request) ?? ROOT_CONTEXT)
    const route = request.routeOptions.url ?? 'none'
    span?.updateName(`${request.method} ${route}`)
    span?.setAttributes({ 'http.route': route, 'http.response.status_code': reply.statusCode })
    if (reply.statusCode >= 500) span?.setStatus({ code: SpanStatusCode.ERROR })
    span?.end()
    done()
  })
}
