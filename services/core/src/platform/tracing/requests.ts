import type { RequestHandler } from 'express';
import { context, propagation, SpanKind, SpanStatusCode, trace, tracer } from './tracing.js';

/** A span for every request, below the caller's `traceparent` if it sent one. It is named when the operation is known. */
export const traceRequests: RequestHandler = (request, response, next) => {
  const parent = propagation.extract(context.active(), request.headers);
  const span = tracer().startSpan(request.method, { kind: SpanKind.SERVER }, parent);
  const spanContext = span.spanContext();
  if (trace.isSpanContextValid(spanContext)) response.locals.traceId = spanContext.traceId;
  response.once('close', () => {
    const { operation, requestId, facts } = response.locals;
    span.updateName(operation ?? request.method);
    span.setAttributes({
      'http.request.method': request.method,
      'http.response.status_code': response.statusCode,
      'relay.operation': operation,
      'relay.request_id': requestId,
      ...Object.fromEntries(Object.entries(facts ?? {}).map(([name, value]) => [`relay.${name}`, String(value)])),
    });
    if (response.statusCode >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
    span.end();
  });
  context.with(trace.setSpan(parent, span), next);
};
