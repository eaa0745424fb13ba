import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { pending } from './pending.ts';
import type { Released } from './released.ts';

const javascript: Released = { registry: 'npm', name: '@relay/sdk-js', directory: 'javascript' };
const python: Released = { registry: 'pypi', name: 'relay-sdk', directory: 'python' };
const repository = mkdtempSync(join(tmpdir(), 'relay-pending-'));
/** How the registry answers, by path; 404 for everything else. */
let answers: Record<string, number> = {};
let server: Server;

beforeAll(async () => {
  server = createServer(({ url }, response) => void response.writeHead(answers[url!] ?? 404).end('{}'));
  await once(server.listen(0, '127.0.0.1'), 'listening');
});
afterAll(() => {
  server.close();
  rmSync(repository, { recursive: true });
});
beforeEach(() => {
  answers = {};
});

function lacking(versions: { javascript: string; python: string }) {
  for (const [directory, version] of Object.entries(versions)) {
    mkdirSync(join(repository, directory), { recursive: true });
    writeFileSync(join(repository, directory, 'package.json'), JSON.stringify({ version }));
  }
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return pending([javascript, python], repository, { npm: url, pypi: url });
}

it('names what no registry has', async () => {
  expect(await lacking({ javascript: '0.1.0', python: '0.1.0' })).toEqual([javascript, python]);
});

it('leaves out what is there, so that a second run does only what the first has left', async () => {
  answers = { '/@relay%2fsdk-js/0.1.0': 200 };
  expect(await lacking({ javascript: '0.1.0', python: '0.1.0' })).toEqual([python]);
  answers = { '/@relay%2fsdk-js/0.1.0': 200, '/pypi/relay-sdk/0.1.0/json': 200 };
  expect(await lacking({ javascript: '0.1.0', python: '0.1.0' })).toEqual([]);
});

it('asks PyPI by its own spelling of a prerelease', async () => {
  answers = { '/@relay%2fsdk-js/0.2.0-rc.1': 200, '/pypi/relay-sdk/0.2.0rc1/json': 200 };
  expect(await lacking({ javascript: '0.2.0-rc.1', python: '0.2.0-rc.1' })).toEqual([]);
});

it('leaves out what no changeset has raised yet', async () => {
  expect(await lacking({ javascript: '0.0.0', python: '0.0.0' })).toEqual([]);
});

it('does not take the failure of a registry for an answer', async () => {
  answers = { '/@relay%2fsdk-js/0.1.0': 503 };
  await expect(lacking({ javascript: '0.1.0', python: '0.0.0' })).rejects.toThrow('answered 503');
});
