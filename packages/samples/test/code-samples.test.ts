// Every `x-codeSamples` of the contract that core serves, run against that core.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { callable } from '@relay/contract/callable';
import { contract, operationsOf } from '@relay/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { languageOf } from '../src/blocks.ts';
import { runSample } from '../src/run.ts';
import { executed, startWorld, type World } from '../src/world.ts';
import { plain } from './support/plain.ts';
import { replyChecker } from './support/replies.ts';

interface CodeSample {
  lang: string;
  source: string;
}

const operations = operationsOf(callable(contract));

let world: World;
// biome-ignore lint/suspicious/noExplicitAny: an OpenAPI document is walked by name
let served: any;
beforeAll(async () => {
  world = await startWorld();
  served = await (await fetch(`${world.environment.RELAY_BASE_URL}/openapi.json`)).json();
  // Something for the lists to show: an execution that succeeded, one that failed, an endpoint.
  await executed(world.call, world.receiver.url);
  await executed(world.call, 'http://no-such-host.invalid');
  await world.call('chat.send', { body: { message: 'Hello' } });
  await world.call('webhooks.endpoints.create', { body: { url: world.receiver.url, events: ['execution.failed'] } });
});
afterAll(() => world?.stop());

/** Runs the sample of an operation with things of its own, and gives what it printed or, for the export, what it wrote. */
async function run(id: string, lang: string) {
  const { method, path } = operations.find((operation) => operation.id === id)!;
  const samples: CodeSample[] = served.paths[path][method.toLowerCase()]['x-codeSamples'];
  const { code, made } = await world.fill(samples.find((sample) => sample.lang === lang)!.source);
  let file = '';
  const look = async (folder: string) => {
    if (id === 'audit.export') file = await readFile(join(folder, 'audit.ndjson'), 'utf8');
  };
  const sample = { language: languageOf(lang)!, code };
  const { exitCode, stdout, stderr } = await runSample(sample, world.environment, look);
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  return { output: stdout + file, made };
}

/** What a call without a reply has done. */
const DONE: Record<string, (made: Record<string, string>) => Promise<void>> = {
  'previews.discard': async ({ previewId }) => {
    const { body } = await world.call('previews.get', { path: { previewId: previewId! } });
    expect(body.status).toBe('discarded');
  },
  'chat.resume': async () => {}, // no reply is under way
  'chat.sessions.delete': async ({ sessionId }) => {
    const { body } = await world.call('chat.sessions.list', { query: { limit: 100 } });
    expect(body.data.map(({ id }) => id)).not.toContain(sessionId);
  },
  'apiKeys.revoke': async ({ apiKeyId }) => {
    const { body } = await world.call('apiKeys.list', { query: { limit: 100 } });
    expect(body.data.map(({ id }) => id)).not.toContain(apiKeyId);
  },
  'webhooks.endpoints.delete': async ({ endpointId }) => {
    const { body } = await world.call('webhooks.endpoints.list', { query: { limit: 100 } });
    expect(body.data.map(({ id }) => id)).not.toContain(endpointId);
  },
};

describe.each(operations.map(({ id }) => id))('the samples of %s', (id) => {
  it('in curl: runs, and gets what the contract promises', async () => {
    const { output, made } = await run(id, 'Shell');
    replyChecker(served, id)(output);
    await DONE[id]?.(made);
  });

  it('in JavaScript and Python: run, and print the same', async () => {
    const [javascript, python] = [await run(id, 'JavaScript'), await run(id, 'Python')];
    for (const { made } of [javascript, python]) await DONE[id]?.(made);
    if (id === 'audit.export') {
      for (const { output } of [javascript, python]) replyChecker(served, id)(output);
      return;
    }
    expect(javascript.output === '').toBe(id in DONE);
    expect(javascript.output).not.toContain('undefined');
    // Meanwhile Relay may have signed another head of the audit log: lists are newest first.
    const [theirs, ours] = [plain(python.output), plain(javascript.output)];
    expect(id === 'audit.checkpoints' ? theirs.slice(-ours.length) : theirs).toEqual(ours);
  });
});
