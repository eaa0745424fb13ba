import type { Needs, Reader } from './reader.ts';

/** An export of the audit log, and what it is verified with: all checkpoints, or the key alone. */
export async function auditFiles({ world: { call } }: Reader): Promise<Needs> {
  const checkpoints = await call('audit.checkpoints');
  const { text } = await call('audit.export');
  return {
    files: {
      'export.ndjson': text,
      'checkpoints.json': checkpoints.text,
      'relay-audit.pem': checkpoints.body.publicKeys[0]!.publicKey,
    },
  };
}
