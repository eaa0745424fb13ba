import { expect, expectTypeOf, it, vi } from 'vitest';
import { type Preview, RelayError } from '../src/index.js';
import { json, problem } from './support/replies.js';
import { failureOf, useFaultServer } from './support/setup.js';

const fault = useFaultServer();
const sent = () => fault.received[0];

it('leaves out of a query what is undefined', async () => {
  fault.script(json({ data: [], nextCursor: null }));
  await fault.client().executions.list({ status: 'failed', limit: 5, action: undefined });
  expect(sent()?.path).toBe('/api/executions?status=failed&limit=5');
});

it('leaves out of a body what is undefined', async () => {
  fault.script(json({ id: 'whe_1' }));
  await fault.client().webhooks.endpoints.update({ endpointId: 'whe_1', events: ['*'], description: undefined });
  expect(sent()?.body).toBe('{"events":["*"]}');
});

it('says who it is', async () => {
  fault.script(json({}));
  await fault.client().me.get();
  expect(sent()?.headers['user-agent']).toMatch(/^relay-sdk-js\/\d/);
});

it('gives the reply around its data with the type of the data', async () => {
  fault.script(json({ id: 'prv_1' }));
  const { data, response } = await fault.client().previews.get({ previewId: 'prv_1' }).withResponse();
  expect([data.id, response.status]).toEqual(['prv_1', 200]);
  expectTypeOf(data).toEqualTypeOf<Preview>();
});

it('fails once, whichever way it is asked for', async () => {
  const unhandled = vi.fn();
  process.on('unhandledRejection', unhandled);
  fault.script(problem(404, 'no'), problem(404, 'no'), problem(404, 'no'));
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

it('refuses what cannot be JSON before it sends anything', async () => {
  fault.script();
  const circular: { self?: object } = {};
  circular.self = circular;
  for (const input of [{ amount: 1n }, circular]) {
    const error = await failureOf(fault.client().actions.preview({ action: 'webhook.send', input }));
    expect([error.constructor, error.message]).toEqual([
      RelayError,
      expect.stringContaining('The parameters cannot be sent as JSON: '),
    ]);
    expect(error.cause).toBeInstanceOf(TypeError);
  }
  expect(fault.received).toEqual([]);
});

it('leaves out a header that is undefined', async () => {
  fault.script(json({}));
  await fault.client().me.get({ headers: { 'x-trace': undefined as unknown as string } });
  expect(sent()?.headers).not.toHaveProperty('x-trace');
});
