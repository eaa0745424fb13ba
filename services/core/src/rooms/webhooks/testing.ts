// A workspace with an outbox, a receiver and a clock, for the tests next to this file.
import { Writable } from 'node:stream';
import { type Receiver, startReceiver } from '@relay/testing';
import { cloneDatabase } from '@relay/testing/postgres';
import { afterAll, beforeAll, beforeEach, inject } from 'vitest';
import type { WebhookEventType } from '../../generated/types.js';
import { newMasterKey, parseMasterKeys, Sealer } from '../../platform/crypto/index.js';
import { type Db, openDatabase } from '../../platform/db/index.js';
import { newId } from '../../platform/ids.js';
import { createLogger } from '../../platform/log.js';
import { createOutbound } from '../../platform/outbound/index.js';
import { type DelivererDeps, WebhookDeliverer } from './webhooks.deliverer.js';
import type { DeliveryRow } from './webhooks.deliveries.schema.js';
import { insertEndpoint } from './webhooks.endpoints.repository.js';
import { toTarget } from './webhooks.endpoints.schema.js';
import { createEndpointSecret } from './webhooks.endpoints.secrets.js';
import { enqueueEvent } from './webhooks.outbox.js';

export interface TestOutbox {
  db: Db;
  databaseUrl: string;
  receiver: Receiver;
  logged: string[];
  /** Makes a workspace of its own for a test. */
  workspace(): Promise<TestWorkspace>;
  /** The median of every pause, unless told otherwise. */
  deliverer(options?: Partial<DelivererDeps>): WebhookDeliverer;
}

export interface TestWorkspace {
  id: string;
  endpoint(url: string, events?: WebhookEventType[]): Promise<{ id: string; secret: string }>;
  enqueue(count?: number): Promise<void>;
  deliveries(): Promise<DeliveryRow[]>;
  events(type: string): Promise<Array<{ actor_id: string; subject_id: string; data: object }>>;
}

/** A clock that stands until it is told to move; ahead of the database's, so that what is queued is due. */
export function testClock() {
  let now = Date.now() + 1_000;
  return {
    now: () => new Date(now),
    advance: (seconds: number) => {
      now += seconds * 1000;
    },
  };
}

export function useOutbox(): () => TestOutbox {
  let outbox: TestOutbox;
  beforeAll(async () => {
    const databaseUrl = await cloneDatabase(inject('postgresUrl'));
    const db = openDatabase({ url: databaseUrl, prepared: true });
    const sealer = new Sealer(parseMasterKeys(newMasterKey('test')));
    const logged: string[] = [];
    const log = createLogger('debug', new Writable({ write: (line, _, done) => done(void logged.push(String(line))) }));
    const outbound = createOutbound({ allow: ['127.0.0.0/8'], refused: [] });
    outbox = {
      db,
      databaseUrl,
      receiver: await startReceiver(),
      logged,
      workspace: () => makeWorkspace(db, sealer),
      deliverer: (options) => new WebhookDeliverer({ db, sealer, outbound, log, random: () => 0.5, ...options }),
    };
  });
  beforeEach(() => outbox.db('webhook_deliveries').delete()); // a deliverer serves every workspace
  afterAll(async () => {
    await outbox.receiver.stop();
    await outbox.db.destroy();
  });
  return () => outbox;
}

async function makeWorkspace(db: Db, sealer: Sealer): Promise<TestWorkspace> {
  const [organisation, workspaceId] = [newId('org'), newId('ws')];
  await db('organisations').insert({ id: organisation, name: 'Test' });
  await db('workspaces').insert({ id: workspaceId, organisation_id: organisation, name: 'Test' });
  return {
    id: workspaceId,
    async endpoint(url, events = ['*']) {
      const id = newId('whe');
      const target = toTarget(sealer, workspaceId, id, url);
      await insertEndpoint(db, workspaceId, { id, ...target, description: '', events });
      return { id, secret: await createEndpointSecret(db, sealer, workspaceId, id) };
    },
    async enqueue(count = 1) {
      for (let number = 1; number <= count; number++)
        await enqueueEvent(db, { workspaceId }, 'execution.succeeded', { number });
    },
    deliveries: () => db('webhook_deliveries').where({ workspace_id: workspaceId }).orderBy('id'),
    events: (type) => db('audit_events').where({ workspace_id: workspaceId, type }),
  };
}
