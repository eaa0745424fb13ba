import { ConfigError, loadConfig } from './platform/config.js';
import { openDatabase, pendingMigrations, reachDatabase } from './platform/db/index.js';
import { StartError } from './platform/start-error.js';
import { type Running, run } from './run.js';
import { listen } from './server.js';

async function start(): Promise<Running> {
  const config = loadConfig(process.env);
  if (config.environment === 'development') {
    const { startDevelopment } = await import('./development/index.js');
    return startDevelopment(config);
  }
  const listening = await listen(config.host, config.port);
  const databaseUrl = config.databaseUrl!;
  const db = openDatabase({ url: databaseUrl, prepared: config.databasePrepared });
  await reachDatabase(db, databaseUrl);
  const pending = await pendingMigrations(db);
  if (pending.length > 0)
    throw new StartError(`The database lacks ${pending.join(', ')}; run relay-admin migrate first.`);
  const running = await run({ config, listening, db, databaseUrl, masterKeys: config.masterKeys! });
  return {
    stop: async () => {
      await running.stop();
      await db.destroy();
    },
  };
}

function fail(error: unknown): never {
  const expected = error instanceof StartError || error instanceof ConfigError;
  console.error(expected ? error.message : error);
  process.exit(1);
}

/** Longer than a send and the lease of its execution, in milliseconds. */
const LONGEST_STOP_MS = 90_000;

let stoppingSince: number | undefined;
const started = start();
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.on(signal, async () => {
    if (stoppingSince !== undefined) {
      // Ctrl-C reaches a process from the terminal and once more from its parents; later, somebody means it.
      if (performance.now() - stoppingSince > 1_000)
        fail(new StartError('Stopped at once; what was under way is settled later.'));
      return;
    }
    stoppingSince = performance.now();
    setTimeout(() => fail(new StartError('It took too long to stop in order.')), LONGEST_STOP_MS).unref();
    const running = await started.catch(fail);
    await running.stop().catch(fail);
    process.exit(0);
  });
started.catch(fail);
