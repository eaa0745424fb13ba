import PostalMime from 'postal-mime';
import { describe, expect, it } from 'vitest';
import { compileExact } from '../../contract/schemas.js';
import type { Answer, JsonObject, LookRequest } from '../provider.js';
import { answerOf, factsOf, lookWith } from '../testing.js';
import { gmailList, gmailSend } from './index.js';

const account = { id: '17', name: 'ada@acme.com' };
const send = (input: JsonObject, more = {}) =>
  gmailSend.plan({ to: ['bob@acme.com'], body: 'Hi', bodyType: 'text', ...input }, factsOf({ account, ...more }));
const rawOf = ({ body }: { body: string | null }) => Buffer.from(JSON.parse(body!).raw, 'base64url');

describe('google.gmail.send', () => {
  it('is one request that holds the mail', async () => {
    const { request, summary, effectClass } = await send({ subject: 'Launch moved', bcc: ['eve@acme.com'] });
    expect([request.method, request.url]).toEqual([
      'POST',
      'https://gmail.googleapis.com/gmail/v1/users/me/messages/send',
    ]);
    const mail = await PostalMime.parse(rawOf(request));
    expect([mail.from?.address, mail.to?.[0]?.address, mail.bcc?.[0]?.address, mail.subject]).toEqual([
      'ada@acme.com',
      'bob@acme.com',
      'eve@acme.com',
      'Launch moved',
    ]);
    expect([summary, effectClass]).toEqual([
      'Send an e-mail to bob@acme.com, bcc eve@acme.com: Launch moved',
      'at-most-once',
    ]);
  });

  it('is the same for the same preview, and another for another one', async () => {
    const input = { bodyType: 'html', body: '<p>Hi' };
    const [first, again, other] = await Promise.all([
      send(input),
      send(input),
      send(input, { previewId: 'prv_7zzzzzzzzzfzzvzzzzzzzzzzzz' }),
    ]);
    expect(again).toEqual(first);
    expect(other.request.body).not.toBe(first.request.body);
  });

  it('leaves the sender to Gmail where the account has no address', async () => {
    const { request } = await send({}, { account: { id: '17', name: 'Ada' } });
    expect((await PostalMime.parse(rawOf(request))).from).toBeUndefined();
  });

  it('warns of more recipients than Gmail takes', async () => {
    const to = Array.from({ length: 60 }, (_, at) => `bob${at}@acme.com`);
    const codes = async (cc: string[]) => (await send({ subject: 'Hi', to, cc })).warnings.map(({ code }) => code);
    expect([await codes(to.slice(0, 40)), await codes(to.slice(0, 41))]).toEqual([[], ['many_recipients']]);
  });

  it('tells what Gmail made of it', () => {
    const outcome = gmailSend.read(answerOf(200, { id: 'm1', threadId: 't1', labelIds: ['SENT'] }));
    expect(outcome).toEqual({ status: 'succeeded', output: { messageId: 'm1', threadId: 't1', labelIds: ['SENT'] } });
  });

  it.each(['<html>', '{}', '{"id":1,"threadId":"t1"}', ''])(
    'is neither called a success nor a failure when Gmail says 200 with %j',
    (body) => {
      expect(gmailSend.read(answerOf(200, body))).toMatchObject({ status: 'outcome_unknown' });
    },
  );
});

describe('google.gmail.list', () => {
  const message = (id: string, more: object = {}) => ({
    id,
    threadId: `t${id}`,
    labelIds: ['INBOX', 'UNREAD'],
    snippet: 'Tom &amp; Ann&#39;s &lt;plan&gt;',
    internalDate: '1772722800000',
    payload: {
      headers: [
        { name: 'From', value: '"Doe, Jane" <jane@acme.com>' },
        { name: 'To', value: 'bob@acme.com, Zoë <zoe@acme.com>' },
        { name: 'Subject', value: 'Réunion' },
      ],
    },
    ...more,
  });
  const idOf = ({ url }: LookRequest) => new URL(url).pathname.split('/messages/')[1];
  const list = (
    input: JsonObject,
    ids: string[],
    answers: (id: string) => Answer = (id) => answerOf(200, message(id)),
  ) =>
    lookWith(gmailList.look({ unreadOnly: false, limit: 10, ...input }, factsOf()), (request) => {
      const id = idOf(request);
      return id === undefined ? answerOf(200, { messages: ids.map((one) => ({ id: one })) }) : answers(id);
    });
  const searchOf = async (input: JsonObject) => new URL((await list(input, [])).requests[0]!.url).searchParams;

  it('gives mails in the shape that every provider gives', async () => {
    const { found } = await list({}, ['m1']);
    expect(found).toEqual({
      messages: [
        {
          id: 'm1',
          threadId: 'tm1',
          from: { name: 'Doe, Jane', address: 'jane@acme.com' },
          to: [
            { name: null, address: 'bob@acme.com' },
            { name: 'Zoë', address: 'zoe@acme.com' },
          ],
          subject: 'Réunion',
          date: '2026-03-05T15:00:00.000Z',
          snippet: "Tom & Ann's <plan>",
          unread: true,
        },
      ],
    });
    expect(compileExact(gmailList.outputSchema)(found)).toBe(true);
  });

  it('gives a mail without anything in it', async () => {
    const { found } = await list({}, ['m1'], () => answerOf(200, { id: 'm1', threadId: 't1', internalDate: '0' }));
    expect(compileExact(gmailList.outputSchema)(found)).toBe(true);
    expect(found).toMatchObject({ messages: [{ from: null, to: [], subject: '', unread: false }] });
  });

  it('reads headers that Gmail has left encoded', async () => {
    const headers = [
      { name: 'From', value: '=?UTF-8?Q?Zo=C3=AB?= <zoe@acme.com>' },
      { name: 'To', value: 'Friends: bob@acme.com, ann@acme.com;, undisclosed-recipients:;' },
      { name: 'SUBJECT', value: '=?UTF-8?B?UsOpdW5pb24=?= =?UTF-8?Q?_mardi?=' },
    ];
    const { found } = await list({}, ['m1'], () => answerOf(200, message('m1', { payload: { headers } })));
    expect(found.messages[0]).toMatchObject({
      from: { name: 'Zoë', address: 'zoe@acme.com' },
      to: [{ address: 'bob@acme.com' }, { address: 'ann@acme.com' }],
      subject: 'Réunion mardi',
    });
  });

  it('reads no more of a header than a mail needs, and no half of a recipient', async () => {
    const to = Array.from({ length: 1_000 }, (_, at) => `person-${at}@acme.com`).join(', ');
    const headers = [
      { name: 'To', value: to },
      { name: 'From', value: 'a:'.repeat(500_000) },
    ];
    const started = performance.now();
    const { found } = await list({}, ['m1'], () => answerOf(200, message('m1', { payload: { headers } })));
    expect(performance.now() - started).toBeLessThan(2_000);
    const listed = found.messages[0]!.to.map(({ address }) => address);
    expect(listed.length).toBeGreaterThan(300);
    expect(listed).toEqual(to.split(', ').slice(0, listed.length));
  });

  it('keeps the order of Gmail, asks for ten at once, and leaves out what was deleted meanwhile', async () => {
    const ids = Array.from({ length: 23 }, (_, at) => `m${at}`);
    const steps: number[] = [];
    const looking = gmailList.look({ unreadOnly: false, limit: 50 }, factsOf());
    let step = await looking.next();
    while (!step.done) {
      steps.push(step.value.length);
      step = await looking.next(
        step.value.map((request) => {
          const id = idOf(request);
          if (id === undefined) return answerOf(200, { messages: ids.map((one) => ({ id: one })) });
          return id === 'm3'
            ? answerOf(404, { error: { code: 404, errors: [{ reason: 'notFound' }] } })
            : answerOf(200, message(id));
        }),
      );
    }
    expect(steps).toEqual([1, 10, 10, 3]);
    const { messages } = step.value;
    expect(messages.map(({ id }) => id)).toEqual(ids.filter((id) => id !== 'm3'));
  });

  it('finds nothing in an empty inbox', async () => {
    const { found } = await lookWith(gmailList.look({ unreadOnly: false, limit: 1 }, factsOf()), () =>
      answerOf(200, { resultSizeEstimate: 0 }),
    );
    expect(found).toEqual({ messages: [] });
  });

  it('looks for what is asked for', async () => {
    const search = await searchOf({ query: 'launch OR party', from: 'ada@acme.com', unreadOnly: true, limit: 3 });
    expect([search.get('q'), search.getAll('labelIds'), search.get('maxResults')]).toEqual([
      'from:ada@acme.com (launch OR party)',
      ['INBOX', 'UNREAD'],
      '3',
    ]);
    expect((await searchOf({})).get('q')).toBeNull();
    expect((await searchOf({ query: 'has:attachment' })).get('q')).toBe('has:attachment');
    expect((await searchOf({ from: 'x OR in:sent' })).get('q')).toBe('from:"x OR in:sent"');
  });

  it.each(['x" OR in:sent "', 'a\nb'])('takes no sender that would end its quotes: %j', async (from) => {
    await expect(list({ from }, [])).rejects.toMatchObject({ pointer: '/from', code: 'invalid_text' });
  });

  it.each([
    [401, 'auth'],
    [403, 'permission'],
    [429, 'rate_limited'],
    [503, 'unavailable'],
  ])('says what went wrong when Gmail answers %i, to the list or to a mail of it', async (status, kind) => {
    const failing = () => lookWith(gmailList.look({ unreadOnly: false, limit: 1 }, factsOf()), () => answerOf(status));
    await expect(failing()).rejects.toMatchObject({ kind });
    await expect(list({}, ['m1'], () => answerOf(status))).rejects.toMatchObject({ kind });
  });

  it.each(['<html>', '{"messages":[{}]}', '{"messages":7}', 'null'])(
    'takes no answer like %s for a list',
    async (body) => {
      const looking = gmailList.look({ unreadOnly: false, limit: 1 }, factsOf());
      await expect(lookWith(looking, () => answerOf(200, body))).rejects.toMatchObject({ kind: 'unknown' });
    },
  );
});
