// What a model says in words of its own, or takes otherwise than it was said, is never ready without a yes.
import { describe, expect, it } from 'vitest';
import { startFakeModel } from '../../../../test/llm.js';
import { buildEngine, CALL, MAIL, SUGGESTED } from './testing.js';

const model = await startFakeModel();
const build = () => buildEngine(model.config());

/** What a message becomes when the model answers it so. */
async function read(text: string, name: string, given: object) {
  model.mock.clearFixtures();
  model.on(text, [{ name, arguments: given }]);
  return build().asked(text);
}
const mail = (text: string, body: string) => read(text, 'google_gmail_send', { to: ['bob@example.com'], body });

describe('a text that the person has not written so is told of, and asked about:', () => {
  it.each([
    ['a number', 'Email bob@example.com saying "We owe you 100 euros"', 'We owe you 1000 euros'],
    ['a part of a number', 'Email bob@example.com saying "We owe you 100 euros"', 'We owe you 10'],
    ['a day', 'Email bob@example.com saying "See you on Monday"', 'See you on Tuesday'],
    ['a name', 'Email bob@example.com saying "Ask Ann about it"', 'Ask Anna about it'],
    ['a negation more', 'Email bob@example.com saying "Please sign it"', 'Please do not sign it'],
    ['a greeting', 'Email bob@example.com saying "Please sign it"', 'Dear Bob,\n\nPlease sign it'],
    ['a character that nobody sees', 'Email bob@example.com saying "Please sign it"', 'Please \u202esign it'],
    ['a translation', 'Email bob@example.com saying "Good morning"', 'Guten Morgen'],
  ])('%s', async (_, text, body) => {
    const { kind, suggestions, ...told } = (await mail(text, body)) as never as { kind: string; suggestions: object[] };
    expect([kind, told]).toEqual([
      'question',
      { text: 'The language model has put the body into its own words. Shall it say exactly that?' },
    ]);
    expect(suggestions).toMatchObject([
      { input: { body }, assumptions: ['The language model has worded the body.'], blockedBy: 'unsure' },
    ]);
  });

  it.each(['subject', 'body'])('a %s that it adds', async (field) => {
    const text = 'Email bob@example.com';
    const understanding = await read(text, 'google_gmail_send', { to: ['bob@example.com'], [field]: 'Hello Bob' });
    expect(understanding).toMatchObject({ kind: 'question', suggestions: [{ blockedBy: 'unsure' }] });
  });
});

describe('what the model takes otherwise than the grammar is asked about:', () => {
  it.each([
    ['a negation less', "Email bob@example.com saying don't come tomorrow", { body: 'come tomorrow' }, 'body'],
    ['half of a text', 'Email bob@example.com saying "Come. Or do not come."', { body: 'Come.' }, 'body'],
    ['a subject that is left out', 'Email bob@example.com with subject Lunch saying "Hi"', { body: 'Hi' }, 'subject'],
    ['a subject', 'Email bob@example.com saying "Hi"', { body: 'Hi', subject: 'Email' }, 'subject'],
  ])('%s', async (_, text, given, field) => {
    expect(await read(text, 'google_gmail_send', { to: ['bob@example.com'], ...given })).toMatchObject({
      kind: 'question',
      text: `Please look at the ${field}. Is this what you want?`,
      suggestions: [{ blockedBy: 'unsure' }],
    });
  });

  it.each([
    ['start', { start: '2026-12-04T15:00:00', end: '2026-12-04T16:00:00' }],
    ['end', { start: '2026-12-03T15:00:00', durationMinutes: 90 }],
    ['end', { start: '2026-12-03T15:00' }],
    ['location', { start: '2026-12-03T15:00:00', end: '2026-12-03T16:00:00', location: 'tomorrow' }],
  ])('the %s of %j', async (field, given) => {
    const text = 'Schedule a meeting called Tea tomorrow from 3 to 4pm';
    expect(await read(text, 'google_calendar_create', { title: 'Tea', ...given })).toMatchObject({
      kind: 'question',
      text: `Please look at the ${field}. Is this what you want?`,
    });
  });

  it.each([
    ['one person less', 'Email bob@example.com and ann@example.com saying "Hi"', ['bob@example.com']],
    [
      'one person more',
      'Email bob@example.com saying "Hi from zoe@example.com"',
      ['bob@example.com', 'zoe@example.com'],
    ],
  ])('%s', async (_, text, to) => {
    expect(await read(text, 'google_gmail_send', { to, body: 'Hi' })).toMatchObject({ kind: 'question' });
  });

  it.each([
    ['a copy that becomes a blind one', { to: ['bob@example.com'], bcc: ['ann@example.com'] }],
    ['a copy that is left out', { to: ['bob@example.com'] }],
    ['a copy for whom it is', { to: ['ann@example.com'], cc: ['bob@example.com'] }],
  ])('%s', async (_, people) => {
    const text = 'Send an email to bob@example.com cc ann@example.com saying "Hi"';
    const agreed = await read(text, 'google_gmail_send', {
      to: ['bob@example.com'],
      cc: ['ann@example.com'],
      body: 'Hi',
    });
    expect(agreed).toMatchObject({ kind: 'suggestions' });
    expect(await read(text, 'google_gmail_send', { body: 'Hi', ...people })).toMatchObject({ kind: 'question' });
  });

  it('who gets which of two texts', async () => {
    const text = 'Email bob@example.com saying "One". Email ann@example.com saying "Two".';
    const calls = (one: string, two: string) => [
      { name: 'google_gmail_send', arguments: { to: ['bob@example.com'], body: one } },
      { name: 'google_gmail_send', arguments: { to: ['ann@example.com'], body: two } },
    ];
    model.on(text, calls('One', 'Two'));
    expect(await build().asked(text)).toMatchObject({ kind: 'suggestions' });
    model.mock.clearFixtures();
    model.on(text, calls('Two', 'One'));
    expect(await build().asked(text)).toMatchObject({ kind: 'question' });
  });

  it('the account that it goes from', async () => {
    const text = 'Send an email with Outlook to bob@example.com saying "Hi"';
    expect(await mail(text, 'Hi')).toMatchObject({ kind: 'question', suggestions: [{ blockedBy: 'unsure' }] });
    const outlook = await read(text, 'microsoft_outlook_send', { to: ['bob@example.com'], body: 'Hi' });
    expect(outlook).toMatchObject({ kind: 'suggestions', suggestions: [{ action: 'microsoft.outlook.send' }] });
  });

  it.each([
    ['a method', { method: 'PUT' }],
    ['a payload', { payload: { paid: 10 } }],
  ])('%s', async (_, given) => {
    const text = 'Send a webhook to https://example.com/x with payload {"paid":1}';
    const call = { url: 'https://example.com/x', payload: { paid: 1 }, ...given };
    expect(await read(text, 'webhook_send', call)).toMatchObject({ kind: 'question' });
  });
});

it.each([
  ['the same time', { start: '2026-12-03T15:00', end: '2026-12-03T16:00' }],
  ['the same length', { start: '2026-12-03T15:00:00', durationMinutes: 60 }],
  ['a capital letter', { title: 'tea', start: '2026-12-03T15:00:00', end: '2026-12-03T16:00:00' }],
])('%s, said in another way, is no other', async (_, given) => {
  const text = 'Schedule a meeting called Tea tomorrow from 3 to 4pm';
  const call = { title: 'Tea', ...given };
  expect(await read(text, 'google_calendar_create', call)).toMatchObject({
    kind: 'suggestions',
    suggestions: [{ input: { ...call, timeZone: 'Europe/Berlin' }, missing: [] }],
  });
});

it('the times of the model are told', async () => {
  const text = 'Schedule a meeting called Tea tomorrow at 3pm';
  const call = { title: 'Tea', start: '2026-12-03T15:00:00' };
  expect(await read(text, 'google_calendar_create', call)).toMatchObject({
    suggestions: [{ assumptions: ['The start is 2026-12-03 15:00:00.', 'It lasts 30 minutes.'] }],
  });
});

describe('what is not for a model to say', () => {
  it.each([
    ['attachments', [{ filename: 'a', contentType: 'text/plain', contentBase64: '' }]],
    ['bodyType', 'html'],
    ['approvalId', 'apr_x'],
    ['confirm', true],
  ])('is refused in %s', async (field, value) => {
    model.on(MAIL, [{ ...CALL, arguments: { ...CALL.arguments, [field]: value } }]).onRepair(MAIL, [CALL]);
    const { asked, results } = build();
    expect(await asked(MAIL)).toEqual({ kind: 'suggestions', suggestions: [SUGGESTED] });
    expect(await results()).toEqual({ malformed: 1, answered: 1 });
  });
});
