// What chat refuses before it begins: other people's sessions by whichever way they are named, and what is too much of something.
import { beforeAll, describe, expect, it } from 'vitest';
import { postChat, ScriptedEngine, typed } from '../chatting.js';
import { useWorld } from '../world.js';

const engine = new ScriptedEngine();
const world = useWorld({ engine });
const KB = 1_024;

async function post(path: string, body: string, headers: Record<string, string> = {}, key = world().keys.developer) {
  const response = await fetch(world().baseUrl + path, {
    method: 'POST',
    body,
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', ...headers },
  });
  const { code, errors } = (await response.json()) as { code: string; errors?: object[] };
  return { status: response.status, type: response.headers.get('content-type'), code, errors };
}
const PATHS = ['/api/chat', '/api/chat/messages'];
const PROBLEM = 'application/problem+json; charset=utf-8';
const useChat = (last: object) => JSON.stringify({ id: 'orders', messages: [{ role: 'user', parts: [] }, last] });

describe('a session of another principal', () => {
  let sessionId: string;
  beforeAll(async () => {
    const { body } = await world().call('chat.send', { key: world().keys.developer, body: { message: 'Private' } });
    sessionId = body.sessionId;
    await postChat({ baseUrl: world().baseUrl, key: world().keys.developer }, typed('orders', 'Private, too'));
  });

  it.each([
    ['of the same workspace', () => world().keys.admin],
    ['of another workspace', () => world().other.keys.admin],
  ])('%s is hidden by every operation', async (_, keyOf) => {
    const key = keyOf();
    const before = await world().db('chat_messages').count();
    const mine = { message: 'Hello', sessionId };
    const told = await Promise.all([
      ...PATHS.map((path) => post(path, JSON.stringify(mine), {}, key)),
      post('/api/chat', JSON.stringify({ ...typed(sessionId, 'Hello') }), {}, key),
    ]);
    expect(told).toEqual(
      Array(3).fill({ status: 404, type: PROBLEM, code: 'chat_session_not_found', errors: undefined }),
    );
    // A name of a client's may be one that nobody has used.
    expect(await world().call('chat.resume', { key, path: { sessionId: 'orders' } })).toMatchObject({ status: 204 });
    for (const operation of ['chat.resume', 'chat.sessions.get', 'chat.sessions.delete'] as const)
      for (const name of operation === 'chat.resume' ? [sessionId] : [sessionId, 'orders']) {
        const { status, body } = await world().call(operation as 'chat.sessions.get', {
          key,
          path: { sessionId: name },
        });
        expect([operation, status, (body as unknown as { code: string }).code]).toEqual([
          operation,
          404,
          'chat_session_not_found',
        ]);
      }
    const { body } = await world().call('chat.sessions.list', { key });
    expect([body.data, await world().db('chat_messages').count()]).toEqual([[], before]);
  });

  it('has a name that is another session to anybody else', async () => {
    const key = world().keys.admin;
    await postChat({ baseUrl: world().baseUrl, key }, typed('orders', 'Mine'));
    const { body } = await world().call('chat.sessions.get', { key, path: { sessionId: 'orders' } });
    expect(body.messages.filter(({ role }) => role === 'user').map(({ text }) => text)).toEqual(['Mine']);
  });
});

describe.each(PATHS)('POST %s', (path) => {
  it('takes no more than 1 MB', async () => {
    const body = JSON.stringify({ message: 'x'.repeat(KB * KB) });
    expect(await post(path, body)).toMatchObject({ status: 413, type: PROBLEM, code: 'body_too_large' });
  });

  it('takes no JSON that nests too deep, and nothing that is no JSON', async () => {
    const deep = `{"message":"Hello","edits":{"sug_1":{"payload":${'['.repeat(150)}${']'.repeat(150)}}}}`;
    expect(await post(path, deep)).toMatchObject({ status: 422, errors: [{ code: 'too_deep' }] });
    expect(await post(path, '{"message":')).toMatchObject({ status: 400, type: PROBLEM, code: 'malformed_json' });
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])(
    'takes no %s',
    async (type) => {
      expect(await post(path, '{"message":"Hello"}', { 'content-type': type })).toMatchObject({
        status: 415,
        type: PROBLEM,
        code: 'unsupported_media_type',
      });
    },
  );

  it('takes no more than 8,000 characters', async () => {
    expect(await post(path, JSON.stringify({ message: 'x'.repeat(8_001) }))).toMatchObject({
      status: 422,
      errors: [{ pointer: '/message', code: 'max_length' }],
    });
  });

  it('asks no engine about what it refuses', async () => {
    const before = [engine.asked.length, await world().db('chat_sessions').count()];
    await post(path, JSON.stringify({ message: '' }));
    await post(path, JSON.stringify({ message: 'Hello', timeZone: 'Mars/Olympus' }));
    expect([engine.asked.length, await world().db('chat_sessions').count()]).toEqual(before);
  });
});

describe('a body of useChat', () => {
  it('has no more than 8,000 characters in the parts of its message together', async () => {
    const parts = Array.from({ length: 100 }, () => ({ type: 'text', text: 'x'.repeat(80) }));
    expect(await post('/api/chat', useChat({ role: 'user', parts }))).toMatchObject({
      status: 422,
      errors: [{ pointer: '/messages/1', code: 'max_length' }],
    });
  });

  it('answers ten approvals at the most, and runs none when there are more', async () => {
    const parts = Array.from({ length: 11 }, (_, index) => ({
      state: 'approval-responded',
      approval: { id: `apr_${index}`, approved: true },
    }));
    expect(await post('/api/chat', useChat({ role: 'assistant', parts }))).toMatchObject({
      status: 422,
      errors: [{ pointer: '/messages/1', code: 'max_items' }],
    });
  });

  it('may have a long history and odd parts, which are not read', async () => {
    const posting = { baseUrl: world().baseUrl, key: world().keys.developer };
    const old = Array.from({ length: 500 }, () => ({ role: 'user', parts: [{ type: 'text', text: 'y'.repeat(500) }] }));
    const odd = [null, 1, 'text', [], { type: 'text' }, { type: 'text', text: 7 }, { type: 'file', url: 'data:,x' }];
    const last = { role: 'user', parts: [...odd, { type: 'text', text: 'The last' }, ...Array(1_000).fill({})] };
    const { status } = await postChat(posting, { id: 'history', messages: [...old, last] });
    expect([status, engine.asked.at(-1)]).toEqual([200, 'The last']);
  });
});

describe('messages that come too fast', () => {
  const limited = useWorld({ engine, rateLimits: { previews: { perSecond: 0.001, burst: 2 } } });

  it('are refused before a reply begins, in whichever way they are sent', async () => {
    const { baseUrl, keys } = limited();
    const send = (path: string) =>
      fetch(baseUrl + path, {
        method: 'POST',
        headers: { authorization: `Bearer ${keys.developer}`, 'content-type': 'application/json' },
        body: JSON.stringify({ message: 'Hello' }),
      });
    for (const path of PATHS) expect((await send(path)).status).toBe(200);
    for (const path of PATHS) {
      const refused = await send(path);
      expect([refused.status, refused.headers.get('content-type')]).toEqual([429, PROBLEM]);
      expect([refused.headers.get('retry-after'), await refused.json()]).toEqual([
        expect.stringMatching(/^\d+$/),
        expect.objectContaining({ code: 'rate_limited' }),
      ]);
    }
  });
});
