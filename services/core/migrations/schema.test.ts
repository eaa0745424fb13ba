import { cloneDatabase } from '@relay/testing/postgres';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { type Db, migrate, openDatabase, pendingMigrations } from '../src/platform/db/index.js';
import { readSchema } from '../tools/schema.js';
import { migrations } from './index.js';

let db: Db;
beforeAll(async () => {
  db = openDatabase({ url: await cloneDatabase(inject('postgresUrl')), prepared: true });
});
afterAll(() => db.destroy());

// After a new migration: `pnpm --filter @relay/core exec vitest run migrations -u`, and read the difference.
it('schema.sql is what the migrations make', async () => {
  await expect(`${await readSchema(db)}\n`).toMatchFileSnapshot('./schema.sql');
});

it('every key and index of a workspace table begins with the workspace, but for what finds the workspace', async () => {
  const exceptions = [
    'api_key_secrets_pkey',
    'authorizations_expired',
    'authorizations_pkey',
    'chat_messages_by_age',
    'chat_suggestions_by_age',
    'connections_due',
    'connections_revoked',
    'executions_leases',
    'idempotency_keys_expired',
    'previews_by_age',
    'webhook_deliveries_by_age',
  ];
  const { rows } = await db.raw(`
    select i.relname as name, (select attname from pg_attribute where attrelid = c.oid and attnum = x.indkey[0]) as first_column
    from pg_index x join pg_class i on i.oid = x.indexrelid join pg_class c on c.oid = x.indrelid
    join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public'
      and exists (select 1 from pg_attribute where attrelid = c.oid and attname = 'workspace_id' and not attisdropped)`);
  const odd = rows.filter(({ first_column }: { first_column: string }) => first_column !== 'workspace_id');
  expect(odd.map(({ name }: { name: string }) => name).sort()).toEqual(exceptions);
});

it('a version starts on what a newer one has migrated', async () => {
  await db('schema_migrations').insert({ name: '9999-later', batch: 2, migration_time: db.fn.now() });
  expect([await pendingMigrations(db), await migrate(db)]).toEqual([[], []]);
  await db('schema_migrations').where({ name: '9999-later' }).delete();
});

it('migrating again changes nothing, and every migration can be undone', async () => {
  expect([await migrate(db), await pendingMigrations(db)]).toEqual([[], []]);
  const before = await readSchema(db);
  for (const name of Object.keys(migrations).reverse()) await migrations[name]!.down!(db);
  expect(await readSchema(db)).toBe('');
  for (const name of Object.keys(migrations)) await migrations[name]!.up(db);
  expect(await readSchema(db)).toBe(before);
});
