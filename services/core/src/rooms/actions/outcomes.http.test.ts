// Whatever a receiver does, the execution settles, with a code that a person can act on; never a 500 of ours.
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { answer, type Behaviour, endless, hang, reset } from '@relay/testing';
import { describe, expect, it } from 'vitest';
import { useWorld } from '../../../test/world.js';

const world = useWorld({ sendDeadlineMs: 400 });

async function run(input: Record<string, unknown> = {}) {
  const { call, keys, receiver } = world();
  const plan = await call('actions.preview', {
    key: keys.developer,
    body: { action: 'webhook.send', input: { url: receiver.url, ...input } },
  });
  const { id: previewId, digest } = plan.body;
  return call('actions.execute', { key: keys.developer, body: { previewId, digest } });
}

interface Expected {
  status: string;
  code: string;
  retryable?: boolean;
  providerStatus?: number;
  retryAfterMs?: number;
}

describe('a receiver that', () => {
  it.each<[string, Behaviour, Expected]>([
    [
      'answers 400',
      answer(400),
      { status: 'failed', code: 'receiver_rejected', retryable: false, providerStatus: 400 },
    ],
    ['answers 401', answer(401), { status: 'failed', code: 'receiver_auth', retryable: false, providerStatus: 401 }],
    [
      'answers 404',
      answer(404),
      { status: 'failed', code: 'receiver_not_found', retryable: false, providerStatus: 404 },
    ],
    ['answers 410', answer(410), { status: 'failed', code: 'receiver_gone', providerStatus: 410 }],
    ['answers 418', answer(418), { status: 'failed', code: 'receiver_rejected', providerStatus: 418 }],
    [
      'answers 429',
      answer(429, '', { 'retry-after': '7' }),
      { status: 'failed', code: 'rate_limited', retryable: true, retryAfterMs: 7000 },
    ],
    [
      'answers 500',
      answer(500, 'boom'),
      { status: 'failed', code: 'receiver_error', retryable: true, providerStatus: 500 },
    ],
    [
      'answers 503',
      answer(503),
      { status: 'outcome_unknown', code: 'gateway_error', retryable: false, providerStatus: 503 },
    ],
    [
      'answers 302',
      answer(302, '', { location: 'http://169.254.169.254/' }),
      { status: 'failed', code: 'redirect_refused', providerStatus: 302 },
    ],
    ['hangs', hang, { status: 'outcome_unknown', code: 'timeout', retryable: false }],
    ['resets after the request', reset, { status: 'outcome_unknown', code: 'connection_reset', retryable: false }],
  ])('%s', async (_, behaviour, { status, ...error }) => {
    world().receiver.behave(behaviour);
    const reply = await run();
    expect([reply.status, reply.body.status]).toEqual([200, status]);
    expect(reply.body.error).toMatchObject(error);
    expect(reply.body.error!.detail).toMatch(/^\S.{20,}\.$/s);
    expect(reply.body.output).toBeNull();
  });

  it('is behind a failing gateway, although it deduplicates: one of the attempts may have been taken', async () => {
    world().receiver.behave(answer(503));
    const { body } = await run({ receiverDeduplicates: true });
    expect(body).toMatchObject({ status: 'outcome_unknown', error: { code: 'gateway_error' } });
  });

  it('never stops sending: what came first is kept, and the connection is cut', async () => {
    world().receiver.behave(endless);
    const { body } = await run();
    expect(body).toMatchObject({ status: 'succeeded', output: { status: 200, bodyTruncated: true } });
    expect((body.output as { body: string }).body).toHaveLength(16 * 1024);
  });

  it('is not there', async () => {
    const { body } = await run({ url: `http://127.0.0.1:${await closedPort()}/` });
    expect([body.status, body.error?.code, body.error?.retryable]).toEqual(['failed', 'connection_refused', true]);
  });

  it('has no address', async () => {
    const { body } = await run({ url: 'http://no-such-host.invalid/' });
    expect([body.status, body.error?.code]).toEqual(['failed', 'dns_failed']);
  });

  it('speaks no HTTP', async () => {
    const server = createServer((socket) => socket.on('data', () => socket.end('not http\r\n\r\n')));
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const { body } = await run({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` });
    server.close();
    expect([body.status, body.error?.code]).toEqual(['outcome_unknown', 'malformed_reply']);
  });
});

async function closedPort(): Promise<number> {
  const server = createServer();
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  await once(server.close(), 'close');
  return port;
}
