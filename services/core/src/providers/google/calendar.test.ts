import { describe, expect, it } from 'vitest';
import { compileExact } from '../../contract/schemas.js';
import type { JsonObject } from '../provider.js';
import { answerOf, factsOf, lookWith } from '../testing.js';
import { eventIdOf } from './event-id.js';
import { calendarCreate, calendarDelete } from './index.js';

const facts = factsOf();
const plan = async (input: JsonObject) =>
  calendarCreate.plan({ start: '2026-03-05T15:00', timeZone: 'Europe/Berlin', conference: false, ...input }, facts);
const bodyOf = async (input: JsonObject) => JSON.parse((await plan(input)).request.body!);
const queryOf = async (input: JsonObject) => Object.fromEntries(new URL((await plan(input)).request.url).searchParams);
const missing = answerOf(404, { error: { code: 404, errors: [{ reason: 'notFound' }] } });

describe("an event's id", () => {
  // By Python: base64.b32hexencode(uuid.UUID(…).bytes)
  it.each([
    ['prv_01m8zz0000e00800000000000a', '06h3vs0001o010000000000018'],
    ['prv_7zzzzzzzzzfzzvzzzzzzzzzzzz', 'vvvvvvvvvtvvvfvvvvvvvvvvvs'],
  ])('of %s is its UUID in base32hex', (previewId, id) => {
    expect(eventIdOf(previewId)).toBe(id);
  });
});

describe('google.calendar.create', () => {
  it('is one request, with an id of ours', async () => {
    const { request, summary, effectClass } = await plan({
      title: 'Review',
      location: 'Hall 7',
      description: 'All of it',
    });
    expect([request.method, request.url]).toEqual([
      'POST',
      'https://www.googleapis.com/calendar/v3/calendars/primary/events',
    ]);
    expect(JSON.parse(request.body!)).toEqual({
      id: '06h3vs0001o010000000000018',
      summary: 'Review',
      description: 'All of it',
      location: 'Hall 7',
      start: { dateTime: '2026-03-05T15:00:00+01:00', timeZone: 'Europe/Berlin' },
      end: { dateTime: '2026-03-05T15:30:00+01:00', timeZone: 'Europe/Berlin' },
      extendedProperties: { private: { relayPreview: facts.previewId } },
    });
    expect([summary, effectClass]).toEqual(['Create “Review” on Thu 5 Mar 2026, 15:00-15:30 (Europe/Berlin)', 'probe']);
  });

  it('lasts whole days, to the day after the last one, as Google counts', async () => {
    expect(await bodyOf({ start: '2026-03-05', end: '2026-03-06' })).toMatchObject({
      start: { date: '2026-03-05' },
      end: { date: '2026-03-07' },
    });
  });

  it('says which of two times is meant where the clocks are put back', async () => {
    const { start } = await bodyOf({ start: '2026-10-25T02:30:00' });
    expect(start).toEqual({ dateTime: '2026-10-25T02:30:00+02:00', timeZone: 'Europe/Berlin' });
  });

  it('invites attendees by mail, and says so', async () => {
    const input = { attendees: ['bob@acme.com', 'ann@müller.de'] };
    expect((await bodyOf(input)).attendees).toEqual([{ email: 'bob@acme.com' }, { email: 'ann@xn--mller-kva.de' }]);
    expect(await queryOf(input)).toEqual({ sendUpdates: 'all' });
    expect((await plan(input)).summary).toContain('invite bob@acme.com, ann@xn--mller-kva.de');
    await expect(plan({ attendees: ['bob@acme.com', 'a@b'] })).rejects.toMatchObject({
      pointer: '/attendees/1',
      code: 'invalid_address',
    });
  });

  it('has a conference where it is asked for, made once for this preview', async () => {
    expect((await bodyOf({ conference: true })).conferenceData).toEqual({
      createRequest: {
        requestId: '01a23ff0-0000-7000-8000-00000000000a',
        conferenceSolutionKey: { type: 'hangoutsMeet' },
      },
    });
    expect(await queryOf({ conference: true })).toEqual({ conferenceDataVersion: '1' });
    expect(await bodyOf({})).not.toHaveProperty('conferenceData');
  });

  const created = (more: object = {}) => ({
    id: '06h3vs0001o010000000000018',
    status: 'confirmed',
    htmlLink: 'https://www.google.com/calendar/event?eid=x',
    start: { dateTime: '2026-03-05T15:00:00+01:00', timeZone: 'Europe/Berlin' },
    end: { dateTime: '2026-03-05T15:30:00+01:00', timeZone: 'Europe/Berlin' },
    extendedProperties: { private: { relayPreview: facts.previewId } },
    ...more,
  });
  const output = {
    eventId: '06h3vs0001o010000000000018',
    htmlLink: 'https://www.google.com/calendar/event?eid=x',
    start: '2026-03-05T14:00:00Z',
    end: '2026-03-05T14:30:00Z',
    conferenceUrl: null,
  };

  it('tells what was created, and what undoes it', () => {
    expect(calendarCreate.read(answerOf(200, created()))).toEqual({ status: 'succeeded', output });
    expect(compileExact(calendarCreate.outputSchema)(output)).toBe(true);
    const undo = calendarCreate.compensate({ input: {}, output });
    expect(compileExact(calendarDelete.inputSchema)(undo)).toBe(true);
  });

  it.each([
    [
      { start: { date: '2026-03-05' }, end: { date: '2026-03-07' } },
      { start: '2026-03-05', end: '2026-03-06' },
    ],
    [{ hangoutLink: 'https://meet.google.com/a' }, { conferenceUrl: 'https://meet.google.com/a' }],
    [
      {
        conferenceData: {
          entryPoints: [
            { entryPointType: 'phone', uri: 'tel:1' },
            { entryPointType: 'video', uri: 'https://meet.google.com/b' },
          ],
        },
      },
      { conferenceUrl: 'https://meet.google.com/b' },
    ],
    [{ conferenceData: { createRequest: { status: { statusCode: 'pending' } } } }, { conferenceUrl: null }],
  ])('reads %j', (more, expected) => {
    expect(calendarCreate.read(answerOf(200, created(more)))).toMatchObject({ output: expected });
  });

  it.each([
    [200, '<html>'],
    [200, '{}'],
    [200, { id: 'x' }],
    [409, { error: { code: 409, errors: [{ reason: 'duplicate' }] } }],
    [502, ''],
  ])('is looked for after %i with %j, which tells nothing', (status, body) => {
    expect(calendarCreate.read(answerOf(status, body)).status).toBe('outcome_unknown');
  });

  it.each([
    [400, 'provider_invalid'],
    [403, 'provider_permission'],
    [500, 'provider_unavailable'],
  ])('is refused with %i', (status, code) => {
    expect(calendarCreate.read(answerOf(status))).toMatchObject({ status: 'failed', error: { code } });
  });

  describe('looked for', () => {
    const { probe } = calendarCreate;
    const look = async (...answer: Parameters<typeof answerOf>) =>
      probe.read(answerOf(...answer), (await plan({})).request);

    it('by its id, at the same place and with the same headers, less those of a body', async () => {
      const { request } = await plan({ attendees: ['bob@acme.com'] });
      expect(probe.request(request)).toEqual({
        method: 'GET',
        url: 'https://www.googleapis.com/calendar/v3/calendars/primary/events/06h3vs0001o010000000000018',
        headers: { 'user-agent': expect.stringContaining('Relay') },
        body: null,
        addedAtSend: ['authorization'],
      });
    });

    it('is there, also if somebody has changed or deleted it since', async () => {
      expect(await look(200, created())).toEqual({ status: 'succeeded', output });
      expect(await look(200, created({ status: 'cancelled', summary: 'Other' }))).toMatchObject({
        status: 'succeeded',
      });
    });

    it('is not there, and may be created', async () => {
      expect(await look(404, { error: { errors: [{ reason: 'notFound' }] } })).toMatchObject({ status: 'failed' });
    });

    it("is not ours if another preview's event has the id", async () => {
      expect(await look(200, created({ extendedProperties: { private: { relayPreview: 'prv_x' } } }))).toMatchObject({
        status: 'failed',
        error: { code: 'provider_conflict', retryable: false },
      });
      expect(await look(200, created({ extendedProperties: undefined }))).toMatchObject({ status: 'failed' });
    });

    it.each([
      [401, {}],
      [403, { error: { errors: [{ reason: 'rateLimitExceeded' }] } }],
      [429, ''],
      [500, ''],
      [503, ''],
      [302, ''],
      [404, '<html>Not Found'],
      [200, '<html>'],
    ])('stays unknown when the look is answered with %i and %j', async (status, body) => {
      expect(await look(status, body)).toMatchObject({ status: 'outcome_unknown', error: { retryable: false } });
    });
  });
});

describe('google.calendar.delete', () => {
  const lookUp = (...answer: Parameters<typeof answerOf>) =>
    lookWith(calendarDelete.lookUp({ eventId: 'e1' }, facts), () => answerOf(...answer));
  const planned = async (...answer: Parameters<typeof answerOf>) =>
    calendarDelete.plan({ eventId: 'e1' }, facts, (await lookUp(...answer)).found);
  const event = {
    id: 'e1',
    status: 'confirmed',
    summary: 'Review',
    start: { dateTime: '2026-03-05T15:00:00+01:00', timeZone: 'Europe/Berlin' },
  };

  it('shows which event would go, and who would be told', async () => {
    const attendees = [{ email: 'ada@acme.com', self: true }, { email: 'bob@acme.com' }, { email: 'ann@acme.com' }];
    const own = { ...event, attendees, organizer: { self: true } };
    const { request, summary, warnings } = await planned(200, own);
    expect([request.method, request.url, request.body]).toEqual([
      'DELETE',
      'https://www.googleapis.com/calendar/v3/calendars/primary/events/e1?sendUpdates=all',
      null,
    ]);
    expect([summary, warnings]).toEqual([
      'Delete “Review” on Thu 5 Mar 2026, 15:00 (Europe/Berlin), and tell 2 guests that it is cancelled',
      [],
    ]);
    expect((await planned(200, { ...own, organizer: { email: 'bob@acme.com' } })).summary).toBe(
      'Delete “Review” on Thu 5 Mar 2026, 15:00 (Europe/Berlin)',
    );
    expect((await planned(200, { ...event, summary: undefined, start: { date: '2026-03-05' } })).summary).toBe(
      'Delete the event without a title on Thu 5 Mar 2026',
    );
  });

  it.each([
    ['America/New_York', '09:00 (America/New_York)'],
    [undefined, '14:00 (UTC)'],
    ['Mars/Olympus', '14:00 (UTC)'],
  ])("shows when it is in its own zone, not in the calendar's: %s", async (timeZone, shown) => {
    const start = { dateTime: '2026-03-05T15:00:00+01:00', timeZone };
    expect((await planned(200, { ...event, start })).summary).toBe(`Delete “Review” on Thu 5 Mar 2026, ${shown}`);
  });

  it.each([
    [404, { error: { errors: [{ reason: 'notFound' }] } }],
    [410, { error: { errors: [{ reason: 'deleted' }] } }],
    [200, { ...event, status: 'cancelled' }],
  ])('warns that it is gone already: %i %j', async (status, body) => {
    const { summary, warnings } = await planned(status, body);
    expect([summary, warnings.map(({ code }) => code)]).toEqual([
      'Delete an event that is gone already',
      ['already_gone'],
    ]);
  });

  it('succeeds when it is gone, by whomever', async () => {
    const { request } = await planned(200, event);
    expect(calendarDelete.read(answerOf(204), request)).toEqual({
      status: 'succeeded',
      output: { eventId: 'e1', alreadyGone: false },
    });
    for (const answer of [missing, answerOf(410, { error: { errors: [{ reason: 'deleted' }] } })])
      expect(calendarDelete.read(answer, request)).toMatchObject({
        status: 'succeeded',
        output: { alreadyGone: true },
      });
    for (const answer of [answerOf(403), answerOf(404, '<html>Not Found'), answerOf(410)])
      expect(calendarDelete.read(answer, request)).toMatchObject({ status: 'failed' });
    expect(calendarDelete.read(answerOf(503), request)).toMatchObject({ status: 'outcome_unknown' });
  });

  it('says what went wrong with a look', async () => {
    await expect(lookUp(401)).rejects.toMatchObject({ kind: 'auth' });
    await expect(lookUp(200, '<html>')).rejects.toMatchObject({ kind: 'unknown' });
    await expect(lookUp(200, { id: 'e1' })).rejects.toMatchObject({ kind: 'unknown' });
    await expect(lookUp(404, '<html>')).rejects.toMatchObject({ kind: 'not_found' });
  });

  it.each(['.', '..'])('deletes nothing else: %s', async (eventId) => {
    await expect(calendarDelete.plan({ eventId }, facts, {})).rejects.toMatchObject({ pointer: '/eventId' });
  });

  it('keeps any other id in its place', async () => {
    const { request } = await calendarDelete.plan({ eventId: 'a/../b?c=d#e' }, facts, {});
    expect(request.url).toContain('/calendars/primary/events/a%2F..%2Fb%3Fc%3Dd%23e?');
    expect(calendarDelete.read(answerOf(204), request)).toMatchObject({ output: { eventId: 'a/../b?c=d#e' } });
  });
});
