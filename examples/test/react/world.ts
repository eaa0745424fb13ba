// What a test of the page needs: a Relay, a gate in front of it, a receiver, the example's server and a browser.
import { fileURLToPath } from 'node:url';
import { answer, type Credentials, type Receiver, spawnProgram, startReceiver } from '@relay/testing';
import { type DevelopmentCore, startDevelopmentCore } from '@relay/testing/core-process';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, inject } from 'vitest';
import { RELAY } from '../support/core.ts';
import { type Gate, startGate } from '../support/gate.ts';

export const SERVER = fileURLToPath(new URL('../../react/server/main.ts', import.meta.url));

export interface ExampleServer {
  url: string;
  output(): string;
  stop(): Promise<void>;
}

/** The example's server, started as `pnpm start` does; on a free port, with nothing else in its environment. */
export async function startExample(environment: Record<string, string>): Promise<ExampleServer> {
  const program = spawnProgram(SERVER, { PORT: '0', ...environment });
  const [, url] = await program.printed(/The example is ready: (http\S+)\n/);
  return {
    url: url!,
    output: program.output,
    stop: async () => {
      program.kill('SIGTERM');
      await program.exited;
    },
  };
}

export interface World {
  credentials: Credentials;
  gate: Gate;
  receiver: Receiver;
  example: ExampleServer;
  /** A page of a fresh browser profile, loaded and ready; closed after the test. */
  open(options?: OpenOptions): Promise<Page>;
}
export interface OpenOptions extends BrowserContextOptions {
  /** The server to open the page of, if not the world's. */
  server?: ExampleServer;
}

/** `ownRelay`: one that no other file of tests connects accounts to. */
export function useWorld({ ownRelay = false } = {}): World {
  const world = { credentials: inject('relay') } as World;
  let browser: Browser;
  let own: DevelopmentCore | undefined;
  beforeAll(async () => {
    if (ownRelay) own = await startDevelopmentCore(RELAY);
    if (own) world.credentials = own.credentials;
    const { apiKey, baseUrl } = world.credentials;
    world.gate = await startGate(baseUrl);
    world.receiver = await startReceiver();
    world.receiver.behave(accept);
    world.example = await startExample({ RELAY_API_KEY: apiKey, RELAY_BASE_URL: world.gate.url });
    browser = await chromium.launch({ executablePath: inject('chromium'), args: FLAGS });
  });
  afterEach(async () => {
    world.receiver.received.length = 0;
    world.receiver.behave(accept);
    await Promise.all(browser.contexts().map((context) => context.close()));
  });
  afterAll(async () => {
    await browser?.close();
    await world.example?.stop();
    await world.receiver?.stop();
    await world.gate?.stop();
    await own?.stop();
  });
  world.open = async ({ server = world.example, ...options } = {}) => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
    const page = await context.newPage();
    page.setDefaultTimeout(10_000);
    await page.goto(server.url);
    return page;
  };
  return world;
}

/** How the receiver answers, unless a test says otherwise. */
export const accept = answer(200, '{"taken":true}', { 'content-type': 'application/json' });

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
];
