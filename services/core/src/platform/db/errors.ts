import { RelayError } from '../errors.js';

/** Error codes that mean that the database is away, full, or going down; the request may be tried again. */
const AWAY = new Set(['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'EHOSTUNREACH', 'ETIMEDOUT', 'EPIPE']);
const AWAY_SQLSTATE = /^(08|53|57P|58)/;
const AWAY_MESSAGE =
  /Connection terminated|Timeout acquiring a connection|timeout expired|Unable to acquire a connection/;
/** Postgres cannot store the character NUL in text. */
const NUL_IN_TEXT = new Set(['22021', '22P05']);

/** Turns a database error that the caller should hear into one; undefined for what is a bug of ours. */
export function databaseProblem(error: unknown): RelayError | undefined {
  if (!(error instanceof Error)) return undefined;
  const code = String((error as { code?: unknown }).code ?? '');
  if (AWAY.has(code) || AWAY_SQLSTATE.test(code) || AWAY_MESSAGE.test(error.message))
    return new RelayError('database_unavailable', 503, 'The database does not answer; try again in a moment.', {
      cause: error,
      headers: { 'Retry-After': '1' },
    });
  if (NUL_IN_TEXT.has(code))
    return new RelayError('invalid_request', 422, 'Text may not hold the character U+0000.', { cause: error });
  return undefined;
}

/** The name of the constraint that an insert or update broke, if that is what happened. */
export const brokenConstraint = (error: unknown): string | undefined =>
  (error as { constraint?: string } | undefined)?.constraint;
