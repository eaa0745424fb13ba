import type { RequestHandler } from 'express';

const PREFLIGHT = {
  'Access-Control-Allow-Methods': 'GET, HEAD, POST, PUT, PATCH, DELETE',
  'Access-Control-Allow-Headers': 'Authorization, Content-Type, Idempotency-Key, X-Request-Id',
  'Access-Control-Max-Age': '600',
};
const EXPOSED =
  'X-Request-Id, RateLimit, RateLimit-Policy, Retry-After, Idempotent-Replayed, Content-Disposition, WWW-Authenticate';

/**
 * Lets pages of exactly these origins read replies. Never with credentials: who may do what is in the API key and not in a
 * cookie, so no page can act by the mere fact that somebody looks at it. Any other origin gets the replies that it would get
 * without CORS, and a browser keeps them from it.
 */
export function cors(origins: readonly string[]): RequestHandler {
  const listed = new Set(origins);
  return (request, response, next) => {
    response.vary('Origin'); // for a shared cache, also where no Origin was sent
    const { origin, 'access-control-request-method': preflighted } = request.headers;
    if (origin === undefined || !listed.has(origin)) return next();
    response.setHeader('Access-Control-Allow-Origin', origin);
    if (request.method !== 'OPTIONS' || preflighted === undefined) {
      response.setHeader('Access-Control-Expose-Headers', EXPOSED);
      return next();
    }
    for (const [name, value] of Object.entries(PREFLIGHT)) response.setHeader(name, value);
    response.status(204).end();
  };
}

/** The origins in `text`, separated by commas; throws on what is not exactly one, such as `*` or a URL with a path. */
export function parseOrigins(text: string): string[] {
  return text.split(',').map((entry) => {
    const origin = entry.trim();
    const url = URL.parse(origin);
    if (url?.origin !== origin || !['https:', 'http:'].includes(url.protocol) || origin.includes('*'))
      throw new Error(`${JSON.stringify(origin)} is not an origin; write https://app.example.com, without a path`);
    return origin;
  });
}
