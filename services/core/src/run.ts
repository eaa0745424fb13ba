// A running Relay: from a configuration with its database to a server that drains when it is told to stop.

import type { Router } from 'express';
import { buildApp } from './app.js';
import { buildContainer } from './container.js';
import { document } from './contract/schemas.js';
import { metricsPage } from './pages/metrics.js';
import { referencePage } from './pages/reference.js';
import type { Config } from './platform/config.js';
import { type MasterKeys, Sealer } from './platform/crypto/index.js';
import type { Db } from './platform/db/index.js';
import { createLogger } from './platform/log.js';
import { createOutbound } from './platform/outbound/index.js';
import { openRedis } from './platform/redis.js';
import { reconcile } from './rooms/executions/index.js';
import type { Listening } from './server.js';

/** The total deadline of a send, in milliseconds. */
const SEND_DEADLINE_MS = 30_000;
const RECONCILE_EVERY_MS = 5_000;

export interface RunOptions {
  config: Config;
  listening: Listening;
  db: Db;
  databaseUrl: string;
  masterKeys: MasterKeys;
  /** Pages of the development instance. */
  pages?: Router[];
}

export interface Running {
  /** Answers 503 on /readyz, finishes what is under way, and closes what it opened; the database stays the caller's. */
  stop(): Promise<void>;
}

export function run({ config, listening, db, databaseUrl, masterKeys, pages = [] }: RunOptions): Running {
  const log = createLogger(config.logLevel);
  const redis = config.redisUrl ? openRedis(config.redisUrl, log) : undefined;
  let draining = false;
  const development = config.environment === 'development';
  const outbound = createOutbound({
    allow: config.outboundAllow,
    refused: [
      { host: config.host, port: listening.port },
      ...[config.publicUrl, databaseUrl, config.redisUrl].flatMap((url) => (url ? [endpointOf(url)] : [])),
    ],
    ...(development && { exempt: { port: listening.port, paths: ['/dev/inbox'] } }),
    deadlineMs: SEND_DEADLINE_MS,
  });
  const container = buildContainer({
    db,
    redis,
    sealer: new Sealer(masterKeys),
    outbound,
    log,
    rateLimit: config.rateLimit,
    keyMode: development ? 'test' : 'live',
    sendDeadlineMs: SEND_DEADLINE_MS,
    isDraining: () => draining,
  });
  const { api, authenticate, metrics } = container;
  const app = buildApp({
    api,
    authenticate,
    log,
    metrics,
    isDraining: () => draining,
    pages: [metricsPage(metrics), referencePage(), ...pages],
  });
  listening.serve(app);
  log.info({ url: listening.url, version: document.info.version }, 'listening');
  const reconciling = setInterval(() => {
    reconcile(db, log).catch((err) => log.error({ err }, 'the reconciler failed; it runs again in a moment'));
  }, RECONCILE_EVERY_MS);

  return {
    stop: async () => {
      draining = true;
      clearInterval(reconciling);
      await listening.close();
      await container.drained();
      await redis?.close();
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
