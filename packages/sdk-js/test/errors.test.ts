import { FaultServer } from '@relay/fault-server';
import { expect, it } from 'vitest';
import * as sdk from '../src/index.js';
import { problem } from './support/replies.js';
import { failureOf, useFaultServer } from './support/setup.js';

const fault = useFaultServer();

it.each([500, 501, 502, 503, 504, 599])('%i is a ServerError', async (status) => {
  fault.script(problem(status, 'some_code'));
  const error = await failureOf<sdk.APIError>(fault.client({ maxRetries: 0 }).me.get());
  expect([error.constructor, error.status]).toEqual([sdk.ServerError, status]);
});

it('has the headers of an error reply, where no log prints them', async () => {
  fault.script(problem(404, 'execution_not_found'));
  const error = await failureOf<sdk.APIError>(fault.client().executions.get({ executionId: 'exe_1' }));
  expect(error.message).toBe('404 execution_not_found: It is execution_not_found. (request req_1)');
  expect(error.headers.get('content-type')).toBe('application/problem+json');
  expect(Object.keys(error)).not.toContain('headers');
});

it('has the cause of a connection that failed', async () => {
  const gone = await FaultServer.start();
  const { url } = gone;
  await gone.stop();
  const error = await failureOf<sdk.ConnectionError>(fault.client({ baseUrl: url, maxRetries: 0 }).me.get());
  expect(error).toBeInstanceOf(sdk.ConnectionError);
  expect(error.message).toBe(`The connection to ${new URL(url).host} failed (ECONNREFUSED).`);
  expect(error.cause).toBeInstanceOf(TypeError);
});

it('knows a redirect that a browser hides', async () => {
  const opaque = Object.defineProperties(new Response(), {
    status: { value: 0 },
    ok: { value: false },
    type: { value: 'opaqueredirect' },
  });
  const error = await failureOf<sdk.APIError>(fault.client({ fetch: async () => opaque }).me.get());
  expect([error.constructor, error.status]).toEqual([sdk.APIError, 0]);
  expect(error.message).toContain('not followed');
});

it.each([undefined, null, 7, {}])('refuses %j as an id before it sends anything', async (id) => {
  fault.script();
  const error = await failureOf(fault.client().executions.get({ executionId: id as unknown as string }));
  expect([error.constructor, error.message]).toEqual([
    sdk.RelayError,
    expect.stringContaining('`executionId` must be an id'),
  ]);
  expect(fault.received).toEqual([]);
});
