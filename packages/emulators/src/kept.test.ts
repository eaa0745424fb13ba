import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { KeptFile } from './kept.js';
import { startEmulators } from './start.js';
import { Application, CALLBACK, PROVIDERS } from './testing/flow.js';

const directory = mkdtempSync(join(tmpdir(), 'relay-emulators-'));
afterAll(() => rmSync(directory, { recursive: true }));

describe('what is kept', () => {
  it('lets connections work on after a restart, with the tokens that they have', async () => {
    const file = join(directory, 'kept.json');
    const open = () => {
      const kept = new KeptFile(file);
      return startEmulators({ kept, redirectUris: [CALLBACK], settings: { expiringTokens: true } }).then(
        (emulators) => ({ kept, emulators }),
      );
    };
    const first = await open();
    const tokens = await Promise.all(PROVIDERS.map((provider) => new Application(first.emulators[provider]).connect()));
    first.kept.write();
    await first.emulators.stop();
    expect(statSync(file).mode & 0o777).toBe(0o600);

    const second = await open();
    for (const [index, provider] of PROVIDERS.entries()) {
      const application = new Application(second.emulators[provider]);
      const { access_token: token, refresh_token: refresh } = tokens[index]!;
      expect([provider, await application.who(token)]).toEqual([provider, 200]);
      const renewed = await application.refresh(refresh!);
      expect([provider, await application.who(renewed.body.access_token)]).toEqual([provider, 200]);
    }
    second.kept.write(); // so that nothing is left to write when the directory is gone
    await second.emulators.stop();
  });

  it('begins anew when the file is damaged', () => {
    const file = join(directory, 'damaged.json');
    writeFileSync(file, '{"clientSec');
    expect(new KeptFile(file).clientSecret).toMatch(/^[\w-]{32}$/);
  });
});
