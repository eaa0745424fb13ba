// A running Relay: from a configuration with its database to a server that drains when it is told to stop.

import { setTimeout as pause } from 'node:timers/promises';
import type { Router } from 'express';
import { buildApp } from './app.js';
import { buildContainer, type Container } from './container.js';
import { document } from './contract/schemas.js';
import { metricsPage } from './pages/metrics.js';
import { referencePage } from './pages/reference.js';
import type { Config } from './platform/config.js';
import { type MasterKeys, Sealer } from './platform/crypto/index.js';
import type { Db } from './platform/db/index.js';
import { registerGauges } from './platform/gauges.js';
import { purgeKept } from './platform/idempotency/index.js';
import { every, startTimedJobs, type TimedJob } from './platform/jobs/index.js';
import { createLogger } from './platform/log.js';
import { createOutbound } from './platform/outbound/index.js';
import { openRedis } from './platform/redis.js';
import { startTracing, traceDatabase, traceOutbound } from './platform/tracing/index.js';
import { type ActionDefinition, oauthProviders } from './providers/index.js';
import { purgeChat, settleReplies } from './rooms/chat/index.js';
import { purgeConnections } from './rooms/connections/index.js';
import { retainPreviews } from './rooms/previews/index.js';
import { purgeDeliveries } from './rooms/webhooks/index.js';
import type { Listening } from './server.js';

/** What the clock starts, in one process at a time. */
const timedJobs = (db: Db, retention: Config['retention'], { chatSettlement }: Container): TimedJob[] => [
  { name: 'retain-previews', cron: '7 * * * *', run: () => retainPreviews(db, retention) },
  { name: 'purge-idempotency-keys', cron: '*/10 * * * *', run: () => purgeKept(db) },
  { name: 'purge-connections', cron: '27 * * * *', run: () => purgeConnections(db) },
  { name: 'purge-chat', cron: '47 * * * *', run: () => purgeChat(db, retention.bodyDays) },
  { name: 'settle-chat-replies', cron: '17 * * * *', run: () => settleReplies(db) },
  { name: 'settle-chat-suggestions', cron: '*/5 * * * *', run: () => chatSettlement.update() },
  { name: 'purge-webhook-deliveries', cron: '37 * * * *', run: () => purgeDeliveries(db, retention.deliveryDays) },
];

/** In milliseconds. */
export interface Timings {
  /** The total deadline of a send. */
  sendDeadlineMs: number;
  /** How much longer than that its lease lasts. */
  leaseMarginMs: number;
  reconcileEveryMs: number;
  /** How often tokens are looked for that have to be refreshed. */
  refreshEveryMs: number;
}
const TIMINGS: Timings = {
  sendDeadlineMs: 30_000,
  leaseMarginMs: 30_000,
  reconcileEveryMs: 5_000,
  refreshEveryMs: 10_000,
};

export interface RunOptions {
  config: Config;
  listening: Listening;
  db: Db;
  databaseUrl: string;
  masterKeys: MasterKeys;
  /** Pages of the development instance. */
  pages?: Router[];
  /** The actions that can be run; all of them, if left out. */
  actions?: ActionDefinition[];
  /** Crash tests wait less. */
  timings?: Timings;
}

export interface Running {
  /** Answers 503 on /readyz, finishes what is under way, and closes what it opened; the database stays the caller's. */
  stop(): Promise<void>;
}

export async function run({
  config,
  listening,
  db,
  databaseUrl,
  masterKeys,
  pages = [],
  actions,
  timings: { sendDeadlineMs, leaseMarginMs, reconcileEveryMs, refreshEveryMs } = TIMINGS,
}: RunOptions): Promise<Running> {
  const log = createLogger(config.logLevel);
  const redis = config.redisUrl ? await openRedis(config.redisUrl, log) : undefined;
  let draining = false;
  const development = config.environment === 'development';
  const tracing = await startTracing(config.otlpEndpoint, document.info.version);
  if (config.otlpEndpoint) traceDatabase(db);
  const outbound = createOutbound({
    allow: config.outboundAllow,
    refused: [
      { host: config.host, port: listening.port },
      ...[config.publicUrl, databaseUrl, config.redisUrl].flatMap((url) => (url ? [endpointOf(url)] : [])),
    ],
    ...(development && { exempt: { port: listening.port, paths: ['/dev/inbox'], host: config.host } }),
    deadlineMs: sendDeadlineMs,
  });
  const container = buildContainer({
    db,
    redis,
    sealer: new Sealer(masterKeys),
    outbound: traceOutbound(outbound),
    log,
    rateLimits: config.rateLimits,
    keyMode: development ? 'test' : 'live',
    sendDeadlineMs,
    leaseMarginMs,
    ...(actions && { actions }),
    providerUrls: config.providerUrls,
    publicUrl: config.publicUrl ?? listening.url,
    returnUrls: config.returnUrls,
    oauthClients: config.oauthClients,
    now: config.now,
    llm: config.llm,
    isDraining: () => draining,
  });
  const { api, authenticate, countPage, metrics } = container;
  registerGauges(metrics.registry, db);
  const app = buildApp({
    api,
    authenticate,
    countPage,
    log,
    metrics,
    isDraining: () => draining,
    trustedProxies: config.trustedProxies,
    https: config.publicUrl?.startsWith('https:') ?? false,
    corsOrigins: config.corsOrigins,
    traced: config.otlpEndpoint !== undefined,
    pages: [metricsPage(metrics), referencePage(), ...pages],
  });
  // Before anything is served: a start that fails here takes nobody's request with it.
  const jobs = await startTimedJobs({
    databaseUrl,
    jobs: timedJobs(db, config.retention, container),
    log,
    mayMigrate: development,
  });
  await container.masterKeys.lostKeys(); // for the log
  listening.serve(app);
  log.info({ url: listening.url, version: document.info.version }, 'listening');
  container.webhookDeliverer.start();
  container.chainer.start();
  // One loop for each: a provider that hangs keeps only its own connections waiting.
  const refreshing = oauthProviders.map(({ id, name }) =>
    every(refreshEveryMs, `the refresh of tokens at ${name}`, log, () =>
      container.refresher.refreshDue(id, () => !draining),
    ),
  );
  const reconciling = every(reconcileEveryMs, 'the reconciler', log, () => container.reconciler.reconcile());

  return {
    stop: async () => {
      draining = true;
      await pause(config.drainSeconds * 1000); // until everybody has seen /readyz and sends no more
      await Promise.all([reconciling.stop(), jobs.stop(), ...refreshing.map((loop) => loop.stop())]);
      await listening.close();
      await Promise.all([container.drained(), container.webhookDeliverer.stop()]);
      await container.chainer.stop(); // after the last event
      await redis?.close();
      await tracing.stop();
    },
  };
}

const DEFAULT_PORTS: Record<string, number> = {
  'http:': 80,
  'https:': 443,
  'postgres:': 5432,
  'postgresql:': 5432,
  'redis:': 6379,
  'rediss:': 6379,
};

function endpointOf(text: string): { host: string; port: number } {
  const { hostname, port, protocol } = new URL(text);
  return { host: hostname.replace(/^\[|\]$/g, ''), port: Number(port) || DEFAULT_PORTS[protocol]! };
}
