import { afterEach, describe, expect, it, vi } from 'vitest';
import { factsOf } from '../testing.js';
import { compile, compileLook } from './compile.js';

afterEach(() => vi.unstubAllEnvs());

const list = (query: string) => (providerUrls: Record<string, string>) =>
  compileLook('gmail', { providerUrls }, (gmail, options) =>
    gmail.users.messages.list({ userId: 'me', q: query }, options),
  );

describe('a request compiled by a client of Google', () => {
  it('has no headers that tell of the machine, and no token', async () => {
    expect(await list('x')({})).toEqual({
      method: 'GET',
      url: 'https://gmail.googleapis.com/gmail/v1/users/me/messages?q=x',
      headers: { 'user-agent': expect.stringContaining('Relay') },
      body: null,
      addedAtSend: ['authorization'],
    });
  });

  it.each(['http://127.0.0.1:4000', 'http://127.0.0.1:4000/google'])('goes to %s where it is given', async (google) => {
    expect((await list('x')({ google })).url).toBe(`${google}/gmail/v1/users/me/messages?q=x`);
  });

  it('stays at its host whatever the environment says', async () => {
    vi.stubEnv('GOOGLE_CLOUD_UNIVERSE_DOMAIN', 'evil.example');
    vi.stubEnv('HTTPS_PROXY', 'http://evil.example');
    vi.stubEnv('GOOGLE_API_USE_CLIENT_CERTIFICATE', 'true');
    expect((await list('x')({})).url).toMatch(/^https:\/\/gmail\.googleapis\.com\//);
  });

  it.each(['a&fields=x#y', '../..', 'a b+c%20', '"é"', '{userId}'])('keeps a value where it belongs: %s', async (q) => {
    const { searchParams, pathname, hash } = new URL((await list(q)({})).url);
    expect([searchParams.get('q'), [...searchParams].length, pathname, hash]).toEqual([
      q,
      1,
      '/gmail/v1/users/me/messages',
      '',
    ]);
  });

  it.each(['..', '.'])('has no steps in its path: %s', async (eventId) => {
    await expect(
      compile('calendar', factsOf(), (calendar, options) =>
        calendar.events.delete({ calendarId: 'primary', eventId }, options),
      ),
    ).rejects.toThrow('eventId');
  });

  it('is compiled once, also when that fails', async () => {
    let calls = 0;
    const failing = compile('chat', factsOf(), async () => {
      calls++;
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(calls).toBe(1);
  });

  it('is refused for another host than the one asked for', async () => {
    const elsewhere = compile('chat', factsOf(), (chat) => chat.spaces.list({}, { rootUrl: 'https://evil.example/' }));
    await expect(elsewhere).rejects.toThrow('https://evil.example/');
  });

  it('is no look when it writes', async () => {
    const write = compileLook('chat', factsOf(), (chat, options) =>
      chat.spaces.messages.delete({ name: 'spaces/a/messages/b' }, options),
    );
    await expect(write).rejects.toThrow('DELETE');
  });
});
