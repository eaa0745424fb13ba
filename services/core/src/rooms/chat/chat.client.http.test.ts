// The AI SDK's own client against Relay, as a page has it with `useChat`.
import { Chat } from '@ai-sdk/react';
import { DefaultChatTransport, lastAssistantMessageIsCompleteWithApprovalResponses, type UIMessage } from 'ai';
import { describe, expect, it } from 'vitest';
import { answered, postChat, ScriptedEngine, suggests, textOf } from '../../../test/chatting.js';
import { useWorld } from '../../../test/world.js';

const engine = new ScriptedEngine();
const world = useWorld({ engine });
const here = (key = world().keys.developer) => ({ baseUrl: world().baseUrl, key });
const arrivals = () => world().receiver.received.length;
const read = async (sessionId: string, key = world().keys.developer) =>
  world().call('chat.sessions.get', { key, path: { sessionId } });

const hook = () => engine.hookTo(world().receiver.url).message;

/** The official client, as a React page has it. */
function openChat(id: string, replied = () => {}, messages: UIMessage[] = []): Chat<UIMessage> {
  return new Chat({
    id,
    messages,
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
type Part = UIMessage['parts'][number] & {
  state?: string;
  toolCallId?: string;
  approval?: { id: string };
  data?: never;
  output?: never;
};
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

  it('is told of a typed no by the newest suggestion, as the part of an earlier message stays as it was', async () => {
    const chat = openChat('official-typed-no');
    await chat.sendMessage({ text: hook() });
    await chat.sendMessage({ text: 'no' });
    expect([chat.status, chat.error]).toEqual(['ready', undefined]);
    const parts = chat.messages.flatMap(({ parts }) => parts as Part[]);
    const suggested = parts.filter(({ type }) => type === 'data-relay-suggestion');
    const [tool] = parts.filter(({ type }) => type === 'dynamic-tool');
    expect(suggested.map(({ data }) => (data as unknown as { status: string }).status)).toEqual(['ready', 'declined']);
    expect(tool!.state).toBe('approval-requested');
    const late = answered('official-typed-no', { approvalId: tool!.approval!.id, approved: true });
    const before = arrivals();
    const { events } = await postChat(here(), late);
    expect([textOf(events), arrivals()]).toEqual(['It was declined before, so nothing is done.', before]);
  });

  it('is offered once more what a typed yes is said to, and nothing has run by that', async () => {
    const before = arrivals();
    const chat = openChat('official-typed-yes');
    await chat.sendMessage({ text: hook() });
    const [first] = partsOf(chat, 'dynamic-tool');
    await chat.sendMessage({ text: 'yes' });
    expect(partsOf(chat, 'text')[0]).toMatchObject({ text: 'Words alone confirm nothing. Here it is once more:' });
    const [second] = partsOf(chat, 'dynamic-tool');
    expect([second!.state, second!.toolCallId === first!.toolCallId, arrivals()]).toEqual([
      'approval-requested',
      false,
      before,
    ]);
    await chat.addToolApprovalResponse({ id: second!.approval!.id, approved: true });
    await until(() => chat.status === 'ready' && partsOf(chat, 'dynamic-tool')[0]!.state !== 'approval-responded');
    expect([partsOf(chat, 'dynamic-tool')[0]!.state, arrivals()]).toEqual(['output-available', before + 1]);
  });

  it('has its newest text answered once more, and nothing is there twice', async () => {
    const before = arrivals();
    const chat = openChat('official-regenerate');
    await chat.sendMessage({ text: hook() });
    const [first] = partsOf(chat, 'dynamic-tool');
    await chat.regenerate();
    expect([chat.status, chat.error, chat.messages.length]).toEqual(['ready', undefined, 2]);
    const [second] = partsOf(chat, 'dynamic-tool');
    const { db } = world();
    const statuses = await db('previews')
      .whereIn('id', [first!.toolCallId!, second!.toolCallId!])
      .orderBy('id')
      .pluck('status');
    expect(statuses).toEqual(['discarded', 'ready']);
    const { messages } = (await read('official-regenerate')).body;
    expect(messages.map(({ role, suggestions }) => [role, suggestions.length])).toEqual([
      ['user', 0],
      ['assistant', 0],
      ['assistant', 1],
    ]);
    await chat.addToolApprovalResponse({ id: second!.approval!.id, approved: true });
    await until(() => chat.status === 'ready' && partsOf(chat, 'dynamic-tool')[0]!.state !== 'approval-responded');
    expect([partsOf(chat, 'dynamic-tool')[0]!.state, arrivals()]).toEqual(['output-available', before + 1]);
  });

  it('tries once more what went wrong', async () => {
    const chat = openChat('official-again-after-error');
    engine.on('Break once', () => {
      throw new Error('the first time');
    });
    await chat.sendMessage({ text: 'Break once' });
    expect(chat.status).toBe('error');
    engine.on('Break once', { kind: 'none', reason: 'out_of_scope' });
    await chat.regenerate();
    expect([chat.status, engine.asked.filter((text) => text === 'Break once').length]).toEqual(['ready', 2]);
    const { messages } = (await read('official-again-after-error')).body;
    expect(messages.map(({ role, status }) => [role, status])).toEqual([
      ['user', 'finished'],
      ['assistant', 'failed'],
      ['assistant', 'finished'],
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

  it('of a new chat finds nothing to resume, and that is no error', async () => {
    const chat = openChat('official-resume-nothing');
    await chat.resumeStream();
    expect([chat.status, chat.error, chat.messages]).toEqual(['ready', undefined, []]);
    await chat.sendMessage({ text: 'Hello' });
    expect(chat.messages).toHaveLength(2);
  });

  it('resumes a confirm that is under way, also on a page that has nothing of the message it belongs to', async () => {
    const [first, fresh] = [openChat('official-resume-confirm'), openChat('official-resume-confirm')];
    await first.sendMessage({ text: hook() });
    const [begun, held] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    world().receiver.behave(async (response) => {
      begun.resolve();
      await held.promise;
      response.end('ok');
    });
    const [{ toolCallId, approval }] = partsOf(first, 'dynamic-tool') as [Part];
    await first.addToolApprovalResponse({ id: approval!.id, approved: true });
    await begun.promise;
    const [said, { id }] = first.messages as [UIMessage, UIMessage];
    const shown: UIMessage = { id, role: 'assistant', parts: [{ type: 'text', text: 'As it is kept.' }] };
    const later = openChat('official-resume-confirm', () => {}, [said, shown]);
    const resumed = [fresh, later].map((chat) => chat.resumeStream());
    await until(() =>
      [fresh, later].every((chat) => chat.lastMessage?.parts.some(({ type }) => type === 'dynamic-tool')),
    );
    expect(partsOf(fresh, 'dynamic-tool')).toMatchObject([{ toolCallId, state: 'input-available' }]);
    held.resolve();
    await Promise.all(resumed);
    await until(() => first.status === 'ready' && partsOf(first, 'dynamic-tool')[0]!.state === 'output-available');
    for (const chat of [first, fresh, later]) {
      expect([chat.status, chat.error, chat.lastMessage!.id]).toEqual(['ready', undefined, first.lastMessage!.id]);
      expect(partsOf(chat, 'dynamic-tool')).toMatchObject([{ toolCallId, state: 'output-available' }]);
      expect(partsOf(chat, 'data-relay-suggestion')).toMatchObject([{ data: { previewId: toolCallId } }]);
      expect(partsOf(chat, 'data-relay-result')).toHaveLength(1);
    }
  });
});
