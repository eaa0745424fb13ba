import { describe, expect, it } from 'vitest';
import * as sdk from '../src/index.js';
import { FaultServer, html, json, problem, redirect } from './support/fault-server.js';
import { failureOf, useFaultServer } from './support/setup.js';

const fault = useFaultServer();

describe('an error reply', () => {
  it.each([
    [400, sdk.BadRequestError],
    [401, sdk.AuthenticationError],
    [403, sdk.PermissionDeniedError],
    [404, sdk.NotFoundError],
    [409, sdk.ConflictError],
    [410, sdk.GoneError],
    [413, sdk.PayloadTooLargeError],
    [415, sdk.APIError],
    [422, sdk.ValidationError],
    [429, sdk.RateLimitError],
    [500, sdk.ServerError],
    [503, sdk.ServerError],
  ])('%i has a class of its own', async (status, ErrorClass) => {
    fault.server.script(problem(status, 'some_code'));
    const error = await failureOf<sdk.APIError>(fault.client({ maxRetries: 0 }).me.get());
    expect([error.constructor, error.name, error.status]).toEqual([ErrorClass, ErrorClass.name, status]);
    expect(error).toBeInstanceOf(sdk.APIError);
    expect(error).toBeInstanceOf(sdk.RelayError);
    expect(error).toBeInstanceOf(Error);
  });

  it('tells its code and its request id, in the message too', async () => {
    fault.server.script(problem(404, 'execution_not_found', { detail: 'There is no such execution.' }));
    const error = await failureOf<sdk.APIError>(fault.client().executions.get({ executionId: 'exe_1' }));
    expect(error.message).toBe('404 execution_not_found: There is no such execution. (request req_1)');
    expect([error.code, error.requestId]).toEqual(['execution_not_found', 'req_1']);
    expect(error.headers.get('content-type')).toBe('application/problem+json');
  });

  it('tells where each mistake is', async () => {
    const errors = [
      { pointer: '/input/url', detail: 'is required', code: 'required' },
      { pointer: '/input/colour', detail: 'is unknown', code: 'unknown_field' },
    ];
    fault.server.script(problem(422, 'invalid_request', { detail: 'Two mistakes.', errors }));
    const error = await failureOf<sdk.ValidationError>(
      fault.client().actions.preview({ action: 'webhook.send', input: {} }),
    );
    expect(error.errors.map(({ pointer }) => pointer)).toEqual(['/input/url', '/input/colour']);
    expect(error.message).toBe(
      '422 invalid_request: Two mistakes. /input/url: is required; /input/colour: is unknown (request req_1)',
    );
  });

  it('may be a page of HTML from something in between', async () => {
    fault.server.script(html(502));
    const error = await failureOf<sdk.ServerError>(fault.client({ maxRetries: 0 }).me.get());
    expect(error.message).toBe('502: GET /api/me was not answered by Relay.');
    expect([error.code, error.requestId, error.errors, error.body]).toEqual([
      undefined,
      undefined,
      [],
      '<h1>Bad Gateway</h1>',
    ]);
  });

  it.each(['null', '"text"', '[]', '{"errors":"none"}', '{"code":7,"detail":{},"errors":[null,7]}'])(
    'may be JSON that is no problem: %s',
    async (body) => {
      fault.server.script(html(400, body));
      const error = await failureOf<sdk.APIError>(fault.client().me.get());
      expect([error.constructor, error.code, error.errors]).toEqual([sdk.BadRequestError, undefined, []]);
      expect([error.message, error.body]).toEqual(['400: GET /api/me was not answered by Relay.', JSON.parse(body)]);
    },
  );

  it('is also a success that is not JSON', async () => {
    fault.server.script(html(200, '<h1>Sign in to the Wi-Fi</h1>'));
    const error = await failureOf<sdk.APIError>(fault.client().me.get());
    expect([error.constructor, error.status]).toEqual([sdk.APIError, 200]);
  });
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

it('does not follow a redirect, so that the key stays where it belongs', async () => {
  const elsewhere = await FaultServer.start();
  elsewhere.script(json({ id: 'me' }));
  fault.server.script(redirect(`${elsewhere.url}/api/me`));
  const error = await failureOf<sdk.APIError>(fault.client().me.get());
  expect([error.constructor, error.status]).toEqual([sdk.APIError, 307]);
  expect(error.message).toContain('not followed');
  expect([fault.server.received.length, elsewhere.received.length]).toEqual([1, 0]);
  await elsewhere.stop();
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

it.each(['', ' ', '.', '..', ' ..', undefined, null, 7, {}])(
  'refuses %j as an id before it sends anything',
  async (id) => {
    fault.server.script();
    const error = await failureOf(fault.client().executions.get({ executionId: id as string }));
    expect([error.constructor, error.message]).toEqual([
      sdk.RelayError,
      expect.stringContaining('`executionId` must be an id'),
    ]);
    expect(fault.server.received).toEqual([]);
  },
);

it.each([
  ['a/../b', 'a%2F..%2Fb'],
  ['exe_1?x=1#y', 'exe_1%3Fx%3D1%23y'],
  ['%2e%2e', '%252e%252e'],
  ['...', '...'],
])('keeps %j within its place of the path', async (id, sent) => {
  fault.server.script(json({}));
  await fault.client().executions.get({ executionId: id });
  expect(fault.server.received[0]?.url).toBe(`/api/executions/${sent}`);
});
