// Seals anew, with the master key that seals now, whatever an older one has sealed: afterwards the older one can go.
import { SealError, type Sealer } from '../platform/crypto/index.js';
import { type Db, inTransaction } from '../platform/db/index.js';

/** Every column that holds values which a master key has sealed. A value's place, which is authenticated, is its table and its row's key. */
export const SEALED_COLUMNS = [
  { table: 'audit_keys', column: 'sealed_private_key', key: ['id'] },
  { table: 'webhook_secrets', column: 'sealed', key: ['workspace_id', 'id'] },
  { table: 'webhook_endpoints', column: 'sealed_url', key: ['workspace_id', 'id'] },
  { table: 'webhook_endpoint_secrets', column: 'sealed', key: ['workspace_id', 'endpoint_id', 'id'] },
  // Only the data keys: what they seal, the tokens, stays as it is, and a refresh that happens meanwhile writes nothing else.
  { table: 'connections', column: 'sealed_key', key: ['workspace_id', 'id', 'provider'] },
  { table: 'previews', column: 'sealed', key: ['workspace_id', 'id'] },
  { table: 'provider_configurations', column: 'sealed_client_secret', key: ['workspace_id', 'provider'] },
  { table: 'authorizations', column: 'sealed', key: ['state_hash'] },
  { table: 'chat_sessions', column: 'sealed_title', key: ['workspace_id', 'id'] },
  { table: 'chat_messages', column: 'sealed', key: ['workspace_id', 'id'] },
  { table: 'chat_suggestions', column: 'sealed', key: ['workspace_id', 'id'] },
  { table: 'idempotency_keys', column: 'reply', key: ['workspace_id', 'key'], only: 'sealed' },
] as const;
type SealedColumn = (typeof SEALED_COLUMNS)[number] & { only?: string };

/** Rows in one transaction: Relay goes on meanwhile, and waits for no more than these. */
const BATCH = 200;

export interface Resealed {
  table: string;
  resealed: number;
  /** Values that no master key opens; they stay as they are. */
  unreadable: number;
}

export async function reseal(db: Db, sealer: Sealer): Promise<Resealed[]> {
  const done: Resealed[] = [];
  for (const sealed of SEALED_COLUMNS) done.push(await resealColumn(db, sealer, sealed));
  return done;
}

async function resealColumn(db: Db, sealer: Sealer, sealed: SealedColumn): Promise<Resealed> {
  const total: Resealed = { table: sealed.table, resealed: 0, unreadable: 0 };
  for (let after: string[] | undefined; ; ) {
    const rows = await inTransaction(db, async (transaction) => {
      const batch = await listOutdated(transaction, sealer, sealed, after);
      for (const row of batch) {
        const isReadable = await resealRow(transaction, sealer, sealed, row);
        total[isReadable ? 'resealed' : 'unreadable']++;
      }
      return batch;
    });
    if (rows.length < BATCH) return total;
    after = sealed.key.map((name) => rows.at(-1)![name]!);
  }
}

type Row = Record<string, string>;

function listOutdated(db: Db, sealer: Sealer, { table, column, key, only }: SealedColumn, after: string[] | undefined) {
  const query = db(table)
    .whereRaw('not starts_with(??, ?)', [column, sealer.prefix]) // null where nothing is sealed, which is not true either
    .orderBy([...key])
    .limit(BATCH)
    .forUpdate();
  if (only) query.where(only, true);
  if (after) query.whereRaw(`(${key.map(() => '??').join()}) > (${key.map(() => '?').join()})`, [...key, ...after]);
  return query.select(...key, column) as unknown as Promise<Row[]>;
}

/** False when no master key opens the value. */
async function resealRow(db: Db, sealer: Sealer, { table, column, key }: SealedColumn, row: Row): Promise<boolean> {
  const identity = Object.fromEntries(key.map((name) => [name, row[name]!]));
  const place = [table, ...Object.values(identity)];
  try {
    const plaintext = sealer.open(row[column]!, place);
    await db(table)
      .where(identity)
      .update({ [column]: sealer.seal(plaintext, place) });
    return true;
  } catch (error) {
    if (error instanceof SealError) return false;
    throw error;
  }
}
