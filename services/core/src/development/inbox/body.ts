import express, { type RequestHandler } from 'express';
import { RelayError } from '../../platform/errors.js';

/** More than `webhook.send` can send. */
const MOST_BYTES = 5_000_000;

const read = express.raw({ type: () => true, limit: MOST_BYTES });

/** Reads a body of any type, or none, as bytes: what is not JSON, or not even text, is received too. */
export const anyBody: RequestHandler = (request, response, next) =>
  read(request, response, (error?: unknown) => {
    if (error) return next(bodyProblem(error as { status?: number; type?: string }));
    request.body ??= Buffer.alloc(0);
    next();
  });

function bodyProblem(error: { status?: number; type?: string }): unknown {
  if (error.type === 'entity.too.large')
    return new RelayError('body_too_large', 413, `The inbox takes bodies of up to ${MOST_BYTES} bytes.`, {
      cause: error,
    });
  if (error.type === 'encoding.unsupported')
    return new RelayError('unsupported_media_type', 415, 'The inbox reads gzip, deflate and br, or no encoding.', {
      cause: error,
    });
  if (error.status && error.status < 500)
    return new RelayError('malformed_body', 400, 'The body could not be read to its end.', { cause: error });
  return error;
}
