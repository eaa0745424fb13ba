// A client that closes the connection before its reply is there: what is made of it stops, and what was confirmed does not.
import { describe, expect, it } from 'vitest';
import { ofType, postChat, ScriptedEngine, suggests, typed } from '../../../test/chatting.js';
import { useWorld } from '../../../test/world.js';
import { catalog, type LookRequest, type WriteAction } from '../../providers/index.js';

const engine = new ScriptedEngine();
let betweenLooks: () => Promise<unknown> = async () => {};
const look = (): WriteAction => ({
  ...(catalog.find(({ id }) => id === 'webhook.send') as WriteAction),
  id: 'test.look',
  inputSchema: { type: 'object', additionalProperties: false, properties: {} },
  async *lookUp() {
    const request: LookRequest = { method: 'GET', url: world().receiver.url, headers: {}, body: null, addedAtSend: [] };
    yield [request];
    await betweenLooks();
    yield [request];
    return {};
  },
});
const world = useWorld({ engine, abandonedMs: 0, actions: [look()] });
/** In which a reply goes on for a while. */
const patient = useWorld({ engine, abandonedMs: 60_000 });
const here = (of = world()) => ({ baseUrl: of.baseUrl, key: of.keys.developer });
const arrivals = () => world().receiver.received.length;
const previews = async () => Number((await world().db('previews').count())[0]!.count);
const read = async (sessionId: string, of = world()) =>
  of.call('chat.sessions.get', { key: of.keys.developer, path: { sessionId } });
const aborted = (signal: AbortSignal) => new Promise((resolve) => signal.addEventListener('abort', resolve));

const hook = () => engine.hookTo(world().receiver.url);

describe('a client that goes away', () => {
  it('stops an engine that is still thinking, and the message says so', async () => {
    const leaving = new AbortController();
    const stopped = Promise.withResolvers<void>();
    engine.on('Think long', (_, { signal }) => {
      return new Promise((_, reject) => {
        signal.addEventListener('abort', () => {
          stopped.resolve();
          reject(signal.reason);
        });
        leaving.abort();
      });
    });
    await expect(postChat({ ...here(), signal: leaving.signal }, typed('gone-1', 'Think long'))).rejects.toThrow(
      'abort',
    );
    await stopped.promise;
    await world().container.drained();
    const { body } = await read('gone-1');
    expect(body.messages.at(-1)).toMatchObject({ role: 'assistant', status: 'stopped' });
  });

  it('hides nothing that goes wrong meanwhile', async () => {
    const leaving = new AbortController();
    const failing = Promise.withResolvers<void>();
    engine.on('Think and fail', (_, { signal }) => {
      return new Promise((_, reject) => {
        signal.addEventListener('abort', () => {
          failing.resolve();
          reject(new Error('the engine is broken'));
        });
        leaving.abort();
      });
    });
    await postChat({ ...here(), signal: leaving.signal }, typed('gone-4', 'Think and fail')).catch(() => {});
    await failing.promise;
    await world().container.drained();
    expect((await read('gone-4')).body.messages.at(-1)).toMatchObject({ role: 'assistant', status: 'failed' });
    expect(world().logged.join('')).toContain('the engine is broken');
  });

  it('finds the finished message in the session, if it was nearly done', async () => {
    const leaving = new AbortController();
    const { url, message } = hook();
    engine.on(message, () => {
      leaving.abort();
      return suggests({ action: 'webhook.send', input: { url } });
    });
    await postChat({ ...here(patient()), signal: leaving.signal }, typed('gone-2', message)).catch(() => {});
    await patient().container.drained();
    const { body } = await read('gone-2', patient());
    expect(body.messages.at(-1)).toMatchObject({
      status: 'finished',
      suggestions: [{ status: 'ready', input: { url } }],
    });
  });

  it('gets no preview of what its engine says then', async () => {
    const leaving = new AbortController();
    const before = await previews();
    engine.on('Go on regardless', async (_, { signal }) => {
      const gone = aborted(signal);
      leaving.abort();
      await gone;
      return suggests({ action: 'webhook.send', input: { url: world().receiver.url } });
    });
    await postChat({ ...here(), signal: leaving.signal }, typed('gone-5', 'Go on regardless')).catch(() => {});
    await world().container.drained();
    const { body } = await read('gone-5');
    expect([body.messages.at(-1), await previews()]).toMatchObject([{ status: 'stopped', suggestions: [] }, before]);
  });

  it('stops what is looked up for a preview before its next request, and what comes after it', async () => {
    const leaving = new AbortController();
    const [before, asked] = [await previews(), arrivals()];
    engine.on('Look twice', (_, { signal }) => {
      betweenLooks = () => {
        const gone = aborted(signal);
        leaving.abort();
        return gone;
      };
      return suggests({ action: 'test.look', input: {} }, { action: 'test.look', input: {} });
    });
    await postChat({ ...here(), signal: leaving.signal }, typed('gone-6', 'Look twice')).catch(() => {});
    await world().container.drained();
    expect((await read('gone-6')).body.messages.at(-1)).toMatchObject({ status: 'stopped', suggestions: [] });
    expect([await previews(), arrivals()]).toEqual([before, asked + 1]);
  });

  it('does not stop what was confirmed', async () => {
    const leaving = new AbortController();
    const first = await postChat(here(), typed('gone-3', hook().message));
    const { approvalId } = ofType(first.events, 'tool-approval-request')[0]!;
    world().receiver.behave((response) => {
      leaving.abort();
      setTimeout(() => response.end('late'), 50);
    });
    const parts = [{ type: 'dynamic-tool', state: 'approval-responded', approval: { id: approvalId, approved: true } }];
    const body = { id: 'gone-3', messages: [{ role: 'assistant', parts }] };
    await postChat({ ...here(), signal: leaving.signal }, body).catch(() => {});
    await world().container.drained();
    const { messages } = (await read('gone-3')).body;
    const [executionId] = messages.at(-1)!.executionIds;
    const execution = await world().call('executions.get', {
      key: world().keys.viewer,
      path: { executionId: executionId! },
    });
    expect(execution.body.status).toBe('succeeded');
  });
});
