import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { openEmbeddedPostgres } from './index.js';
import { Owner } from './testing/owner.js';
import { query } from './testing/query.js';
import { gone, temporaryDirectory } from './testing/temporary-directory.js';

async function open(directory: string, steps: string[] = []) {
  const postgres = await openEmbeddedPostgres(directory, { onProgress: (step) => void steps.push(step) });
  onTestFinished(() => postgres.stop());
  return postgres;
}

it('refuses a directory in use in one sentence, until its owner stops', async () => {
  const directory = await temporaryDirectory();
  const owner = new Owner(directory);
  await owner.hear('ready');
  const message = `The database in ${directory} is in use by process ${owner.pid}.`;
  await expect(open(directory)).rejects.toMatchObject({ name: 'EmbeddedPostgresError', code: 'in_use', message });
  await owner.stop();
  await open(directory);
});

it('refuses a second open in the same process', async () => {
  const directory = await temporaryDirectory();
  await open(directory);
  const message = `The database in ${directory} is in use by process ${process.pid}.`;
  await expect(open(directory)).rejects.toMatchObject({ code: 'in_use', message });
});

it('lets one of many win that open a new directory at once', async () => {
  const directory = await temporaryDirectory();
  const owners = Array.from({ length: 4 }, () => new Owner(directory));
  const outcomes = await Promise.all(owners.map((owner) => owner.hear('ready', 'refused')));
  const winner = owners[outcomes.findIndex(({ event }) => event === 'ready')];
  const message = `The database in ${directory} is in use by process ${winner?.pid}.`;
  const refused = { event: 'refused', code: 'in_use', message };
  const expected = owners.map((owner) => expect.objectContaining(owner === winner ? { event: 'ready' } : refused));
  expect(outcomes).toEqual(expected);
  await winner!.stop();
});

it('stops Postgres when its owner is killed', async () => {
  const directory = await temporaryDirectory();
  const owner = new Owner(directory);
  const { pid, url } = await owner.hear('ready');
  await query(url, 'create table notes as select 42 as number');
  await owner.kill();
  await gone(pid);
  const heir = await open(directory);
  expect(await query(heir.url, 'select number from notes')).toEqual([{ number: 42 }]);
});

it('may be opened right after its owner was killed, while Postgres is still stopping', async () => {
  const directory = await temporaryDirectory();
  for (let round = 0; round < 3; round++) {
    const owner = new Owner(directory);
    await owner.hear('ready');
    await owner.kill();
  }
  await open(directory);
});

it('takes over the Postgres of an owner that was killed together with the guard', async () => {
  const directory = await temporaryDirectory();
  const owner = new Owner(directory);
  const { pid, url } = await owner.hear('ready');
  await query(url, 'create table notes as select 42 as number');
  const guard = Number(readFileSync(`/proc/${pid}/stat`, 'utf8').match(/\) \S (\d+)/)?.[1]);
  const helpers = readFileSync(`/proc/${guard}/task/${guard}/children`, 'utf8').trim().split(' ').map(Number);
  for (const helper of [...helpers.filter((helper) => helper !== pid), guard]) process.kill(helper, 'SIGKILL');
  await owner.kill();
  expect(await query(url, 'select 1 as alive')).toEqual([{ alive: 1 }]);

  const steps: string[] = [];
  const heir = await open(directory, steps);
  await gone(pid);
  expect(steps).toEqual(['stopping the Postgres of a process that died', 'starting Postgres']);
  expect(await query(heir.url, 'select number from notes')).toEqual([{ number: 42 }]);
});

it('tells when Postgres was killed, and recovers the data at the next open', async () => {
  const directory = await temporaryDirectory();
  const killed = await open(directory);
  await query(killed.url, 'create table notes as select 42 as number');
  process.kill(killed.pid, 'SIGKILL');
  expect(await killed.exited).toContain('database system is ready to accept connections');
  const reopened = await open(directory);
  expect(await query(reopened.url, 'select number from notes')).toEqual([{ number: 42 }]);
});

it('is not misled by a stale lock whose pid belongs to another process by now', async () => {
  const directory = await temporaryDirectory();
  const killed = await open(directory);
  process.kill(killed.pid, 'SIGKILL');
  await killed.exited;
  const { uid, gid } = await stat(join(directory, 'data'));
  const stranger = spawn('sleep', ['600'], { ...(process.getuid!() === 0 && { uid, gid }), cwd: '/' });
  onTestFinished(() => void stranger.kill());
  const lock = join(directory, 'data', 'postmaster.pid');
  await writeFile(lock, (await readFile(lock, 'utf8')).replace(/^\d+/, `${stranger.pid}`));
  await open(directory);
});

it('serves an owner that drains after Ctrl-C went to its whole process group', async () => {
  const owner = new Owner(await temporaryDirectory(), { detached: true });
  const { pid } = await owner.hear('ready');
  process.kill(-owner.pid, 'SIGINT');
  await owner.hear('drained');
  await owner.hear('stopped');
  await gone(pid);
});
