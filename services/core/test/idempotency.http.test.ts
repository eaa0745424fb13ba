// Same key, operation and canonical body: the same reply, byte for byte. On every POST of the contract.
import { answer, hang, operations } from '@relay/testing';
import { describe, expect, it } from 'vitest';
import { purgeKept } from '../src/platform/idempotency/index.js';
import { fakeAction, undoableAction } from './actions/fake-action.js';
import { useWorld } from './world.js';

const world = useWorld({ sendDeadlineMs: 1_000, actions: [fakeAction('natural'), undoableAction] });

interface Sent {
  status: number;
  text: string;
  code: string | undefined;
  replayed: string | null;
  retryAfter: string | null;
}
async function post(path: string, body: unknown, key: string | undefined, apiKey = world().keys.admin): Promise<Sent> {
  const response = await fetch(world().baseUrl + path, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${apiKey}`,
      ...(key === undefined ? {} : { 'idempotency-key': key }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  const { headers, status } = response;
  return {
    status,
    text,
    code: JSON.parse(text).code,
    replayed: headers.get('idempotent-replayed'),
    retryAfter: headers.get('retry-after'),
  };
}
const previewBody = (payload: unknown = 1) => ({
  action: 'webhook.send',
  input: { url: world().receiver.url, payload },
});
async function plan(payload?: unknown) {
  const { text } = await post('/api/actions/preview', previewBody(payload), undefined);
  const { id, digest } = JSON.parse(text);
  return { previewId: id as string, digest: digest as string };
}
const count = async (table: string) => Number((await world().db(table).count())[0]!.count);
const arrivals = (previewId: string) =>
  world().receiver.received.filter(({ headers }) => headers['webhook-id'] === previewId).length;

async function endpoint(): Promise<string> {
  const { text } = await post('/api/webhooks/endpoints', { url: world().receiver.url }, undefined);
  return `/api/webhooks/endpoints/${JSON.parse(text).id}`;
}

/** For each POST of the contract: a fresh request, and the table whose rows it must add once. */
const requests: Record<string, () => Promise<{ path: string; body?: object; table: string }>> = {
  'actions.preview': async () => ({ path: '/api/actions/preview', body: previewBody(), table: 'previews' }),
  'actions.execute': async () => ({ path: '/api/actions/execute', body: await plan(), table: 'executions' }),
  'executions.undo': async () => {
    const intent = { action: undoableAction.id, input: { url: world().receiver.url } };
    const { id: previewId, digest } = JSON.parse((await post('/api/actions/preview', intent, undefined)).text);
    const { text } = await post('/api/actions/execute', { previewId, digest }, undefined);
    return { path: `/api/executions/${JSON.parse(text).id}/undo`, table: 'previews' };
  },
  'chat.send': async () => ({ path: '/api/chat/messages', body: { message: 'Hello' }, table: 'chat_sessions' }),
  'providers.check': async () => ({ path: '/api/providers/github/check', table: 'audit_events' }),
  'connections.create': async () => {
    const body = { clientId: 'ours', clientSecret: 'ours' };
    await world().call('providers.configure', { key: world().keys.admin, path: { provider: 'google' }, body });
    return { path: '/api/connections', body: { provider: 'google' }, table: 'connections' };
  },
  'apiKeys.create': async () => ({ path: '/api/api-keys', body: { name: 'once', role: 'viewer' }, table: 'api_keys' }),
  'apiKeys.rotate': async () => {
    const { text } = await post('/api/api-keys', { name: 'rotated', role: 'viewer' }, undefined);
    return { path: `/api/api-keys/${JSON.parse(text).id}/rotate`, body: { graceSeconds: 5 }, table: 'api_key_secrets' };
  },
  'webhooks.secret.rotate': async () => ({
    path: '/api/webhooks/secret/rotate',
    body: { graceSeconds: 5 },
    table: 'webhook_secrets',
  }),
  'webhooks.endpoints.create': async () => ({
    path: '/api/webhooks/endpoints',
    body: { url: world().receiver.url },
    table: 'webhook_endpoints',
  }),
  'webhooks.endpoints.rotateSecret': async () => ({
    path: `${await endpoint()}/rotate-secret`,
    body: { graceSeconds: 5 },
    table: 'webhook_endpoint_secrets',
  }),
  'webhooks.endpoints.ping': async () => ({ path: `${await endpoint()}/ping`, table: 'webhook_deliveries' }),
  'webhooks.deliveries.retry': async () => {
    const path = await endpoint();
    const { text } = await post(`${path}/ping`, undefined, undefined);
    while ((await world().container.webhookDeliverer.deliverOnce()) > 0);
    return { path: `${path}/deliveries/${JSON.parse(text).id}/retry`, table: 'audit_events' };
  },
};

describe('every POST', () => {
  // A stream cannot be told again, and nothing that it does happens twice: chat.resume and the session have its reply.
  const posts = operations.filter(({ method, id }) => method === 'POST' && id !== 'chat.stream').map(({ id }) => id);

  it.each(posts)('%s happens once for one key, and answers the same bytes', async (id) => {
    const { path, body, table } = await requests[id]!();
    const before = await count(table);
    const first = await post(path, body, `key of ${id}`);
    const second = await post(path, body, `key of ${id}`);
    expect(first.status).toBeLessThan(300);
    expect([first.replayed, second.replayed]).toEqual([null, 'true']);
    expect([second.status, second.text]).toEqual([first.status, first.text]);
    expect(await count(table)).toBe(before + 1);
  });

  it.each(posts)('%s happens once for ten requests with one key at the same time', async (id) => {
    const { path, body, table } = await requests[id]!();
    const before = await count(table);
    const replies = await Promise.all(Array.from({ length: 10 }, () => post(path, body, `race of ${id}`)));
    const done = replies.filter(({ status }) => status < 300);
    expect(new Set(done.map(({ text }) => text)).size).toBe(1);
    expect(done.filter(({ replayed }) => replayed === null)).toHaveLength(1);
    for (const { status, code, retryAfter } of replies.filter((reply) => !done.includes(reply)))
      expect([status, code, retryAfter]).toEqual([409, 'idempotency_in_flight', '1']);
    expect(await count(table)).toBe(before + 1);
  });

  it.each(posts)('%s refuses the key for another request', async (id) => {
    await post('/api/api-keys', { name: 'taken', role: 'viewer' }, `taken by a key before ${id}`);
    const { path, body, table } = await requests[id]!();
    const before = await count(table);
    const reply = await post(path, body, `taken by a key before ${id}`);
    expect([reply.status, reply.code, await count(table)]).toEqual([422, 'idempotency_key_reused', before]);
  });
});

describe('a key', () => {
  it('does not care for spaces and the order of fields', async () => {
    const { url } = world().receiver;
    const first = await post(
      '/api/actions/preview',
      `{"action":"webhook.send","input":{"url":"${url}","payload":{"a":1,"b":2}}}`,
      'canonical',
    );
    const second = await post(
      '/api/actions/preview',
      `{ "input": {"payload":{"b":2,"a":1.0}, "url":"${url}"}, "action":"webhook.send" }`,
      'canonical',
    );
    expect([second.text, second.replayed]).toEqual([first.text, 'true']);
  });

  it('of another workspace is another key', async () => {
    const ours = await post('/api/actions/preview', previewBody('ours'), 'shared');
    const theirs = await post('/api/actions/preview', previewBody('theirs'), 'shared', world().other.keys.admin);
    expect([theirs.status, theirs.replayed, theirs.text === ours.text]).toEqual([201, null, false]);
  });

  it('is free again after a refusal', async () => {
    const refused = await post('/api/actions/execute', { ...(await plan()), digest: 'sha256-other' }, 'refused');
    expect(refused.status).toBe(409);
    expect((await post('/api/actions/execute', await plan(), 'refused')).status).toBe(200);
    const unknown = await post('/api/actions/preview', { action: 'no.such', input: {} }, 'refused too');
    expect(unknown.status).toBe(404);
    expect((await post('/api/actions/preview', previewBody(), 'refused too')).status).toBe(201);
  });

  it('is free again after 24 hours', async () => {
    const { db } = world();
    for (const again of ['/api/actions/preview', '/api/actions/execute']) {
      const body = async () => (again.endsWith('preview') ? previewBody() : plan());
      await post(again, await body(), `old ${again}`);
      await db('idempotency_keys')
        .where({ key: `old ${again}` })
        .update({ expires_at: db.fn.now() });
      const reply = await post(again, await body(), `old ${again}`);
      expect([reply.status < 300, reply.replayed]).toEqual([true, null]);
    }
    const [{ hours }] = (
      await db.raw(
        `select extract(epoch from expires_at - created_at) / 3600 as hours from idempotency_keys where key = 'shared' limit 1`,
      )
    ).rows;
    expect(Number(hours)).toBe(24);
  });

  it('is removed when its time is over, however many there are, and no other', async () => {
    const { db, workspace } = world();
    await db.raw(
      `insert into idempotency_keys (workspace_id, key, operation, request_hash, reply, expires_at)
       select ?, 'purged ' || n, 'x', '', '{}', now() - interval '1 second' from generate_series(1, 1200) n`,
      [workspace.id],
    );
    const others = () => db('idempotency_keys').whereNot('key', 'like', 'purged %').count();
    const before = await others();
    expect([await purgeKept(db), await purgeKept(db)]).toEqual([1200, 0]);
    expect(await others()).toEqual(before);
  });

  it('keeps replies that show a secret sealed', async () => {
    const made = await post('/api/api-keys', { name: 'sealed', role: 'viewer' }, 'sealed');
    const [row] = await world().db('idempotency_keys').where({ key: 'sealed' });
    expect([row.sealed, row.reply.includes(JSON.parse(made.text).secret.slice(11, 30))]).toEqual([true, false]);
    await world().db('idempotency_keys').where({ key: 'sealed' }).update({ key: 'moved' });
    expect((await post('/api/api-keys', { name: 'sealed', role: 'viewer' }, 'moved')).status).toBe(500);
  });

  it.each(['', 'x'.repeat(256), 'ümlaut'])('is refused when it reads %j', async (key) => {
    const reply = await world().call('actions.preview', {
      key: world().keys.admin,
      body: previewBody(),
      headers: { 'idempotency-key': Buffer.from(key).toString('latin1') },
    });
    expect([reply.status, reply.body.errors?.[0]?.pointer]).toEqual([422, 'header/idempotency-key']);
  });
});

describe('an execute with a key', () => {
  it('answers the execution of the preview under a second key, and keeps that reply, too', async () => {
    const confirmed = await plan();
    const first = await post('/api/actions/execute', confirmed, 'first');
    const second = await post('/api/actions/execute', confirmed, 'second');
    const third = await post('/api/actions/execute', confirmed, 'second');
    expect([second.text, third.text]).toEqual([first.text, first.text]);
    expect([second.replayed, third.replayed, arrivals(confirmed.previewId)]).toEqual([null, 'true', 1]);
  });

  it('answers 409 while it is under way, and the same bytes when it is done', async () => {
    const { receiver } = world();
    const held = Promise.withResolvers<() => void>();
    receiver.behave((response) => held.resolve(() => response.end('late')));
    const confirmed = await plan();
    const first = post('/api/actions/execute', confirmed, 'slow');
    const release = await held.promise;
    const meanwhile = await post('/api/actions/execute', confirmed, 'slow');
    expect([meanwhile.status, meanwhile.code, meanwhile.retryAfter]).toEqual([409, 'idempotency_in_flight', '1']);
    release();
    receiver.behave(answer(200));
    const { text } = await first;
    expect((await post('/api/actions/execute', confirmed, 'slow')).text).toBe(text);
  });

  it('does not claim a preview when its key is taken', async () => {
    const [one, two] = [await plan(1), await plan(2)];
    await post('/api/actions/execute', one, 'taken');
    const reply = await post('/api/actions/execute', two, 'taken');
    expect([reply.status, reply.code, arrivals(two.previewId)]).toEqual([422, 'idempotency_key_reused', 0]);
    expect((await post('/api/actions/execute', two, 'not taken')).status).toBe(200);
    expect(arrivals(two.previewId)).toBe(1);
  });

  it('replays an unknown outcome as it was told', async () => {
    world().receiver.behave(hang);
    const confirmed = await plan();
    const first = await post('/api/actions/execute', confirmed, 'unknown');
    world().receiver.behave(answer(200));
    const second = await post('/api/actions/execute', confirmed, 'unknown');
    expect([JSON.parse(first.text).status, second.text, arrivals(confirmed.previewId)]).toEqual([
      'outcome_unknown',
      first.text,
      1,
    ]);
  });

  it('gets the reply of the reconciler after a crash, and nothing is sent', async () => {
    const { db, container } = world();
    const confirmed = await plan();
    const first = await post('/api/actions/execute', confirmed, 'crashed');
    const { id } = JSON.parse(first.text);
    // As a crash between the claim and the settlement leaves it.
    await db('executions')
      .where({ id })
      .update({
        status: 'running',
        finished_at: null,
        output: null,
        attempts: 0,
        lease_expires_at: db.raw("now() - interval '1 second'"),
      });
    await db('idempotency_keys').where({ key: 'crashed' }).update({ reply: null });
    expect((await post('/api/actions/execute', confirmed, 'crashed')).code).toBe('idempotency_in_flight');
    expect(await container.reconciler.reconcile()).toBe(1);
    const replayed = await post('/api/actions/execute', confirmed, 'crashed');
    expect(replayed.replayed).toBe('true');
    expect(JSON.parse(replayed.text)).toMatchObject({ id, status: 'outcome_unknown', error: { code: 'interrupted' } });
    expect((await world().call('executions.get', { key: world().keys.admin, path: { executionId: id } })).text).toBe(
      replayed.text,
    );
    expect(arrivals(confirmed.previewId)).toBe(1);
    const [event] = await db('audit_events').where({ subject_id: id, type: 'execution.outcome_unknown' });
    expect(event).toMatchObject({ actor_id: 'system', data: { code: 'interrupted', previewId: confirmed.previewId } });
  });
});
