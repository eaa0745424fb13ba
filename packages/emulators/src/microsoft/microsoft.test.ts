import { beforeEach, describe, expect, it } from 'vitest';
import { type ApiReply, api } from '../testing/flow.js';
import { useEmulators } from '../testing/use-emulators.js';

const SCOPES = [
  'User.Read',
  'Mail.Send',
  'Mail.Read',
  'Calendars.ReadWrite',
  'Team.ReadBasic.All',
  'Channel.ReadBasic.All',
  'ChannelMessage.Send',
  'Chat.ReadBasic',
  'ChatMessage.Send',
];
const INBOX = '/v1.0/me/mailFolders/inbox/messages';

const emulators = useEmulators({ providers: ['microsoft'] });
let call: (method: string, path: string, body?: unknown, headers?: Record<string, string>) => Promise<ApiReply>;
beforeEach(() => {
  call = api(emulators.microsoft, emulators.microsoft.issueToken({ scopes: SCOPES }));
});
const to = (...addresses: string[]) => addresses.map((address) => ({ emailAddress: { address } }));
const send = (message: object) => call('POST', '/v1.0/me/sendMail', { message, saveToSentItems: true });

describe('Outlook mail', () => {
  it('is accepted without a word, kept, and delivered to those who are here', async () => {
    const attachment = {
      '@odata.type': '#microsoft.graph.fileAttachment',
      name: 'a.txt',
      contentType: 'text/plain',
      contentBytes: 'SGk=',
    };
    const reply = await send({
      subject: 'Lunch?',
      body: { contentType: 'text', content: 'At 12:30' },
      toRecipients: to('grace@contoso.example'),
      bccRecipients: to('alan@contoso.example'),
      attachments: [attachment],
    });
    expect([reply.status, reply.body, reply.headers.get('request-id')]).toEqual([202, '', expect.any(String)]);
    const { mails } = emulators.microsoft.state;
    expect(mails.map(({ owner, folder, message }) => [owner, folder, message.bccRecipients.length])).toEqual([
      ['ada@contoso.example', 'sentitems', 1],
      ['grace@contoso.example', 'inbox', 0],
      ['alan@contoso.example', 'inbox', 0],
    ]);
    expect([mails[0]!.attachments, emulators.microsoft.violations]).toEqual([[attachment], []]);
  });

  it.each([
    ['nobody', { subject: 'x' }, 400, 'ErrorInvalidRecipients'],
    ['what is no address', { toRecipients: to('grace') }, 400, 'ErrorInvalidRecipients'],
    [
      'somebody, in the name of another',
      { toRecipients: to('a@b.example'), from: to('c@d.example')[0] },
      403,
      'ErrorSendAsDenied',
    ],
  ])('is not sent to %s', async (_, message, status, code) => {
    const reply = await send(message);
    expect([reply.status, reply.body.error.code, emulators.microsoft.state.mails]).toEqual([status, code, []]);
  });

  it('is found by conditions or by words, and not by both', async () => {
    for (const subject of ['Launch', 'Lunch', 'Dinner'])
      await send({ subject, body: { contentType: 'text', content: 'x' }, toRecipients: to('ada@contoso.example') });
    const subjects = async (query: string) =>
      (await call('GET', `${INBOX}?${query}`)).body.value.map(({ subject }: { subject: string }) => subject);
    expect(await subjects('$select=subject&$top=2')).toEqual(['Dinner', 'Lunch']);
    expect(await subjects(`$filter=${encodeURIComponent("isRead eq false and contains(subject,'unch')")}`)).toEqual([
      'Lunch',
      'Launch',
    ]);
    expect(await subjects(`$search=${encodeURIComponent('"subject:dinner from:\\"Ada Lovelace\\""')}`)).toEqual([
      'Dinner',
    ]);
    const refused = async (query: string) => (await call('GET', `${INBOX}?${query}`)).body.error.code;
    expect(await refused('$search=%22x%22&$orderby=subject')).toBe('SearchWithOrderBy');
    expect(await refused('$search=%22x%22&$filter=isRead%20eq%20true')).toBe('SearchWithFilter');
    expect(await refused('$filter=isRead%20eq%20true&$orderby=receivedDateTime')).toBe('InefficientFilter');
    expect(await refused('$filter=isRead%20is%20true')).toBe('BadRequest');
    expect(emulators.microsoft.violations).toEqual([]);
  });

  it('comes in pages that link to the next one', async () => {
    for (const subject of ['1', '2', '3']) await send({ subject, toRecipients: to('ada@contoso.example') });
    const { body } = await call('GET', `${INBOX}?$top=2&$select=subject`);
    const next: string = body['@odata.nextLink'];
    expect(next.startsWith(`${emulators.microsoft.url}${INBOX}?`)).toBe(true);
    const { body: last } = await call('GET', next.slice(emulators.microsoft.url.length));
    expect([last.value.length, last['@odata.nextLink']]).toEqual([1, undefined]);
  });
});

describe("Outlook's calendar", () => {
  const event = (more: object = {}) => ({
    subject: 'Review',
    start: { dateTime: '2026-03-29T15:00:00', timeZone: 'Europe/Berlin' },
    end: { dateTime: '2026-03-29T16:00:00', timeZone: 'Europe/Berlin' },
    transactionId: 't1',
    ...more,
  });

  it('makes one event per transactionId, and none for one that was deleted', async () => {
    const first = await call('POST', '/v1.0/me/events', event());
    expect([first.status, first.body.start]).toEqual([
      201,
      { dateTime: '2026-03-29T13:00:00.0000000', timeZone: 'UTC' },
    ]);
    expect((await call('POST', '/v1.0/me/events', event())).body.id).toBe(first.body.id);
    const path = `/v1.0/me/events/${encodeURIComponent(first.body.id)}`;
    expect((await call('GET', `${path}?$select=subject`)).body.subject).toBe('Review');
    expect((await call('GET', '/v1.0/me/events')).body.value).toHaveLength(1);
    expect([(await call('DELETE', path)).status, (await call('DELETE', path)).status]).toEqual([204, 404]);
    expect((await call('POST', '/v1.0/me/events', event())).status).toBe(409);
    expect(emulators.microsoft.violations).toEqual([]);
  });

  it('answers in the time zone that is asked for, and whole days as they are', async () => {
    const prefer = { prefer: 'outlook.timezone="America/New_York"' };
    const { body } = await call('POST', '/v1.0/me/events', event(), prefer);
    expect(body.start).toEqual({ dateTime: '2026-03-29T09:00:00.0000000', timeZone: 'America/New_York' });
    const unknown = await call('POST', '/v1.0/me/events', event({ transactionId: 't3' }), {
      prefer: 'outlook.timezone="Mars"',
    });
    expect(unknown.body.start.timeZone).toBe('UTC');
    const midnight = (day: string) => ({ dateTime: `${day}T00:00:00`, timeZone: 'Asia/Tokyo' });
    const days = { start: midnight('2026-03-05'), end: midnight('2026-03-06'), isAllDay: true, transactionId: 't2' };
    expect((await call('POST', '/v1.0/me/events', event(days))).body.start.dateTime).toBe(
      '2026-03-05T00:00:00.0000000',
    );
  });

  it.each([
    [
      'in a zone that there is not',
      { start: { dateTime: '2026-03-29T15:00:00', timeZone: 'Mars' } },
      'TimeZoneNotSupportedException',
    ],
    ['of whole days that begin at noon', { isAllDay: true }, 'ErrorPropertyValidationFailure'],
    [
      'that ends before it begins',
      { end: { dateTime: '2026-03-01T00:00:00', timeZone: 'UTC' } },
      'ErrorCalendarEndDateIsEarlierThanStartDate',
    ],
  ])('refuses an event %s', async (_, more, code) => {
    const { status, body } = await call('POST', '/v1.0/me/events', event(more));
    expect([status, body.error.code]).toEqual([400, code]);
  });
});

describe('Teams', () => {
  it('posts to a channel of a team', async () => {
    const teams = (await call('GET', '/v1.0/me/joinedTeams')).body.value;
    expect(teams.map(({ displayName }: { displayName: string }) => displayName)).toEqual([
      'Marketing',
      'Engineering',
      'Project X',
      'Project X',
    ]);
    const path = `/v1.0/teams/${teams[0].id}/channels`;
    const [general] = (await call('GET', `${path}?$select=id,displayName`)).body.value;
    expect(await call('GET', `${path}/${general.id}?$select=displayName`)).toMatchObject({
      body: { displayName: 'General' },
    });
    expect((await call('GET', `/v1.0/teams/${teams[0].id}`)).body.displayName).toBe('Marketing');
    const body = { body: { contentType: 'text', content: 'Live.' } };
    const posted = await call('POST', `${path}/${general.id}/messages`, body);
    expect([posted.status, posted.body.channelIdentity.teamId]).toEqual([201, teams[0].id]);
    expect(emulators.microsoft.state.messages).toMatchObject([{ channelId: general.id, content: 'Live.' }]);
    expect((await call('POST', `${path}/19:x@thread.tacv2/messages`, body)).status).toBe(404);
    expect(emulators.microsoft.violations).toEqual([]);
  });

  it('writes to chats that somebody is in, and to no others', async () => {
    const { value } = (await call('GET', '/v1.0/me/chats?$expand=members&$top=50')).body;
    expect(value.map(({ topic, members }: { topic: string; members: unknown[] }) => [topic, members.length])).toEqual([
      [null, 2],
      ['Launch crew', 3],
    ]);
    const body = { body: { contentType: 'text', content: 'Lunch?' } };
    expect((await call('POST', `/v1.0/chats/${value[0].id}/messages`, body)).status).toBe(201);
    expect((await call('GET', `/v1.0/chats/${value[0].id}/members`)).body.value).toHaveLength(2);
    const foreign = emulators.microsoft.state.chats.at(-1)!.id;
    expect((await call('POST', `/v1.0/chats/${foreign}/messages`, body)).status).toBe(403);
    expect((await call('GET', '/v1.0/chats/nothing')).status).toBe(404);
    expect((await call('POST', `/v1.0/chats/${value[0].id}/messages`, { body: { content: ' ' } })).status).toBe(400);
    expect((await call('GET', '/v1.0/me/chats?$top=51')).status).toBe(400);
    expect(emulators.microsoft.violations).toEqual([]);
  });
});

it('tells who somebody is', async () => {
  const { body } = await call('GET', '/v1.0/me?$select=id,mail');
  expect(body).toMatchObject({ id: emulators.microsoft.accounts[0]!.id, mail: 'ada@contoso.example' });
  expect(body).not.toHaveProperty('displayName');
});
