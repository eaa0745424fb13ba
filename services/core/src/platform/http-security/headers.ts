import type { RequestHandler } from 'express';

/**
 * What every reply says to a browser: run, frame, embed, sniff and keep nothing. Pages that a browser shows overwrite the policy
 * with their own. A fixed list and no helmet: the same headers at half the time, without those that only browsers of long ago read.
 */
export const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  'Content-Security-Policy': "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cache-Control': 'no-store',
};

// Two years. Without includeSubDomains: the names below the public one are not Relay's to decide about.
const TRANSPORT_SECURITY = { 'Strict-Transport-Security': 'max-age=63072000' };

/** Sets the security headers; over `https` also the one that keeps browsers on it. */
export function securityHeaders({ https }: { https: boolean }): RequestHandler {
  const headers = Object.entries({ ...SECURITY_HEADERS, ...(https && TRANSPORT_SECURITY) });
  return (_request, response, next) => {
    for (const [name, value] of headers) response.setHeader(name, value);
    next();
  };
}

/** For the pages behind the API: they say themselves how long they may be kept. */
export const mayBeKept: RequestHandler = (_request, response, next) => {
  response.removeHeader('Cache-Control');
  next();
};
