import { Webhook } from 'standardwebhooks';
import { beforeEach, describe, expect, it } from 'vitest';
import { useWorld } from '../../../test/world.js';

const world = useWorld();
const key = () => world().keys.admin;
const deliver = () => world().container.webhookDeliverer.deliverOnce();

let endpointId: string;
let secret: string;
beforeEach(async () => {
  const { call, db, receiver } = world();
  await db('webhook_endpoints').delete();
  const { body } = await call('webhooks.endpoints.create', {
    key: key(),
    body: { url: receiver.url, events: ['execution.failed'] },
  });
  endpointId = body.id;
  secret = body.secret;
});

const ping = () => world().call('webhooks.endpoints.ping', { key: key(), path: { endpointId } });
const list = (query = {}) => world().call('webhooks.deliveries.list', { key: key(), path: { endpointId }, query });
const retry = (deliveryId: string) =>
  world().call('webhooks.deliveries.retry', { key: key(), path: { endpointId, deliveryId } });
const disable = () =>
  world().call('webhooks.endpoints.update', { key: key(), path: { endpointId }, body: { status: 'disabled' } });
const lastReceived = () => {
  const { body, headers } = world().receiver.received.at(-1)!;
  return { body, headers: headers as Record<string, string> };
};

describe('webhooks.endpoints.ping', () => {
  it('queues a ping, whatever events the endpoint takes, that the npm package standardwebhooks verifies', async () => {
    const { status, body } = await ping();
    expect([status, body]).toEqual([
      201,
      {
        id: expect.stringMatching(/^whd_/),
        endpointId,
        eventId: expect.stringMatching(/^evt_/),
        eventType: 'ping',
        status: 'pending',
        attempts: 0,
        nextAttemptAt: body.createdAt,
        lastStatus: null,
        lastError: null,
        payload: { type: 'ping', timestamp: expect.any(String), data: { endpointId } },
        createdAt: body.createdAt,
        deliveredAt: null,
      },
    ]);
    expect(await deliver()).toBe(1);
    const received = lastReceived();
    expect(new Webhook(secret).verify(received.body, received.headers)).toEqual(body.payload);
    expect(received.headers['webhook-id']).toBe(body.eventId);
    expect(() => new Webhook(secret).verify(`${received.body} `, received.headers)).toThrow();
    const [event] = await world().db('audit_events').where({ subject_id: endpointId, type: 'webhook_endpoint.pinged' });
    expect(event.data).toEqual({ deliveryId: body.id });
  });

  it('is signed with both secrets while the grace of a rotation lasts, and with the new one alone afterwards', async () => {
    const { call, db } = world();
    const path = { endpointId };
    const rotated = await call('webhooks.endpoints.rotateSecret', { key: key(), path, body: { graceSeconds: 60 } });
    const verified = async () => {
      await ping();
      await deliver();
      const { body, headers } = lastReceived();
      return [secret, rotated.body.secret].map((one) => {
        try {
          return Boolean(new Webhook(one).verify(body, headers));
        } catch {
          return false;
        }
      });
    };
    expect(await verified()).toEqual([true, true]);
    await db('webhook_endpoint_secrets').whereNotNull('expires_at').update({ expires_at: db.fn.now() });
    expect(await verified()).toEqual([false, true]);
  });

  it('goes to the whole URL, whose secrets no reply, log or audit event tells, also when it fails', async () => {
    const { call, receiver, logged, db } = world();
    const url = `${receiver.url}/x?token=t0ken`;
    await call('webhooks.endpoints.update', { key: key(), path: { endpointId }, body: { url } });
    receiver.behave((response) => response.socket!.destroy());
    await ping();
    await deliver();
    receiver.behave((response) => response.end());
    expect(receiver.received.at(-1)!.path).toBe('/x?token=t0ken');
    const { text, body } = await list();
    expect(body.data[0]!.lastError).toContain('closed the connection');
    const everywhere = [text, ...logged, JSON.stringify(await db('audit_events'))].join('\n');
    for (const hidden of ['t0ken', secret.slice(6)]) expect(everywhere).not.toContain(hidden);
  });

  it('is refused by an endpoint that is disabled', async () => {
    await disable();
    const reply = await ping();
    expect([reply.status, reply.body.code]).toEqual([409, 'endpoint_disabled']);
  });

  it('is queued once for one Idempotency-Key', async () => {
    const again = () =>
      world().call('webhooks.endpoints.ping', {
        key: key(),
        path: { endpointId },
        headers: { 'idempotency-key': 'ping-1' },
      });
    const replies = await Promise.all([again(), again(), again()]);
    expect(new Set(replies.map(({ text }) => text)).size).toBe(1);
    expect((await list()).body.data).toHaveLength(1);
  });
});

describe('webhooks.deliveries.list', () => {
  it('shows what became of each delivery, newest first, and pages and filters', async () => {
    const first = (await ping()).body.id;
    await deliver();
    const second = (await ping()).body.id;
    const { data } = (await list()).body;
    expect(data.map(({ id, status }) => [id, status])).toEqual([
      [second, 'pending'],
      [first, 'succeeded'],
    ]);
    expect(data[1]).toMatchObject({
      attempts: 1,
      lastStatus: 200,
      nextAttemptAt: null,
      deliveredAt: expect.any(String),
    });
    const page = (await list({ limit: 1 })).body;
    expect((await list({ limit: 1, cursor: page.nextCursor })).body).toMatchObject({
      data: [{ id: first }],
      nextCursor: null,
    });
    expect((await list({ status: 'succeeded' })).body.data.map(({ id }) => id)).toEqual([first]);
  });

  it.each([{ status: 'lost' }, { limit: 0 }, { cursor: '***' }])('refuses %j', async (query) => {
    const reply = await list(query);
    expect([reply.status, reply.body.errors?.[0]?.pointer]).toEqual([422, `query/${Object.keys(query)[0]}`]);
  });

  it('answers 404 for an endpoint that does not exist', async () => {
    await world().call('webhooks.endpoints.delete', { key: key(), path: { endpointId } });
    expect([(await list()).status, (await list()).body.code]).toEqual([404, 'endpoint_not_found']);
  });
});

describe('webhooks.deliveries.retry', () => {
  it('sends a delivery once more, with the same id and payload', async () => {
    const { id } = (await ping()).body;
    await deliver();
    const first = lastReceived();
    const reply = await retry(id);
    expect([reply.status, reply.body]).toMatchObject([200, { id, status: 'pending', attempts: 1, deliveredAt: null }]);
    await deliver();
    const second = lastReceived();
    expect([second.body, second.headers['webhook-id']]).toEqual([first.body, first.headers['webhook-id']]);
    expect((await list()).body.data).toMatchObject([{ status: 'succeeded', attempts: 2 }]);
    const [event] = await world().db('audit_events').where({ subject_id: id });
    expect(event).toMatchObject({ type: 'webhook_delivery.retried', data: { endpointId } });
  });

  it('tries a delivery whose schedule is over once, and gives it up again', async () => {
    const { id } = (await ping()).body;
    const over = { status: 'failed', attempts: 7, next_attempt_at: null };
    await world().db('webhook_deliveries').where({ id }).update(over);
    world().receiver.behave((response) => response.writeHead(500).end());
    await retry(id);
    await deliver();
    world().receiver.behave((response) => response.end());
    expect((await list()).body.data).toMatchObject([{ status: 'failed', attempts: 8, lastStatus: 500 }]);
  });

  it('is refused while the delivery is pending, while the endpoint is disabled, and for another endpoint', async () => {
    const { id } = (await ping()).body;
    expect([(await retry(id)).status, (await retry(id)).body.code]).toEqual([409, 'delivery_pending']);
    await disable();
    expect([(await retry(id)).status, (await retry(id)).body.code]).toEqual([409, 'endpoint_disabled']);
    const { receiver, call } = world();
    endpointId = (await call('webhooks.endpoints.create', { key: key(), body: { url: receiver.url } })).body.id;
    expect([(await retry(id)).status, (await retry(id)).body.code]).toEqual([404, 'delivery_not_found']);
  });

  it('queues it once when it is asked for ten times at the same time', async () => {
    const { id } = (await ping()).body;
    await deliver();
    const replies = await Promise.all(Array.from({ length: 10 }, () => retry(id)));
    expect(replies.map(({ status }) => status).sort()).toEqual([200, ...Array(9).fill(409)]);
  });
});
