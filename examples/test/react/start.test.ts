// The one command, and what it says when it cannot do its work.
import { spawnProgram } from '@relay/testing';
import { expect, inject, it } from 'vitest';
import { SERVER, startExample } from './world.ts';

const { apiKey, baseUrl } = inject('relay');

it('says what to do without a key', async () => {
  const program = spawnProgram(SERVER, { PORT: '0', RELAY_DATA_DIR: '/nowhere' });
  expect(await program.exited).toBe(1);
  expect(program.output()).toContain('There is no API key.');
  expect(program.output()).toContain('npx -y pnpm@12 start');
});

it('says that its port is taken', async () => {
  const first = await startExample({ RELAY_API_KEY: apiKey, RELAY_BASE_URL: baseUrl });
  const { port } = new URL(first.url);
  const second = spawnProgram(SERVER, { PORT: port, RELAY_API_KEY: apiKey });
  expect(await second.exited).toBe(1);
  expect(second.output()).toBe(`Port ${port} is taken; choose another one: PORT=5181 …\n`);
  await first.stop();
});

it('never prints the key', async () => {
  const example = await startExample({ RELAY_API_KEY: apiKey, RELAY_BASE_URL: baseUrl });
  await fetch(`${example.url}/api/session`);
  expect(example.output()).not.toContain(apiKey);
  await example.stop();
});
