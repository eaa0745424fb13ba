// The statements of an execute as core really sends them, overheard from its compiled repositories: a copy would drift.
import { createHash } from 'node:crypto';
import type { Db } from '../src/platform/db/index.js';
import type { Actor } from '../src/rooms/audit/index.js';
import { builtModule } from './built.ts';

type Providers = typeof import('../src/providers/index.js');
type Actions = typeof import('../src/rooms/actions/actions.repository.js');
type Schema = typeof import('../src/rooms/executions/executions.schema.js');
type Executions = typeof import('../src/rooms/executions/executions.settlement.repository.js');

export interface Statement {
  text: string;
  /** In the order of `$1`, `$2` …; ids and the digest are as they were given, or new. */
  values: unknown[];
}

export interface Example {
  actor: Actor;
  previewId: string;
  digest: string;
  executionId: string;
  key: string;
}

/** Claims and settles an example. */
export async function executeStatements({
  actor,
  previewId,
  digest,
  executionId: id,
  key,
}: Example): Promise<Statement[]> {
  const { catalog } = await builtModule<Providers>('src/providers/index.js');
  const { claimPreview } = await builtModule<Actions>('src/rooms/actions/actions.repository.js');
  const { settleExecution } = await builtModule<Executions>('src/rooms/executions/executions.settlement.repository.js');
  const { settledExecution } = await builtModule<Schema>('src/rooms/executions/executions.schema.js');
  const heard: Statement[] = [];
  const connection = {
    query: async (statement: Statement) => {
      heard.push(statement);
      return { rows: [] };
    },
  };
  const client = { config: {}, acquireConnection: async () => connection, releaseConnection: async () => {} };
  const db = { client } as unknown as Db;
  const requestHash = createHash('sha256').digest();
  const undoable = catalog.filter(({ undo }) => undo !== null).map(({ id }) => id);
  await claimPreview(db, actor, { previewId, digest, leaseSeconds: 60, key, requestHash, undoable });
  const output = { status: 200, contentType: 'application/json', body: '{}', bodyTruncated: false };
  const startedAt = new Date();
  const running = {
    id,
    previewId,
    connectionId: null,
    action: 'webhook.send',
    effectClass: 'at-most-once',
    confirmedBy: actor.id,
    startedAt,
  } as const;
  const sent = { outcome: { status: 'succeeded', output }, attempts: 1, undoable: false } as const;
  await settleExecution(db, actor, settledExecution(running, sent, startedAt));
  return heard;
}
