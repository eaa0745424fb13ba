// A program: the built core as `main` runs it, with three more actions and short deadlines. Crash tests start it and kill it.
import { flushCompileCache } from 'node:module';
import { fakeAction, fakeRead } from '../actions/fake-action.ts';

const built = <Module>(path: string) =>
  import(new URL(`../../dist/src/${path}`, import.meta.url).href) as Promise<Module>;
const { loadConfig } = await built<typeof import('../../src/platform/config.js')>('platform/config.js');
const { openDatabase, reachDatabase } =
  await built<typeof import('../../src/platform/db/index.js')>('platform/db/index.js');
const { catalog } = await built<typeof import('../../src/providers/index.js')>('providers/index.js');
const { run } = await built<typeof import('../../src/run.js')>('run.js');
const { listen } = await built<typeof import('../../src/server.js')>('server.js');

const config = loadConfig(process.env);
const databaseUrl = config.databaseUrl!;
const listening = await listen(config.host, config.port);
const db = openDatabase({ url: databaseUrl, prepared: config.databasePrepared });
await reachDatabase(db, databaseUrl);
const running = await run({
  config,
  listening,
  db,
  databaseUrl,
  masterKeys: config.masterKeys!,
  actions: [...catalog, fakeAction('natural'), fakeAction('probe'), fakeRead],
  timings: { sendDeadlineMs: 2_000, leaseMarginMs: 1_000, reconcileEveryMs: 100, refreshEveryMs: 100 },
});
process.once('SIGTERM', async () => {
  await running.stop();
  await db.destroy();
  process.exit(0);
});
console.log('ready');
flushCompileCache(); // who is killed writes none
