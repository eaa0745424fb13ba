// Somebody who follows a page: with a terminal of their own, beside a Relay that others have used already.
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { answer, reset } from '@relay/testing';
import { REPOSITORY } from '../../src/pages.ts';
import { openTerminal, type Running, type Sample, type Terminal } from '../../src/terminal.ts';
import { executed, startWorld, type World } from '../../src/world.ts';

export interface Reader {
  world: World;
  terminal: Terminal;
  /** What was started for the sake of the page. */
  running: Running[];
}

/** What a sample needs beside what every one has. */
export interface Needs {
  environment?: Record<string, string>;
  files?: Record<string, string>;
  /** What to put in the place of something that differs from reader to reader. */
  replace?: Record<string, string>;
}

const cli = join(REPOSITORY, 'packages/cli/dist/main.js');
const admin = join(REPOSITORY, 'services/core/dist/src/admin.js');
/** Programs as they are installed, and as they are built here; openssl is not on every machine. */
const PROGRAMS: Record<string, string> = {
  'npx @relay/cli ': `"${process.execPath}" ${cli} `,
  'node packages/cli/dist/main.js ': `"${process.execPath}" ${cli} `,
  'relay chat ': `"${process.execPath}" ${cli} chat `,
  'relay audit ': `"${process.execPath}" ${cli} audit `,
  'npx -y pnpm@12 relay-admin ': `"${process.execPath}" ${admin} `,
  'openssl rand -base64 32': `"${process.execPath}" -p 'crypto.randomBytes(32).toString("base64")'`,
};

export async function openReader(world: World): Promise<Reader> {
  const terminal = await openTerminal();
  await write(terminal, { '.relay/credentials.json': JSON.stringify(world.core.credentials) });
  return { world, terminal, running: [] };
}

export async function closeReader({ terminal, running }: Reader): Promise<void> {
  await Promise.all(running.map((one) => one.stop()));
  await terminal.close();
}

/** Makes the sample runnable here, and what it needs; gives it with its environment. */
export async function settle({ world, terminal }: Reader, { language, code }: Sample, needs: Needs) {
  await write(terminal, needs.files ?? {});
  const { baseUrl } = world.core.credentials;
  const addresses = { 'http://127.0.0.1:8787': baseUrl, 'https://relay.example.com': baseUrl };
  const here = Object.entries({ ...needs.replace, ...addresses, ...(language === 'sh' && PROGRAMS) });
  const replaced = here.reduce((text, [there, instead]) => text.replaceAll(there, instead), code);
  const filled = await world.fill(replaced);
  return {
    sample: { language, code: filled.code },
    environment: { ...world.environment, ...needs.environment },
  };
}

/** A Relay in which three executions have succeeded, one has failed, and of one nobody knows the outcome. */
export async function startUsedWorld(): Promise<World> {
  const world = await startWorld();
  const { call, receiver } = world;
  for (let times = 0; times < 3; times++) await executed(call, receiver.url);
  await executed(call, 'http://no-such-host.invalid');
  receiver.behave(reset);
  await executed(call, receiver.url);
  receiver.behave(answer(200, 'ok'));
  return world;
}

async function write({ folder }: Terminal, files: Record<string, string>): Promise<void> {
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
}
