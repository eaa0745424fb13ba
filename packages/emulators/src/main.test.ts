// The built process, as a development core starts it: `pnpm build` comes first.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, it } from 'vitest';
import type { StartedMessage } from './main.js';

const MAIN = fileURLToPath(new URL('../dist/main.js', import.meta.url));
const PARENT = fileURLToPath(new URL('./testing/parent.mjs', import.meta.url));
const directory = mkdtempSync(join(tmpdir(), 'relay-emulators-'));
afterAll(() => rmSync(directory, { recursive: true }));

async function start(keptFile: string): Promise<{ parent: ChildProcess; pid: number; url: string }> {
  const parent = spawn(process.execPath, [PARENT, MAIN, keptFile], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = await once(parent.stdout!.setEncoding('utf8'), 'data');
  const { pid, ...message } = JSON.parse(line) as StartedMessage & { pid: number };
  if ('failed' in message) throw new Error(message.failed);
  return { parent, pid, url: message.started.microsoft!.url };
}

const answers = (url: string) =>
  fetch(url).then(
    () => true,
    () => false,
  );

it('ends when the process that started it is killed', async () => {
  const { parent, url } = await start(join(directory, 'killed.json'));
  expect(await answers(`${url}/common/discovery/v2.0/keys`)).toBe(true);
  parent.kill('SIGKILL');
  await expect.poll(() => answers(url)).toBe(false);
});

it('outlives a Ctrl-C, and ends when it is let go, with what it has to keep', async () => {
  const keptFile = join(directory, 'let-go.json');
  const { parent, pid, url } = await start(keptFile);
  process.kill(pid, 'SIGINT');
  expect(await answers(url)).toBe(true);
  parent.kill('SIGUSR2');
  await expect.poll(() => answers(url)).toBe(false);
  expect([parent.exitCode, existsSync(keptFile)]).toEqual([null, true]);
  parent.kill('SIGKILL');
});
