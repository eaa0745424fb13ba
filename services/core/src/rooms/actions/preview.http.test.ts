import { describe, expect, it } from 'vitest';
import { useWorld } from '../../../test/world.js';

const world = useWorld();
const preview = (input: Record<string, unknown>, more: { replaces?: string } = {}) =>
  world().call('actions.preview', { key: world().keys.developer, body: { action: 'webhook.send', input, ...more } });

describe('actions.preview', () => {
  it('shows exactly what would be sent, and sends nothing', async () => {
    const { receiver, workspace } = world();
    const input = {
      url: `${receiver.url}/hooks?a=1#top`,
      headers: { 'X-Team': 'launch' },
      payload: { moved: true, to: [1, 2] },
    };
    const { status, body } = await preview(input);
    expect(status).toBe(201);
    expect(body).toMatchObject({
      status: 'ready',
      action: 'webhook.send',
      actionVersion: '2026-11-01',
      connectionId: null,
      undoOf: null,
      summary: `POST 1 JSON document to ${new URL(receiver.url).host}`,
      effectClass: 'at-most-once',
      request: {
        method: 'POST',
        url: `${receiver.url}/hooks?a=1`,
        headers: { 'content-type': 'application/json', 'webhook-id': body.id, 'x-team': 'launch' },
        body: '{"moved":true,"to":[1,2]}',
        addedAtSend: ['webhook-timestamp', 'webhook-signature'],
      },
      input: { ...input, method: 'POST', receiverDeduplicates: false },
      previewedBy: workspace.keyIds.developer,
      executionId: null,
    });
    expect(body.digest).toMatch(/^sha256-/);
    expect(Date.parse(body.expiresAt) - Date.parse(body.createdAt)).toBe(3_600_000);
    expect(receiver.received).toEqual([]);
  });

  it('is provider-key only when the input says that the receiver deduplicates', async () => {
    const { body } = await preview({ url: world().receiver.url, receiverDeduplicates: true });
    expect(body.effectClass).toBe('provider-key');
  });

  it('keeps any JSON as it is', async () => {
    for (const payload of [null, false, 0, '', '\u0001 ü 🚀', [[]], { '': { __proto__x: 1 } }]) {
      const made = await preview({ url: world().receiver.url, payload });
      expect(made.body.request.body).toBe(JSON.stringify(payload));
      const read = await world().call('previews.get', { key: world().keys.viewer, path: { previewId: made.body.id } });
      expect(read.body).toEqual(made.body);
    }
  });

  it('masks secrets in headers and URLs, and covers them by the digest', async () => {
    const url = `${world().receiver.url}/x?room=1&access_token=s3cr3t-url`;
    const headers = { Authorization: 'Bearer s3cr3t-header', 'X-Api-Key': 's3cr3t-key', 'X-Room': 'open' };
    const made = await preview({ url, headers });
    expect(made.text).not.toContain('s3cr3t');
    expect(made.body.request.url).toBe(`${world().receiver.url}/x?room=1&access_token=********`);
    expect(made.body.request.headers).toMatchObject({
      authorization: '********',
      'x-api-key': '********',
      'x-room': 'open',
    });
    expect(made.body.input).toMatchObject({ headers: { Authorization: '********', 'X-Room': 'open' } });
    const row = await world().db('previews').where({ id: made.body.id }).first();
    expect(JSON.stringify(row)).not.toContain('s3cr3t');
  });

  it('is discarded by the preview that replaces it, in one step', async () => {
    const first = await preview({ url: world().receiver.url, payload: 1 });
    const second = await preview({ url: world().receiver.url, payload: 2 }, { replaces: first.body.id });
    const status = async (previewId: string) =>
      (await world().call('previews.get', { key: world().keys.viewer, path: { previewId } })).body.status;
    expect([await status(first.body.id), await status(second.body.id)]).toEqual(['discarded', 'ready']);
  });

  it('of ten edits of one preview at the same time, one lives', async () => {
    const first = await preview({ url: world().receiver.url, payload: 'before' });
    const edits = await Promise.all(
      Array.from({ length: 10 }, (_, payload) =>
        preview({ url: world().receiver.url, payload }, { replaces: first.body.id }),
      ),
    );
    expect(edits.map(({ status }) => status).sort()).toEqual([201, ...Array(9).fill(410)]);
    expect(edits.find(({ status }) => status === 410)?.body.code).toBe('preview_discarded');
  });

  it('makes nothing when what it replaces is gone', async () => {
    const before = await world().db('previews').count();
    const reply = await preview({ url: world().receiver.url }, { replaces: 'prv_01h455vb4pex5vsknk084sn02q' });
    expect([reply.status, reply.body.code]).toEqual([404, 'preview_not_found']);
    expect(await world().db('previews').count()).toEqual(before);
  });

  it('answers 404 for an action that is not there', async () => {
    const body = { action: 'webhook.sned', input: {} };
    const reply = await world().call('actions.preview', { key: world().keys.developer, body });
    expect([reply.status, reply.body.code]).toEqual([404, 'action_not_found']);
    expect(reply.body.detail).toContain('webhook.sned');
  });

  it('points at every mistake of the input', async () => {
    const reply = await preview({ url: 'ftp://x', method: 'GET', headers: { a: 'x\ny' }, colour: 'red' });
    expect([reply.status, reply.body.code]).toEqual([422, 'invalid_input']);
    expect(reply.body.errors?.map(({ pointer, code }) => [pointer, code]).sort()).toEqual([
      ['/input/colour', 'unknown_field'],
      ['/input/headers/a', 'pattern'],
      ['/input/method', 'enum'],
      ['/input/url', 'pattern'],
    ]);
  });

  it.each<[string, Record<string, unknown>, string, string]>([
    [
      'a header that Relay owns',
      { headers: { 'Webhook-Signature': 'v1,forged' } },
      '/input/headers/Webhook-Signature',
      'reserved_header',
    ],
    ['a header of HTTP itself', { headers: { Host: 'other.example.com' } }, '/input/headers/Host', 'reserved_header'],
    ['a trace header', { headers: { traceparent: '00-0-0-00' } }, '/input/headers/traceparent', 'reserved_header'],
    ['a header twice', { headers: { 'X-A': '1', 'x-a': '2' } }, '/input/headers/x-a', 'duplicate_header'],
    ['a header whose name is none', { headers: { 'x a': '1' } }, '/input/headers/x a', 'pattern'],
    ['a header with a newline', { headers: { 'x-a': 'b\r\nx-c: d' } }, '/input/headers/x-a', 'pattern'],
    ['credentials in the URL', { url: 'https://user:pass@example.com/' }, '/input/url', 'credentials_in_url'],
    ['a metadata address', { url: 'http://169.254.169.254/latest' }, '/input/url', 'url_refused'],
    ['a private address in disguise', { url: 'http://[::ffff:10.0.0.1]/' }, '/input/url', 'url_refused'],
    ['no URL', { url: undefined }, '/input/url', 'required'],
  ])('refuses %s', async (_, input, pointer, code) => {
    const reply = await preview({ url: 'https://example.com/', ...input });
    expect([reply.status, reply.body.errors?.[0]?.pointer, reply.body.errors?.[0]?.code]).toEqual([422, pointer, code]);
  });

  it("refuses core's own and the database's address, although loopback is allowed", async () => {
    for (const url of [world().baseUrl, `http://localhost:${new URL(world().databaseUrl).port}/`]) {
      const reply = await preview({ url });
      expect([reply.status, reply.body.errors?.[0]?.code]).toEqual([422, 'url_refused']);
    }
  });
});
