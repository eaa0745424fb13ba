import { describe, expect, it } from 'vitest';
import { api } from '../testing/flow.js';
import { useEmulators } from '../testing/use-emulators.js';
import { Judge } from './judge.js';

const emulators = useEmulators();

const CHAT = 'https://www.googleapis.com/auth/chat.messages';

describe('a request that the vendor does not describe', () => {
  it.each([
    ['google', [CHAT], '/v1/spaces/AAAAengineer/messages', { txt: 'hi' }, 400, 'txt'],
    ['google', [CHAT], '/v1/spaces/AAAAengineer/messages', { text: 1 }, 400, 'text'],
    ['google', [CHAT], '/v1/spaces/AAAAengineer/messages?requestID=r', { text: 'hi' }, 400, 'requestID'],
    [
      'microsoft',
      ['Mail.Send'],
      '/v1.0/me/sendMail',
      { message: { body: { contentType: 'plain' } } },
      400,
      'contentType',
    ],
    ['microsoft', ['Mail.Send'], '/v1.0/me/sendMail', { message: { Subject: 'x' } }, 400, 'Subject'],
    ['github', ['repo'], '/repos/ada/engine/issues', { body: 'x' }, 422, 'title'],
    ['github', ['repo'], '/repos/ada/engine/issues', { title: 'x', labls: [] }, 422, 'labls'],
  ] as const)('is refused by %s and recorded (%#)', async (provider, scopes, path, body, status, word) => {
    const emulator = emulators[provider];
    const reply = await api(emulator, emulator.issueToken({ scopes: [...scopes] }))('POST', path, body);
    expect([reply.status, JSON.stringify(reply.body)]).toEqual([status, expect.stringContaining(word)]);
    expect(emulator.violations).toMatchObject([{ of: 'request' }]);
    expect(emulator.violations[0]!.problems.join()).toContain(word);
    emulator.reset();
    expect(emulator.violations).toEqual([]);
  });

  it('is one without JSON', async () => {
    const call = api(emulators.google, emulators.google.issueToken({ scopes: [CHAT] }));
    const path = '/v1/spaces/AAAAengineer/messages';
    expect((await call('POST', path)).status).toBe(400);
    expect((await call('POST', path, 'hi', { 'content-type': 'text/plain' })).status).toBe(400);
    expect((await call('DELETE', `${path}/x`, { text: 'a body' })).status).toBe(400);
    expect(emulators.google.violations).toHaveLength(3);
  });
});

describe('a reply that the vendor does not describe', () => {
  const judge = new Judge('microsoft');
  const reply = (status: number, body: unknown) => ({ status, headers: {}, body });

  it('is told in words', () => {
    const event = { id: 'x', start: { dateTime: 1 }, whatever: true };
    expect(judge.reply('POST /me/events', reply(201, event)).join()).toMatch(/whatever.*dateTime|dateTime.*whatever/s);
    expect(judge.reply('DELETE /me/events/{event-id}', reply(204, { left: 'over' }))).toHaveLength(1);
  });

  it('is not one that refuses something', () => {
    expect(judge.reply('POST /me/events', reply(404, { error: {} }))).toEqual([]);
  });
});

it('takes the scopes of an operation from Google itself', () => {
  expect(new Judge('google').operation('chat.spaces.messages.delete').scopes).toContain(CHAT);
  expect(() => new Judge('google').operation('chat.nothing')).toThrow('not among the extracted');
});
