import { beforeEach, describe, expect, it } from 'vitest';
import { type ApiReply, api } from '../testing/flow.js';
import { useEmulators } from '../testing/use-emulators.js';

const AUTH = 'https://www.googleapis.com/auth/';
const SCOPES = ['gmail.send', 'gmail.readonly', 'calendar.events', 'chat.messages', 'chat.spaces.readonly'].map(
  (name) => AUTH + name,
);
const EVENTS = '/calendar/v3/calendars/primary/events';
const MAILS = '/gmail/v1/users/me/messages';

const emulators = useEmulators({ providers: ['google'] });
let call: (method: string, path: string, body?: unknown) => Promise<ApiReply>;
beforeEach(() => {
  call = as('ada@example.com');
});
const as = (account: string) => api(emulators.google, emulators.google.issueToken({ account, scopes: SCOPES }));

const mime = (headers: string) =>
  Buffer.from(
    `${headers}\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n${btoa('Gr\xfc\xdfe')}`,
  ).toString('base64url');

describe('Gmail', () => {
  it('keeps what is sent, delivers it to those who are here, and hides who got a blind copy', async () => {
    const raw = mime('From: ada@example.com\r\nTo: bob@elsewhere.example\r\nBcc: grace@example.com\r\nSubject: Notes');
    const sent = await call('POST', `${MAILS}/send`, { raw });
    expect([sent.status, Object.keys(sent.body), sent.body.labelIds]).toEqual([
      200,
      ['id', 'threadId', 'labelIds'],
      ['SENT'],
    ]);
    const { mailboxes } = emulators.google.state;
    expect((await mailboxes.list('ada@example.com', 'SENT'))[0]).toMatchObject({
      headers: { subject: 'Notes', bcc: 'grace@example.com' },
      raw: Buffer.from(raw, 'base64url').toString(),
    });
    const [arrived] = await mailboxes.list('grace@example.com', 'INBOX');
    expect([arrived!.headers.subject, arrived!.raw.includes('Bcc')]).toEqual(['Notes', false]);
    expect(await mailboxes.list('ada@example.com', 'INBOX')).toEqual([]);
    expect(emulators.google.violations).toEqual([]);
  });

  it('gives headers as people read them, and of a reply only what is asked for', async () => {
    const subject = '=?utf-8?Q?Gr=C3=BC=C3?= =?utf-8?Q?=9Fe_aus_Berlin?=';
    await call('POST', `${MAILS}/send`, { raw: mime(`To: ada@example.com\r\nSubject: ${subject}`) });
    const list = await call('GET', `${MAILS}?labelIds=INBOX&maxResults=5&fields=messages/id`);
    expect(Object.keys(list.body.messages[0])).toEqual(['id']);
    const query = 'format=metadata&metadataHeaders=Subject&fields=id,payload(headers)';
    const { body } = await call('GET', `${MAILS}/${list.body.messages[0].id}?${query}`);
    expect(body).toEqual({
      id: list.body.messages[0].id,
      payload: { headers: [{ name: 'Subject', value: 'Grüße aus Berlin' }] },
    });
  });

  it('wants a recipient', async () => {
    const reply = await call('POST', `${MAILS}/send`, { raw: mime('Subject: x') });
    expect([reply.status, reply.body.error.message]).toEqual([400, 'Recipient address required']);
  });

  it('answers the other routes as its schemas say', async () => {
    expect((await call('GET', '/gmail/v1/users/me/labels')).status).toBe(200);
    expect((await call('GET', '/gmail/v1/users/me/profile')).body.emailAddress).toBe('ada@example.com');
    const missing = await call('GET', `${MAILS}/nothing?fields=id`);
    expect([missing.status, missing.body.error.code]).toEqual([404, 404]);
    expect(emulators.google.violations).toEqual([]);
  });
});

describe('Calendar', () => {
  const event = (more: object = {}) => ({
    id: '06h19rcpk1vvb9gl5ukdacr48o',
    summary: 'Review',
    start: { dateTime: '2026-03-29T15:00:00', timeZone: 'Europe/Berlin' },
    end: { dateTime: '2026-03-29T16:00:00', timeZone: 'Europe/Berlin' },
    ...more,
  });

  it('keeps an event by the id of the caller, which stays taken after it is deleted', async () => {
    expect((await call('POST', EVENTS, event())).status).toBe(200);
    const path = `${EVENTS}/${event().id}`;
    expect((await call('GET', path)).body.status).toBe('confirmed');
    const again = await call('POST', EVENTS, event());
    expect([again.status, again.body.error.errors[0].reason]).toEqual([409, 'duplicate']);
    expect((await call('DELETE', `${path}?sendUpdates=all`)).status).toBe(204);
    expect((await call('GET', path)).body.status).toBe('cancelled');
    expect([(await call('DELETE', path)).status, (await call('POST', EVENTS, event())).status]).toEqual([410, 409]);
    expect(emulators.google.state.calendar.events()).toEqual([]);
    expect(emulators.google.violations).toEqual([]);
  });

  it('spells times with the offset of that place and day', async () => {
    const { body } = await call('POST', EVENTS, event());
    expect(body.start).toEqual({ dateTime: '2026-03-29T15:00:00+02:00', timeZone: 'Europe/Berlin' });
    const winter = { dateTime: '2026-03-28T15:00:00', timeZone: 'Europe/Berlin' };
    const { body: other } = await call('PATCH', `${EVENTS}/${event().id}`, { start: winter });
    expect(other.start.dateTime).toBe('2026-03-28T15:00:00+01:00');
  });

  it.each([
    ['without a zone', { start: { dateTime: '2026-03-29T15:00:00' } }, 'Missing time zone definition for start time.'],
    [
      'in a zone that there is not',
      { start: { dateTime: '2026-03-29T15:00:00', timeZone: 'Mars/Base' } },
      'Invalid value for: start',
    ],
    ['that ends before it begins', { end: { date: '2026-03-01' } }, 'The specified time range is empty.'],
    ['with an id of other letters', { id: 'with-hyphens' }, 'Invalid resource id value.'],
    ['with a guest that is no address', { attendees: [{ email: 'ada' }] }, 'Invalid attendee email.'],
  ])('refuses an event %s', async (_, more, message) => {
    const { status, body } = await call('POST', EVENTS, event(more));
    expect([status, body.error.message]).toEqual([400, message]);
  });

  it('makes a video conference for those who know about them', async () => {
    const conferenceData = { createRequest: { requestId: 'r1', conferenceSolutionKey: { type: 'hangoutsMeet' } } };
    const without = await call('POST', EVENTS, event({ conferenceData }));
    expect(without.body).not.toHaveProperty('hangoutLink');
    const { body } = await call('POST', `${EVENTS}?conferenceDataVersion=1`, event({ id: 'another', conferenceData }));
    expect(body.hangoutLink).toMatch(/^https:\/\/meet\.google\.com\//);
    expect(emulators.google.violations).toEqual([]);
  });

  it('lists what lies between two instants', async () => {
    await call('POST', EVENTS, event());
    const found = async (query: string) => (await call('GET', `${EVENTS}?${query}`)).body.items.length;
    expect(
      await found('timeMin=2026-03-29T00:00:00Z&timeMax=2026-03-30T00:00:00Z&orderBy=startTime&singleEvents=true'),
    ).toBe(1);
    expect(await found('timeMin=2026-04-01T00:00:00Z')).toBe(0);
    expect((await call('GET', '/calendar/v3/calendars/grace@example.com/events')).status).toBe(404);
  });
});

describe('Chat', () => {
  const MESSAGES = '/v1/spaces/AAAAengineer/messages';

  it('makes one message per request id', async () => {
    const first = await call('POST', `${MESSAGES}?requestId=r1`, { text: 'hi' });
    const second = await call('POST', `${MESSAGES}?requestId=r1`, { text: 'hi' });
    expect([second.status, second.body.name]).toEqual([200, first.body.name]);
    await call('POST', MESSAGES, { text: 'hi' });
    expect(emulators.google.state.chat.messages).toHaveLength(2);
    expect((await as('grace@example.com')('POST', `${MESSAGES}?requestId=r1`, { text: 'hi' })).status).toBe(409);
    expect(emulators.google.violations).toEqual([]);
  });

  it('lets the sender delete a message, once, and nobody else', async () => {
    const { body } = await call('POST', MESSAGES, { text: 'hi' });
    expect((await as('grace@example.com')('DELETE', `/v1/${body.name}`)).status).toBe(403);
    expect((await call('GET', `/v1/${body.name}`)).body.text).toBe('hi');
    expect([(await call('DELETE', `/v1/${body.name}`)).status, (await call('GET', `/v1/${body.name}`)).status]).toEqual(
      [200, 404],
    );
    expect(emulators.google.violations).toEqual([]);
  });

  it('lists the spaces that somebody is in, page by page', async () => {
    const first = (await call('GET', '/v1/spaces?pageSize=3')).body;
    const rest = (await call('GET', `/v1/spaces?pageSize=3&pageToken=${first.nextPageToken}`)).body;
    expect([...first.spaces, ...rest.spaces].map(({ displayName }) => displayName)).not.toContain('Board');
    expect([first.spaces.length, rest.spaces.length, rest.nextPageToken]).toEqual([3, 1, '']);
    expect((await call('GET', '/v1/spaces/AAAAsecret00')).status).toBe(403);
    expect((await call('POST', '/v1/spaces/nothing/messages', { text: 'hi' })).status).toBe(404);
    expect((await call('POST', MESSAGES, { text: '' })).status).toBe(400);
    expect(emulators.google.violations).toEqual([]);
  });
});
