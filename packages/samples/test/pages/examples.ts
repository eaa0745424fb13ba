// examples/*/README.md
import { join } from 'node:path';
import { freePort } from '@relay/testing';
import { REPOSITORY } from '../../src/pages.ts';
import { delivered, executed } from '../../src/world.ts';
import { type Check, prints } from './checks.ts';
import type { Needs, Reader } from './reader.ts';

const folder = join(REPOSITORY, 'examples/fastapi');
const python = `cd ${folder} && exec .venv/bin/python`;

/** Starts the service beside this Relay, until the reader has read the page. */
async function startService(reader: Reader, port: number, more: Record<string, string> = {}): Promise<Needs> {
  const environment = { PORT: String(port), EVENTS_FILE: join(reader.terminal.folder, 'events.sqlite3'), ...more };
  const code = `${python} -m service`;
  const running = await reader.terminal.start(
    { language: 'sh', code },
    { ...reader.world.environment, ...environment },
  );
  reader.running.push(running);
  await running.listening(port);
  return { environment, replace: { 'http://127.0.0.1:8000': `http://127.0.0.1:${port}` } };
}

const service = async (reader: Reader) => startService(reader, await freePort());

/** A service that is registered for Relay's events, and has got one. */
async function toldService(reader: Reader): Promise<Needs> {
  const { call, receiver } = reader.world;
  const port = await freePort();
  const url = `http://127.0.0.1:${port}/webhooks/relay`;
  const endpoint = (await call('webhooks.endpoints.create', { body: { url, events: ['execution.succeeded'] } })).body;
  const needs = await startService(reader, port, { RELAY_ENDPOINT_SECRET: endpoint.secret });
  await executed(call, receiver.url);
  await delivered(call, endpoint.id);
  return needs;
}

export const examples: Record<string, Check[]> = {
  fastapi: [
    prints({ shell: /^\{"preview_id":"prv_\w+".*"body":"\{\\"text\\":\\"Hello\\"\}".*"digest":"sha256-/ }, service),
    prints({ shell: /"status":"succeeded".*"outcomes":\[\{/ }, service),
    prints({ shell: /^whsec_[\w+/=]+\n$/ }, async () => ({
      environment: { PORT: String(await freePort()) },
      replace: { 'npx -y pnpm@12 --silent --filter @relay/example-fastapi register': `${python} -m service.register` },
    })),
    prints({ shell: /"type":"execution.succeeded"/ }, toldService),
  ],
};
