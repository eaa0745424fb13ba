import type { Request, RequestHandler } from 'express';
import { RelayError } from '../errors.js';

/** In characters; what a query of ours needs is far below. */
const LONGEST_URL = 8_192;
const MOST_HEADERS = 100;

/** Refuses what no client of ours sends, before anything is looked up for it. */
export const requestLimits: RequestHandler = (request, _response, next) => next(refusal(request));

function refusal({ url, rawHeaders, httpVersion }: Request): RelayError | undefined {
  if (url.length > LONGEST_URL)
    return new RelayError('uri_too_long', 414, `The URL is longer than ${LONGEST_URL} characters.`);
  if (rawHeaders.length > MOST_HEADERS * 2)
    return new RelayError('headers_too_large', 431, `The request has more than ${MOST_HEADERS} headers.`);
  // Two hosts: what stands before Relay may have gone by the other one.
  const hosts = countOf(rawHeaders, 'host');
  if (hosts > 1 || (hosts === 0 && httpVersion !== '1.0'))
    return new RelayError('malformed_request', 400, 'The request needs exactly one Host header.');
  return undefined;
}

function countOf(rawHeaders: string[], name: string): number {
  let count = 0;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const given = rawHeaders[index]!;
    if (given.length === name.length && given.toLowerCase() === name) count++;
  }
  return count;
}
