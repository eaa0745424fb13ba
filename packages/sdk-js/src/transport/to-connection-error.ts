import { ConnectionError } from '../errors.js';

/** The error of a request that got no reply, or of a reply that broke off. */
export function toConnectionError(url: string, cause: unknown): ConnectionError {
  return new ConnectionError(`The connection to ${new URL(url).host} failed${systemCode(cause)}.`, { cause });
}

/** Node keeps `ECONNREFUSED` and its like one level down. */
function systemCode(error: unknown): string {
  const code = (error as { cause?: { code?: unknown } } | undefined)?.cause?.code;
  return typeof code === 'string' ? ` (${code})` : '';
}
