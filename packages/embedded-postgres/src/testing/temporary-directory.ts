import { existsSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished, vi } from 'vitest';
import { isAlive } from '../postmaster.js';

/** A fresh directory, removed after the test. Every user may enter it unless the mode says otherwise. */
export async function temporaryDirectory(mode = 0o755): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'embedded-postgres-'));
  await chmod(directory, mode);
  onTestFinished(() => rm(directory, { recursive: true, force: true, maxRetries: 5 }));
  return directory;
}

export async function gone(pid: number) {
  await vi.waitFor(
    async () => {
      if (await isAlive(pid)) throw new Error(`Process ${pid} is still there.`);
    },
    { timeout: 30_000, interval: 20 },
  );
}

export async function present(path: string) {
  await vi.waitFor(
    () => {
      if (!existsSync(path)) throw new Error(`${path} is not there yet.`);
    },
    { timeout: 30_000, interval: 20 },
  );
}
