// What becomes of a suggestion whose preview ran in another way, or was refused when it was confirmed.
import { beforeEach, describe, expect, it } from 'vitest';
import { answered, ofType, postChat, ScriptedEngine, suggests, textOf, typed } from '../../../test/chatting.js';
import { useWorld } from '../../../test/world.js';

const engine = new ScriptedEngine();
const world = useWorld({ engine });
const here = () => ({ baseUrl: world().baseUrl, key: world().keys.developer });
const arrivals = () => world().receiver.received.length;
beforeEach(() => world().receiver.behave((response) => response.end('ok')));

async function ready(id: string) {
  const text = `Call ${world().receiver.url}/${id}`;
  engine.on(text, suggests({ action: 'webhook.send', input: { url: text.slice('Call '.length) } }));
  const { events } = await postChat(here(), typed(id, text));
  const { approvalId, toolCallId } = ofType(events, 'tool-approval-request')[0]!;
  return { id: suggestionIn(events)!.id, previewId: toolCallId!, approvalId: approvalId! };
}
const suggestionIn = (events: Awaited<ReturnType<typeof postChat>>['events']) =>
  ofType(events, 'data-relay-suggestion')[0]?.data as { id: string; status: string; executionId: string | null };
const edit = (session: string, id: string, change: object) =>
  postChat(here(), typed(session, 'Change it', { relay: { edits: { [id]: change } } }));
const kept = (id: string) => world().db('chat_suggestions').where({ id }).first();

async function execute(previewId: string) {
  const key = world().keys.developer;
  const { digest } = (await world().call('previews.get', { key, path: { previewId } })).body;
  return (await world().call('actions.execute', { key, body: { previewId, digest } })).body;
}

describe('what was executed by actions.execute', () => {
  it.each([
    ['complete', 'complete', { payload: 'other' }],
    ['without what it needs', 'incomplete', { url: null }],
  ])('is not offered again by an edit that leaves it %s', async (_, session, change) => {
    const { id, previewId } = await ready(session);
    const { id: executionId } = await execute(previewId);
    const before = arrivals();
    const { events } = await edit(session, id, change);
    expect(textOf(events)).toContain('It was executed already');
    expect(suggestionIn(events)).toMatchObject({ id, status: 'confirmed', executionId });
    for (const answer of ['ok', `${world().receiver.url}/again`])
      expect(ofType((await postChat(here(), typed(session, answer))).events, 'tool-approval-request')).toEqual([]);
    expect([await kept(id), arrivals()]).toEqual([
      expect.objectContaining({ status: 'confirmed', execution_id: executionId, preview_id: previewId }),
      before,
    ]);
  });

  it('answers a later approval with that execution', async () => {
    const { id, previewId, approvalId } = await ready('approved-later');
    const { id: executionId } = await execute(previewId);
    await edit('approved-later', id, { payload: 'other' });
    const before = arrivals();
    const { events } = await postChat(here(), answered('approved-later', { approvalId, approved: true }));
    expect(ofType(events, 'data-relay-result')[0]!.data).toMatchObject({ execution: { id: executionId } });
    expect(arrivals()).toBe(before);
  });
});
