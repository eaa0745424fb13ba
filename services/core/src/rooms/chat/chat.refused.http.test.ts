// What becomes of a suggestion whose preview ran in another way, or was refused when it was confirmed.
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { answered, ofType, postChat, ScriptedEngine, suggests, textOf, typed } from '../../../test/chatting.js';
import { connectAccount, useConnectedWorld } from '../../../test/connecting.js';

const engine = new ScriptedEngine();
const world = useConnectedWorld({ engine });
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

describe('a confirm that was refused', () => {
  const MAIL = 'Mail bob@example.com';
  beforeAll(() => connectAccount(world(), { provider: 'google', account: 'ada@example.com' }));

  async function offered(session: string) {
    engine.on(MAIL, suggests({ action: 'google.gmail.send', input: { to: ['bob@example.com'], body: 'Hello' } }));
    const { events } = await postChat(here(), typed(session, MAIL));
    const { approvalId, toolCallId } = ofType(events, 'tool-approval-request')[0]!;
    return { id: suggestionIn(events)!.id, previewId: toolCallId!, approvalId: approvalId! };
  }
  const setConnection = (change: object) => world().db('connections').update(change);
  const approve = (session: string, approvalId: string) =>
    postChat(here(), answered(session, { approvalId, approved: true }));
  const executions = (previewId: string) => world().db('executions').where({ preview_id: previewId });
  const confirmed = async () =>
    (await world().container.metrics.chatConfirmed.get()).values.find(
      ({ labels }) => labels.action === 'google.gmail.send',
    )?.value ?? 0;

  it.each([
    ['cannot be used', { status: 'expired' }, { status: 'active' }],
    ['leads to another account', { account_id: 'somebody-else' }, undefined],
  ])('as its connection %s waits, can be edited, and counts when it has run', async (_, broken, mended) => {
    const session = `refused-${Object.keys(broken)}`;
    const [{ account_id }] = await world().db('connections').select('account_id');
    const before = await confirmed();
    const { id, previewId, approvalId } = await offered(session);
    await setConnection(broken);
    const { events } = await approve(session, approvalId);
    await setConnection(mended ?? { account_id });
    expect([ofType(events, 'tool-output-error').length, await confirmed()]).toEqual([1, before]);
    expect([await kept(id), await executions(previewId)]).toEqual([
      expect.objectContaining({ status: 'waiting', preview_id: previewId, execution_id: null }),
      [],
    ]);
    const edited = await edit(session, id, { body: 'Hello again' });
    const [asked] = ofType(edited.events, 'tool-approval-request');
    const done = await approve(session, asked!.approvalId!);
    expect(ofType(done.events, 'tool-output-available')).toHaveLength(1);
    await approve(session, asked!.approvalId!);
    expect([(await kept(id)).status, await confirmed()]).toEqual(['confirmed', before + 1]);
  });

  it('can be given once more', async () => {
    const { id, previewId, approvalId } = await offered('once-more');
    await setConnection({ status: 'expired' });
    await approve('once-more', approvalId);
    await setConnection({ status: 'active' });
    const { events } = await approve('once-more', approvalId);
    const [execution] = await executions(previewId);
    expect([ofType(events, 'tool-output-available').length, await kept(id)]).toEqual([
      1,
      expect.objectContaining({ status: 'confirmed', execution_id: execution.id }),
    ]);
  });

  it('can be declined, and is not known any more when something else was asked for', async () => {
    const [declined, superseded] = [await offered('then-declined'), await offered('then-superseded')];
    await setConnection({ status: 'expired' });
    await approve('then-declined', declined.approvalId);
    await approve('then-superseded', superseded.approvalId);
    await setConnection({ status: 'active' });
    const no = answered('then-declined', { approvalId: declined.approvalId, approved: false });
    expect(ofType((await postChat(here(), no)).events, 'tool-output-denied')).toHaveLength(1);
    await postChat(here(), typed('then-superseded', MAIL));
    const { events } = await approve('then-superseded', superseded.approvalId);
    expect(textOf(events)).toContain('I do not know this approval');
    expect([(await kept(declined.id)).status, (await kept(superseded.id)).status]).toEqual(['declined', 'replaced']);
    expect([await executions(declined.previewId), await executions(superseded.previewId)]).toEqual([[], []]);
  });

  it('as its preview was discarded goes on with another one', async () => {
    const { id, previewId, approvalId } = await ready('discarded');
    const { key } = here();
    await world().call('previews.discard', { key, path: { previewId } });
    expect(ofType((await approve('discarded', approvalId)).events, 'tool-output-error')).toHaveLength(1);
    const { events } = await postChat(here(), typed('discarded', 'go on'));
    expect(ofType(events, 'tool-approval-request')).toHaveLength(1);
    expect(await kept(id)).toMatchObject({ status: 'ready', preview_id: expect.not.stringMatching(previewId) });
  });
});
