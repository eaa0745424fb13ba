// The client against a real core: what only a server can show to be true. The samples of the README run in packages/samples.
import { FaultServer } from '@relay/fault-server';
import { type DevelopmentCore, startDevelopmentCore } from '@relay/testing';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import {
  type AuditEvent,
  AuthenticationError,
  type ChatEvent,
  NotFoundError,
  Relay,
  StreamedReply,
  type Suggestion,
  ValidationError,
} from '../src/index.js';
import { verifyWebhook } from '../src/webhooks.js';

let core: DevelopmentCore;
let relay: Relay;
let inbox: string;
let receiver: FaultServer;
beforeAll(async () => {
  receiver = await FaultServer.start();
  core = await startDevelopmentCore({ RELAY_OUTBOUND_ALLOW: new URL(receiver.url).host });
  const { apiKey, baseUrl } = core.credentials;
  relay = new Relay({ apiKey, baseUrl });
  inbox = `${baseUrl}/dev/inbox`;
}, 60_000);
afterAll(async () => {
  await core.stop();
  await receiver.stop();
});

interface InboxMessage {
  headers: Record<string, string>;
  body: string;
  verified: boolean;
}
const received = async () => ((await (await fetch(`${inbox}/messages`)).json()) as { data: InboxMessage[] }).data;

describe('against a core', () => {
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

describe('a conversation', () => {
  it('goes from a sentence by a typed suggestion to an execution, and happens once', async () => {
    const told: ChatEvent[] = [];
    for await (const event of await relay.chat.stream({ message: `Send a webhook to ${inbox}` })) told.push(event);
    expect(told.map(({ type }) => type)).toEqual(expect.arrayContaining(['start', 'text-delta', 'finish']));
    const [suggestion] = told.flatMap((event) => (event.type === 'data-relay-suggestion' ? event.data : []));
    expect(suggestion).toMatchObject({ action: 'webhook.send', status: 'ready', missing: [] });
    const [session] = told.flatMap((event) => (event.type === 'data-relay-session' ? event.data : []));

    const edits = { [suggestion!.id]: { payload: { order: 4711 } } };
    const { suggestions } = await relay.chat.send({ message: '', sessionId: session!.sessionId, edits });
    const edited = suggestions.find(({ status }) => status === 'ready');
    expect(edited?.previewId).not.toBe(suggestion!.previewId);
    const before = (await received()).length;
    const { id: previewId, digest } = await relay.previews.get({ previewId: edited!.previewId! });
    const executions = [1, 2].map(() => relay.actions.execute({ previewId, digest }));
    const [first, second] = await Promise.all(executions);
    expect([first!.id, (await relay.executions.wait(first!.id)).status]).toEqual([second!.id, 'succeeded']);
    const after = await received();
    expect([after.length, JSON.parse(after[0]!.body)]).toEqual([before + 1, { order: 4711 }]);
  });

  it('knows people by the contacts that it is given', async () => {
    const contacts = [{ name: 'Grace Hopper', email: 'grace@example.com' }];
    const { suggestions } = await relay.chat.send({ message: 'Send an email to Grace saying "hi"', contacts });
    expect(suggestions[0]).toMatchObject({
      input: { to: ['grace@example.com'] },
      provenance: { '/to/0': { source: 'contact' } },
    });
    const wrong = [{ name: 'Grace\nHopper', email: 'grace@example.com' }];
    const error = await relay.chat.send({ message: 'Hello', contacts: wrong }).catch((problem) => problem);
    expect(error).toBeInstanceOf(ValidationError);
    expect(error.errors).toMatchObject([{ pointer: '/contacts/0/name' }]);
  });

  it('comes to the same in a stream as in one reply', async () => {
    const message = `Send a webhook to ${inbox}`;
    const [streamed, sent] = [new StreamedReply(), await relay.chat.send({ message })];
    for await (const event of await relay.chat.stream({ message })) streamed.add(event);
    const withoutIds = ({ id: _id, previewId: _previewId, ...rest }: Suggestion) => rest;
    expect(streamed.suggestions.map(withoutIds)).toEqual(sent.suggestions.map(withoutIds));
    expect([streamed.text, streamed.results]).toEqual([sent.text, sent.results]);
    expect([...streamed.approvalIds.keys()]).toEqual(streamed.suggestions.map(({ previewId }) => previewId));
    const { messages } = await relay.chat.sessions.get({ sessionId: streamed.sessionId! });
    expect(messages.at(-1)).toMatchObject({ id: streamed.messageId, text: streamed.text });
  });

  it('is kept, and nothing is under way in it afterwards', async () => {
    const { sessionId, text } = await relay.chat.send({ message: 'What is love?' });
    const { messages } = await relay.chat.sessions.get({ sessionId });
    expect(messages.map((message) => message.text)).toEqual(['What is love?', text]);
    const events = [];
    for await (const event of await relay.chat.resume({ sessionId })) events.push(event);
    expect(events).toEqual([]);
    await relay.chat.sessions.delete({ sessionId });
    await expect(relay.chat.sessions.get({ sessionId })).rejects.toThrow(NotFoundError);
  });
});

describe('the same idempotency key', () => {
  const preview = (text: string, idempotencyKey: string) =>
    relay.actions
      .preview({ action: 'webhook.send', input: { url: inbox, payload: { text } } }, { idempotencyKey })
      .withResponse();

  it('gets the same reply again, which says so', async () => {
    const [first, second] = [await preview('once', 'order 7'), await preview('once', 'order 7')];
    expect(second.data).toEqual(first.data);
    const replayed = [first, second].map(({ response }) => response.headers.get('idempotent-replayed'));
    expect(replayed).toEqual([null, 'true']);
    expect((await preview('once', 'order 8')).data.id).not.toBe(first.data.id);
  });

  it('is refused with another body', async () => {
    await preview('one', 'order 9');
    await expect(preview('two', 'order 9')).rejects.toMatchObject({ status: 422, code: 'idempotency_key_reused' });
  });

  it('does a thing once, also when the first reply is lost', async () => {
    let attempts = 0;
    const losing: typeof fetch = async (input, init) => {
      const response = await fetch(input, init);
      if (++attempts > 1) return response;
      await response.text();
      throw new TypeError('the reply is lost');
    };
    const { apiKey, baseUrl } = core.credentials;
    const made = await new Relay({ apiKey, baseUrl, fetch: losing }).apiKeys.create({ name: 'lost', role: 'viewer' });
    expect(attempts).toBe(2);
    const theirs = [];
    for await (const key of relay.apiKeys.list()) if (key.name === 'lost') theirs.push(key.id);
    expect(theirs).toEqual([made.id]);
  });
});

describe('the audit log', () => {
  interface Line {
    header?: { complete: boolean };
    event?: AuditEvent;
    end?: { events: number };
  }
  async function exported(cursor?: string): Promise<Line[]> {
    const lines: Line[] = [];
    let rest = '';
    const stream = await relay.audit.export({ cursor });
    for await (const text of stream.pipeThrough(new TextDecoderStream())) {
      const pieces = (rest + text).split('\n');
      rest = pieces.pop()!;
      for (const piece of pieces) if (piece) lines.push(JSON.parse(piece));
    }
    expect(rest).toBe('');
    return lines;
  }
  const sequencesOf = (lines: Line[]) => lines.flatMap(({ event }) => event?.sequence ?? []);

  it('verifies', async () => {
    const { valid, checked, firstBroken } = await relay.audit.verify();
    expect([valid, checked > 0, firstBroken]).toEqual([true, true, null]);
  });

  it('is exported as a stream of lines, and from any event on', async () => {
    const lines = await exported();
    const sequences = sequencesOf(lines);
    expect(lines[0]?.header?.complete).toBe(true);
    expect(sequences).toEqual(sequences.map((_, index) => index + 1));
    expect(lines.at(-1)).toEqual({ end: { events: sequences.length } });
    expect(sequencesOf(await exported(String(sequences.length - 1)))[0]).toBe(sequences.length);
  });

  it('is exported in other formats, with a name for the file', async () => {
    const { data, response } = await relay.audit.export({ format: 'csv' }).withResponse();
    expect(response.headers.get('content-type')).toContain('text/csv');
    expect(response.headers.get('content-disposition')).toMatch(/^attachment; filename="relay-audit-\S+\.csv"$/);
    expect(await new Response(data).text()).toMatch(/^sequence,id,type,/);
    const events: AuditEvent[] = await new Response(await relay.audit.export({ format: 'json' })).json();
    expect(events[0]).toMatchObject({ sequence: 1, type: 'workspace.created' });
  });

  it('answers an export that it refuses with an error', async () => {
    await expect(relay.audit.export({ workspaceId: 'ws_unknown' })).rejects.toThrow(NotFoundError);
  });

  it('has checkpoints, and the keys that verify them', async () => {
    const { data, publicKeys } = await relay.audit.checkpoints();
    expect(publicKeys[0]).toMatchObject({ publicKey: expect.stringContaining('BEGIN PUBLIC KEY') });
    const ids: string[] = [];
    for await (const { id } of relay.audit.checkpoints({ limit: 1 })) ids.push(id);
    expect(ids.slice(ids.length - data.length)).toEqual(data.map(({ id }) => id));
  });
});

it('registers an endpoint for webhooks, tries it out, changes it and deletes it', async () => {
  const { endpoints, deliveries } = relay.webhooks;
  const receipts = receiver.script({ type: 'json', body: {} }, { type: 'json', body: {} });
  const { id: endpointId, secret } = await endpoints.create({ url: receipts.url, events: ['execution.failed'] });
  const ping = await endpoints.ping({ endpointId });
  expect([ping.eventType, ping.status]).toEqual(['ping', 'pending']);
  const arrived = (status: string) => async () => {
    const { data } = await deliveries.list({ endpointId });
    expect(data).toMatchObject([{ id: ping.id, status, lastStatus: 200 }]);
  };
  await vi.waitFor(arrived('succeeded'), { timeout: 15_000, interval: 100 });
  const { body, headers } = receipts.received[0]!;
  expect(await verifyWebhook(body, headers, secret)).toEqual(ping.payload);

  const rotated = await endpoints.rotateSecret({ endpointId, graceSeconds: 60 });
  expect(rotated.secret).not.toBe(secret);
  await deliveries.retry({ endpointId, deliveryId: ping.id });
  await vi.waitFor(() => expect(receipts.received).toHaveLength(2), { timeout: 15_000, interval: 100 });
  const again = receipts.received[1]!;
  for (const one of [secret, rotated.secret])
    expect(await verifyWebhook(again.body, again.headers, one)).toEqual(ping.payload);

  const updated = await endpoints.update({ endpointId, description: 'sdk', status: 'disabled' });
  expect(updated).toMatchObject({ description: 'sdk', status: 'disabled', events: ['execution.failed'] });
  expect(await endpoints.get({ endpointId })).toEqual(updated);
  await expect(endpoints.ping({ endpointId })).rejects.toMatchObject({ status: 409, code: 'endpoint_disabled' });
  await endpoints.delete({ endpointId });
  await expect(endpoints.get({ endpointId })).rejects.toThrow(NotFoundError);
  await expect(endpoints.create({ url: 'http://10.1.2.3/' })).rejects.toThrow(ValidationError);
});
