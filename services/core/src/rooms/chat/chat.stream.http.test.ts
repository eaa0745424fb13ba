import { Chat } from '@ai-sdk/react';
import { hang } from '@relay/testing';
import { DefaultChatTransport, lastAssistantMessageIsCompleteWithApprovalResponses, type UIMessage } from 'ai';
import { describe, expect, it } from 'vitest';
import { ofType, postChat, readEvents, ScriptedEngine, suggests, textOf, typed } from '../../../test/chatting.js';
import { useWorld } from '../../../test/world.js';
import { lockWorkspace } from '../../platform/db/index.js';

const engine = new ScriptedEngine();
const world = useWorld({ engine, abandonedMs: 0, sendDeadlineMs: 1_000 });
const here = (key = world().keys.developer) => ({ baseUrl: world().baseUrl, key });
const arrivals = () => world().receiver.received.length;
const read = async (sessionId: string, key = world().keys.developer) =>
  world().call('chat.sessions.get', { key, path: { sessionId } });

function hook(): string {
  const url = `${world().receiver.url}/${Math.random().toString(36).slice(2)}`;
  engine.on(`Call ${url}`, suggests({ action: 'webhook.send', input: { url } }));
  return `Call ${url}`;
}

/** The official client, as a React page has it. */
function openChat(id: string, replied = () => {}): Chat<UIMessage> {
  return new Chat({
    id,
    transport: new DefaultChatTransport({
      api: `${world().baseUrl}/api/chat`,
      headers: { authorization: `Bearer ${world().keys.developer}` },
      fetch: async (...call) => {
        const reply = await fetch(...call);
        replied();
        return reply;
      },
    }),
    sendAutomaticallyWhen: lastAssistantMessageIsCompleteWithApprovalResponses,
  });
}
type Part = UIMessage['parts'][number] & { state?: string; approval?: { id: string }; data?: never; output?: never };
const partsOf = (chat: Chat<UIMessage>, type: string) =>
  (chat.lastMessage!.parts as Part[]).filter((part) => part.type === type);
async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 10));
}

describe('the official client', () => {
  it('shows a suggestion, confirms it, and shows what came of it', async () => {
    const before = arrivals();
    const chat = openChat('official-confirm');
    await chat.sendMessage({ text: hook() });
    expect([chat.status, chat.error]).toEqual(['ready', undefined]);
    expect(partsOf(chat, 'data-relay-suggestion')).toMatchObject([
      { data: { action: 'webhook.send', status: 'ready' } },
    ]);
    const [tool] = partsOf(chat, 'dynamic-tool');
    expect([tool!.state, arrivals()]).toEqual(['approval-requested', before]);
    await chat.addToolApprovalResponse({ id: tool!.approval!.id, approved: true });
    await until(() => chat.status === 'ready' && partsOf(chat, 'dynamic-tool')[0]!.state !== 'approval-responded');
    expect(partsOf(chat, 'dynamic-tool')).toMatchObject([{ state: 'output-available', output: { status: 200 } }]);
    expect([chat.messages.length, chat.error, arrivals()]).toEqual([2, undefined, before + 1]);
  });

  it('declines', async () => {
    const before = arrivals();
    const chat = openChat('official-decline');
    await chat.sendMessage({ text: hook() });
    await chat.addToolApprovalResponse({ id: partsOf(chat, 'dynamic-tool')[0]!.approval!.id, approved: false });
    await until(() => chat.status === 'ready' && partsOf(chat, 'dynamic-tool')[0]!.state !== 'approval-responded');
    expect([partsOf(chat, 'dynamic-tool')[0]!.state, arrivals()]).toEqual(['output-denied', before]);
  });

  it('answers a question, and edits by the body of a call', async () => {
    const chat = openChat('official-question');
    engine.on('Send a webhook', suggests({ action: 'webhook.send', input: {}, missing: ['url'] }));
    await chat.sendMessage({ text: 'Send a webhook' });
    expect([partsOf(chat, 'dynamic-tool'), partsOf(chat, 'data-relay-suggestion')]).toMatchObject([
      [],
      [{ data: { missing: [{ name: 'url' }] } }],
    ]);
    await chat.sendMessage({ text: world().receiver.url });
    const [{ data }] = partsOf(chat, 'data-relay-suggestion') as unknown as [{ data: { id: string } }];
    await chat.sendMessage(
      { text: 'Another payload' },
      { body: { relay: { edits: { [data.id]: { payload: { by: 'edit' } } } } } },
    );
    expect(partsOf(chat, 'dynamic-tool')).toMatchObject([
      { state: 'approval-requested', input: { payload: { by: 'edit' } } },
    ]);
  });

  it('goes on with a conversation under the same id', async () => {
    const chat = openChat('official-again');
    await chat.sendMessage({ text: 'Hello' });
    await chat.sendMessage({ text: 'Hello again' });
    const { body } = await read('official-again');
    expect(body.messages.map(({ role, text }) => [role, text.slice(0, 11)])).toEqual([
      ['user', 'Hello'],
      ['assistant', 'I did not f'],
      ['user', 'Hello again'],
      ['assistant', 'I did not f'],
    ]);
  });

  it('resumes a reply that is under way, and is told when there is none', async () => {
    const release = Promise.withResolvers<void>();
    engine.on('Slow', async () => {
      await release.promise;
      return { kind: 'none', reason: 'empty' };
    });
    const resuming = Promise.withResolvers<void>();
    const [first, second] = [openChat('official-resume'), openChat('official-resume', resuming.resolve)];
    const sent = first.sendMessage({ text: 'Slow' });
    await until(() => engine.asked.includes('Slow'));
    const resumed = second.resumeStream();
    await resuming.promise;
    release.resolve();
    await Promise.all([sent, resumed]);
    expect(partsOf(second, 'text')).toEqual(partsOf(first, 'text'));
    await second.resumeStream();
    expect([second.messages.length, second.error]).toEqual([1, undefined]);
  });
});

describe('chat.resume', () => {
  const resume = (sessionId: string, key = world().keys.developer) =>
    fetch(`${world().baseUrl}/api/chat/${sessionId}/stream`, { headers: { authorization: `Bearer ${key}` } });

  it('gives the running reply from its first event on', async () => {
    const release = Promise.withResolvers<void>();
    engine.on('Take your time', async () => {
      await release.promise;
      return { kind: 'none', reason: 'empty' };
    });
    const sent = postChat(here(), typed('resume-1', 'Take your time'));
    await until(() => engine.asked.includes('Take your time'));
    const resumed = await resume('resume-1');
    expect([resumed.status, resumed.headers.get('x-vercel-ai-ui-message-stream')]).toEqual([200, 'v1']);
    release.resolve();
    expect(await readEvents(await resumed.text())).toEqual((await sent).events);
  });

  it('answers 204 when nothing runs, and 404 for a session of nobody or of another key', async () => {
    await postChat(here(), typed('resume-2', 'Hello'));
    expect([
      (await resume('resume-2')).status,
      (await resume('nothing')).status,
      (await resume('resume-2', world().keys.admin)).status,
    ]).toEqual([204, 404, 404]);
  });
});

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
