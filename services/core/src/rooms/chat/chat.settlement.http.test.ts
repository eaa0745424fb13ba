// What a suggestion becomes without an answer in chat: its preview is executed, discarded or expires in another way.
import { describe, expect, it } from 'vitest';
import { answered, ofType, postChat, suggests, textOf, typed } from '../../../test/chatting.js';
import type { ChatSessionWithMessages, Suggestion } from '../../generated/types.js';
import { useScriptedChat } from './testing.js';

const { arrivals, engine, here, ready, world } = useScriptedChat();
const key = () => world().keys.developer;
const preview = async (previewId: string) =>
  (await world().call('previews.get', { key: key(), path: { previewId } })).body;
const discard = (previewId: string) => world().call('previews.discard', { key: key(), path: { previewId } });
const expire = (id: string) => world().db('previews').where({ id }).update({ expires_at: world().db.fn.now() });
async function execute(previewId: string) {
  const { digest } = await preview(previewId);
  return (await world().call('actions.execute', { key: key(), body: { previewId, digest } })).body;
}
/** By one process: metrics are its own. */
async function shown(sessionId: string): Promise<Suggestion[]> {
  const headers = { authorization: `Bearer ${key()}` };
  const reply = await fetch(`${world().baseUrl}/api/chat/sessions/${sessionId}`, { headers });
  const { messages } = (await reply.json()) as ChatSessionWithMessages;
  return messages.flatMap(({ suggestions }) => suggestions);
}
async function counted() {
  const { metrics } = world().container;
  const [confirmed, seconds] = await Promise.all([metrics.chatConfirmed.get(), metrics.chatConfirmSeconds.get()]);
  const sumOf = ({ values }: typeof confirmed | typeof seconds, name?: string) =>
    values
      .filter((value) => name === undefined || ('metricName' in value && value.metricName === name))
      .reduce((sum, { value }) => sum + value, 0);
  return { confirmed: sumOf(confirmed), times: sumOf(seconds, 'relay_chat_confirm_seconds_count') };
}

describe('a suggestion whose preview was executed by actions.execute', () => {
  it('reads confirmed, and is counted once', async () => {
    const { toolCallId, approvalId } = await ready('elsewhere');
    const before = await counted();
    const { id: executionId } = await execute(toolCallId);
    expect(await shown('elsewhere')).toMatchObject([{ status: 'confirmed', executionId }]);
    await shown('elsewhere');
    await world().container.chatSettlement.update();
    await postChat(here(), answered('elsewhere', { approvalId, approved: true }));
    expect(await counted()).toEqual({ confirmed: before.confirmed + 1, times: before.times + 1 });
  });

  it('is found by the clock, where nobody reads its session', async () => {
    const { toolCallId, suggestion } = await ready('unread');
    const before = await counted();
    const { id } = await execute(toolCallId);
    await world().container.chatSettlement.update();
    const kept = await world().db('chat_suggestions').where({ id: suggestion.id }).first('status', 'execution_id');
    expect([kept, await counted()]).toEqual([
      { status: 'confirmed', execution_id: id },
      { confirmed: before.confirmed + 1, times: before.times + 1 },
    ]);
  });

  it('counts the time until it ran, and not until that was found out', async () => {
    const { toolCallId, suggestion } = await ready('late');
    const { id } = await execute(toolCallId);
    const { db, container } = world();
    const { started_at } = await db('executions').where({ id }).first('started_at');
    await db('chat_suggestions')
      .where({ id: suggestion.id })
      .update({ asked_at: db.raw("?::timestamptz - interval '100 seconds'", [started_at]) });
    container.metrics.chatConfirmSeconds.reset();
    await container.chatSettlement.update();
    const { values } = await container.metrics.chatConfirmSeconds.get();
    expect(values.find(({ metricName }) => metricName === 'relay_chat_confirm_seconds_sum')!.value).toBeCloseTo(100, 1);
  });

  it('is not declined any more, and no no says that nothing is done', async () => {
    const { toolCallId, approvalId } = await ready('too-late');
    const { id: executionId } = await execute(toolCallId);
    const { events } = await postChat(here(), answered('too-late', { approvalId, approved: false }));
    expect(textOf(events)).toMatch(/^It was executed already/);
    expect(ofType(events, 'tool-output-error')).toMatchObject([{ toolCallId }]);
    expect(ofType(events, 'data-relay-suggestion')[0]!.data).toMatchObject({ status: 'confirmed', executionId });
  });
});

describe.each([
  ['was discarded', discard],
  ['has expired', expire],
])('a suggestion whose preview %s', (name, end) => {
  const session = name.replace(' ', '-');

  it('waits, and goes on with another one', async () => {
    const { toolCallId, suggestion } = await ready(session);
    await end(toolCallId);
    expect(await shown(session)).toMatchObject([{ id: suggestion.id, status: 'waiting' }]);
    const { events } = await postChat(here(), typed(session, 'go on'));
    const [asked] = ofType(events, 'tool-approval-request');
    expect(await preview(asked!.toolCallId)).toMatchObject({ status: 'ready' });
    expect(await shown(session)).toMatchObject([{ status: 'ready', previewId: asked!.toolCallId }]);
  });

  it('can be edited, and the edit can be confirmed', async () => {
    const { toolCallId, suggestion } = await ready(`${session}-edited`);
    await end(toolCallId);
    const before = arrivals();
    const relay = { edits: { [suggestion.id]: { payload: 'other' } } };
    const { events } = await postChat(here(), typed(`${session}-edited`, 'Change it', { relay }));
    const { approvalId } = ofType(events, 'tool-approval-request')[0]!;
    const done = await postChat(here(), answered(`${session}-edited`, { approvalId, approved: true }));
    expect([ofType(done.events, 'tool-output-available').length, arrivals()]).toEqual([1, before + 1]);
  });
});

describe('a suggestion whose confirm was cut off before anything ran', () => {
  /** As a crash leaves it. */
  async function cutOff(session: string) {
    const made = await ready(session);
    await world().db('chat_suggestions').where({ id: made.suggestion.id }).update({ status: 'confirmed' });
    return made;
  }

  it('is ready as before, and confirming it again has one effect', async () => {
    const { approvalId, toolCallId } = await cutOff('cut-off');
    const before = arrivals();
    expect(await shown('cut-off')).toMatchObject([{ status: 'ready', previewId: toolCallId, executionId: null }]);
    for (let round = 0; round < 2; round++) await postChat(here(), answered('cut-off', { approvalId, approved: true }));
    expect([(await shown('cut-off'))[0]!.status, arrivals()]).toEqual(['confirmed', before + 1]);
  });

  it('waits, once its preview has expired', async () => {
    const { toolCallId, suggestion } = await cutOff('cut-off-expired');
    await expire(toolCallId);
    await world().container.chatSettlement.update();
    const kept = await world().db('chat_suggestions').where({ id: suggestion.id }).first('status', 'execution_id');
    expect(kept).toEqual({ status: 'waiting', execution_id: null });
  });
});

it('two answers at the same time leave one preview that can be confirmed', async () => {
  engine.on('Send a webhook', suggests({ action: 'webhook.send', input: {} }));
  for (let round = 0; round < 5; round++) {
    const session = `answers-${round}`;
    await postChat(here(), typed(session, 'Send a webhook'));
    const before = Number((await world().db('previews').where({ status: 'ready' }).count())[0]!.count);
    const replies = await Promise.all(
      ['one', 'other'].map((path) => postChat(here(), typed(session, `${world().receiver.url}/${path}`))),
    );
    const live = Number((await world().db('previews').where({ status: 'ready' }).count())[0]!.count) - before;
    const asked = replies.flatMap(({ events }) => ofType(events, 'tool-approval-request'));
    const [suggestion] = await shown(session);
    expect([live, asked.map(({ toolCallId }) => toolCallId)]).toEqual([1, [suggestion!.previewId]]);
  }
});
