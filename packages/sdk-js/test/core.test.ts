// The built package against a real core: the README's quick start, keys, and the errors that core answers.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type DevelopmentCore, startDevelopmentCore } from '@relay/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AuthenticationError, NotFoundError, Relay, ValidationError } from '../src/index.js';
import { verifyWebhook } from '../src/webhooks.js';
import { directory, readQuickStart, runSample } from './support/readme.js';

let core: DevelopmentCore;
let relay: Relay;
let inbox: string;
beforeAll(async () => {
  core = await startDevelopmentCore();
  const { apiKey, baseUrl } = core.credentials;
  relay = new Relay({ apiKey, baseUrl });
  inbox = `${baseUrl}/dev/inbox`;
}, 60_000);
afterAll(() => core.stop());

interface InboxMessage {
  headers: Record<string, string>;
  body: string;
  verified: boolean;
}
const received = async () => ((await (await fetch(`${inbox}/messages`)).json()) as { data: InboxMessage[] }).data;

describe('against a core', () => {
  it("runs the README's quick start", async () => {
    const { apiKey, baseUrl } = core.credentials;
    const { stdout } = await runSample(await readQuickStart(), {
      RELAY_API_KEY: apiKey,
      RELAY_BASE_URL: baseUrl,
      WEBHOOK_URL: inbox,
    });
    const [summary, request, execution, ...failed] = stdout.trim().split('\n');
    expect(summary).toBe(`POST 1 JSON document to ${new URL(baseUrl).host}`);
    expect(request).toBe(`POST ${inbox} {"text":"Hello"}`);
    expect(execution).toMatch(/^exe_\w+ succeeded$/);
    expect(failed).toEqual([]);
    expect(await received()).toMatchObject([{ verified: true, body: '{"text":"Hello"}' }]);
  });

  it("runs the repository's README sample", async () => {
    const readme = await readFile(join(directory, '../../README.md'), 'utf8');
    const [, sample] = /^```js\n(import Relay [\s\S]*?)^```$/m.exec(readme)!;
    const { apiKey, baseUrl } = core.credentials;
    const here = sample!.replaceAll('http://127.0.0.1:8787', baseUrl);
    const { stdout } = await runSample(here, { RELAY_API_KEY: apiKey, RELAY_BASE_URL: baseUrl });
    expect(stdout).toMatch(/^POST 1 JSON document to \S+ \{"hello":"world"\}\nexe_\w+ succeeded\n$/);
  });

  it('verifies what webhook.send sent', async () => {
    const preview = await relay.actions.preview({ action: 'webhook.send', input: { url: inbox, payload: { ü: 1 } } });
    await relay.actions.execute({ previewId: preview.id, digest: preview.digest });
    const [message] = await received();
    const { secret } = await relay.webhooks.secret.get();
    expect(await verifyWebhook(message!.body, message!.headers, secret)).toEqual({ ü: 1 });
    await expect(verifyWebhook(`${message!.body} `, message!.headers, secret)).rejects.toThrow();
  });

  it('returns an execution that failed', async () => {
    const url = `${inbox}/there-is-nothing`;
    await expect(relay.actions.preview({ action: 'webhook.send', input: { url } })).rejects.toThrow(ValidationError);
    const preview = await relay.actions.preview({
      action: 'webhook.send',
      input: { url: 'http://no-such-host.invalid' },
    });
    const execution = await relay.actions.execute({ previewId: preview.id, digest: preview.digest });
    expect([execution.status, execution.error?.code]).toEqual(['failed', 'dns_failed']);
    expect(await relay.executions.wait(execution.id)).toEqual(execution);
  });

  it('makes, rotates and revokes keys', async () => {
    const made = await relay.apiKeys.create({ name: 'sdk', role: 'viewer' });
    const theirs = new Relay({ apiKey: made.secret, baseUrl: core.credentials.baseUrl });
    expect((await theirs.me.get()).principal.id).toBe(made.id);
    const rotated = await relay.apiKeys.rotate({ apiKeyId: made.id, graceSeconds: 0 });
    await expect(theirs.me.get()).rejects.toThrow(AuthenticationError);
    await relay.apiKeys.revoke({ apiKeyId: made.id });
    await expect(new Relay({ apiKey: rotated.secret, baseUrl: core.credentials.baseUrl }).me.get()).rejects.toThrow(
      AuthenticationError,
    );
    await expect(relay.apiKeys.revoke({ apiKeyId: made.id })).rejects.toThrow(NotFoundError);
  });

  it('walks pages, and points at what is wrong with an input', async () => {
    const types: string[] = [];
    for await (const event of relay.audit.list({ limit: 2 })) types.push(event.type);
    expect(types.at(-1)).toBe('workspace.created');
    const error = await relay.actions.preview({ action: 'webhook.send', input: { url: 1 } }).catch((caught) => caught);
    expect(error).toBeInstanceOf(ValidationError);
    expect(error.errors[0]).toMatchObject({ pointer: '/input/url', code: 'type' });
    expect(error.message).toContain(error.requestId);
  });
});
