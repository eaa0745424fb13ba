// What is measured: the built core on a Postgres that really syncs, a receiver that answers at once, and a provider that takes 50 ms.
import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { type EmbeddedPostgres, openEmbeddedPostgres } from '@relay/embedded-postgres';
import pg from 'pg';
import type { Credentials } from '../src/development/credentials.js';
import { builtFile } from './built.ts';

export interface World {
  postgres: EmbeddedPostgres;
  /** A connection of the benchmark's own, for what is not measured. */
  sql: pg.Client;
  core: { pid: number; credentials: Credentials };
  /** What core was started with. */
  environment: Record<string, string>;
  receiverUrl: string;
  /** Gives `core` a new process, with nothing in its memory yet. */
  restartCore(): Promise<void>;
  /** Stops core in order, so that it writes the profile that it may have been told to. */
  stopCore(): Promise<void>;
  close(): Promise<void>;
}

export async function openWorld(nodeOptions: string[] = []): Promise<World> {
  const directory = await mkdtemp(join(tmpdir(), 'relay-bench-'));
  const endings: Array<() => unknown> = [() => rm(directory, { recursive: true, force: true })];
  let closing: Promise<void> | undefined;
  const close = () => {
    closing ??= (async () => {
      for (const end of endings.reverse()) await end();
    })();
    return closing;
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => close().then(() => process.exit(1)));
  try {
    const postgres = await openEmbeddedPostgres(join(directory, 'postgres'));
    endings.push(() => postgres.stop());
    const sql = new pg.Client(postgres.url);
    await sql.connect();
    endings.push(() => sql.end());
    const receiver = helper('receiver.ts');
    endings.push(() => endHelper(receiver));
    const receiverPort = await portOf(receiver);
    const provider = helper('provider.ts');
    endings.push(() => endHelper(provider));
    const providerPort = await portOf(provider);
    const environment = {
      DATABASE_URL: postgres.url,
      RELAY_DATA_DIR: directory,
      RELAY_RATE_LIMITS: 'workspace=100000/100000',
      RELAY_OUTBOUND_ALLOW: `127.0.0.1:${receiverPort},127.0.0.1:${providerPort}`,
      RELAY_EMULATORS: 'off',
      RELAY_GITHUB_URL: `http://127.0.0.1:${providerPort}`,
      RELAY_GITHUB_CLIENT_ID: 'bench',
      RELAY_GITHUB_CLIENT_SECRET: 'bench-secret',
    };
    let core: ChildProcess;
    const stopCore = () => ended(core);
    const open = async (): Promise<World['core']> => {
      core = await coreReady(environment, nodeOptions);
      return { pid: core.pid!, credentials: JSON.parse(await readFile(join(directory, 'credentials.json'), 'utf8')) };
    };
    const receiverUrl = `http://127.0.0.1:${receiverPort}/hook`;
    const world: World = {
      postgres,
      sql,
      core: await open(),
      environment,
      receiverUrl,
      restartCore: async () => {
        await stopCore();
        world.core = await open();
      },
      stopCore,
      close,
    };
    endings.push(stopCore);
    return world;
  } catch (error) {
    await close();
    throw error;
  }
}

/** A program of this directory in a process of its own, which ends with this one. */
export const helper = (file: string): ChildProcess => fork(fileURLToPath(new URL(file, import.meta.url)));

export function endHelper(child: ChildProcess): void {
  if (child.connected) child.disconnect();
}

export async function portOf(child: ChildProcess): Promise<number> {
  const [port] = await once(child, 'message');
  return port as number;
}

/** As `pnpm start` and the Dockerfile run it. */
const MEMORY = ['--max-semi-space-size=8', '--heap-growing-percent=30'];

/** A built core with this environment, once it says that it is ready. */
export async function coreReady(env: Record<string, string>, nodeOptions: string[] = []): Promise<ChildProcess> {
  const core = spawn(process.execPath, [...MEMORY, ...nodeOptions, builtFile('src/main.js')], {
    env: { PATH: process.env.PATH, PORT: '0', LOG_LEVEL: 'silent', RELAY_EMULATORS: 'off', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  for await (const line of createInterface(core.stdout!)) {
    if (!line.startsWith('Relay is ready')) continue;
    core.stdout!.resume();
    return core;
  }
  throw new Error('core did not start; its own message stands above.');
}

/** Ends a core in order. */
export async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  await once(child, 'exit');
}
