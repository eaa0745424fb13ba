// What it means for a suggestion that its preview, or its read, was refused.
import { RelayError } from '../../platform/errors.js';
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

/** Whether a preview cannot be gone on with in any way. */
export const isGone = (error: unknown): boolean =>
  error instanceof RelayError && ['preview_discarded', 'preview_not_found'].includes(error.code);

export function whyNot(error: RelayError): Hindrance {
  if (UNCONNECTED.includes(error.code)) return { kind: 'connect', url: error.authorizationUrl };
  const missing = new Map<string, Missing>();
  for (const { pointer, detail, choices } of error.errors ?? []) {
    const name =
      /^\/input\/([^/]+)/.exec(pointer)?.[1] ?? (pointer === '/connectionId' && choices ? 'connectionId' : undefined);
    if (name !== undefined && !missing.has(name))
      // That an account has to be chosen is said by the question.
      missing.set(name, { name, ...(name !== 'connectionId' && { because: detail }), ...(choices && { choices }) });
  }
  return missing.size > 0 ? { kind: 'ask', missing: [...missing.values()] } : { kind: 'tell' };
}
