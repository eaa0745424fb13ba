import { fileURLToPath } from 'node:url';
import { Relay } from '@relay/sdk-js';
import { readPage } from './page.ts';
import { startServer } from './server.ts';
import { readSettings, SettingsError } from './settings.ts';

const PAGE = fileURLToPath(new URL('../dist', import.meta.url));

try {
  const settings = readSettings(process.env, process.cwd());
  const { url } = await startServer(settings, readPage(PAGE));
  const isUp = await new Relay(settings).system.health({ timeout: 2_000, maxRetries: 0 }).then(
    () => true,
    () => false,
  );
  console.log(`\nThe example is ready: ${url}\n`);
  if (!isUp)
    console.log(`Relay does not answer at ${settings.baseUrl}. Start it; the page then works without a restart.\n`);
} catch (error) {
  if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE')
    console.error(`Port ${process.env.PORT ?? 5180} is taken; choose another one: PORT=5181 …`);
  else if (error instanceof SettingsError) console.error(error.message);
  else throw error;
  process.exitCode = 1;
}
