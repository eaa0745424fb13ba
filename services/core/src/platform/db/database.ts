import knex, { type Knex } from 'knex';
import type { Client } from 'pg';
import { SpanKind, traced } from '../tracing/tracing.js';

/** The pool, or a transaction of it. */
export type Db = Knex;

const silent = () => {};
const SILENT = { warn: silent, error: silent, deprecate: silent, debug: silent };

export interface DatabaseOptions {
  url: string;
  /** Named statements; off for poolers that cannot keep them (PgBouncer before 1.21). */
  prepared: boolean;
  poolSize?: number;
}

export function openDatabase({ url, prepared, poolSize = 10 }: DatabaseOptions): Db {
  const config = {
    client: 'pg',
    connection: { connectionString: url, connectionTimeoutMillis: 5_000, keepAlive: true },
    pool: { min: 0, max: poolSize },
    acquireConnectionTimeout: 5_000,
    prepared,
    log: SILENT, // knex prints what it also throws
  };
  return knex(config);
}

export interface Statement {
  /** Unique: Postgres keeps the plan under this name. */
  name: string;
  text: string;
}

/** Runs one statement with `$1` bindings, as a named one where the database allows it: the hot path's way past the query builder. */
export async function runStatement<Row>(db: Db, { name, text }: Statement, values: unknown[]): Promise<Row[]> {
  const connection: Client = await db.client.acquireConnection();
  try {
    const query = db.client.config.prepared ? { name, text, values } : { text, values };
    const attributes = { 'db.system.name': 'postgresql', 'db.operation.name': name };
    return await traced(name, SpanKind.CLIENT, attributes, async () => (await connection.query(query)).rows as Row[]);
  } finally {
    await db.client.releaseConnection(connection);
  }
}

/** Runs `work` in one transaction. It holds SQL only: a provider is never called within. */
export const inTransaction = <T>(db: Db, work: (transaction: Db) => Promise<T>): Promise<T> =>
  db.transaction((transaction) => work(transaction));
