import { createHash } from 'node:crypto';
import type { EffectClass } from '../../generated/types.js';
import type { PlannedRequest } from '../../providers/index.js';

export interface DigestedPlan {
  workspaceId: string;
  action: string;
  actionVersion: string;
  effectClass: EffectClass;
  connectionId: string | null;
  /** The provider's id of the connection's account; with a connection only. */
  accountId?: string | null;
  /** With the random salts that are sealed beside its secrets: without them, the digest would let a short secret be guessed. */
  request: PlannedRequest & { salts?: Record<string, string> };
}

/**
 * SHA-256 over everything that would be sent and for whom. The encoding is injective: every text stands behind its length, every
 * list behind its count, so no two different plans can have the same encoding. A plan with a connection has another version word,
 * because the account follows the connection there.
 */
export function digestOf({
  workspaceId,
  action,
  actionVersion,
  effectClass,
  connectionId,
  accountId = null,
  request,
}: DigestedPlan): string {
  const hash = createHash('sha256');
  const text = (value: string | null) => hash.update(value === null ? '-' : `${Buffer.byteLength(value)}:${value}`);
  const connection = connectionId === null ? [null] : [connectionId, accountId];
  const version = connectionId === null ? 'relay.plan.v1' : 'relay.plan.v2';
  for (const value of [version, workspaceId, action, actionVersion, effectClass, ...connection]) text(value);
  const { method, url, headers, body, addedAtSend, salts = {} } = request;
  for (const value of [method, url, body]) text(value);
  const pairs = (values: Record<string, string>) => {
    const sorted = Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1));
    hash.update(`${sorted.length};`);
    for (const pair of sorted) pair.forEach(text);
  };
  pairs(headers);
  pairs(salts);
  hash.update(`${addedAtSend.length};`);
  addedAtSend.forEach(text);
  return `sha256-${hash.digest('base64url')}`;
}
