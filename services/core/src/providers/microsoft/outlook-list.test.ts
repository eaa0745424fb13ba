import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileExact } from '../../contract/schemas.js';
import type { JsonObject } from '../provider.js';
import { answerOf, factsOf, lookWith } from '../testing.js';
import { outlookList } from './index.js';

const URLS = { microsoft: 'http://127.0.0.1:4020' };
const NEXT = 'http://127.0.0.1:4020/v1.0/me/mailFolders/inbox/messages?$skip=50';
const mail = (id: string, more: object = {}) => ({
  id,
  conversationId: `thread-${id}`,
  from: { emailAddress: { name: 'Ada Lovelace', address: 'ada@example.com' } },
  toRecipients: [{ emailAddress: { name: 'me@example.com', address: 'me@example.com' } }],
  subject: 'Hello',
  receivedDateTime: '2026-11-01T12:00:00Z',
  bodyPreview: 'Hi there',
  isRead: false,
  ...more,
});

function list(input: JsonObject, ...pages: unknown[]) {
  const looking = outlookList.look({ unreadOnly: false, limit: 10, ...input }, factsOf({ providerUrls: URLS }));
  const answers = pages.map((page) => answerOf(200, Array.isArray(page) ? { value: page } : page));
  return lookWith(looking, () => answers.shift() ?? answerOf(200, { value: [] }));
}
const asked = async (input: JsonObject) => {
  const { requests } = await list(input, []);
  const { pathname, searchParams } = new URL(requests[0]!.url);
  return { pathname, ...Object.fromEntries(searchParams) };
};

describe('microsoft.outlook.list', () => {
  it('gives what every list of mails gives', async () => {
    const { found } = await list({}, [
      mail('1'),
      mail('2', { from: null, subject: null, conversationId: null, isRead: true }),
    ]);
    expect(found).toEqual({
      messages: [
        {
          id: '1',
          threadId: 'thread-1',
          from: { name: 'Ada Lovelace', address: 'ada@example.com' },
          to: [{ name: null, address: 'me@example.com' }],
          subject: 'Hello',
          date: '2026-11-01T12:00:00Z',
          snippet: 'Hi there',
          unread: true,
        },
        expect.objectContaining({ id: '2', threadId: '2', from: null, subject: '', unread: false }),
      ],
    });
    expect(compileExact(outlookList.outputSchema)(found)).toBe(true);
  });

  it('asks for the newest in the inbox', async () => {
    expect(await asked({ limit: 7 })).toEqual({
      pathname: '/v1.0/me/mailFolders/inbox/messages',
      $orderby: 'receivedDateTime desc',
      $select: 'id,conversationId,from,toRecipients,subject,receivedDateTime,bodyPreview,isRead',
      $top: '7',
    });
  });

  it('filters by what sorts first, as Graph wants it', async () => {
    const query = await asked({ unreadOnly: true, from: "o'hara@example.com" });
    expect(query).not.toHaveProperty('$search');
    expect(query).toMatchObject({
      $filter:
        "receivedDateTime ge 1900-01-01T00:00:00Z and isRead eq false and from/emailAddress/address eq 'o''hara@example.com'",
      $orderby: 'receivedDateTime desc',
    });
  });

  it('searches for words and for parts of a sender, without what cannot be mixed with it', async () => {
    const query = await asked({ query: 'subject:launch "the plan"', from: 'ada', unreadOnly: true });
    expect(query).toMatchObject({ $search: '"subject:launch \\"the plan\\" from:\\"ada\\""' });
    expect(Object.keys(query)).not.toContain('$filter');
    expect(Object.keys(query)).not.toContain('$orderby');
  });

  it('looks itself at what a search cannot be asked for', async () => {
    const other = { emailAddress: { name: 'Eve', address: 'eve@example.com' } };
    const { found } = await list({ query: 'x OR y', from: 'LOVE', unreadOnly: true }, [
      mail('1'),
      mail('2', { isRead: true }),
      mail('3', { from: other }),
    ]);
    expect(found.messages).toMatchObject([{ id: '1' }]);
  });

  it('follows the pages of a search until it has enough, and sorts what it found', async () => {
    const older = { receivedDateTime: '2026-10-01T12:00:00Z' };
    const { found, requests } = await list(
      { query: 'x', limit: 2 },
      { value: [mail('1', older)], '@odata.nextLink': NEXT },
      { value: [mail('2'), mail('3', older)], '@odata.nextLink': NEXT },
    );
    expect(found.messages).toMatchObject([{ id: '2' }, { id: '1' }]);
    expect(requests.map(({ url }) => url)).toEqual([expect.stringContaining('$search='), NEXT]);
  });

  it('gives up after some pages without what it looks for', async () => {
    const empty = { value: [], '@odata.nextLink': NEXT };
    const { found, requests } = await list({ query: 'x' }, empty, empty, empty, empty, empty, empty);
    expect([found.messages, requests.length]).toEqual([[], 4]);
  });

  it.each([
    'https://evil.example/v1.0/me/messages',
    'http://127.0.0.1:4021/v1.0/me/messages',
    'https://graph.microsoft.com/v1.0/me/messages',
    'http://127.0.0.1:4020/steal',
    'http://user:password@127.0.0.1:4020/v1.0/me/messages',
    'http://127.0.0.1:4020/v1.0/../steal',
    '/v1.0/me/messages',
    17,
  ])('does not take the token to %s for another page', async (link) => {
    await expect(list({ query: 'x' }, { value: [], '@odata.nextLink': link })).rejects.toMatchObject({
      kind: 'unknown',
    });
  });

  it('does not let a sender lead out of its quotes', async () => {
    await expect(asked({ from: 'a" OR "b' })).rejects.toMatchObject({ pointer: '/from', code: 'invalid_text' });
  });

  it('has one search in its quotes, whatever is searched for', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme', minLength: 1 }), async (query) => {
        const { $search: search } = (await asked({ query })) as { $search?: string };
        expect(search).toMatch(/^"(?:[^"\\]|\\["\\])*"$/u);
        expect(search!.slice(1, -1).replaceAll(/\\(["\\])/g, '$1')).toBe(query);
      }),
    );
  });

  it.each([
    ['<html>', 'unknown'],
    [{ value: {} }, 'unknown'],
    [[], 'unknown'],
  ])('does not read %j as a list', async (body, kind) => {
    await expect(
      lookWith(outlookList.look({ unreadOnly: false, limit: 1 }, factsOf()), () => answerOf(200, JSON.stringify(body))),
    ).rejects.toMatchObject({ kind });
  });

  it('says what Microsoft refuses', async () => {
    const answer = answerOf(403, { error: { code: 'ErrorAccessDenied', message: 'Access is denied.' } });
    await expect(
      lookWith(outlookList.look({ unreadOnly: false, limit: 1 }, factsOf()), () => answer),
    ).rejects.toMatchObject({ kind: 'permission', error: { providerCode: 'ErrorAccessDenied' } });
  });
});
