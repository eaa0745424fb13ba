// A development instance: embedded Postgres unless DATABASE_URL is set, migrated at start, with a workspace, a key and an inbox.
import { join } from 'node:path';
import { EmbeddedPostgresError, openEmbeddedPostgres } from '@relay/embedded-postgres';
import type { Config } from '../platform/config.js';
import { SealError, Sealer } from '../platform/crypto/index.js';
import { migrate, openDatabase, reachDatabase } from '../platform/db/index.js';
import { StartError } from '../platform/start-error.js';
import { type Running, run } from '../run.js';
import { listen } from '../server.js';
import { banner } from './banner.js';
import { masterKeysIn, prepareDirectory } from './credentials.js';
import { startEmulators } from './emulators.js';
import { inbox } from './inbox/index.js';
import { developmentWorkspace } from './workspace.js';

const tell = (step: string) => console.log(`${step} …`);

export async function startDevelopment(config: Config): Promise<Running> {
  const { dataDirectory } = config;
  const listening = await listen(config.host, config.port);
  await prepareDirectory(dataDirectory);
  const emulating = startEmulators(config, listening); // beside the database, which takes longer
  const postgres = config.databaseUrl ? undefined : await openPostgres(join(dataDirectory, 'postgres'));
  const databaseUrl = config.databaseUrl ?? postgres!.url;
  const db = openDatabase({ url: databaseUrl, prepared: config.databasePrepared });
  try {
    await reachDatabase(db, databaseUrl);
    if ((await migrate(db)).length > 0) tell('Brought the database up to date');
    const masterKeys = config.masterKeys ?? (await masterKeysIn(dataDirectory));
    const sealer = new Sealer(masterKeys);
    const workspace = await openWorkspace(db, sealer, dataDirectory, listening.url);
    const pages = [inbox({ db, sealer, workspaceId: workspace.credentials.workspaceId })];
    const emulated = await emulating;
    if (emulated.problem) console.error(`The stand-ins for the providers did not start: ${emulated.problem}`);
    const running = await run({ config: emulated.config, listening, db, databaseUrl, masterKeys, pages });
    console.log(banner(workspace, config, emulated.urls));
    let stopping = false;
    postgres?.exited.then((log) => {
      if (stopping) return;
      console.error(`The embedded Postgres stopped by itself:\n${log}`);
      process.exit(1);
    });
    return {
      stop: async () => {
        stopping = true;
        tell('Finishing what is under way');
        await running.stop();
        await db.destroy();
        emulated.stop();
        await postgres?.stop();
      },
    };
  } catch (error) {
    await db.destroy();
    await postgres?.stop();
    throw error;
  }
}

async function openPostgres(directory: string) {
  try {
    return await openEmbeddedPostgres(directory, { onProgress: tell });
  } catch (error) {
    throw error instanceof EmbeddedPostgresError ? new StartError(error.message, { cause: error }) : error;
  }
}

async function openWorkspace(...args: Parameters<typeof developmentWorkspace>) {
  try {
    return await developmentWorkspace(...args);
  } catch (error) {
    if (!(error instanceof SealError)) throw error;
    const sentence = `The secrets in this database were sealed with another master key (${error.message}); set RELAY_MASTER_KEYS to it, or use another database.`;
    throw new StartError(sentence, { cause: error });
  }
}
