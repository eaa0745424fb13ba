// The emulators as a process of their own, started by a development core: told what to start by a message, it answers with where
// they are, and it ends with the process that started it, however that ends.
import { clientIdOf } from './accounts.js';
import { type Listening, listen } from './gate/http.js';
import type { Provider } from './gate/vendor.js';
import { KeptFile } from './kept.js';
import type { EmulatorOptions } from './start.js';

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

process.once('message', async (message: StartMessage) => {
  const answer = (reply: StartedMessage) => process.send?.(reply);
  try {
    const kept = new KeptFile(message.keptFile);
    process.once('disconnect', () => {
      kept.write();
      process.exit(0);
    });
    const entries = message.providers.map(async (provider) => {
      const listening = await listen(message.ports[provider] ?? 0);
      startWhenCalled(provider, listening, { redirectUris: message.redirectUris, kept });
      const client = { clientId: clientIdOf(provider), clientSecret: kept.clientSecret };
      return [provider, { url: listening.url, ...client }] as const;
    });
    answer({ started: Object.fromEntries(await Promise.all(entries)) });
  } catch (error) {
    answer({ failed: (error as Error).message });
    process.exit(1);
  }
});

/** What stands behind the port takes a noticeable part of a second and most of the memory: nobody waits for it who does not use it. */
function startWhenCalled(provider: Provider, listening: Listening, options: EmulatorOptions): void {
  let starting: Promise<unknown> | undefined;
  listening.serve(async (call) => {
    starting ??= import('./start.js').then(({ startOne }) => startOne(provider, options, listening));
    await starting.catch((error: Error) => {
      starting = undefined;
      throw error;
    });
    return listening.answer(call);
  });
}
