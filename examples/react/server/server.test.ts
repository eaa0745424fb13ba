// The server in front of a Relay that is made of one function: what it hands on, what it keeps, what it answers by itself.
import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { type Running, startServer } from './server.ts';

const apiKey = 'relay_test_canary0123456789';
const stops: Array<() => unknown> = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
  vi.restoreAllMocks();
});

interface Seen {
  method: string;
  url: string;
  authorization: string | undefined;
  body: unknown;
}
async function startWith(relay: RequestListener): Promise<{ server: Running; seen: Seen[] }> {
  const seen: Seen[] = [];
  const upstream = createServer(async (request: IncomingMessage, response) => {
    const body = await text(request);
    const { method = '', url = '', headers } = request;
    seen.push({ method, url, authorization: headers.authorization, body: body && JSON.parse(body) });
    relay(request, response);
  });
  await once(upstream.listen(0, '127.0.0.1'), 'listening');
  const baseUrl = `http://127.0.0.1:${(upstream.address() as AddressInfo).port}`;
  const page = new Map([['/', { type: 'text/html', content: Buffer.from('<p>page</p>') }]]);
  const server = await startServer({ apiKey, baseUrl, port: 0 }, page);
  stops.push(
    server.stop,
    () => upstream.close(),
    () => upstream.closeAllConnections(),
  );
  return { server, seen };
}
const post = (server: Running, path: string, body: string) =>
  fetch(server.url + path, {
    method: 'POST',
    body,
    headers: { origin: server.url, 'content-type': 'application/json' },
  });

const replyWith =
  (status: number, body: object, headers: Record<string, string> = {}): RequestListener =>
  (_, response) =>
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));

it('hands on a preview with its key, and of the body only what a preview is made of', async () => {
  const { server, seen } = await startWith(replyWith(201, { id: 'prv_1' }));
  const body = {
    action: 'webhook.send',
    input: { url: 'x' },
    replaces: 'prv_0',
    connectionId: 'conn_0',
    role: 'admin',
  };
  const reply = await post(server, '/api/previews', JSON.stringify(body));
  expect([reply.status, await reply.json()]).toEqual([200, { id: 'prv_1' }]);
  expect(seen).toEqual([
    {
      method: 'POST',
      url: '/api/actions/preview',
      authorization: `Bearer ${apiKey}`,
      body: { action: 'webhook.send', input: { url: 'x' }, connectionId: 'conn_0', replaces: 'prv_0' },
    },
  ]);
});

it('hands on what Relay says is wrong, with the fields and how long to wait, and nothing more', async () => {
  const errors = [{ pointer: '/input/url', detail: 'This field is required.', code: 'required' }];
  const problem = {
    type: 't',
    title: 'T',
    status: 422,
    detail: 'D.',
    code: 'invalid_input',
    requestId: 'req_1',
    errors,
    extra: 1,
  };
  const { server } = await startWith(
    replyWith(422, problem, { 'x-request-id': 'req_1', 'retry-after': '7', 'x-secret': 's' }),
  );
  const reply = await post(server, '/api/previews', '{}');
  expect([reply.status, await reply.json()]).toEqual([
    422,
    { status: 422, code: 'invalid_input', detail: 'D.', errors, requestId: 'req_1', retryAfter: 7 },
  ]);
  expect(reply.headers.get('x-secret')).toBeNull();
});

it('asks for an account, and shows those that are not disconnected', async () => {
  const connections = ['active', 'pending', 'revoked'].map((status) => ({ id: `conn_${status}`, status }));
  const { server, seen } = await startWith(replyWith(200, { data: connections, nextCursor: null }));
  const listed = await (await fetch(`${server.url}/api/connections`)).json();
  expect(listed.map(({ id }: { id: string }) => id)).toEqual(['conn_active', 'conn_pending']);
  await post(server, '/api/connections', '{"provider":"google","returnUrl":"https://elsewhere.test"}');
  expect(seen.at(-1)).toMatchObject({ method: 'POST', url: '/api/connections', body: { provider: 'google' } });
  expect(seen.at(-1)!.body).not.toHaveProperty('returnUrl');
});

it('hands on the reply of a chat that is under way, and that there is none', async () => {
  const { server, seen } = await startWith((request, response) =>
    request.url === '/api/chat/busy/stream'
      ? response.writeHead(200, { 'content-type': 'text/event-stream' }).end('data: [DONE]\n\n')
      : response.writeHead(204).end(),
  );
  const busy = await fetch(`${server.url}/api/chat/busy/stream`);
  expect([busy.status, await busy.text()]).toEqual([200, 'data: [DONE]\n\n']);
  expect((await fetch(`${server.url}/api/chat/idle/stream`)).status).toBe(204);
  expect(seen.map(({ method, authorization }) => [method, authorization])).toEqual(
    Array(2).fill(['GET', `Bearer ${apiKey}`]),
  );
});

it('tells where the owner of an account agrees to what is missing', async () => {
  const authorizationUrl = 'https://relay.test/api/oauth/google/start?state=s';
  const problem = { status: 409, detail: 'D.', code: 'scope_missing', requestId: 'req_1', authorizationUrl };
  const { server } = await startWith(replyWith(409, problem));
  const reply = await post(server, '/api/previews', '{}');
  expect(await reply.json()).toMatchObject({ code: 'scope_missing', authorizationUrl });
});

it('tells a proxy’s error page from Relay', async () => {
  const { server } = await startWith((_, response) => response.writeHead(404).end('<h1>Not here</h1>'));
  const body = await (await fetch(`${server.url}/api/executions`)).json();
  expect(body).toMatchObject({
    status: 404,
    code: 'unexpected_reply',
    detail: expect.stringContaining('not as Relay does'),
  });
});

it('answers 502 when nobody answers', async () => {
  const { server } = await startWith((request) => request.socket.destroy());
  const reply = await fetch(`${server.url}/api/executions/exe_1`);
  expect([reply.status, await reply.json()]).toMatchObject([502, { code: 'relay_unreachable' }]);
});

it('keeps to itself what it does not expect', async () => {
  const log = vi.spyOn(console, 'error').mockReturnValue();
  const { server } = await startWith(replyWith(200, { workspace: null }));
  const reply = await fetch(`${server.url}/api/session`);
  expect([reply.status, await reply.json()]).toMatchObject([
    500,
    { code: 'internal', detail: expect.stringContaining('terminal') },
  ]);
  expect(log).toHaveBeenCalledOnce();
});

it.each([
  ['no JSON', '{"a":'],
  ['no object', '[]'],
  ['too much', JSON.stringify({ a: 'x'.repeat(1024 * 1024) })],
])('refuses a body that is %s, without a call to Relay', async (_, body) => {
  const { server, seen } = await startWith(replyWith(200, {}));
  const reply = await post(server, '/api/executions', body);
  expect([reply.status, (await reply.json()).code, seen]).toEqual([400, 'malformed_json', []]);
});

it.each([
  '/api/api-keys',
  '/api/executions/exe_1/undo',
  '/api/executions/..%2Fapi-keys',
  '/../package.json',
  '/server/main.ts',
])('has nothing at %s', async (path) => {
  const { server, seen } = await startWith(replyWith(200, {}));
  expect([(await fetch(server.url + path)).status, seen]).toEqual([404, []]);
});

describe('the chat', () => {
  const body = JSON.stringify({
    id: 'c',
    messages: [{ role: 'user', parts: ['older'] }, { role: 'user' }],
    trigger: 'submit-message',
    timeZone: 'Europe/Berlin',
    relay: { edits: {} },
    model: 'other',
  });

  it('is handed on as it comes, and asked for with the key and the last message only', async () => {
    const { promise: isRead, resolve: goOn } = Promise.withResolvers<void>();
    const { server, seen } = await startWith(async (_, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream', 'x-secret': 's' }).write('data: 1\n\n');
      await isRead;
      response.end('data: [DONE]\n\n');
    });
    const reply = await post(server, '/api/chat', body);
    const reader = reply.body!.pipeThrough(new TextDecoderStream()).getReader();
    expect((await reader.read()).value).toBe('data: 1\n\n');
    goOn();
    expect((await reader.read()).value).toBe('data: [DONE]\n\n');
    expect([reply.headers.get('content-type'), reply.headers.get('x-secret')]).toEqual(['text/event-stream', null]);
    const { messages, model: _, ...rest } = JSON.parse(body);
    expect(seen).toEqual([
      {
        method: 'POST',
        url: '/api/chat',
        authorization: `Bearer ${apiKey}`,
        body: { ...rest, messages: messages.slice(-1) },
      },
    ]);
  });

  it('is ended at Relay when the page goes away', async () => {
    const { promise: isEnded, resolve: end } = Promise.withResolvers<void>();
    const { server } = await startWith((_, response) => {
      response.once('close', () => end());
      response.writeHead(200, { 'content-type': 'text/event-stream' }).write('data: 1\n\n');
    });
    const reply = await post(server, '/api/chat', body);
    await reply.body!.cancel();
    await isEnded;
  });

  it('that breaks off at Relay breaks off in the page', async () => {
    const { server } = await startWith((_, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' }).write('data: 1\n\n', () => response.destroy());
    });
    const reply = await post(server, '/api/chat', body);
    await expect(reply.text()).rejects.toThrow();
  });

  it('says what Relay says of a message that it does not take', async () => {
    const problem = { status: 429, code: 'rate_limited', detail: 'D.', requestId: 'req_1', extra: 1 };
    const { server } = await startWith(replyWith(429, problem, { 'retry-after': '7' }));
    const reply = await post(server, '/api/chat', body);
    const told = { status: 429, code: 'rate_limited', detail: 'D.', errors: [], requestId: 'req_1', retryAfter: 7 };
    expect([reply.status, await reply.json()]).toEqual([429, told]);
  });

  it('answers 502 when nobody answers', async () => {
    const { server } = await startWith((request) => request.socket.destroy());
    const reply = await post(server, '/api/chat', body);
    expect([reply.status, (await reply.json()).code]).toEqual([502, 'relay_unreachable']);
  });

  it('is refused to other sites', async () => {
    const { server, seen } = await startWith(replyWith(200, {}));
    const headers = { origin: 'https://evil.test', 'content-type': 'application/json' };
    expect((await fetch(`${server.url}/api/chat`, { method: 'POST', body, headers })).status).toBe(403);
    expect(seen).toEqual([]);
  });
});

it('refuses other sites before it calls Relay', async () => {
  const { server, seen } = await startWith(replyWith(200, {}));
  const headers = { origin: 'https://evil.test', 'content-type': 'application/json' };
  const reply = await fetch(`${server.url}/api/executions`, { method: 'POST', body: '{}', headers });
  expect([reply.status, reply.headers.get('access-control-allow-origin'), seen]).toEqual([403, null, []]);
});

it('serves the page under a policy that lets no other code in', async () => {
  const { server } = await startWith(replyWith(200, {}));
  const reply = await fetch(server.url);
  expect([reply.status, await reply.text()]).toEqual([200, '<p>page</p>']);
  const policy = reply.headers.get('content-security-policy');
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toContain('unsafe');
});
