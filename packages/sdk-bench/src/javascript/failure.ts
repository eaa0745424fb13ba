import type { Failure } from '../behaviour/task.ts';
import type { Client } from './client.ts';

export function describeFailure(error: unknown, client: Client, isReturned: boolean): Failure {
  const { name = '', message = '', ...rest } = asRecord(error);
  const status = [rest.status, rest.statusCode, rest.code].find((value) => typeof value === 'number');
  // A class in a minified build may have another name than its errors.
  const className = isReturned ? String(name) : ((error as object)?.constructor?.name ?? typeof error);
  const requestIdIn = findRequestId(error, String(message));
  return {
    name: className,
    message: String(message).slice(0, 200),
    isOwn: client.isOwn(error),
    isReturned,
    ...(typeof status === 'number' && { status }),
    ...(requestIdIn && { requestIdIn }),
  };
}

function findRequestId(error: unknown, message: string): string | undefined {
  if (message.includes('req_1')) return 'message';
  const members = asRecord(error);
  const property = Object.keys(members).find((name) => members[name] === 'req_1');
  if (property) return property;
  const headers = members.headers;
  const entries = headers instanceof Headers ? [...headers] : Object.entries(asRecord(headers));
  return entries.some(([, value]) => value === 'req_1') ? 'headers' : undefined;
}

/** Its own members and the message, which is not enumerable. */
function asRecord(value: unknown): Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return {};
  const { name, message } = value as Error;
  return { name, message, ...value };
}
