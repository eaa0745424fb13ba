import { RelayError } from '../errors.js';

/** Error codes that mean that the database is away, full, or going down; the request may be tried again. */
const AWAY = new Set(['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'EHOSTUNREACH', 'ETIMEDOUT', 'EPIPE']);
const AWAY_SQLSTATE = /^(08|53|57P|58)/;
const AWAY_MESSAGE =
  /Connection terminated|Timeout acquiring a connection|timeout expired|Unable to acquire a connection/;
/** What is valid JSON and still no value of the column: the character NUL in text, a time before or after all that Postgres knows. */
const NOT_STORABLE: Record<string, string> = {
  '22021': 'Text may not hold the character U+0000.',
  '22P05': 'Text may not hold the character U+0000.',
  '22007': 'This is not a time that can be stored.',
  '22008': 'This time is too far away.',
};

/** Turns a database error that the caller should hear into one; undefined for what is a bug of ours. */
export function databaseProblem(error: unknown): RelayError | undefined {
  if (!(error instanceof Error)) return undefined;
  const code = String((error as { code?: unknown }).code ?? '');
  if (AWAY.has(code) || AWAY_SQLSTATE.test(code) || AWAY_MESSAGE.test(error.message))
    return new RelayError('database_unavailable', 503, 'The database does not answer; try again in a moment.', {
      cause: error,
      headers: { 'Retry-After': '1' },
    });
  const reason = NOT_STORABLE[code];
  return reason === undefined ? undefined : new RelayError('invalid_request', 422, reason, { cause: error });
}

/** The name of the constraint that an insert or update broke, if that is what happened. */
export const brokenConstraint = (error: unknown): string | undefined =>
  (error as { constraint?: string } | undefined)?.constraint;
