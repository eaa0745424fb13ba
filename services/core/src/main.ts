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
  const running = run({ config, listening, db, databaseUrl, masterKeys: config.masterKeys! });
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

let stopping = false;
const started = start();
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.on(signal, async () => {
    if (stopping) return; // Ctrl-C reaches a process once from the terminal and once more from its parents
    stopping = true;
    const running = await started.catch(fail);
    await running.stop().catch(fail);
    process.exit(0);
  });
started.catch(fail);
