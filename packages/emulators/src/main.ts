// The emulators as a process of their own, started by a development core: told what to start by a message, it answers with where
// they are, and it ends with the process that started it, however that ends.
import type { Provider } from './gate/vendor.js';
import { KeptFile } from './kept.js';
import { startEmulators } from './start.js';

export interface StartMessage {
  providers: Provider[];
  redirectUris: Partial<Record<Provider, string[]>>;
  /** Taken if they are free. */
  ports: Partial<Record<Provider, number>>;
  /** Where tokens outlive a restart. */
  keptFile: string;
}

export type StartedMessage =
  | { started: Partial<Record<Provider, { url: string; clientId: string; clientSecret: string }>> }
  | { failed: string };

// Ctrl-C reaches every process of the terminal: whoever started this one still finishes what is under way.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {});

process.once('message', async ({ keptFile, ...options }: StartMessage) => {
  const answer = (message: StartedMessage) => process.send?.(message);
  try {
    const kept = new KeptFile(keptFile);
    const { all } = await startEmulators({ ...options, kept });
    process.once('disconnect', () => {
      kept.write();
      process.exit(0);
    });
    answer({
      started: Object.fromEntries(
        all.map(({ provider, url, client: { clientId, clientSecret } }) => [provider, { url, clientId, clientSecret }]),
      ),
    });
  } catch (error) {
    answer({ failed: (error as Error).message });
    process.exit(1);
  }
});
process.once('disconnect', () => setTimeout(() => process.exit(0), 1_000).unref());
