// A core on a database of its own, as one test file sees it: two workspaces, a key of each role, a receiver, an HTTP client.
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Writable } from 'node:stream';
import { type Call, createClient, type Receiver, type Role, type SharedWorld, startReceiver } from '@relay/testing';
import { cloneDatabase } from '@relay/testing/postgres';
import { afterAll, beforeAll, inject } from 'vitest';
import { buildApp } from '../src/app.js';
import { buildContainer, type Container } from '../src/container.js';
import { createKey, createWorkspace } from '../src/operator/provision.js';
import { metricsPage } from '../src/pages/metrics.js';
import type { OAuthClient } from '../src/platform/config.js';
import { newMasterKey, parseMasterKeys, Sealer } from '../src/platform/crypto/index.js';
import { type Db, openDatabase } from '../src/platform/db/index.js';
import type { LlmConfig } from '../src/platform/llm-config.js';
import { createLogger } from '../src/platform/log.js';
import { createOutbound, type Outbound } from '../src/platform/outbound/index.js';
import { type RateLimits, withDefaults } from '../src/platform/rate-limits/index.js';
import type { RedisConnection } from '../src/platform/redis.js';
import { type ActionDefinition, catalog } from '../src/providers/index.js';
import type { Engine } from '../src/rooms/chat/index.js';
import type { ConnectionsForActions } from '../src/rooms/connections/index.js';
import { withCheckedOutput } from './actions/checked-output.js';
import { answering, REDIS_START_MS, startTestRedis } from './redis.js';

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
  /** Those that are left out are never reached. */
  rateLimits?: Partial<RateLimits>;
  /** Whoever says how cores share a Redis gets one core with this connection. */
  redis?: RedisConnection;
  trustedProxies?: number;
  /** Another core on the database of this world, as a second process would be. */
  beside?: TestWorld;
  /** What seals the world's secrets; a new key, if left out. */
  masterKeys?: string;
  /** As the environment would say them. */
  publicUrl?: string;
  returnUrls?: string[];
  oauthClients?: Record<string, OAuthClient>;
  providerUrls?: Record<string, string>;
  /** Further actions, beside the catalog's. */
  actions?: ActionDefinition[];
  /** What understands sentences in chat; the embedded engine, if left out. */
  engine?: Engine;
  llm?: LlmConfig;
  now?: Date;
  /** How long a reply of chat that nobody reads goes on, in milliseconds. */
  abandonedMs?: number;
  /** What actions run through; the real connections, if left out. */
  connections?: (db: Db) => ConnectionsForActions;
}

/** How many cores share a world's database and Redis, as processes behind a balancer do; calls go to them in turns. */
export const CORES = Number(process.env.RELAY_TEST_CORES ?? 1);

async function listen() {
  const server = createServer();
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return { server, port: (server.address() as AddressInfo).port };
}

/** Several cores need a Redis to tell each other what they must forget, and to count together. */
async function shareRedis(cores: number) {
  if (cores === 1) return { connections: [], stop: async () => {} };
  const redis = await startTestRedis();
  const connections = await Promise.all(Array.from({ length: cores }, () => redis.connect({ patienceMs: 5_000 })));
  return { connections, stop: redis.stop };
}

/** Calls one core after the other; each has read what its Redis has told it until then. */
function inTurns(clients: Call[], connections: RedisConnection[]): Call {
  let turn = 0;
  return async (id, options) => {
    const client = clients[turn++ % clients.length]!;
    for (const connection of connections) await answering(connection); // replies and messages come in their order
    return client(id, options);
  };
}

const ROLES: Role[] = ['viewer', 'developer', 'admin'];
const NEVER_REACHED = { perSecond: 1e6, burst: 1e6 };
const MODE = 'test';

export async function openWorld(options: WorldOptions = {}): Promise<TestWorld> {
  const {
    sendDeadlineMs = 10_000,
    outbound = (real: Outbound) => real,
    rateLimits = {},
    masterKeys = newMasterKey('test'),
    actions = [],
  } = options;
  const cores = options.redis || options.beside ? 1 : CORES;
  const databaseUrl = options.beside?.databaseUrl ?? (await cloneDatabase(inject('postgresUrl')));
  const db = openDatabase({ url: databaseUrl, prepared: true });
  const sealer = new Sealer(parseMasterKeys(masterKeys));
  const receiver = await startReceiver();
  const logged: string[] = [];
  const log = createLogger('debug', new Writable({ write: (line, _, done) => done(void logged.push(String(line))) }));
  const servers = await Promise.all(Array.from({ length: cores }, listen));
  const { connections, stop: stopRedis } = await shareRedis(cores);
  const ports = [...servers.map(({ port }) => port), Number(new URL(databaseUrl).port)];
  const startCore = (server: Server, redis: RedisConnection | undefined) => {
    const container = buildContainer({
      db,
      redis,
      sealer,
      outbound: outbound(
        createOutbound({
          allow: ['127.0.0.0/8'],
          refused: ports.map((port) => ({ host: '127.0.0.1', port })),
          deadlineMs: sendDeadlineMs,
        }),
      ),
      log,
      rateLimits: withDefaults({
        workspace: NEVER_REACHED,
        badKeys: NEVER_REACHED,
        pages: NEVER_REACHED,
        ...rateLimits,
      }),
      keyMode: MODE,
      sendDeadlineMs,
      isDraining: () => false,
      pause: async () => {}, // retries do not wait
      actions: [...catalog, ...actions].map(withCheckedOutput),
      publicUrl: options.publicUrl ?? `http://127.0.0.1:${servers[0]!.port}`,
      returnUrls: options.returnUrls ?? [],
      oauthClients: options.oauthClients ?? {},
      providerUrls: options.providerUrls ?? {},
      ...(options.connections && { connections: options.connections(db) }),
      ...(options.engine && { engine: options.engine }),
      llm: options.llm,
      now: options.now,
      abandonedMs: options.abandonedMs ?? 0,
    });
    const { api, authenticate, countPage, metrics } = container;
    const pages = [metricsPage(metrics)];
    const trustedProxies = options.trustedProxies ?? 0;
    server.on(
      'request',
      buildApp({ api, authenticate, countPage, log, metrics, pages, trustedProxies, traced: true, checkReplies: true }),
    );
    return container;
  };
  const [container] = servers.map(({ server }, index) => startCore(server, connections[index] ?? options.redis));
  const workspace = await makeWorkspace(db, sealer, 'Ours');
  const other = await makeWorkspace(db, sealer, 'Theirs');
  const baseUrls = servers.map(({ port }) => `http://127.0.0.1:${port}`);
  return {
    baseUrl: baseUrls[0]!,
    call: inTurns(baseUrls.map(createClient), connections),
    db,
    databaseUrl,
    container: container!,
    receiver,
    workspace,
    other,
    keys: workspace.keys,
    badKeys: await makeBadKeys(db, workspace),
    logged,
    stop: async () => {
      for (const { server } of servers) {
        server.closeAllConnections();
        server.close();
      }
      await receiver.stop();
      await stopRedis();
      await db.destroy();
    },
  };
}

/** Opens a world before a file's tests and closes it after them. */
export function useWorld(options?: WorldOptions): () => TestWorld {
  let world: TestWorld;
  beforeAll(async () => {
    world = await openWorld(options);
  }, REDIS_START_MS);
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
  await db('api_key_secrets').where({ api_key_id: unknown!.id }).update({ lookup: unknown!.id });
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
