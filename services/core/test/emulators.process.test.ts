// A newcomer's first account: a development core with the stand-ins that it starts itself, as processes.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CoreProcess, createClient, spawnCore } from '@relay/testing';
import { cloneDatabase } from '@relay/testing/postgres';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { Browser } from './connecting.js';

let directory: string;
let databaseUrl: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'relay-emulators-'));
  databaseUrl = await cloneDatabase(inject('postgresUrl'));
});
afterAll(() => rm(directory, { recursive: true, force: true }));

interface Started {
  core: CoreProcess;
  call: ReturnType<typeof createClient>;
  key: string;
}

async function start(environment: Record<string, string> = {}): Promise<Started> {
  const core = spawnCore({
    PORT: '0',
    RELAY_DATA_DIR: directory,
    DATABASE_URL: databaseUrl,
    RELAY_EMULATORS: 'on',
    ...environment,
  });
  await core.printed(/Ctrl-C stops it/);
  const { baseUrl, apiKey } = JSON.parse(await readFile(join(directory, 'credentials.json'), 'utf8'));
  return { core, call: createClient(baseUrl), key: apiKey };
}

async function stop({ core }: Started): Promise<void> {
  core.kill('SIGINT');
  expect(await core.exited).toBe(0);
}

const urlOf = ({ core }: Started, name: string) =>
  new RegExp(`${name} +(http://127\\.0\\.0\\.1:\\d+) +\\(emulator\\)`).exec(core.output())?.[1];

describe('a development start with stand-ins', () => {
  it('connects an account in a browser and sends a mail that is seen on a page, also after a restart', async () => {
    const first = await start();
    const created = await first.call('connections.create', { key: first.key, body: { provider: 'google' } });
    const page = await new Browser().connect(created.body.authorizationUrl, { account: 'grace@example.com' });
    expect(page.text).toContain('Your Google account is connected');
    await stop(first);

    const second = await start();
    const input = { to: ['ada@example.com'], subject: 'From a second start', body: 'Hello' };
    const preview = await second.call('actions.preview', {
      key: second.key,
      body: { action: 'google.gmail.send', input },
    });
    expect(preview.status).toBe(201);
    const { id: previewId, digest } = preview.body;
    const execution = await second.call('actions.execute', { key: second.key, body: { previewId, digest } });
    expect(execution.body).toMatchObject({ status: 'succeeded' });
    expect(await (await fetch(urlOf(second, 'Google')!)).text()).toContain('From a second start');
    await stop(second);
  });

  it('has none for a provider that has a client or another address, nor any when told so', async () => {
    const some = await start({
      RELAY_GOOGLE_CLIENT_ID: 'mine',
      RELAY_GOOGLE_CLIENT_SECRET: 'secret',
      RELAY_GITHUB_URL: 'http://127.0.0.1:9',
    });
    expect(['Google', 'Microsoft', 'GitHub'].map((name) => urlOf(some, name) !== undefined)).toEqual([
      false,
      true,
      false,
    ]);
    const { body } = await some.call('providers.list', { key: some.key });
    expect(body.data.map(({ id, configuredBy }) => [id, configuredBy])).toEqual([
      ['github', null],
      ['google', 'environment'],
      ['microsoft', 'emulator'],
    ]);
    await stop(some);
    const none = await start({ RELAY_EMULATORS: 'off' });
    expect(none.core.output()).not.toContain('(emulator)');
    await stop(none);
  });

  it('leaves no process behind when core is killed', async () => {
    const started = await start();
    const url = urlOf(started, 'Microsoft')!;
    expect((await fetch(url)).status).toBe(200);
    started.core.kill('SIGKILL');
    await expect
      .poll(() =>
        fetch(url).then(
          () => 'there',
          () => 'gone',
        ),
      )
      .toBe('gone');
  });
});
