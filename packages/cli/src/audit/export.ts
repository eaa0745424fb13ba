// The lines of an NDJSON export, format relay-audit/1: https://github.com/relay/relay/blob/main/docs/guides/audit.md
import { createHash, type KeyObject, verify } from 'node:crypto';
import canonicalize from 'canonicalize';

export interface Header {
  format: 'relay-audit/1';
  workspaceId: string;
  exportedAt: string;
  complete: boolean;
  filters: Record<string, string>;
  after: number;
  upTo: number;
  publicKeys: PublicKey[];
}
export interface PublicKey {
  id: string;
  publicKey: string;
}
export interface Event {
  id: string;
  sequence: number;
  previousHash: string | null;
  hash: string;
}
export interface Checkpoint {
  id: string;
  workspaceId: string;
  sequence: number;
  hash: string;
  createdAt: string;
  keyId: string;
  signature: string;
}
export type ExportLine =
  | { kind: 'header'; value: Header }
  | { kind: 'event'; value: Event }
  | { kind: 'checkpoint'; value: Checkpoint }
  | { kind: 'end'; value: { events: number } };

/** Each kind of line, with the fields that the verifier relies on. */
const FIELDS: Record<ExportLine['kind'], Record<string, string>> = {
  header: {
    format: 'string',
    workspaceId: 'string',
    complete: 'boolean',
    filters: 'object',
    after: 'number',
    upTo: 'number',
  },
  event: { sequence: 'number', hash: 'string' },
  checkpoint: { sequence: 'number', hash: 'string', createdAt: 'string', keyId: 'string', signature: 'string' },
  end: { events: 'number' },
};

/** Reads one line; undefined when it is none of an export. */
export function readExportLine(value: unknown): ExportLine | undefined {
  const [entry, ...others] = Object.entries(Object(value));
  if (!entry || others.length > 0 || !Object.hasOwn(FIELDS, entry[0])) return undefined;
  const kind = entry[0] as ExportLine['kind'];
  const content = Object(entry[1]);
  const fits = Object.entries(FIELDS[kind]).every(
    ([name, type]) => typeof content[name] === type && content[name] !== null,
  );
  return fits ? ({ kind, value: content } as ExportLine) : undefined;
}

/** SHA-256 over the previous hash (nothing for the first event) and the RFC 8785 form of the event without its hash. */
export function hashOf({ hash: _, ...event }: Event): string {
  return createHash('sha256')
    .update((event.previousHash ?? '') + canonicalize(event))
    .digest('hex');
}

export function isSignedBy(publicKey: KeyObject, checkpoint: Checkpoint): boolean {
  const { workspaceId, sequence, hash, createdAt, keyId, signature } = checkpoint;
  const signed = Buffer.from(canonicalize({ workspaceId, sequence, hash, createdAt, keyId })!);
  return verify(null, signed, publicKey, Buffer.from(signature, 'base64'));
}
