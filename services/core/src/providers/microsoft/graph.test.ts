import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { get, path, post, quoted, remove } from './graph.js';

describe('a request of Graph', () => {
  it('goes to Microsoft, below the version of its API', () => {
    expect(get(path`/me/events/${'AAMk-_='}`, {}, {})).toEqual({
      method: 'GET',
      url: 'https://graph.microsoft.com/v1.0/me/events/AAMk-_%3D',
      headers: { accept: 'application/json', 'user-agent': expect.stringContaining('Relay') },
      body: null,
      addedAtSend: ['authorization'],
    });
  });

  it('goes to another address where one is given for Microsoft', () => {
    const urls = { microsoft: 'http://127.0.0.1:4020' };
    expect(post(path`/me/sendMail`, { a: 1 }, urls)).toMatchObject({
      method: 'POST',
      url: 'http://127.0.0.1:4020/v1.0/me/sendMail',
      headers: { 'content-type': 'application/json' },
      body: '{"a":1}',
    });
    expect(remove(path`/me/events/${'1'}`, urls).url).toBe('http://127.0.0.1:4020/v1.0/me/events/1');
  });

  it('has ids of Teams in its path as Microsoft writes them', () => {
    const { url } = get(path`/teams/${'t'}/channels/${'19:4a95@thread.tacv2'}/messages`, {}, {});
    expect(url).toBe('https://graph.microsoft.com/v1.0/teams/t/channels/19:4a95@thread.tacv2/messages');
  });

  it('is written as it is sent, whatever it holds', () => {
    const text = fc.string({ unit: 'binary', minLength: 1 }).filter((one) => !/^\.*$/.test(one) && one.isWellFormed());
    fc.assert(
      fc.property(text, text, (id, search) => {
        const { url } = get(path`/me/events/${id}`, { $search: search, $top: 5 }, {});
        const parsed = new URL(url);
        expect(parsed.href).toBe(url);
        expect(parsed.origin).toBe('https://graph.microsoft.com');
        const segments = parsed.pathname.split('/');
        expect(segments.slice(0, -1)).toEqual(['', 'v1.0', 'me', 'events']);
        expect(decodeURIComponent(segments.at(-1)!)).toBe(id);
        expect([...parsed.searchParams]).toEqual([
          ['$search', search],
          ['$top', '5'],
        ]);
        expect(parsed.hash).toBe('');
      }),
    );
  });

  it.each(['.', '..', ''])('has no segment %j, which would be another path', (text) => {
    expect(() => path`/me/events/${text}`).toThrow('segment');
  });
});

it('a text in quotes of OData has no quote that ends it', () => {
  expect(quoted("o'hara' or 1 eq 1")).toBe("'o''hara'' or 1 eq 1'");
});
