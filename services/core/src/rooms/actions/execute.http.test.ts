import { answer } from '@relay/testing';
import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import { useWorld } from '../../../test/world.js';

const world = useWorld();
const preview = async (input: Record<string, unknown> = {}) => {
  const { call, keys, receiver } = world();
  const body = { action: 'webhook.send', input: { url: receiver.url, ...input } };
  return (await call('actions.preview', { key: keys.developer, body })).body;
};
const execute = (body: { previewId: string; digest: string }, key = world().keys.developer) =>
  world().call('actions.execute', { key, body });
const confirm = ({ id, digest }: { id: string; digest: string }, key?: string) =>
  execute({ previewId: id, digest }, key);
const arrivals = (previewId: string) =>
  world().receiver.received.filter(({ headers }) => headers['webhook-id'] === previewId);

describe('actions.execute', () => {
  it('sends exactly what was previewed, signed', async () => {
    const { receiver, workspace } = world();
    const plan = await preview({
      url: `${receiver.url}/orders?x=1`,
      method: 'PUT',
      headers: { 'X-Team': 'launch' },
      payload: { ü: '✓' },
    });
    const { status, body } = await confirm(plan);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      previewId: plan.id,
      action: 'webhook.send',
      status: 'succeeded',
      effectClass: 'at-most-once',
      output: { status: 200, contentType: 'text/plain', body: 'ok', bodyTruncated: false },
      error: null,
      undoable: false,
      attempts: 1,
      confirmedBy: workspace.keyIds.developer,
    });
    expect(body.durationMs).toBe(Date.parse(body.finishedAt!) - Date.parse(body.startedAt));
    const [arrived, ...more] = arrivals(plan.id);
    expect(more).toEqual([]);
    expect([arrived!.method, arrived!.path, arrived!.body]).toEqual(['PUT', '/orders?x=1', plan.request.body]);
    const { host, connection, 'content-length': _, ...headers } = arrived!.headers;
    const added = { 'webhook-timestamp': expect.any(String), 'webhook-signature': expect.any(String) };
    expect(headers).toEqual({ ...plan.request.headers, ...added });
    expect(
      new Webhook(workspace.webhookSecret).verify(arrived!.body, arrived!.headers as Record<string, string>),
    ).toEqual({ ü: '✓' });
  });

  it('sends the secrets that it shows masked', async () => {
    const plan = await preview({
      url: `${world().receiver.url}/?token=s3cr3t`,
      headers: { authorization: 'Bearer s3cr3t' },
    });
    await confirm(plan);
    const [arrived] = arrivals(plan.id);
    expect([arrived!.path, arrived!.headers.authorization]).toEqual(['/?token=s3cr3t', 'Bearer s3cr3t']);
  });

  it('masks the secrets that a receiver sends back', async () => {
    const { receiver } = world();
    receiver.behave((response, { headers, path }) =>
      response.end(JSON.stringify({ got: headers.authorization, path })),
    );
    const plan = await preview({
      url: `${receiver.url}/?token=s3cr3t-url`,
      headers: { authorization: 'Bearer s3cr3t-header' },
    });
    const { body, text } = await confirm(plan);
    receiver.behave(answer(200, 'ok', { 'content-type': 'text/plain' }));
    expect(text).not.toContain('s3cr3t');
    expect(body.output).toMatchObject({ body: '{"got":"********","path":"/?token=********"}' });
  });

  it('answers the same execution again, and sends nothing again', async () => {
    const plan = await preview();
    const [first, second] = [await confirm(plan), await confirm(plan, world().keys.admin)];
    expect(second.text).toBe(first.text);
    expect(arrivals(plan.id)).toHaveLength(1);
  });

  it('reaches the receiver once for 50 parallel confirms', async () => {
    const plan = await preview();
    const replies = await Promise.all(Array.from({ length: 50 }, () => confirm(plan)));
    expect(new Set(replies.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    expect(replies[0]!.body.status).toBe('succeeded');
    expect(arrivals(plan.id)).toHaveLength(1);
  });

  it('shows who previewed and who confirmed', async () => {
    const plan = await preview();
    const { body } = await confirm(plan, world().keys.admin);
    const { keyIds } = world().workspace;
    expect([plan.previewedBy, body.confirmedBy]).toEqual([keyIds.developer, keyIds.admin]);
  });

  it('refuses another digest, and the preview stays ready', async () => {
    const plan = await preview();
    const wrong = await confirm({ ...plan, digest: (await preview({ payload: 2 })).digest });
    expect([wrong.status, wrong.body.code]).toEqual([409, 'preview_changed']);
    expect(arrivals(plan.id)).toEqual([]);
    expect((await confirm(plan)).body.status).toBe('succeeded');
    const late = await confirm({ ...plan, digest: 'sha256-other' });
    expect([late.status, late.body.code]).toEqual([409, 'preview_changed']);
  });

  it('refuses an expired preview', async () => {
    const plan = await preview();
    await world().db('previews').where({ id: plan.id }).update({ expires_at: world().db.fn.now() });
    const reply = await confirm(plan);
    expect([reply.status, reply.body.code]).toEqual([410, 'preview_expired']);
    const read = await world().call('previews.get', { key: world().keys.viewer, path: { previewId: plan.id } });
    expect(read.body.status).toBe('expired');
    expect(arrivals(plan.id)).toEqual([]);
  });

  it('refuses a discarded preview', async () => {
    const plan = await preview();
    await world().call('previews.discard', { key: world().keys.developer, path: { previewId: plan.id } });
    const reply = await confirm(plan);
    expect([reply.status, reply.body.code]).toEqual([410, 'preview_discarded']);
    expect(arrivals(plan.id)).toEqual([]);
  });

  it.each(['prv_01h455vb4pex5vsknk084sn02q', 'exe_01h455vb4pex5vsknk084sn02q', "'; drop table previews; --"])(
    'answers 404 for %j',
    async (previewId) => {
      const reply = await execute({ previewId, digest: 'sha256-x' });
      expect([reply.status, reply.body.code]).toEqual([404, 'preview_not_found']);
    },
  );

  it('does not send a plan whose stored bytes were changed', async () => {
    const plan = await preview({ payload: { amount: 1 } });
    const { db } = world();
    await db('previews')
      .where({ id: plan.id })
      .update({ request: db.raw(`replace(request::text, 'amount', 'amounts')::json`) });
    const { body } = await confirm(plan);
    expect([body.status, body.error?.code, body.attempts]).toEqual(['failed', 'plan_unreadable', 0]);
    expect(arrivals(plan.id)).toEqual([]);
  });

  it('signs with the old secret, too, while a rotation is in its grace', async () => {
    const { call, keys, workspace } = world();
    const rotated = await call('webhooks.secret.rotate', { key: keys.admin, body: { graceSeconds: 60 } });
    const plan = await preview();
    await confirm(plan);
    const [arrived] = arrivals(plan.id);
    const headers = arrived!.headers as Record<string, string>;
    expect(headers['webhook-signature']!.split(' ')).toHaveLength(2);
    for (const secret of [workspace.webhookSecret, rotated.body.secret])
      new Webhook(secret).verify(arrived!.body, headers);

    await call('webhooks.secret.rotate', { key: keys.admin, body: { graceSeconds: 0 } });
    const later = await preview();
    await confirm(later);
    const laterHeaders = arrivals(later.id)[0]!.headers as Record<string, string>;
    expect(() => new Webhook(rotated.body.secret).verify('{}', laterHeaders)).toThrow();
  });

  it('finishes although the client goes away', async () => {
    const { receiver, call, keys, baseUrl } = world();
    const held = Promise.withResolvers<() => void>();
    receiver.behave((response) => held.resolve(() => response.end('late')));
    const plan = await preview();
    const gone = new AbortController();
    const request = fetch(`${baseUrl}/api/actions/execute`, {
      method: 'POST',
      headers: { authorization: `Bearer ${keys.developer}`, 'content-type': 'application/json' },
      body: JSON.stringify({ previewId: plan.id, digest: plan.digest }),
      signal: gone.signal,
    });
    const release = await held.promise;
    gone.abort();
    await expect(request).rejects.toThrow();
    release();
    await world().container.drained();
    receiver.behave(answer(200, 'ok', { 'content-type': 'text/plain' }));
    const { body } = await call('executions.list', { key: keys.viewer, query: { limit: 1 } });
    expect(body.data[0]).toMatchObject({ previewId: plan.id, status: 'succeeded', output: { body: 'late' } });
  });
});
