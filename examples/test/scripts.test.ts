// The two scripts do the same; so one table is for both.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Relay } from '@relay/sdk-js';
import { answer, type Receiver, reset, startReceiver } from '@relay/testing';
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest';
import { type Gate, loseReply, refuse, startGate } from './support/gate.ts';
import { type Run, type RunOptions, run } from './support/run.ts';

const credentials = inject('relay');
const examples = fileURLToPath(new URL('..', import.meta.url));
const relay = new Relay(credentials);
let receiver: Receiver;
let gate: Gate;
beforeAll(async () => {
  receiver = await startReceiver();
  gate = await startGate(credentials.baseUrl);
});
afterEach(() => {
  receiver.received.length = 0;
  receiver.behave(answer(200, 'ok'));
});
afterAll(async () => {
  await receiver.stop();
  await gate.stop();
});

interface Script {
  start(url: string | undefined, payload: string | undefined, more?: { yes?: boolean } & RunOptions): Promise<Run>;
}
const scripts: Record<string, Script> = {
  'node-script': {
    start: (url, payload, { yes, ...options } = {}) => {
      const args = [
        ...(url ? ['--url', url] : []),
        ...(payload ? ['--payload', payload] : []),
        ...(yes ? ['--yes'] : []),
      ];
      return run(process.execPath, [join(examples, 'node-script/send-webhook.ts'), ...args], options);
    },
  },
  'curl.sh': {
    start: (url, payload, { yes, ...options } = {}) => {
      const args = [...(yes ? ['--yes'] : []), ...(url ? [url] : []), ...(payload ? [payload] : [])];
      return run('sh', [join(examples, 'curl.sh'), ...args], options);
    },
  },
};
const environment = { RELAY_API_KEY: credentials.apiKey, RELAY_BASE_URL: credentials.baseUrl };
const previewIn = ({ stdout }: Run) => /webhook-id: (prv_\w+)/.exec(stdout)![1]!;

describe.each(Object.entries(scripts))('%s', (_, { start }) => {
  it('shows the exact request, sends it after a yes, and says what happened', async () => {
    const result = await start(`${receiver.url}/a?b=c`, '{"z":1,"a":"ü"}', { input: 'y\n', environment });
    expect(result).toMatchObject({ code: 0, stderr: '' });
    const [received, ...more] = receiver.received;
    expect([received!.method, received!.path, more]).toEqual(['POST', '/a?b=c', []]);
    expect(result.stdout).toContain(`POST ${receiver.url}/a?b=c\n`);
    expect(result.stdout).toContain(`\n\n${received!.body}\n\n`);
    expect(received!.body).toBe('{"z":1,"a":"ü"}');
    expect(result.stdout).toContain('webhook-signature: (added when it is sent)');
    expect(result.stdout).toMatch(/exe_\w+: succeeded\. Sent/);
    expect(result.stdout).not.toContain(credentials.apiKey);
  });

  it.each(['n\n', 'yellow\n', ''])('takes %j for a no, and discards the preview', async (input) => {
    const result = await start(receiver.url, undefined, { input, environment });
    expect(result.code).toBe(4);
    expect(result.stdout).toContain('Discarded. Nothing was sent.');
    expect((await relay.previews.get({ previewId: previewIn(result) })).status).toBe('discarded');
    expect(receiver.received).toEqual([]);
  });

  it('does not ask with --yes, and finds a Relay in development by itself', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'relay-scripts-'));
    await mkdir(join(directory, '.relay'));
    await mkdir(join(directory, 'below'));
    await writeFile(join(directory, '.relay/credentials.json'), JSON.stringify(credentials));
    const result = await start(undefined, undefined, { yes: true, directory: join(directory, 'below') });
    await rm(directory, { recursive: true });
    expect(result).toMatchObject({ code: 0, stderr: '' });
    expect(result.stdout).not.toContain('[y/N]');
    expect(result.stdout).toContain(`POST ${credentials.baseUrl}/dev/inbox\n`);
  });

  it('tells a failure by its exit code', async () => {
    receiver.behave(answer(404));
    const result = await start(receiver.url, undefined, { yes: true, environment });
    expect(result.code).toBe(1);
    expect(result.stdout).toMatch(/exe_\w+: failed[\s\S]*receiver_not_found: /);
  });

  it('says that nobody knows when nobody does', async () => {
    receiver.behave(reset);
    const result = await start(receiver.url, undefined, { yes: true, environment });
    expect(result.code).toBe(3);
    expect(result.stdout).toContain('Nobody knows whether it happened.');
    expect(receiver.received).toHaveLength(1);
  });

  it('sends once when the reply to its confirm is lost', async () => {
    gate.meddle(/execute$/, loseReply);
    const passed = gate.passed.length;
    const result = await start(receiver.url, undefined, {
      yes: true,
      environment: { ...environment, RELAY_BASE_URL: gate.url },
    });
    expect(result.code).toBe(0);
    const executes = gate.passed.slice(passed).filter(({ name }) => name.endsWith('execute'));
    expect(executes.map(({ idempotencyKey }) => idempotencyKey)).toEqual([
      executes[0]!.idempotencyKey,
      executes[0]!.idempotencyKey,
    ]);
    expect(executes[0]!.idempotencyKey).toMatch(/^\S{16,}$/);
    expect(receiver.received).toHaveLength(1);
  });

  it('says what Relay refuses, field by field', async () => {
    const result = await start('ftp://example.com', undefined, { yes: true, environment });
    expect([result.code, result.stdout]).toEqual([2, '']);
    expect(result.stderr).toMatch(/invalid_\w+[\s\S]*\/input\/url/);
  });

  it('sends nothing that Relay does not take a confirm for', async () => {
    gate.meddle(/execute$/, refuse(410, 'preview_expired'));
    const result = await start(receiver.url, undefined, {
      yes: true,
      environment: { ...environment, RELAY_BASE_URL: gate.url },
    });
    expect(result.code).toBe(2);
    expect(result.stderr).toContain('preview_expired');
  });

  it.each<[string, Record<string, string>, RegExp]>([
    ['there is no key', {}, /There is no API key/],
    ['the key is not valid', { ...environment, RELAY_API_KEY: 'relay_test_no' }, /unauthenticated/],
    ['Relay is away', { ...environment, RELAY_BASE_URL: 'http://127.0.0.1:1' }, /127\.0\.0\.1/],
  ])('ends with 2 when %s', async (_, environment, message) => {
    const result = await start(receiver.url, undefined, { yes: true, environment, directory: '/' });
    expect(result).toMatchObject({ code: 2, stderr: expect.stringMatching(message) });
  });

  it('ends with 2 for a payload that is no JSON', async () => {
    const result = await start(receiver.url, '{"a":', { yes: true, environment });
    expect(result).toMatchObject({ code: 2, stderr: expect.stringContaining('not JSON') });
  });
});

describe('curl.sh', () => {
  const { start } = scripts['curl.sh']!;
  const throughGate = () => ({ ...environment, RELAY_BASE_URL: gate.url });

  it('does not say that it discarded what it did not', async () => {
    gate.meddle(/^DELETE/, refuse(409, 'preview_executed'));
    const result = await start(receiver.url, undefined, { input: 'n\n', environment: throughGate() });
    expect(result).toMatchObject({ code: 4, stdout: expect.stringMatching(/\] Nothing was sent\.\n$/) });
  });

  it('that is interrupted while it confirms says that the confirm may have arrived', async () => {
    const arrived = Promise.withResolvers<void>();
    gate.meddle(/execute$/, () => arrived.resolve());
    const result = await start(receiver.url, undefined, {
      yes: true,
      environment: throughGate(),
      interrupted: arrived.promise,
    });
    expect(result).toMatchObject({ code: 3, stderr: expect.stringContaining('The confirm may have arrived.') });
  });
});

it('curl.sh says which program it lacks', async () => {
  const result = await run('/bin/sh', [join(examples, 'curl.sh')], { environment: { PATH: '/nowhere' } });
  expect(result).toMatchObject({ code: 2, stderr: 'This needs curl; install it first.\n' });
});

it('node-script explains its options', async () => {
  const result = await run(process.execPath, [join(examples, 'node-script/send-webhook.ts'), '--ulr', 'x'], {
    environment,
  });
  expect(result).toMatchObject({ code: 2, stderr: expect.stringContaining('Usage: send-webhook.ts') });
});
