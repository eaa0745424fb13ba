// Connections with tokens, a token endpoint that behaves as told, and processes that share a database, for the tests next to this file.
import { Writable } from 'node:stream';
import { answer, type Receiver, startReceiver } from '@relay/testing';
import { cloneDatabase } from '@relay/testing/postgres';
import { afterAll, beforeAll, beforeEach, inject } from 'vitest';
import type { OAuthClient } from '../../platform/config.js';
import { newMasterKey, parseMasterKeys, Sealer } from '../../platform/crypto/index.js';
import { type Db, inTransaction, openDatabase } from '../../platform/db/index.js';
import { newId } from '../../platform/ids.js';
import { createLogger } from '../../platform/log.js';
import { createMetrics } from '../../platform/metrics.js';
import { createOutbound } from '../../platform/outbound/index.js';
import { systemActor } from '../audit/index.js';
import { Disconnector } from './connections.disconnect.js';
import { Refresher } from './connections.refresher.js';
import { TokenSource } from './connections.tokens.js';
import { type NewTokens, storeTokens } from './connections.tokens.store.js';
import { type Tokens, Vault } from './connections.vault.js';

export const CLIENT: OAuthClient = { clientId: 'client', clientSecret: 'a-client-secret', tenant: undefined };

const LIVING = { clientId: CLIENT.clientId, expiresIn: 3600 };

/** A reply of a token endpoint. */
export const tokenReply = (fields: object) =>
  answer(200, JSON.stringify(fields), { 'content-type': 'application/json' });
export const refusal = (error: string, status = 400) =>
  answer(status, JSON.stringify({ error }), { 'content-type': 'application/json' });

export interface TestProcess {
  tokens: TokenSource;
  refresher: Refresher;
  disconnector: Disconnector;
  /** A token for a request that is given ten seconds. */
  token(id: string, rejected?: number): ReturnType<TokenSource['accessToken']>;
  disconnect(id: string): ReturnType<Disconnector['disconnect']>;
}

export interface TestConnections {
  db: Db;
  /** The providers' token and revocation endpoints. */
  server: Receiver;
  logged: string[];
  workspaceId: string;
  masterKeys: string;
  /** An active connection whose access token works for another `expiresIn` seconds. */
  connect(options?: Partial<NewTokens> & { provider?: string; accountId?: string }): Promise<string>;
  /** As if its owner had agreed once more. */
  authorizeAgain(id: string, tokens: Partial<NewTokens>): Promise<void>;
  row(id: string): Promise<Record<string, unknown>>;
  /** What is sealed in a row. */
  kept(id: string): Promise<Tokens>;
  /** Audit events and webhook events of a connection, in order. */
  told(id: string): Promise<string[]>;
  /** A process of its own on the same database. */
  process(options?: { masterKeys?: string; client?: OAuthClient | undefined }): TestProcess;
}

export function useConnections(): () => TestConnections {
  let made: TestConnections;
  beforeAll(async () => {
    made = await makeConnections();
  });
  beforeEach(async () => {
    made.server.received.length = 0;
    await made.db('connections').delete(); // a job serves every workspace
  });
  afterAll(async () => {
    await made.server.stop();
    await made.db.destroy();
  });
  return () => made;
}

async function makeConnections(): Promise<TestConnections> {
  const db = openDatabase({ url: await cloneDatabase(inject('postgresUrl')), prepared: true, poolSize: 20 });
  const server = await startReceiver();
  const masterKeys = newMasterKey('test');
  const logged: string[] = [];
  const log = createLogger('debug', new Writable({ write: (line, _, done) => done(void logged.push(String(line))) }));
  const outbound = createOutbound({ allow: ['127.0.0.0/8'], refused: [] });
  const workspaceId = await makeWorkspace(db);
  const vaultWith = (keys: string) => new Vault(new Sealer(parseMasterKeys(keys)));
  const row = (id: string) => db('connections').where({ id }).first();

  const authorize = async (id: string, tokens: Partial<NewTokens>) => {
    const { provider } = await row(id);
    const given = { accessToken: 'first-access-token', refreshToken: 'first-refresh-token', ...LIVING, ...tokens };
    await inTransaction(db, (transaction) =>
      storeTokens(transaction, vaultWith(masterKeys), { workspaceId, id, provider }, given),
    );
  };

  return {
    db,
    server,
    logged,
    workspaceId,
    masterKeys,
    row,
    async connect({ provider = 'google', accountId = 'account', ...tokens } = {}) {
      const id = newId('conn');
      await db('connections').insert({ workspace_id: workspaceId, id, provider, created_by: 'key_test' });
      await authorize(id, tokens);
      const account = { account_id: accountId, account_name: 'ada@example.com' };
      await db('connections')
        .where({ id })
        .update({ status: 'active', ...account });
      return id;
    },
    authorizeAgain: authorize,
    async kept(id) {
      const { provider, version, sealed_key: sealedKey, sealed_tokens: sealedTokens } = await row(id);
      return vaultWith(masterKeys).open({ workspaceId, id, provider, version }, { sealedKey, sealedTokens });
    },
    async told(id) {
      const audited = db('audit_events').where({ subject_id: id }).select(db.raw("'audit ' || type as what"), 'id');
      const queued = db('webhook_deliveries')
        .whereRaw("payload->'data'->>'id' = ?", [id])
        .select(db.raw("'webhook ' || event_type as what"), 'event_id as id');
      const rows = [...(await audited), ...(await queued)];
      return rows.sort((one, other) => (one.id < other.id ? -1 : 1)).map(({ what }) => what);
    },
    process({ masterKeys: keys = masterKeys, ...options } = {}) {
      const client = 'client' in options ? options.client : CLIENT;
      const vault = vaultWith(keys);
      const providerUrls = { google: server.url, github: server.url, microsoft: server.url };
      const configurations = { clientById: async () => client };
      const deps = { db, vault, log, outbound, providerUrls, configurations, metrics: createMetrics() };
      const refresher = new Refresher({ ...deps, random: () => 0.5 });
      const tokens = new TokenSource({ ...deps, refresher });
      const disconnector = new Disconnector(deps);
      return {
        tokens,
        refresher,
        disconnector,
        token: (id, rejected) =>
          tokens.accessToken(workspaceId, id, {
            endsAt: performance.now() + 10_000,
            ...(rejected !== undefined && { rejected }),
          }),
        disconnect: (id) => disconnector.disconnect(systemActor(workspaceId), id),
      };
    },
  };
}

/** With a webhook endpoint that listens to everything. */
async function makeWorkspace(db: Db): Promise<string> {
  const [organisation, workspaceId] = [newId('org'), newId('ws')];
  await db('organisations').insert({ id: organisation, name: 'Test' });
  await db('workspaces').insert({ id: workspaceId, organisation_id: organisation, name: 'Test' });
  const endpoint = { id: newId('whe'), url: 'https://hooks.example.com/', description: '', events: ['*'] };
  await db('webhook_endpoints').insert({ workspace_id: workspaceId, ...endpoint });
  return workspaceId;
}
