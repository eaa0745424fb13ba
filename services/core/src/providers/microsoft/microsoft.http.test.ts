// What people meet of Microsoft's actions over HTTP, beside what every provider's actions are judged by.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Kit } from '../../../test/conformance/kit.js';
import { openWorkbench, type Workbench } from '../../../test/conformance/workbench.js';
import type { JsonObject } from '../provider.js';

let workbench: Workbench;
let kit: Kit;
beforeAll(async () => {
  workbench = await openWorkbench('microsoft');
  kit = await workbench.connect();
}, 60_000);
afterAll(() => workbench?.close());

describe('a message in Teams', () => {
  const toTeam = (teamId: string) => ({ teamId, channelId: 'General', text: 'Hello' });

  it('to a name that two teams have is a question, whose answers each lead to one of them', async () => {
    const asked = await kit.preview('microsoft.teams.send', toTeam('project x'));
    expect([asked.status, asked.body]).toMatchObject([
      422,
      {
        errors: [
          {
            pointer: '/input/teamId',
            code: 'ambiguous_name',
            choices: [
              { label: expect.stringMatching(/^Project X \(8090c93e-.*\)$/) },
              { label: expect.stringMatching(/^Project X \(fbe2bf47-.*\)$/) },
            ],
          },
        ],
      },
    ]);
    const [question] = (asked.body as unknown as { errors: Array<{ choices: Array<{ value: string }> }> }).errors;
    for (const { value } of question!.choices) {
      const preview = await kit.preview('microsoft.teams.send', toTeam(value));
      expect([preview.status, preview.body.summary]).toEqual([
        201,
        'Post to the channel “General” of “Project X”: Hello',
      ]);
      expect(preview.body.request.url).toContain(`/v1.0/teams/${value}/channels/`);
    }
    expect(kit.emulator.calls.api('POST').filter(({ path }) => path.endsWith('/messages'))).toEqual([]);
  });

  it('to nobody that the account has a chat with is an error that says so', async () => {
    const { status, body } = await kit.preview('microsoft.teams.send', { chatId: 'Nobody', text: 'Hello' });
    expect([status, body]).toMatchObject([422, { errors: [{ pointer: '/input/chatId', code: 'name_not_found' }] }]);
  });
});

describe('an event in Outlook', () => {
  it('at a time that the clocks skip is an error at that time', async () => {
    const input = { title: 'Night', start: '2027-03-28T02:30:00', timeZone: 'Europe/Berlin' };
    const { status, body } = await kit.preview('microsoft.calendar.create', input);
    expect([status, body]).toMatchObject([422, { errors: [{ pointer: '/input/start', code: 'time_skipped' }] }]);
  });

  it.each<[string, JsonObject, JsonObject]>([
    [
      'at a time that comes twice is the earlier one',
      { start: '2026-10-25T02:30:00', timeZone: 'Europe/Berlin' },
      { start: '2026-10-25T00:30:00Z', end: '2026-10-25T01:00:00Z' },
    ],
    [
      'in a zone that Graph does not know is at that time',
      { start: '2026-12-03T15:00:00', timeZone: 'Europe/Vienna' },
      { start: '2026-12-03T14:00:00Z', end: '2026-12-03T14:30:00Z' },
    ],
    [
      'of whole days holds the last of them, on the other side of the world too',
      { start: '2026-12-31', end: '2027-01-01', timeZone: 'Pacific/Kiritimati' },
      { start: '2026-12-31', end: '2027-01-01' },
    ],
  ])('%s', async (title, input, times) => {
    expect(await kit.made('microsoft.calendar.create', { title, ...input })).toMatchObject(times);
  });

  it('that is gone can be deleted, and the preview says that nothing will change', async () => {
    const { eventId } = await kit.made('microsoft.calendar.create', { title: 'Soon gone', start: '2026-12-03' });
    await kit.made('microsoft.calendar.delete', { eventId });
    const { preview, execution } = await kit.write('microsoft.calendar.delete', { eventId });
    expect(preview).toMatchObject({ warnings: [{ code: 'already_gone' }] });
    expect(execution).toMatchObject({ status: 'succeeded', output: { eventId, alreadyGone: true } });
  });
});

describe('a mail of Outlook', () => {
  it('is found by what a search, a sender and its state say together', async () => {
    const to = ["Ada O'Hara <ada@contoso.example>"];
    await kit.made('microsoft.outlook.send', { to, subject: 'Übung “4711”', body: 'Hello' });
    const found = async (input: JsonObject) => {
      const { status, body, text } = await kit.read('microsoft.outlook.list', input);
      expect(status, text).toBe(200);
      return (body.output as { messages: Array<{ subject: string }> }).messages.map(({ subject }) => subject);
    };
    expect(await found({ query: 'subject:4711', from: 'love', unreadOnly: true })).toEqual(['Übung “4711”']);
    expect(await found({ from: 'ADA@contoso.example', unreadOnly: true })).toEqual(['Übung “4711”']);
    expect(await found({ query: '4711', from: 'grace' })).toEqual([]);
    expect(await found({ from: "o'hara@contoso.example" })).toEqual([]);
  });
});

it('sends and is answered nothing that the published schemas of Graph do not allow', () => {
  expect(kit.emulator.violations).toEqual([]);
});
