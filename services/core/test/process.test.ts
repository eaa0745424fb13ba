// Core as an operator and a newcomer run it: a process with an environment, that tells what is wrong in one sentence.
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import {
  type CoreProcess,
  createClient,
  freePort,
  spawnCore,
  startDevelopmentCore,
  startReceiver,
} from '@relay/testing';
import { cloneDatabase } from '@relay/testing/postgres';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { newMasterKey } from '../src/platform/crypto/index.js';
import { openDatabase } from '../src/platform/db/index.js';

const bash = (command: string) => promisify(execFile)('bash', ['-c', command]);
let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'relay-process-'));
});
afterAll(() => rm(directory, { recursive: true, force: true }));

/** Reads the body, too: a reply that is left unread holds its server up. */
async function statusOf(url: string): Promise<number> {
  const reply = await fetch(url);
  await reply.arrayBuffer();
  return reply.status;
}

async function refusal(core: CoreProcess): Promise<string> {
  expect(await core.exited).toBe(1);
  return core.output().trim();
}

describe('a development start', () => {
  it('works from nothing, and its printed commands work when pasted', async () => {
    const data = join(directory, "it's here");
    const environment = { PORT: '0', RELAY_DATA_DIR: data };
    const first = spawnCore(environment);
    const [, key] = await first.printed(/API key +(relay_test_\w+) {2}\(shown once\)/);
    await first.printed(/Ctrl-C stops it/);
    const { apiKey, baseUrl, ...others } = JSON.parse((await bash(`cat "${data}/credentials.json"`)).stdout);
    expect([apiKey, Object.keys(others)]).toEqual([key, ['workspaceId', 'webhookSecret']]);
    expect((await stat(join(data, 'credentials.json'))).mode & 0o777).toBe(0o600);

    const commands = first
      .output()
      .split('\n')
      .filter((line) => line.startsWith('curl '));
    expect(commands).toHaveLength(2);
    for (const command of commands) await bash(command);
    const inbox = await fetch(`${baseUrl}/dev/inbox/messages`);
    expect(await inbox.json()).toMatchObject({ data: [{ method: 'POST', body: '{"hello":"world"}', verified: true }] });
    const call = createClient(baseUrl);
    const executions = await call('executions.list', { key: apiKey });
    expect(executions.body.data).toMatchObject([{ status: 'succeeded' }]);
    expect((await call('audit.list', { key: apiKey, query: { type: 'execution.succeeded' } })).body.data).toHaveLength(
      1,
    );

    const blocked = spawnCore(environment);
    expect(await refusal(blocked)).toContain(`in use by process ${first.pid}`);

    first.kill('SIGINT');
    expect(await first.exited).toBe(0);
    const second = spawnCore(environment);
    const [, again] = await second.printed(/API +(http:\S+)[\s\S]*Ctrl-C/);
    expect(second.output()).not.toContain(apiKey);
    expect((await createClient(again!)('executions.list', { key: apiKey })).body).toEqual(executions.body);
    for (const path of [
      '/docs',
      '/docs/scalar.js',
      '/docs/start.js',
      '/openapi.json',
      '/openapi.yaml',
      '/dev/inbox',
      '/metrics',
    ])
      expect([path, await statusOf(again + path)]).toEqual([path, 200]);
    second.kill('SIGTERM');
    expect(await second.exited).toBe(0);
  }, 120_000);

  it('makes a new key, and keeps the workspace, when the credentials are lost', async () => {
    const environment = {
      DATABASE_URL: await cloneDatabase(inject('postgresUrl')),
      RELAY_MASTER_KEYS: newMasterKey('kept'),
    };
    const first = await startDevelopmentCore(environment);
    await first.stop(); // its data directory is gone now
    const second = await startDevelopmentCore(environment);
    const { apiKey, workspaceId, webhookSecret } = first.credentials;
    expect(second.credentials).toMatchObject({ workspaceId, webhookSecret });
    expect(second.credentials.apiKey).not.toBe(apiKey);
    await second.stop();
  }, 30_000);

  it('says which master key is gone', async () => {
    const databaseUrl = await cloneDatabase(inject('postgresUrl'));
    await (await startDevelopmentCore({ DATABASE_URL: databaseUrl })).stop();
    await expect(startDevelopmentCore({ DATABASE_URL: databaseUrl })).rejects.toThrow(
      'were sealed with another master key',
    );
  }, 30_000);

  it('finishes what is being sent before it stops', async () => {
    const receiver = await startReceiver();
    const databaseUrl = await cloneDatabase(inject('postgresUrl'));
    const core = await startDevelopmentCore({ DATABASE_URL: databaseUrl, RELAY_OUTBOUND_ALLOW: '127.0.0.1' });
    const { apiKey: key, baseUrl } = core.credentials;
    const call = createClient(baseUrl);
    let finish!: () => void;
    receiver.behave((response) => (finish = () => response.end('done')));
    const plan = await call('actions.preview', { key, body: { action: 'webhook.send', input: { url: receiver.url } } });
    const executing = call('actions.execute', { key, body: { previewId: plan.body.id, digest: plan.body.digest } });
    await receiver.arrived(1);
    core.process.kill('SIGTERM');
    await core.process.printed(/Finishing what is under way/);
    finish();
    expect((await executing).body).toMatchObject({ status: 'succeeded', output: { body: 'done' } });
    expect(await core.process.exited).toBe(0);
    await Promise.all([core.stop(), receiver.stop()]);
  }, 30_000);
});

describe('a start that cannot work says why in one sentence', () => {
  const portOf = async (server: ReturnType<typeof createServer>) => {
    await once(server.listen(0, '127.0.0.1'), 'listening');
    return (server.address() as AddressInfo).port;
  };

  it('when the port is in use', async () => {
    const server = createServer();
    const port = String(await portOf(server));
    const said = await refusal(spawnCore({ PORT: port, RELAY_DATA_DIR: join(directory, 'port') }));
    server.close();
    expect(said).toBe(`Port ${port} on 127.0.0.1 is in use by another process; stop it, or set PORT.`);
  });

  it('when the data directory cannot be written to', async () => {
    const file = join(directory, 'a-file');
    await writeFile(file, '');
    const said = await refusal(spawnCore({ PORT: '0', RELAY_DATA_DIR: join(file, 'below') }));
    expect(said).toContain(`The data directory ${join(file, 'below')} cannot be written to`);
    expect(said.split('\n')).toHaveLength(1);
  });

  it.each<[string, (url: URL) => void, string]>([
    ['the password is wrong', (url) => (url.password = 'hunter2'), 'refuses the user or the password'],
    ['there is no password', (url) => (url.password = ''), 'wants a password'],
    ['there is no such database', (url) => (url.pathname = '/nowhere'), 'has no database named nowhere'],
    ['nothing listens there', (url) => (url.port = '1'), 'refuses the connection'],
    ['the host has no address', (url) => (url.hostname = 'no-such-host.invalid'), 'has no address'],
  ])('when %s', async (_, change, sentence) => {
    const url = new URL(await cloneDatabase(inject('postgresUrl')));
    url.password ||= 'hunter2';
    change(url);
    const said = await refusal(
      spawnCore({ PORT: '0', RELAY_DATA_DIR: join(directory, 'database'), DATABASE_URL: url.href }),
    );
    expect(said).toContain(sentence);
    expect(said.split('\n')).toHaveLength(1);
    expect(said).not.toMatch(/hunter2/);
  });
});

/** A way to Postgres that is closed to new connections once the migrations were looked at. */
async function closingProxy({ hostname, port: behind }: URL) {
  const sockets = new Set<Socket>();
  let isClosed = false;
  const server = createServer((client) => {
    if (isClosed) return void client.destroy();
    const upstream = connect(Number(behind), hostname);
    for (const socket of [client, upstream]) sockets.add(socket.on('error', () => {}));
    client.on('data', (data) => (isClosed ||= data.includes('schema_migrations')));
    client.pipe(upstream).pipe(client);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  const close = () => {
    for (const socket of sockets) socket.destroy();
    server.close();
  };
  return { port: String(port), close };
}

describe('production', () => {
  const environment = (url: string) => ({
    NODE_ENV: 'production',
    PORT: '0',
    LOG_LEVEL: 'info',
    DATABASE_URL: url,
    RELAY_MASTER_KEYS: newMasterKey('main'),
    RELAY_PUBLIC_URL: 'https://relay.example.com',
  });
  const admin = async (settings: Record<string, string>, ...args: string[]) => {
    const run = spawnCore(settings, 'admin', args);
    return { code: await run.exited, output: run.output().trim() };
  };

  it('refuses to start without its variables, and names each', async () => {
    const said = await refusal(spawnCore({ NODE_ENV: 'production' }));
    for (const name of ['DATABASE_URL', 'RELAY_MASTER_KEYS', 'RELAY_PUBLIC_URL']) expect(said).toContain(name);
  });

  it('says when the database goes away while it starts', async () => {
    const url = new URL(await cloneDatabase(inject('postgresUrl')));
    const proxy = await closingProxy(url);
    url.port = proxy.port;
    const said = await refusal(spawnCore({ ...environment(url.href), LOG_LEVEL: 'silent' }));
    proxy.close();
    expect(said).toBe('The database stopped answering during the start.');
  });

  it('goes from an empty database to a live key by relay-admin, and has no development pages', async () => {
    const url = await cloneDatabase(inject('postgresUrl'));
    const settings = environment(url);
    const db = openDatabase({ url, prepared: false });
    await db.raw('drop schema public cascade; create schema public');
    expect(await refusal(spawnCore(settings))).toContain('run relay-admin migrate first');
    expect((await admin(settings, 'create-key', '--workspace', 'ws_1', '--name', 'x')).output).toContain(
      'run relay-admin migrate first',
    );
    expect((await admin(settings, 'migrate')).output).toContain('Applied 0001-workspaces');
    expect((await admin(settings, 'migrate')).output).toBe('The schema is up to date.');
    const { workspaceId, webhookSecret } = JSON.parse(
      (await admin(settings, 'create-workspace', '--name', 'Acme')).output,
    );
    expect(webhookSecret).toMatch(/^whsec_/);
    const keyFor = async (mode: Record<string, string>) =>
      JSON.parse(
        (await admin({ ...settings, ...mode }, 'create-key', '--workspace', workspaceId, '--name', 'first')).output,
      ).secret;
    const [live, test] = [await keyFor({}), await keyFor({ NODE_ENV: '' })];
    expect([live.slice(0, 11), test.slice(0, 11)]).toEqual(['relay_live_', 'relay_test_']);

    const port = await freePort();
    const core = spawnCore({ ...settings, PORT: String(port) });
    const baseUrl = `http://127.0.0.1:${port}`;
    await core.printed(/listening/);
    const call = createClient(baseUrl);
    expect([(await call('me.get', { key: live })).status, (await call('me.get', { key: test })).status]).toEqual([
      200, 401,
    ]);
    expect((await fetch(`${baseUrl}/dev/inbox`)).status).toBe(404);
    const refused = await call('actions.preview', {
      key: live,
      body: { action: 'webhook.send', input: { url: `${baseUrl}/dev/inbox` } },
    });
    expect(refused.status).toBe(422);
    core.kill('SIGTERM');
    expect(await core.exited).toBe(0);
    expect(core.output()).not.toContain(live);

    const RELAY_MASTER_KEYS = `${newMasterKey('newer')},${settings.RELAY_MASTER_KEYS}`;
    const resealed = JSON.parse((await admin({ ...settings, RELAY_MASTER_KEYS }, 'reseal')).output);
    expect(resealed).toContainEqual({ table: 'webhook_secrets', resealed: 1, unreadable: 0 });
    expect((await admin({ ...settings, RELAY_MASTER_KEYS }, 'rotate-audit-key')).output).toMatch(
      /^ed25519-[0-9a-f]{32}$/,
    );
    await db.destroy();
  }, 120_000);

  it.each([
    [['fly'], 'has no command fly'],
    [['create-key', '--name', 'x'], '--workspace is required'],
    [['create-key', '--workspace', 'ws_1', '--name', 'x', '--role', 'king'], '--role must be one of'],
    [['create-key', '--workspace', 'ws_1', '--name', 'x'], 'There is no workspace ws_1'],
    [['create-workspace', '--colour', 'red'], "Unknown option '--colour'"],
  ])('relay-admin %j is refused with a sentence', async (args, sentence) => {
    const settings = environment(await cloneDatabase(inject('postgresUrl')));
    const { code, output } = await admin(settings, ...args);
    expect([code, output]).toEqual([1, expect.stringContaining(sentence)]);
  });
});
