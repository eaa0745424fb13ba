import express, { type RequestHandler } from 'express';
import { RelayError } from '../platform/errors.js';
import { unsupportedMediaType } from './accept.js';
import { invalidRequest } from './field-errors.js';
import { jsonFault } from './json-limits.js';

/** Reads a JSON body of at most `limit` bytes. Generated controllers run it after authentication. */
export function jsonBody(limit: number): RequestHandler {
  const parse = express.json({ limit, strict: false });
  return (request, response, next) =>
    parse(request, response, (error?: unknown) => {
      if (error) return next(bodyProblem(error, limit));
      if (request.body === undefined && hasBody(request.headers)) return next(unsupportedMediaType());
      const fault = jsonFault(request.body);
      next(fault && invalidRequest([fault]));
    });
}

const hasBody = (headers: { 'content-length'?: string; 'transfer-encoding'?: string }) =>
  Number(headers['content-length'] ?? 0) > 0 || headers['transfer-encoding'] !== undefined;

function bodyProblem(error: unknown, limit: number): RelayError {
  const type = String((error as { type?: string }).type ?? '');
  if (type === 'entity.too.large')
    return new RelayError('body_too_large', 413, `The body is larger than ${limit} bytes.`, { cause: error });
  if (type === 'entity.parse.failed')
    return new RelayError('malformed_json', 400, 'The body is not valid JSON.', { cause: error });
  if (/^(charset|encoding)\.unsupported$/.test(type)) return unsupportedMediaType();
  // Cut off, or not what its Content-Encoding says; every kind of decompressor has error codes of its own.
  return new RelayError('malformed_body', 400, 'The body could not be read to its end.', { cause: error });
}
