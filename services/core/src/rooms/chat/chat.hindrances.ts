// What it means for a suggestion that its preview, or its read, was refused.
import type { RelayError } from '../../platform/errors.js';
import type { Missing } from './chat.checks.js';

export type Hindrance =
  | { kind: 'ask'; missing: Missing[] }
  /** An account has to be connected, or its owner has to agree to more. */
  | { kind: 'connect'; url: string | undefined }
  | { kind: 'tell' };

const UNCONNECTED = [
  'connection_required',
  'connection_not_active',
  'connection_expired',
  'connection_revoked',
  'scope_missing',
];

export function whyNot(error: RelayError): Hindrance {
  if (UNCONNECTED.includes(error.code)) return { kind: 'connect', url: error.authorizationUrl };
  const missing = new Map<string, Missing>();
  for (const { pointer, detail, choices } of error.errors ?? []) {
    const name =
      /^\/input\/([^/]+)/.exec(pointer)?.[1] ?? (pointer === '/connectionId' && choices ? 'connectionId' : undefined);
    if (name !== undefined && !missing.has(name))
      missing.set(name, { name, because: detail, ...(choices && { choices }) });
  }
  return missing.size > 0 ? { kind: 'ask', missing: [...missing.values()] } : { kind: 'tell' };
}
