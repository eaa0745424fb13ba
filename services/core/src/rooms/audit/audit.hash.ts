import { hash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { AuditCheckpoint, AuditEvent } from '../../generated/types.js';

/** SHA-256, in hex, over the previous hash (nothing for the first event) and the RFC 8785 form of all that is shown but the hash. */
export function hashOf({ hash: _, ...event }: AuditEvent): string {
  return hash('sha256', (event.previousHash ?? '') + canonicalize(event));
}

/** What a checkpoint's signature is over. */
export const signedPart = ({
  workspaceId,
  sequence,
  hash,
  createdAt,
  keyId,
}: Omit<AuditCheckpoint, 'id' | 'signature'>) =>
  Buffer.from(canonicalize({ workspaceId, sequence, hash, createdAt, keyId })!);
