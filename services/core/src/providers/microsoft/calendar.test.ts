import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileExact } from '../../contract/schemas.js';
import { uuidOf } from '../../platform/ids.js';
import type { Answer, JsonObject } from '../provider.js';
import { answerOf, factsOf, lookWith } from '../testing.js';
import { calendarCreate, calendarDelete } from './index.js';
import { isKnownZone } from './time-zones.js';

const FACTS = factsOf();
const plan = (input: JsonObject, facts = FACTS) => calendarCreate.plan({ conference: false, ...input }, facts);
const bodyOf = async (input: JsonObject) => JSON.parse((await plan(input)).request.body!);
const START = { start: '2026-03-05T15:00:00', timeZone: 'Europe/Berlin' };
const event = (more: object = {}) => ({
  id: 'AAMk-_A=',
  webLink: 'https://outlook.office365.com/owa/?itemid=AAMk',
  isAllDay: false,
  start: { dateTime: '2026-03-05T14:00:00.0000000', timeZone: 'UTC' },
  end: { dateTime: '2026-03-05T14:30:00.0000000', timeZone: 'UTC' },
  onlineMeeting: null,
  ...more,
});

describe('microsoft.calendar.create', () => {
  it('is one request, with all that Graph needs to know but the token', async () => {
    const { request, summary, effectClass, warnings } = await plan({
      ...START,
      title: 'Review',
      durationMinutes: 45,
      location: 'Room 1',
      description: '1 < 2',
      attendees: ['ada@example.com'],
      conference: true,
    });
    expect([summary, effectClass, warnings]).toEqual([
      'Create “Review” on Thu 5 Mar 2026, 15:00-15:45 (Europe/Berlin), with a video conference, and invite ada@example.com',
      'provider-key',
      [],
    ]);
    expect(request).toMatchObject({
      method: 'POST',
      url: 'https://graph.microsoft.com/v1.0/me/events',
      headers: { prefer: 'outlook.timezone="UTC"', 'content-type': 'application/json' },
      addedAtSend: ['authorization'],
    });
    expect(JSON.parse(request.body!)).toEqual({
      subject: 'Review',
      body: { contentType: 'text', content: '1 < 2' },
      start: { dateTime: '2026-03-05T15:00:00', timeZone: 'Europe/Berlin' },
      end: { dateTime: '2026-03-05T15:45:00', timeZone: 'Europe/Berlin' },
      location: { displayName: 'Room 1' },
      attendees: [{ emailAddress: { address: 'ada@example.com' }, type: 'required' }],
      isOnlineMeeting: true,
      onlineMeetingProvider: 'teamsForBusiness',
      transactionId: uuidOf(FACTS.previewId),
    });
  });

  it('has a key of the preview, which is another one in another preview', async () => {
    const { transactionId } = await bodyOf(START);
    expect(transactionId).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    expect(await bodyOf(START)).toMatchObject({ transactionId });
    const other = await plan(START, factsOf({ previewId: 'prv_01m8zz0000e00800000000000b' }));
    expect(JSON.parse(other.request.body!).transactionId).not.toBe(transactionId);
  });

  it('runs whole days from midnight to midnight', async () => {
    expect(await bodyOf({ start: '2026-03-28', end: '2026-03-29', timeZone: 'Europe/Berlin' })).toMatchObject({
      isAllDay: true,
      start: { dateTime: '2026-03-28T00:00:00', timeZone: 'Europe/Berlin' },
      end: { dateTime: '2026-03-30T00:00:00', timeZone: 'Europe/Berlin' },
    });
  });

  it('is in UTC where its local time comes twice, for a zone would not tell which one is meant', async () => {
    expect(
      await bodyOf({ start: '2026-10-25T01:45:00', durationMinutes: 60, timeZone: 'Europe/Berlin' }),
    ).toMatchObject({
      start: { dateTime: '2026-10-24T23:45:00', timeZone: 'UTC' },
      end: { dateTime: '2026-10-25T00:45:00', timeZone: 'UTC' },
    });
  });

  it('is in UTC where Graph does not know its zone', async () => {
    expect(await bodyOf({ start: '2026-03-05T15:00:00', timeZone: 'Europe/Vienna' })).toMatchObject({
      start: { dateTime: '2026-03-05T14:00:00', timeZone: 'UTC' },
    });
  });

  it('runs whole days from midnight to midnight of a zone with the same time where Graph does not know its zone', async () => {
    const zoneOf = async (timeZone: string, start: string) => {
      const body = await bodyOf({ start, timeZone });
      expect(body).toMatchObject({ isAllDay: true, start: { dateTime: `${start}T00:00:00` } });
      expect(body.end.timeZone).toBe(body.start.timeZone);
      return body.start.timeZone;
    };
    expect(await zoneOf('Europe/Vienna', '2026-03-05')).toBe('Europe/Berlin');
    expect(await zoneOf('Europe/Vienna', '2026-03-29')).toBe('Europe/Berlin'); // the clocks are put forward
    expect(await zoneOf('America/Toronto', '2026-07-01')).toBe('America/Indiana/Indianapolis');
    expect(await zoneOf('Australia/Melbourne', '2026-01-05')).toBe('Australia/Hobart');
    expect(await zoneOf('Asia/Manila', '2026-01-05')).toBe('Asia/Irkutsk');
    expect(await zoneOf('Australia/Eucla', '2026-01-05')).toBe('UTC'); // 8:45, and alone with it
  });

  it('keeps whole days whole in every zone of the world that another one is like', async () => {
    const noon = (timeZone: string) =>
      new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' }).format(
        Date.UTC(2026, 5, 15, 12),
      );
    const alone: string[] = [];
    for (const timeZone of Intl.supportedValuesOf('timeZone')) {
      const { start } = await bodyOf({ start: '2026-06-15', timeZone });
      if (noon(timeZone) !== noon(start.timeZone)) alone.push(timeZone);
    }
    expect(alone).toContain('Australia/Eucla');
    expect(alone.length).toBeLessThan(15);
  });

  it('means the same instant, whichever zone it is sent in', async () => {
    const zones = fc.constantFrom(...Intl.supportedValuesOf('timeZone'), 'UTC');
    const local = fc
      .integer({ min: Date.UTC(2020, 0, 1), max: Date.UTC(2037, 0, 1) })
      .map((time) => new Date(time - (time % 60_000)).toISOString().slice(0, 19));
    const shows = (timeZone: string, instant: string) =>
      new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' })
        .format(Date.parse(instant))
        .replace(' ', 'T');
    await fc.assert(
      fc.asyncProperty(zones, local, async (timeZone, start) => {
        let sent: { dateTime: string; timeZone: string };
        try {
          sent = (await bodyOf({ start, timeZone })).start;
        } catch {
          return fc.pre(false); // a time that the clocks skip
        }
        if (sent.timeZone === 'UTC') expect(shows(timeZone, `${sent.dateTime}Z`)).toBe(start);
        else expect(sent).toEqual({ dateTime: start, timeZone });
      }),
    );
  });

  it('says what was made, and names what undoes it', async () => {
    const joinUrl = 'https://teams.example/1';
    const outcome = calendarCreate.read(
      answerOf(201, event({ onlineMeeting: { joinUrl } })),
      (await plan(START)).request,
    );
    expect(outcome).toEqual({
      status: 'succeeded',
      output: {
        eventId: 'AAMk-_A=',
        htmlLink: 'https://outlook.office365.com/owa/?itemid=AAMk',
        start: '2026-03-05T14:00:00Z',
        end: '2026-03-05T14:30:00Z',
        conferenceUrl: 'https://teams.example/1',
      },
    });
    const output = (outcome as { output: JsonObject }).output;
    expect(compileExact(calendarCreate.outputSchema)(output)).toBe(true);
    const undo = calendarCreate.compensate({ input: START, output });
    expect(undo).toEqual({ eventId: 'AAMk-_A=' });
    expect(compileExact(calendarDelete.inputSchema)(undo)).toBe(true);
  });

  it('tells whole days by the first and the last of them, whichever instants Microsoft makes of them', async () => {
    const { request } = await plan({ start: '2026-02-28', end: '2026-03-01', timeZone: 'Europe/Berlin' });
    const midnight = (dateTime: string) => ({ dateTime, timeZone: 'UTC' });
    for (const times of [
      { start: midnight('2026-02-28T00:00:00.0000000'), end: midnight('2026-03-02T00:00:00.0000000') },
      { start: midnight('2026-02-27T23:00:00.0000000'), end: midnight('2026-03-01T23:00:00.0000000') },
    ])
      expect(calendarCreate.read(answerOf(201, event({ isAllDay: true, ...times })), request)).toMatchObject({
        output: { start: '2026-02-28', end: '2026-03-01', conferenceUrl: null },
      });
  });

  it('is open when Microsoft knows its key already: an earlier attempt may have made it', async () => {
    const { request } = await plan(START);
    const duplicate = answerOf(409, { error: { code: 'ErrorDuplicateTransactionId', message: 'No.' } });
    expect(calendarCreate.read(duplicate, request)).toMatchObject({
      status: 'outcome_unknown',
      error: { code: 'provider_conflict', providerCode: 'ErrorDuplicateTransactionId', retryable: false },
    });
    const other = answerOf(409, { error: { code: 'ErrorIrresolvableConflict', message: 'No.' } });
    expect(calendarCreate.read(other, request)).toMatchObject({ status: 'failed' });
  });

  it.each([
    ['<html>'],
    [{}],
    [[]],
    ['null'],
    [event({ id: 7 })],
    [event({ start: { dateTime: '2026-03-05T14:00:00', timeZone: 'Europe/Berlin' } })],
    [event({ end: null })],
  ])('is not called a success or a failure when Microsoft says 201 with %j', async (body) => {
    expect(calendarCreate.read(answerOf(201, body), (await plan(START)).request)).toMatchObject({
      status: 'outcome_unknown',
    });
  });
});

describe('microsoft.calendar.delete', () => {
  const input = { eventId: 'AAMk-_A=' };
  const gone = answerOf(404, { error: { code: 'ErrorItemNotFound', message: 'Not there.' } });
  const noMailbox = answerOf(404, { error: { code: 'MailboxNotEnabledForRESTAPI', message: 'No.' } });
  const lookUp = (answer: Answer) => lookWith(calendarDelete.lookUp(input, FACTS), () => answer);
  const planned = async (answer: Answer) => calendarDelete.plan(input, FACTS, (await lookUp(answer)).found);

  it('tells which event it is, and who hears of it', async () => {
    const zone = { originalStartTimeZone: 'Europe/Berlin' };
    const found = { subject: 'Review', isOrganizer: true, attendees: [{}, {}], ...event(), ...zone };
    const { request, summary, effectClass } = await planned(answerOf(200, found));
    expect([summary, effectClass]).toEqual([
      'Delete “Review” on Thu 5 Mar 2026, 15:00 (Europe/Berlin), and tell 2 guests that it is cancelled',
      'natural',
    ]);
    const others = await planned(answerOf(200, { ...found, isOrganizer: false }));
    expect(others.summary).toBe('Delete “Review” on Thu 5 Mar 2026, 15:00 (Europe/Berlin)');
    expect(request).toMatchObject({
      method: 'DELETE',
      url: 'https://graph.microsoft.com/v1.0/me/events/AAMk-_A%3D',
      body: null,
    });
  });

  it.each([
    ['Central Standard Time (Mexico)', '2026-03-05T08:00:00.0000000', '08:00 (Central Standard Time (Mexico))'],
    ['Central Standard Time (Mexico)', 'soon', '14:00 (UTC)'],
  ])('asks Graph again what clocks show in the zone %s of Windows: %s', async (zone, dateTime, shown) => {
    const answers = [
      answerOf(200, { ...event(), originalStartTimeZone: zone }),
      answerOf(200, { ...event(), start: { dateTime, timeZone: zone } }),
    ];
    const { found, requests } = await lookWith(calendarDelete.lookUp(input, FACTS), () => answers.shift()!);
    expect(requests.map(({ headers }) => headers.prefer)).toEqual([
      'outlook.timezone="UTC"',
      `outlook.timezone="${zone}"`,
    ]);
    expect(calendarDelete.plan(input, FACTS, found).summary).toContain(` on Thu 5 Mar 2026, ${shown}`);
  });

  it('shows UTC where Graph does not know the zone either, or does not answer', async () => {
    const first = answerOf(200, { ...event(), originalStartTimeZone: 'Mars Standard Time' });
    for (const second of [first, answerOf(503), answerOf(200, '<html>')]) {
      const answers = [first, second];
      const { found } = await lookWith(calendarDelete.lookUp(input, FACTS), () => answers.shift()!);
      expect(calendarDelete.plan(input, FACTS, found).summary).toContain(' on Thu 5 Mar 2026, 14:00 (UTC)');
    }
  });

  it.each(['tzone://Microsoft/Custom', 'x"\r\nauthorization: y', '', 7, null])(
    'asks nothing more for the zone %j',
    async (zone) => {
      const { found, requests } = await lookUp(answerOf(200, { ...event(), originalStartTimeZone: zone }));
      expect(requests).toHaveLength(1);
      expect(calendarDelete.plan(input, FACTS, found).summary).toContain('14:00 (UTC)');
    },
  );

  it('shows the day of a whole one', async () => {
    const start = { dateTime: '2026-03-05T00:00:00.0000000', timeZone: 'UTC' };
    const { summary } = await planned(answerOf(200, { ...event(), isAllDay: true, start, originalStartTimeZone: 'X' }));
    expect(summary).toMatch(/ on Thu 5 Mar 2026$/);
  });

  it('looks with one GET', async () => {
    const { requests } = await lookUp(gone);
    expect(requests.map(({ method, url, headers }) => [method, url, headers.prefer])).toEqual([
      [
        'GET',
        'https://graph.microsoft.com/v1.0/me/events/AAMk-_A%3D?$select=subject%2Cstart%2CisAllDay%2Cattendees%2CisOrganizer%2CoriginalStartTimeZone',
        'outlook.timezone="UTC"',
      ],
    ]);
  });

  it('can be planned for an event that is gone, and says that it is', async () => {
    expect(await planned(gone)).toMatchObject({
      summary: 'Delete an event that is gone already',
      warnings: [{ code: 'already_gone' }],
    });
  });

  it('has done its work where the event is gone, and has not where something else is missing', async () => {
    const request = (await planned(gone)).request;
    const output = (alreadyGone: boolean) => ({ status: 'succeeded', output: { eventId: 'AAMk-_A=', alreadyGone } });
    expect(calendarDelete.read(answerOf(204), request)).toEqual(output(false));
    expect(calendarDelete.read(gone, request)).toEqual(output(true));
    expect(calendarDelete.read(noMailbox, request)).toMatchObject({ status: 'failed' });
    expect(calendarDelete.read(answerOf(404), request)).toMatchObject({ status: 'failed' });
    await expect(lookUp(noMailbox)).rejects.toMatchObject({ kind: 'permission' });
  });

  it('leads to no other path', () => {
    expect(() => calendarDelete.plan({ eventId: '..' }, FACTS, {})).toThrow('no id');
    expect(calendarDelete.plan({ eventId: '../messages/1?x#y' }, FACTS, {}).request.url).toBe(
      'https://graph.microsoft.com/v1.0/me/events/..%2Fmessages%2F1%3Fx%23y',
    );
  });
});

it('Graph is only told names of zones that the world knows', () => {
  const known = [...Intl.supportedValuesOf('timeZone'), 'UTC', 'Etc/GMT+11', 'Europe/Berlin', 'Asia/Kolkata'];
  expect(known.filter(isKnownZone).length).toBeGreaterThan(80);
  expect(isKnownZone('Europe/Vienna')).toBe(false);
});
