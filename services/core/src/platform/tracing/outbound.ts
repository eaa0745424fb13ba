import type { Outbound } from '../outbound/index.js';
import { SpanKind, traced } from './tracing.js';

/** A span for every outgoing request: where to and how it ended, never the path, the query or the body. No `traceparent` is sent. */
export const traceOutbound = (outbound: Outbound): Outbound => ({
  refusal: (url) => outbound.refusal(url),
  send: (request, options) => {
    const { hostname, port, protocol } = new URL(request.url);
    const attributes = {
      'http.request.method': request.method,
      'server.address': hostname,
      'server.port': Number(port) || (protocol === 'https:' ? 443 : 80),
    };
    return traced(`${request.method} ${hostname}`, SpanKind.CLIENT, attributes, async (span) => {
      const result = await outbound.send(request, options);
      span.setAttribute('relay.result', result.kind);
      if (result.kind === 'answered') span.setAttribute('http.response.status_code', result.status);
      else span.setAttribute('error.type', result.code);
      return result;
    });
  },
});
