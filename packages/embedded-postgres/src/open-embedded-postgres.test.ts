import { once } from 'node:events';
import { mkdir, readdir, stat, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import pg from 'pg';
import { expect, it, onTestFinished } from 'vitest';
import { type EmbeddedPostgresOptions, openEmbeddedPostgres } from './index.js';
import { isAlive } from './postmaster.js';
import { query } from './testing/query.js';
import { temporaryDirectory } from './testing/temporary-directory.js';

async function open(directory: string, options?: EmbeddedPostgresOptions) {
  const postgres = await openEmbeddedPostgres(directory, options);
  onTestFinished(() => postgres.stop());
  return postgres;
}

it('creates a cluster at the first start and keeps its data for the second', async () => {
  const directory = join(await temporaryDirectory(), 'some', 'where');
  const steps: string[] = [];
  const onProgress = (step: string) => void steps.push(step);
  const first = await open(directory, { onProgress });
  await query(first.url, 'create table notes as select 42 as number');
  await first.stop();
  const second = await open(directory, { onProgress });
  expect(await query(second.url, 'select number from notes')).toEqual([{ number: 42 }]);
  expect(steps).toEqual(['creating the database cluster', 'starting Postgres', 'starting Postgres']);
  expect(await readdir(directory)).toEqual(['data']);
});

it('stops in order, and has stopped when stop resolves', async () => {
  const postgres = await open(await temporaryDirectory());
  const client = new pg.Client(postgres.url);
  await client.connect();
  const farewell = once(
    client.on('error', () => {}),
    'error',
  );
  await postgres.stop();
  expect(await isAlive(postgres.pid)).toBe(false);
  expect(await postgres.exited).toMatch(/received fast shutdown request.*database system is shut down/s);
  expect((await farewell)[0].message).toBe('terminating connection due to administrator command');
  await postgres.stop(); // a second time does no harm
});

it('runs the process whose pid it tells, with the settings it is given', async () => {
  const directory = await temporaryDirectory();
  const { url, pid } = await open(directory, { settings: { fsync: 'off', listen_addresses: '*' } });
  const settings = await query(
    url,
    "select name, setting from pg_settings where name ~ '^(fsync|listen_a|unix_.*ies)'",
  );
  expect(settings).toEqual([
    { name: 'fsync', setting: 'off' },
    { name: 'listen_addresses', setting: '127.0.0.1' },
    { name: 'unix_socket_directories', setting: '' },
  ]);
  expect(await query(url, "select split_part(pg_read_file('postmaster.pid'), E'\\n', 1)::int as pid")).toEqual([
    { pid },
  ]);
});

it('listens on 127.0.0.1 only and asks for the password, which only its account can read', async () => {
  const directory = await temporaryDirectory();
  const { url } = await open(directory);
  const { port, password } = new URL(url);
  const [error] = await once(connect(Number(port), '127.0.0.2'), 'error');
  expect(error.code).toMatch(/ECONNREFUSED|EADDRNOTAVAIL/);
  await expect(query(url.replace(password, 'wrong'), 'select 1')).rejects.toThrow('password authentication failed');
  const { mode } = await stat(join(directory, 'data', 'relay.password'));
  expect(mode & 0o777).toBe(0o600);
});

it('refuses a directory that cannot be made in one sentence', async () => {
  const file = join(await temporaryDirectory(), 'file');
  await writeFile(file, '');
  for (const directory of [file, join(file, 'below'), '/proc/nowhere/below']) {
    const message = expect.stringMatching(
      `^The database directory ${directory} cannot be written \\([A-Z]+\\): .*\\.$`,
    );
    await expect(open(directory)).rejects.toMatchObject({ name: 'EmbeddedPostgresError', code: 'unwritable', message });
  }
});

it('refuses data that are not its own', async () => {
  const directory = await temporaryDirectory();
  await mkdir(join(directory, 'data'));
  const message = `${join(directory, 'data')} holds something else than a database of ours.`;
  await expect(open(directory)).rejects.toMatchObject({ code: 'failed', message });
});

it('tells in one sentence why Postgres did not start', async () => {
  const directory = await temporaryDirectory();
  const message = `Postgres in ${directory} did not start: unrecognized configuration parameter "no_such_setting".`;
  await expect(open(directory, { settings: { no_such_setting: '1' } })).rejects.toMatchObject({
    code: 'failed',
    message,
  });
});

it('gives up on a start that outlasts its patience', async () => {
  const directory = await temporaryDirectory();
  const message = `Postgres in ${directory} was not ready within 0 seconds.`;
  await expect(open(directory, { patienceMs: 0 })).rejects.toMatchObject({ code: 'failed', message });
  await open(directory); // nothing of it is left in the way
});
