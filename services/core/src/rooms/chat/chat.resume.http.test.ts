// A stream that is gone on with: in the process that makes the reply, and in another one.

import { describe, expect, it } from 'vitest';
import { ofType, postChat, readEvents, ScriptedEngine, suggests, typed } from '../../../test/chatting.js';
import { openWorld, useWorld } from '../../../test/world.js';
import { newMasterKey } from '../../platform/crypto/index.js';
import { newId } from '../../platform/ids.js';

const engine = new ScriptedEngine();
const masterKeys = newMasterKey('test');
const world = useWorld({ engine, masterKeys });
const here = (key = world().keys.developer) => ({ baseUrl: world().baseUrl, key });
async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 10));
}

describe('chat.resume', () => {
  const resume = (sessionId: string, key = world().keys.developer, { baseUrl } = world()) =>
    fetch(`${baseUrl}/api/chat/${sessionId}/stream`, { headers: { authorization: `Bearer ${key}` } });

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

  it('through another process waits for the reply, and tells it as a whole', async () => {
    const release = Promise.withResolvers<void>();
    engine.on('Take your time elsewhere', async () => {
      await release.promise;
      return suggests({ action: 'webhook.send', input: {}, missing: ['url'] });
    });
    const other = await openWorld({ engine, masterKeys, beside: world() });
    const sent = postChat(here(), typed('resume-3', 'Take your time elsewhere'));
    await until(() => engine.asked.includes('Take your time elsewhere'));
    const resumed = await resume('resume-3', undefined, other);
    expect(resumed.status).toBe(200);
    release.resolve();
    expect(await readEvents(await resumed.text())).toEqual((await sent).events);
    expect((await resume('resume-3', undefined, other)).status).toBe(204);
    await other.stop();
  });

  it('answers 204 when nothing runs, also of a chat that a client has not begun, and 404 for a session of nobody or of another key', async () => {
    const { events } = await postChat(here(), typed('resume-2', 'Hello'));
    const { sessionId } = ofType(events, 'data-relay-session')[0]!.data;
    expect([(await resume('resume-2')).status, (await resume(sessionId)).status]).toEqual([204, 204]);
    expect([(await resume('nothing')).status, (await resume('resume-2', world().keys.admin)).status]).toEqual([
      204, 204,
    ]);
    expect([(await resume(newId('chat'))).status, (await resume(sessionId, world().keys.admin)).status]).toEqual([
      404, 404,
    ]);
  });
});
