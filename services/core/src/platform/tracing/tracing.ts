import {
  type Attributes,
  context,
  INVALID_SPAN_CONTEXT,
  propagation,
  type Span,
  SpanKind,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api';

export interface Tracing {
  /** Sends what has not been sent yet. */
  stop(): Promise<void>;
}

/** Spans go to an OTLP collector over HTTP; without an endpoint every span is a no-op. */
export async function startTracing(endpoint: string | undefined, version: string): Promise<Tracing> {
  if (endpoint === undefined) return { stop: async () => {} };
  const { exportSpans } = await import('./exporter.js'); // an eighth of the start of a process that exports nothing
  return exportSpans(endpoint, version);
}

export const tracer = () => trace.getTracer('relay-core');

/** Runs `work` within a span below the current one, if there is one; when it fails, the span tells the error's name, never its message. */
export function traced<T>(
  name: string,
  kind: SpanKind,
  attributes: Attributes,
  work: (span: Span) => Promise<T>,
): Promise<T> {
  // A loop that asks every half second would fill the collector with roots that tell nothing.
  if (!trace.getActiveSpan()) return work(trace.wrapSpanContext(INVALID_SPAN_CONTEXT));
  return tracer().startActiveSpan(name, { kind, attributes }, async (span) => {
    try {
      return await work(span);
    } catch (error) {
      span.setStatus({ code: SpanStatusCode.ERROR, message: (error as Error).name });
      throw error;
    } finally {
      span.end();
    }
  });
}

export { context, propagation, type Span, SpanKind, SpanStatusCode, trace };
