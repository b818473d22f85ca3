import { context, propagation, SpanStatusCode, trace, type Attributes, type Span } from '@opentelemetry/api'

/** What is told about work: names and counts. No persons, no subjects of matters, no addresses. */
export type Told = Attributes

/** Does work as a span of a trace. Where nobody takes traces it is the work and nothing else. */
export function traced<Result>(name: string, told: Told, work: (span: Pick<Span, 'setAttribute'>) => Promise<Result>): Promise<Result> {
  return trace.getTracer('dutybook').startActiveSpan(name, { attributes: told }, async (span) => {
    try {
      return await work(span)
    } catch (error) {
      // Its kind and no more: the words of an error may hold what somebody wrote.
      span.setStatus({ code: SpanStatusCode.ERROR })
      span.setAttribute('error.type', error instanceof Error ? error.name : typeof error)
      throw error
    } finally {
      span.end()
    }
  })
}

/** Work that is done later, in somebody else's turn, and belongs to the trace of now. */
export function inTrace<Given extends readonly unknown[], Result>(work: (...given: Given) => Promise<Result>): (...given: Given) => Promise<Result> {
  return context.bind(context.active(), work)
}

/** W3C `traceparent`, for whoever is asked on the way; nothing where nobody takes traces. */
export function traceHeaders(): Readonly<Record<string, string>> {
  const headers: Record<string, string> = {}
  propagation.inject(context.active(), headers)
  return headers
}
