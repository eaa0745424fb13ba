import { Gauge, type Registry } from 'prom-client';
import type { Db } from './db/index.js';

/** What only the database knows; asked when somebody scrapes, and left as it was when the database is away. */
const DEPTHS = `
  select
    (select count(*) from executions where status = 'running')::int as running,
    (select count(*) from webhook_deliveries where status = 'pending')::int as deliveries,
    (select count(*) from audit_events where not chained)::int as audit_events`;

const CONNECTIONS = 'select provider, status, count(*)::int as count from connections group by provider, status';

/** Gauges of what waits: running executions, the outbox, the audit chain, and the connection pool of this process; and of connected accounts. */
export function registerGauges(registry: Registry, db: Db): void {
  const pool = db.client.pool as { numUsed(): number; numFree(): number; numPendingAcquires(): number };
  new Gauge({
    name: 'relay_database_connections',
    help: "This process's connections to the database, by state; waiting are the queries that have none yet.",
    labelNames: ['state'],
    registers: [registry],
    collect() {
      this.set({ state: 'used' }, pool.numUsed());
      this.set({ state: 'free' }, pool.numFree());
      this.set({ state: 'waiting' }, pool.numPendingAcquires());
    },
  });
  const waiting = new Gauge({
    name: 'relay_waiting',
    help: 'What waits in the database, over all processes, by kind.',
    labelNames: ['kind'],
    registers: [registry],
    async collect() {
      const depths = await db.raw(DEPTHS).then(
        ({ rows }) => rows[0] as Record<string, number>,
        () => ({}),
      );
      for (const [kind, depth] of Object.entries(depths)) waiting.set({ kind }, depth);
    },
  });
  const connections = new Gauge({
    name: 'relay_connections',
    help: 'Connected accounts in the database, by provider and status.',
    labelNames: ['provider', 'status'],
    registers: [registry],
    async collect() {
      const { rows } = await db.raw(CONNECTIONS).catch(() => ({ rows: undefined }));
      if (!rows) return;
      connections.reset(); // a status that nothing has any more is not there
      for (const { provider, status, count } of rows) connections.set({ provider, status }, count);
    },
  });
}
