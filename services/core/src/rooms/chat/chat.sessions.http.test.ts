import { describe, expect, it } from 'vitest';
import { answered, ofType, postChat, ScriptedEngine, suggests, typed } from '../../../test/chatting.js';
import { useWorld } from '../../../test/world.js';
import { purgeChat, settleReplies } from './chat.retention.js';

const engine = new ScriptedEngine();
const world = useWorld({ engine });
const say = async (message: string, sessionId?: string, key = world().keys.developer) =>
  (await world().call('chat.send', { key, body: { message, ...(sessionId && { sessionId }) } })).body;
const get = (sessionId: string, key = world().keys.developer) =>
  world().call('chat.sessions.get', { key, path: { sessionId } });
const list = async (key = world().keys.developer, query = {}) =>
  (await world().call('chat.sessions.list', { key, query })).body;

describe('chat sessions', () => {
  it('hold what was said, with suggestions as they are now', async () => {
    const url = `${world().receiver.url}/kept`;
    engine.on(`Call ${url}`, suggests({ action: 'webhook.send', input: { url } }));
    const { sessionId, messageId, suggestions, text } = await say(`Call ${url}`);
    const { body } = await get(sessionId);
    expect(body).toMatchObject({
      id: sessionId,
      title: `Call ${url}`,
      timeZone: 'UTC',
      messages: [
        { role: 'user', status: 'finished', text: `Call ${url}`, suggestions: [] },
        { id: messageId, role: 'assistant', status: 'finished', text, suggestions },
      ],
    });
    await say('Hello', sessionId);
    expect((await get(sessionId)).body.messages).toHaveLength(4);
  });

  it('are listed newest first, page by page', async () => {
    const made = [await say('One'), await say('Two'), await say('Three')].map(({ sessionId }) => sessionId).reverse();
    const first = await list(undefined, { limit: 2 });
    expect(first.data.map(({ id, title }) => [id, title])).toEqual([
      [made[0], 'Three'],
      [made[1], 'Two'],
    ]);
    const second = await list(undefined, { limit: 2, cursor: first.nextCursor! });
    expect(second.data[0]!.id).toBe(made[2]);
  });

  it('are their own principal’s alone', async () => {
    const { sessionId } = await say('Private');
    for (const key of [world().keys.admin, world().other.keys.developer]) {
      expect([(await get(sessionId, key)).status, (await get(sessionId, key)).body.code]).toEqual([
        404,
        'chat_session_not_found',
      ]);
      expect((await list(key)).data).toEqual([]);
      expect((await world().call('chat.sessions.delete', { key, path: { sessionId } })).status).toBe(404);
      expect((await world().call('chat.send', { key, body: { message: 'Hello', sessionId } })).status).toBe(404);
    }
  });

  it('are gone when they are deleted', async () => {
    const { sessionId } = await say('Delete me');
    expect(
      (await world().call('chat.sessions.delete', { key: world().keys.developer, path: { sessionId } })).status,
    ).toBe(204);
    expect((await get(sessionId)).status).toBe(404);
    expect(await world().db('chat_messages').where({ session_id: sessionId })).toEqual([]);
  });

  it('are deleted with an audit event, once', async () => {
    const { sessionId } = await say('Delete me at once');
    const deletions = await Promise.all(
      [1, 2, 3].map(() => world().call('chat.sessions.delete', { key: world().keys.developer, path: { sessionId } })),
    );
    expect(deletions.map(({ status }) => status).sort()).toEqual([204, 404, 404]);
    expect(await world().db('audit_events').where({ subject_id: sessionId })).toMatchObject([
      { type: 'chat_session.deleted', actor_id: world().workspace.keyIds.developer, data: {} },
    ]);
  });

  it('can be deleted in the middle of a turn, which then finds none and leaves nothing', async () => {
    const url = `${world().receiver.url}/deleted`;
    const { sessionId } = await say('Hello');
    engine.on(`Call ${url}`, async () => {
      await world().call('chat.sessions.delete', { key: world().keys.developer, path: { sessionId } });
      return suggests({ action: 'webhook.send', input: { url } });
    });
    const body = { message: `Call ${url}`, sessionId };
    const { status, body: problem } = await world().call('chat.send', { key: world().keys.developer, body });
    const left = await world().db('chat_suggestions').where({ session_id: sessionId });
    expect([status, (problem as unknown as { code: string }).code, left]).toEqual([404, 'chat_session_not_found', []]);
  });

  it.each(['a%00b', '%00', 'chat_%00', 'constructor', '__proto__'])('of no name like %s are there', async (name) => {
    const headers = { authorization: `Bearer ${world().keys.developer}` };
    const call = (path: string, method = 'GET') => fetch(`${world().baseUrl}/api/chat/${path}`, { method, headers });
    const replies = await Promise.all([call(`sessions/${name}`), call(`sessions/${name}`, 'DELETE')]);
    const codes = await Promise.all(
      replies.map(async (reply) => [reply.status, ((await reply.json()) as { code: string }).code]),
    );
    expect(codes).toEqual(Array(2).fill([404, 'chat_session_not_found']));
    expect((await call(`${name}/stream`)).status).toBe(204);
  });

  it('are sealed in the database', async () => {
    await say('The password is swordfish-4711');
    const tables = ['chat_sessions', 'chat_messages', 'chat_suggestions', 'audit_events'];
    const rows = await Promise.all(tables.map((table) => world().db(table)));
    expect(JSON.stringify(rows)).not.toContain('swordfish');
  });

  it('keep the last 50 messages of a workspace, and no other workspace loses any', async () => {
    const theirs = await say('Theirs', undefined, world().other.keys.developer);
    const { sessionId: old } = await say('The oldest');
    const { sessionId } = await say('First');
    for (let turn = 0; turn < 25; turn++) await say(`Turn ${turn}`, sessionId);
    const { id: workspace_id } = world().workspace;
    expect(await world().db('chat_messages').where({ workspace_id })).toHaveLength(50);
    expect((await get(sessionId)).body.messages[0]!.text).toBe('Turn 0');
    expect((await get(old)).body.messages ?? []).toEqual([]);
    expect((await get(theirs.sessionId, world().other.keys.developer)).body.messages).toHaveLength(2);
  });

  it('lose no approval when their messages make room', async () => {
    const url = `${world().receiver.url}/outlived`;
    engine.on(`Call ${url}`, suggests({ action: 'webhook.send', input: { url } }));
    const posting = { baseUrl: world().baseUrl, key: world().keys.developer };
    const { events } = await postChat(posting, typed('outlived', `Call ${url}`));
    const { approvalId } = ofType(events, 'tool-approval-request')[0]!;
    for (let turn = 0; turn < 26; turn++) await say(`Turn ${turn}`);
    expect((await get('outlived')).body.messages).toEqual([]);
    const { events: done } = await postChat(posting, answered('outlived', { approvalId: approvalId!, approved: true }));
    expect(ofType(done, 'tool-output-available')).toHaveLength(1);
  });

  it('keep what was said in its message alone, and a suggestion can be edited when that is gone', async () => {
    const url = `${world().receiver.url}/forgotten`;
    const text = `Call ${url} ${'with what nobody needs to keep '.repeat(200)}`;
    engine.on(text, suggests({ action: 'webhook.send', input: { url } }));
    const { sessionId, suggestions } = await say(text);
    const { id } = suggestions[0]!;
    const { sealed } = await world().db('chat_suggestions').where({ id }).first('sealed');
    expect(sealed.length).toBeLessThan(text.length);
    for (let turn = 0; turn < 26; turn++) await say(`Turn ${turn}`);
    expect((await get(sessionId)).body.messages).toEqual([]);
    const edits = { [id]: { payload: 'other' } };
    const { body } = await world().call('chat.send', {
      key: world().keys.developer,
      body: { message: '', sessionId, edits },
    });
    expect(body.suggestions[0]).toMatchObject({
      status: 'ready',
      input: { url, payload: 'other' },
      provenance: { '/url': { source: 'user', text: expect.stringMatching(/^msg_/) }, '/payload': { source: 'edit' } },
    });
  });

  it('lose nothing when several approvals of one message end at once', async () => {
    const urls = Array.from({ length: 5 }, (_, index) => `${world().receiver.url}/together-${index}`);
    const text = urls.join(' and ');
    engine.on(text, suggests(...urls.map((url) => ({ action: 'webhook.send', input: { url } }))));
    const posting = { baseUrl: world().baseUrl, key: world().keys.developer };
    const { events } = await postChat(posting, typed('together', text));
    const held = Promise.withResolvers<void>();
    let arrived = 0;
    world().receiver.behave(async (response) => {
      if (++arrived === urls.length) held.resolve();
      await held.promise;
      response.end('ok');
    });
    await Promise.all(
      ofType(events, 'tool-approval-request').map(({ approvalId }) =>
        postChat(posting, answered('together', { approvalId: approvalId!, approved: true })),
      ),
    );
    const { text: told, executionIds } = (await get('together')).body.messages.at(-1)!;
    world().receiver.behave((response) => response.end('ok'));
    expect([executionIds.length, told.match(/Done: /g)?.length]).toEqual([urls.length, urls.length]);
  });

  it('tell of a reply that died with its process', async () => {
    const { db } = world();
    const { sessionId, messageId } = await say('Before the crash');
    const { sessionId: young, messageId: running } = await say('A moment ago');
    await db('chat_messages').whereIn('id', [messageId, running]).update({ status: 'running' });
    await db('chat_messages')
      .where({ id: messageId })
      .update({ created_at: db.raw("now() - interval '61 minutes'") });
    expect(await settleReplies(db)).toBe(1);
    const statuses = await Promise.all(
      [sessionId, young].map(async (id) => (await get(id)).body.messages.at(-1)!.status),
    );
    expect(statuses).toEqual(['failed', 'running']);
  });

  it('go with their age', async () => {
    const { db } = world();
    const { sessionId } = await say('Old');
    const { sessionId: young } = await say('Young');
    const aged = db.raw("now() - interval '31 days'");
    await db('chat_messages').where({ session_id: sessionId }).update({ created_at: aged });
    await db('chat_sessions').where({ id: sessionId }).update({ updated_at: aged });
    expect(await purgeChat(db, 30)).toBe(2);
    expect([(await get(sessionId)).status, (await get(young)).status]).toEqual([404, 200]);
  });
});
