import { createServer } from 'node:http';
import { describe, expect, it } from 'vitest';
import { startEmulators } from './index.js';

describe('starting', () => {
  it('starts what is asked for, on loopback, and stops it', async () => {
    const emulators = await startEmulators({ providers: ['github'] });
    expect([emulators.all.length, new URL(emulators.github.url).hostname]).toEqual([1, '127.0.0.1']);
    const { url } = emulators.github;
    expect((await fetch(url)).status).toBe(200);
    await emulators.stop();
    await expect(fetch(url)).rejects.toThrow();
  });

  it('takes another port when the wanted one is in use', async () => {
    const other = createServer();
    const port = await new Promise<number>((resolve) => {
      other.listen(0, '127.0.0.1', () => resolve((other.address() as { port: number }).port));
    });
    const emulators = await startEmulators({ providers: ['microsoft'], ports: { microsoft: port } });
    expect(new URL(emulators.microsoft.url).port).not.toBe(String(port));
    await emulators.stop();
    other.close();
  });
});
