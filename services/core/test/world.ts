// A core on a database of its own, as one test file sees it: two workspaces, a key of each role, a receiver, an HTTP client.
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Writable } from 'node:stream';
import { type Call, createClient, type Receiver, type Role, type SharedWorld, startReceiver } from '@relay/testing';
import { cloneDatabase } from '@relay/testing/postgres';
import { afterAll, beforeAll, inject } from 'vitest';
import { buildApp } from '../src/app.js';
import { buildContainer, type Container } from '../src/container.js';
import { createKey, createWorkspace } from '../src/operator/provision.js';
import { metricsPage } from '../src/pages/metrics.js';
import { newMasterKey, parseMasterKeys, Sealer } from '../src/platform/crypto/index.js';
import { type Db, openDatabase } from '../src/platform/db/index.js';
import { createLogger } from '../src/platform/log.js';
import { createOutbound, type Outbound } from '../src/platform/outbound/index.js';
import type { RateLimit } from '../src/platform/rate-limits.js';

export interface TestWorkspace {
  id: string;
  webhookSecret: string;
  keys: Record<Role, string>;
  keyIds: Record<Role, string>;
}
export interface TestWorld extends SharedWorld {
  baseUrl: string;
  call: Call;
  db: Db;
  databaseUrl: string;
  container: Container;
  receiver: Receiver;
  /** The workspace that `keys` belong to, and a stranger. */
  workspace: TestWorkspace;
  other: TestWorkspace;
  /** Every line that was logged. */
  logged: string[];
  stop(): Promise<void>;
}
export interface WorldOptions {
  sendDeadlineMs?: number;
  outbound?: (real: Outbound) => Outbound;
  rateLimit?: RateLimit;
}

const ROLES: Role[] = ['viewer', 'developer', 'admin'];
const UNLIMITED = { perSecond: 1e6, burst: 1e6 };
const MODE = 'test';

export async function openWorld(options: WorldOptions = {}): Promise<TestWorld> {
  const { sendDeadlineMs = 10_000, outbound = (real: Outbound) => real, rateLimit = UNLIMITED } = options;
  const databaseUrl = await cloneDatabase(inject('postgresUrl'));
  const db = openDatabase({ url: databaseUrl, prepared: true });
  const sealer = new Sealer(parseMasterKeys(newMasterKey('test')));
  const receiver = await startReceiver();
  const logged: string[] = [];
  const log = createLogger('debug', new Writable({ write: (line, _, done) => done(void logged.push(String(line))) }));
  const server = createServer();
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  const container = buildContainer({
    db,
    redis: undefined,
    sealer,
    outbound: outbound(
      createOutbound({
        allow: ['127.0.0.0/8'],
        refused: [
          { host: '127.0.0.1', port },
          { host: '127.0.0.1', port: Number(new URL(databaseUrl).port) },
        ],
        deadlineMs: sendDeadlineMs,
      }),
    ),
    log,
    rateLimit,
    keyMode: MODE,
    sendDeadlineMs,
    isDraining: () => false,
  });
  const { api, authenticate, metrics } = container;
  server.on(
    'request',
    buildApp({ api, authenticate, log, metrics, pages: [metricsPage(metrics)], checkReplies: true }),
  );
  const workspace = await makeWorkspace(db, sealer, 'Ours');
  const other = await makeWorkspace(db, sealer, 'Theirs');
  const baseUrl = `http://127.0.0.1:${port}`;
  return {
    baseUrl,
    call: createClient(baseUrl),
    db,
    databaseUrl,
    container,
    receiver,
    workspace,
    other,
    keys: workspace.keys,
    badKeys: await makeBadKeys(db, workspace),
    logged,
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await receiver.stop();
      await db.destroy();
    },
  };
}

/** Opens a world before a file's tests and closes it after them. */
export function useWorld(options?: WorldOptions): () => TestWorld {
  let world: TestWorld;
  beforeAll(async () => {
    world = await openWorld(options);
  });
  afterAll(() => world.stop());
  return () => world;
}

async function makeWorkspace(db: Db, sealer: Sealer, name: string): Promise<TestWorkspace> {
  const { workspaceId, webhookSecret } = await createWorkspace(db, sealer, name);
  const made = await Promise.all(ROLES.map((role) => createKey(db, { workspaceId, name: role, role, mode: MODE })));
  const byRole = (pick: (index: number) => string) =>
    Object.fromEntries(ROLES.map((role, index) => [role, pick(index)])) as Record<Role, string>;
  return {
    id: workspaceId,
    webhookSecret,
    keys: byRole((index) => made[index]!.secret),
    keyIds: byRole((index) => made[index]!.id),
  };
}

async function makeBadKeys(db: Db, { id: workspaceId, keys }: TestWorkspace): Promise<Record<string, string>> {
  const make = (name: string) => createKey(db, { workspaceId, name, role: 'admin', mode: MODE });
  const [revoked, expired, unknown] = await Promise.all(['revoked', 'expired', 'unknown'].map(make));
  await db('api_keys').where({ id: revoked!.id }).update({ revoked_at: db.fn.now() });
  await db('api_keys')
    .where({ id: expired!.id })
    .update({ expires_at: db.raw("now() - interval '1 second'") });
  await db('api_key_secrets').where({ api_key_id: unknown!.id }).update({ lookup: 'of another key' });
  const live = await createKey(db, { workspaceId, name: 'live', role: 'admin', mode: 'live' });
  const last = keys.admin.at(-1) === 'a' ? 'b' : 'a';
  return {
    empty: '',
    nonsense: 'nonsense',
    mistyped: keys.admin.slice(0, -1) + last,
    unknown: unknown!.secret,
    revoked: revoked!.secret,
    expired: expired!.secret,
    live: live.secret,
  };
}
