// A confirm runs what was seen, once, whatever happens at the same time.
import { describe, expect, it } from 'vitest';
import { answered, ofType, postChat, textOf, typed } from '../../../test/chatting.js';
import { useScriptedChat } from './testing.js';

const { arrivals, here, ready, world } = useScriptedChat();

async function executeAs(key: string, previewId: string) {
  const { digest } = (await world().call('previews.get', { key: world().keys.viewer, path: { previewId } })).body;
  return world().call('actions.execute', { key, body: { previewId, digest } });
}

describe('a confirm', () => {
  it('of 50 at the same time has one effect', async () => {
    const before = arrivals();
    const { approvalId, toolCallId } = await ready('fifty');
    const replies = await Promise.all(
      Array.from({ length: 50 }, () => postChat(here(), answered('fifty', { approvalId, approved: true }))),
    );
    const ended = replies.map(({ events }) => ofType(events, 'tool-output-available')[0]);
    expect(new Set(ended.map((event) => JSON.stringify(event))).size).toBe(1);
    expect([ended[0], arrivals()]).toEqual([expect.objectContaining({ toolCallId }), before + 1]);
  });

  it('in chat and by actions.execute, 50 at the same time, has one effect, and all are told of the same execution', async () => {
    const before = arrivals();
    const { approvalId, toolCallId } = await ready('both-ways');
    const approve = async () => {
      const { events } = await postChat(here(), answered('both-ways', { approvalId, approved: true }));
      return ofType(events, 'data-relay-result')[0]!.data.execution;
    };
    const execute = async () => (await executeAs(world().keys.developer, toolCallId)).body;
    const told = await Promise.all(Array.from({ length: 25 }, () => [approve(), execute()]).flat());
    const [{ id }] = await world().db('executions').where({ preview_id: toolCallId });
    expect([new Set(told.map((execution) => `${execution.id} ${execution.status}`)), arrivals()]).toEqual([
      new Set([`${id} succeeded`]),
      before + 1,
    ]);
  });

  it('by another key of the workspace is refused in chat, and by actions.execute goes by its role', async () => {
    const before = arrivals();
    const { keys } = world();
    const { approvalId, toolCallId } = await ready('another-key');
    const path = { sessionId: 'another-key' };
    const { id } = (await world().call('chat.sessions.get', { key: keys.developer, path })).body;
    const confirm = (session: string) => postChat(here(keys.admin), answered(session, { approvalId, approved: true }));
    expect((await confirm(id)).status).toBe(404);
    expect(textOf((await confirm('another-key')).events)).toContain('I do not know this approval'); // a session of its own
    const viewed = await executeAs(keys.viewer, toolCallId);
    expect([viewed.status, viewed.body.code, arrivals()]).toEqual([403, 'forbidden', before]);
    const executed = await executeAs(keys.admin, toolCallId);
    expect([executed.body.status, arrivals()]).toEqual(['succeeded', before + 1]);
  });

  it('and a decline at the same time have one of both effects', async () => {
    const before = arrivals();
    const { approvalId, toolCallId } = await ready('yes-and-no');
    await Promise.all(
      [true, false].map((approved) => postChat(here(), answered('yes-and-no', { approvalId, approved }))),
    );
    const { status } = (
      await world().call('previews.get', { key: world().keys.viewer, path: { previewId: toolCallId } })
    ).body;
    expect([
      ['executed', before + 1],
      ['discarded', before],
    ]).toContainEqual([status, arrivals()]);
  });

  it('and an edit at the same time have one effect at the most, and what was confirmed stays so', async () => {
    const before = arrivals();
    for (let round = 0; round < 10; round++) {
      const id = `edit-and-confirm-${round}`;
      const { approvalId, suggestion } = await ready(id);
      const relay = { edits: { [suggestion.id]: { payload: round } } };
      const sent = arrivals();
      await Promise.all([
        postChat(here(), answered(id, { approvalId, approved: true })),
        postChat(here(), typed(id, 'Change it', { relay })),
      ]);
      const { status } = await world().db('chat_suggestions').where({ id: suggestion.id }).first();
      expect([
        ['confirmed', 1],
        ['waiting', 0], // the edit took the preview away before it ran
        ['ready', 0],
      ]).toContainEqual([status, arrivals() - sent]);
    }
    expect(arrivals() - before).toBeLessThanOrEqual(10);
  });

  it('of what was edited since runs nothing', async () => {
    const before = arrivals();
    const { approvalId, suggestion } = await ready('edited');
    await postChat(
      here(),
      typed('edited', 'Change it', { relay: { edits: { [suggestion.id]: { payload: 'other' } } } }),
    );
    const { events } = await postChat(here(), answered('edited', { approvalId, approved: true }));
    expect([textOf(events), arrivals()]).toEqual([expect.stringContaining('I do not know this approval'), before]);
  });

  it('together with an edit runs nothing, and asks anew', async () => {
    const before = arrivals();
    const { approvalId, suggestion } = await ready('edit-and-approve');
    const body = answered('edit-and-approve', { approvalId, approved: true });
    const { events } = await postChat(here(), { ...body, relay: { edits: { [suggestion.id]: { payload: 'other' } } } });
    expect([ofType(events, 'tool-approval-request').length, arrivals()]).toEqual([1, before]);
  });

  it('together with an edit that is refused runs nothing either', async () => {
    const before = arrivals();
    const { approvalId, suggestion } = await ready('edit-refused');
    const body = answered('edit-refused', { approvalId, approved: true });
    const { events } = await postChat(here(), { ...body, relay: { edits: { [suggestion.id]: { method: 'LOOK' } } } });
    expect([textOf(events), arrivals()]).toEqual([expect.stringContaining('Nothing was changed.'), before]);
  });

  it('of what has expired runs nothing', async () => {
    const before = arrivals();
    const { approvalId, toolCallId } = await ready('expired');
    await world().db('previews').where({ id: toolCallId }).update({ expires_at: world().db.fn.now() });
    const { events } = await postChat(here(), answered('expired', { approvalId, approved: true }));
    expect([ofType(events, 'tool-output-error').length, arrivals()]).toEqual([1, before]);
    const again = await postChat(here(), typed('expired', 'go on'));
    expect([ofType(again.events, 'tool-approval-request').length, arrivals()]).toEqual([1, before]);
  });

  it('is known to the database by its hash alone', async () => {
    const { approvalId } = await ready('hashed');
    const rows = await Promise.all(
      ['chat_suggestions', 'chat_messages', 'chat_sessions', 'previews', 'audit_events'].map((table) =>
        world().db(table),
      ),
    );
    expect([JSON.stringify(rows).includes(approvalId), world().logged.join('').includes(approvalId)]).toEqual([
      false,
      false,
    ]);
  });
});
