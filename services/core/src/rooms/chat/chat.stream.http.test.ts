// What a streamed reply says when it does not go well, and when it begins.
import { hang } from '@relay/testing';
import { describe, expect, it } from 'vitest';
import { ofType, postChat, ScriptedEngine, textOf, typed } from '../../../test/chatting.js';
import { useWorld } from '../../../test/world.js';
import { lockWorkspace } from '../../platform/db/index.js';

const engine = new ScriptedEngine();
const world = useWorld({ engine, abandonedMs: 0, sendDeadlineMs: 1_000 });
const here = (key = world().keys.developer) => ({ baseUrl: world().baseUrl, key });
const read = async (sessionId: string, key = world().keys.developer) =>
  world().call('chat.sessions.get', { key, path: { sessionId } });

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 10));
}

const hook = () => engine.hookTo(world().receiver.url).message;

describe('a reply', () => {
  it('begins while the workspace is busy, and before the engine has answered', async () => {
    const release = Promise.withResolvers<void>();
    engine.on('Begin at once', async () => {
      await release.promise;
      return { kind: 'none', reason: 'empty' };
    });
    const { developer: key } = world().keys;
    const busy = await world().db.transaction();
    await lockWorkspace(busy, world().workspace.id);
    const reply = await fetch(`${world().baseUrl}/api/chat`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify(typed('begins-1', 'Begin at once')),
    });
    const reader = reply.body!.pipeThrough(new TextDecoderStream()).getReader();
    const { value: first } = await reader.read();
    expect(first).toContain('"type":"start"');
    await busy.rollback();
    await until(() => engine.asked.includes('Begin at once'));
    release.resolve();
    let rest = '';
    for (let next = await reader.read(); !next.done; next = await reader.read()) rest += next.value;
    expect(rest.endsWith('data: [DONE]\n\n')).toBe(true);
  });

  it('says in the stream what went wrong, and shows nothing of it', async () => {
    engine.on('Break', () => {
      throw new Error('secret of the engine');
    });
    const { events, text, status } = await postChat(here(), typed('broken-1', 'Break'));
    expect([status, text.includes('secret')]).toEqual([200, false]);
    expect(ofType(events, 'error')[0]!.errorText).toMatch(/request id req_/);
    expect((await read('broken-1')).body.messages.at(-1)!.status).toBe('failed');
    const sent = await world().call('chat.send', { key: world().keys.developer, body: { message: 'Break' } });
    expect([sent.status, sent.body.code]).toEqual([500, 'internal']);
  });

  it('tells of an outcome that nobody knows', async () => {
    world().receiver.behave(hang);
    const first = await postChat(here(), typed('unknown-1', hook()));
    const { approvalId, toolCallId } = ofType(first.events, 'tool-approval-request')[0]!;
    const parts = [{ type: 'dynamic-tool', state: 'approval-responded', approval: { id: approvalId, approved: true } }];
    const { events } = await postChat(here(), { id: 'unknown-1', messages: [{ role: 'assistant', parts }] });
    expect(ofType(events, 'tool-output-error')[0]).toMatchObject({ toolCallId });
    expect(ofType(events, 'data-relay-result')[0]!.data).toMatchObject({ execution: { status: 'outcome_unknown' } });
    expect(textOf(events)).toBeTruthy();
  });
});
