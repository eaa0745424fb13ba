import { expect, expectTypeOf, it, vi } from 'vitest';
import type { Preview } from '../src/index.js';
import { json, noContent, problem } from './support/fault-server.js';
import { apiKey, failureOf, useFaultServer } from './support/setup.js';

const fault = useFaultServer();
const sent = () => fault.server.received[0];

it('puts each parameter where the contract wants it', async () => {
  fault.server.script(json({}));
  await fault.client().apiKeys.rotate({ apiKeyId: 'key_1', graceSeconds: 60 });
  expect(sent()).toMatchObject({ method: 'POST', url: '/api/api-keys/key_1/rotate', body: '{"graceSeconds":60}' });
  expect(sent()?.headers['content-type']).toBe('application/json');
});

it('sends a query, without what is undefined', async () => {
  fault.server.script(json({ data: [], nextCursor: null }));
  await fault.client().executions.list({ status: 'failed', from: '2026-11-01T00:00:00Z', limit: 5, action: undefined });
  expect(sent()).toMatchObject({
    method: 'GET',
    url: '/api/executions?status=failed&from=2026-11-01T00%3A00%3A00Z&limit=5',
    body: '',
  });
});

it('sends an empty object where the contract wants a body and nothing is given', async () => {
  fault.server.script(json({}));
  await fault.client().webhooks.secret.rotate();
  expect(sent()).toMatchObject({ url: '/api/webhooks/secret/rotate', body: '{}' });
});

it('sends no body where the contract wants none', async () => {
  fault.server.script(json({ id: 'whd_1' }, {}, 201));
  await fault.client().webhooks.endpoints.ping({ endpointId: 'whe_1' });
  expect(sent()).toMatchObject({ method: 'POST', url: '/api/webhooks/endpoints/whe_1/ping', body: '' });
  expect(sent()?.headers).not.toHaveProperty('content-type');
});

it('sends a PATCH with what shall change, and nothing else', async () => {
  fault.server.script(json({ id: 'whe_1' }));
  await fault.client().webhooks.endpoints.update({ endpointId: 'whe_1', events: ['*'], description: undefined });
  expect(sent()).toMatchObject({ method: 'PATCH', url: '/api/webhooks/endpoints/whe_1', body: '{"events":["*"]}' });
});

it('gives undefined for a reply without a body', async () => {
  fault.server.script(noContent);
  expect(await fault.client().previews.discard({ previewId: 'prv_1' })).toBeUndefined();
  expect(sent()).toMatchObject({ method: 'DELETE', url: '/api/previews/prv_1', body: '' });
});

it('says who it is and shows its key', async () => {
  fault.server.script(json({}));
  await fault.client().me.get();
  expect(sent()?.headers).toMatchObject({
    authorization: `Bearer ${apiKey}`,
    'user-agent': expect.stringMatching(/^relay-sdk-js\/\d/),
  });
});

it('does not show its key where none is needed', async () => {
  fault.server.script(json({ status: 'ok' }), json({ status: 'ready' }));
  await fault.client().system.health();
  await fault.client().system.ready();
  expect(fault.server.received.map(({ url, headers }) => [url, headers.authorization])).toEqual([
    ['/healthz', undefined],
    ['/readyz', undefined],
  ]);
});

it('returns an execution that failed; it does not throw it', async () => {
  fault.server.script(json({ id: 'exe_1', status: 'failed', error: { code: 'receiver_rejected' } }));
  const execution = await fault.client().actions.execute({ previewId: 'prv_1', digest: 'sha256-1' });
  expect(execution.status).toBe('failed');
});

it('gives the reply around its data on request', async () => {
  fault.server.script(json({ id: 'prv_1' }, { 'x-request-id': 'req_9' }));
  const { data, response, requestId } = await fault.client().previews.get({ previewId: 'prv_1' }).withResponse();
  expect([data.id, response.status, requestId]).toEqual(['prv_1', 200, 'req_9']);
  expectTypeOf(data).toEqualTypeOf<Preview>();
});

it('fails once, whichever way it is asked for', async () => {
  const unhandled = vi.fn();
  process.on('unhandledRejection', unhandled);
  fault.server.script(problem(404, 'no'), problem(404, 'no'), problem(404, 'no'));
  await failureOf(fault.client().me.get().withResponse());
  await fault
    .client()
    .me.get()
    .catch(() => {});
  await fault
    .client()
    .me.get()
    .then(undefined, () => {});
  await new Promise((resolve) => setTimeout(resolve, 10));
  process.off('unhandledRejection', unhandled);
  expect(unhandled).not.toHaveBeenCalled();
});
