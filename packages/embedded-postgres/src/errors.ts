export type EmbeddedPostgresErrorCode = 'in_use' | 'unwritable' | 'unsupported_platform' | 'failed';

/** Why the database did not open. The message is one sentence for a person; details are in `cause`. */
export class EmbeddedPostgresError extends Error {
  override readonly name = 'EmbeddedPostgresError';
  readonly code: EmbeddedPostgresErrorCode;

  constructor(code: EmbeddedPostgresErrorCode, message: string, cause?: unknown) {
    super(message, { cause });
    this.code = code;
  }
}

export function inUse(directory: string, pid: number) {
  return new EmbeddedPostgresError('in_use', `The database in ${directory} is in use by process ${pid}.`);
}

export function unwritable(directory: string, reason: string, cause: unknown) {
  const message = `The database directory ${directory} cannot be written (${reason}): choose another one, or set DATABASE_URL to a Postgres of your own.`;
  return new EmbeddedPostgresError('unwritable', message, cause);
}

export function unsupportedPlatform(reason: string, cause?: unknown) {
  const message = `The embedded Postgres does not run on this system (${reason}): set DATABASE_URL to a Postgres of your own.`;
  return new EmbeddedPostgresError('unsupported_platform', message, cause);
}

export function failed(message: string, cause?: unknown) {
  return new EmbeddedPostgresError('failed', message, cause);
}

const UNWRITABLE = ['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST'];

/** Turns whatever opening threw into an error that can be shown to a person. */
export function toEmbeddedPostgresError(directory: string, error: unknown): EmbeddedPostgresError {
  if (error instanceof EmbeddedPostgresError) return error;
  const { code, message, syscall } = error as NodeJS.ErrnoException;
  if (code && (UNWRITABLE.includes(code) || syscall === 'mkdir')) return unwritable(directory, code, error);
  return failed(`The database in ${directory} did not open: ${message}.`, error);
}

/** The line of a Postgres program's output that tells why it gave up. */
export function reasonIn(log: string): string {
  const lines = log.trim().split('\n');
  // Clients that knock too early leave FATAL lines of their own.
  const fatal = lines.filter((line) => /FATAL|PANIC|error:/.test(line) && !line.includes('the database system is'));
  const line = fatal.at(-1) ?? lines.at(-1) ?? '';
  return line.replace(/^.*?(FATAL|PANIC|error): +/, '').replace(/\.$/, '') || 'it gave no reason';
}
