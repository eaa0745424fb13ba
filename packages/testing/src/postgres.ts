// One Postgres for a test run, and a database of its own for each test file, cloned from a migrated template.
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEmbeddedPostgres } from '@relay/embedded-postgres';
import pg from 'pg';

export interface TestPostgres {
  /** The maintenance database; `cloneDatabase` takes it. */
  url: string;
  stop(): Promise<void>;
}

const TEMPLATE = 'relay_template';
/** Safe for tests only: a crash of the machine would lose data. */
const FAST = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '200' };

/** Starts Postgres in a temporary directory and lets `migrate` make the template. */
export async function startTestPostgres(migrate: (databaseUrl: string) => Promise<void>): Promise<TestPostgres> {
  const directory = await mkdtemp(join(tmpdir(), 'relay-test-'));
  const postgres = await openEmbeddedPostgres(join(directory, 'postgres'), { settings: FAST });
  await run(postgres.url, `create database ${TEMPLATE}`);
  await migrate(databaseUrl(postgres.url, TEMPLATE));
  return {
    url: postgres.url,
    stop: async () => {
      await postgres.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** A fresh database with the template's schema; dropped with the Postgres it is in. */
export async function cloneDatabase(url: string): Promise<string> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  await run(url, `create database ${name} template ${TEMPLATE}`);
  return databaseUrl(url, name);
}

function databaseUrl(url: string, name: string): string {
  const result = new URL(url);
  result.pathname = `/${name}`;
  return result.href;
}

async function run(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
