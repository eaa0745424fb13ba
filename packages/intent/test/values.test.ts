import { describe, expect, it } from 'vitest';
import { isReady, understand } from '../src/index.js';
import { context, suggestionsOf } from './contexts.js';

const inputOf = (text: string) => suggestionsOf(understand(text, context))[0]?.input;

describe('the question mark of a request that is put as a question', () => {
  it.each([
    ['can you email bob@acme.example that we moved?', { body: 'we moved' }],
    ['can you email bob@acme.example that we moved? Thanks!', { body: 'we moved' }],
    ['could you please tell #ops we moved?', { text: 'we moved' }],
    ['could you tell #ops where we are?', { text: 'where we are' }],
    ['would you open an issue in acme/web titled Crash on start?', { title: 'Crash on start' }],
    ['can you schedule a call tomorrow at 3 titled Launch?', { title: 'Launch' }],
  ])('is no part of a text: %s', (text, input) => {
    expect(inputOf(text)).toMatchObject(input);
  });

  it.each([
    ['can you email bob@acme.example that we moved. are you coming?', { body: 'we moved. are you coming?' }],
    ['can you email bob@acme.example saying hey, what time is it?', { body: 'hey, what time is it?' }],
    ['can you post in #ops: lunch at noon?', { text: 'lunch at noon?' }],
    ['can you post "we moved?" in #ops?', { text: 'we moved?' }],
    ['can you tell bob@acme.example we moved, ok?', { body: 'we moved, ok?' }],
    ['email bob@acme.example that we moved?', { body: 'we moved?' }],
  ])('is one where the text asks: %s', (text, input) => {
    expect(inputOf(text)).toMatchObject(input);
  });
});

describe('a form without colons', () => {
  it.each([
    [
      'email bob@acme.example cc eve@acme.example subject Launch body It moved to Friday',
      'Launch',
      'It moved to Friday',
    ],
    [
      'email bob@acme.example subject Launch plan body we ship at 5, all of it',
      'Launch plan',
      'we ship at 5, all of it',
    ],
    ['email bob@acme.example subject Full body scan', 'Full body scan', undefined],
    ['email bob@acme.example subject Body language', 'Body language', undefined],
    ['email bob@acme.example subject Launch saying the student body is glad', 'Launch', 'the student body is glad'],
  ])('ends its subject where its body begins: %s', (text, subject, body) => {
    expect(inputOf(text)).toMatchObject({ to: ['bob@acme.example'], subject });
    expect(inputOf(text)?.body).toBe(body);
  });
});

describe('an event without a start', () => {
  it('keeps how long it lasts', () => {
    expect(inputOf('block 2 hours tomorrow afternoon')).toEqual({ durationMinutes: 120 });
    expect(inputOf('schedule a 45 minute call on Friday')).toMatchObject({ durationMinutes: 45, title: 'call' });
  });

  it.each([
    ['meeting at 25:00 tomorrow', {}, 'at 25:00 -> not read; the time is not given'],
    ['lunch tomorrow at 9:75', { title: 'lunch' }, 'at 9:75 -> not read; the time is not given'],
    ['schedule a call yesterday at 3', { title: 'call' }, 'yesterday -> over already; the day is not given'],
    ['schedule a call three days ago', { title: 'call' }, 'three days ago -> over already; the day is not given'],
    ['schedule a call last Friday at 3', { title: 'call' }, 'last friday -> over already; the day is not given'],
  ])('says what is not read or is over, and takes it for no place and no name: %s', (text, input, assumption) => {
    const [suggestion] = suggestionsOf(understand(text, context));
    expect(suggestion).toMatchObject({ missing: ['start'], assumptions: expect.arrayContaining([assumption]) });
    expect(suggestion?.input).toEqual(input);
  });

  it.each([
    ['schedule a meeting at 3 or 4 tomorrow', 'When shall it be: at 3 or 4?'],
    ['schedule a meeting tomorrow or Friday at 3', 'When shall it be: tomorrow or friday?'],
    ['schedule lunch at 5 Main Street tomorrow at noon', 'When shall it be: at 5 or at noon?'],
  ])('is asked which of two times it has: %s', (text, question) => {
    expect(understand(text, context)).toMatchObject({ kind: 'question', text: question });
    expect(inputOf(text)).not.toHaveProperty('start');
  });
});

describe('the day of an event', () => {
  it.each([
    'schedule a call the week after next on Monday at 3',
    'schedule a call next month on the 20th at 3',
    'schedule a call on Monday in 2 weeks at 3',
    'schedule a call on the last day of April at 3',
    'schedule a call early next week at 3',
    'schedule a call next week at 3',
    'schedule a call one day next week at 3',
    'schedule a call this weekend at 3',
    'schedule a call in April at 3',
    'schedule a call any day at 3',
    'schedule a call on my birthday at 3',
    'schedule a call on Easter Monday at 3',
    'schedule a call on the 2nd Tuesday at 3',
    'schedule a call on Monday the 17th at 3',
    'schedule a call on Friday, March 17 at 3',
    'schedule a call on 9.3.2026 at 15:00',
    'schedule a call before noon tomorrow',
    'schedule a call after 3 tomorrow',
  ])('is never guessed: %s', (text) => {
    expect(suggestionsOf(understand(text, context))[0]?.missing).toEqual(['start']);
  });

  it.each([
    ['schedule a call on Friday at 3 next week', '2026-03-13T15:00:00'],
    ['schedule a call next week on Friday at 3', '2026-03-13T15:00:00'],
    ["schedule a call on Friday at 3 about next week's launch", '2026-03-06T15:00:00'],
    ['schedule a call on Tuesday the 17th at 3', '2026-03-17T15:00:00'],
    ['schedule a call tomorrow at a quarter after 3', '2026-03-05T15:15:00'],
  ])('is the one that is told: %s', (text, start) => {
    expect(inputOf(text)).toMatchObject({ start });
  });
});

it.each([
  ['schedule dinner tomorrow at 8', { start: '2026-03-05T20:00:00' }],
  ['invite bob@acme.example to dinner tomorrow at 7', { start: '2026-03-05T19:00:00', title: 'dinner' }],
  ['schedule breakfast tomorrow at 6', { start: '2026-03-05T06:00:00' }],
  ['schedule a call tomorrow at 9 to plan the dinner', { start: '2026-03-05T09:00:00' }],
  ['party tomorrow at 8pm until 1', { start: '2026-03-05T20:00:00', end: '2026-03-06T01:00:00' }],
  ['schedule lunch tomorrow at 1 @ Luigi', { location: 'Luigi' }],
  ['schedule "Lunch" for tomorrow at 1, location: Luigi, invite eve@acme.example', { location: 'Luigi' }],
  ['add to calendar: team lunch tomorrow at 1 at Luigi', { title: 'team lunch', location: 'Luigi' }],
])('an event is at the time of day, and the place, that belong to it: %s', (text, input) => {
  expect(inputOf(text)).toMatchObject(input);
});

describe('who gets something', () => {
  it('is not whom somebody is asked to do something for', () => {
    expect(inputOf('ask bob@acme.example to send the plan to eve@acme.example')).toEqual({ to: ['bob@acme.example'] });
  });

  it('is asked about where something is said between two of them', () => {
    for (const text of ['hi and eve@acme.example bye', 'hi and eve@acme.example saying bye'])
      expect(understand(`email bob@acme.example ${text}`, context)).toMatchObject({
        kind: 'question',
        about: 'multi',
        suggestions: [{ blockedBy: 'multi' }],
      });
  });

  it.each([
    'add a reminder to email eve@acme.example tomorrow at 9',
    'set a reminder tomorrow at 9 to call eve@acme.example',
    'remind me tomorrow at 9 to call eve@acme.example',
  ])('is nobody who is only in a reminder: %s', (text) => {
    expect(inputOf(text)).not.toHaveProperty('attendees');
    expect(inputOf(text)?.title).toMatch(/^(?:email|call) eve@acme.example$/);
  });

  it('is asked about where somebody else shall be reminded, too', () => {
    expect(understand('remind me and eve@acme.example of the call tomorrow at 3', context)).toMatchObject({
      kind: 'question',
      about: 'multi',
    });
  });

  it('is not in a new event where one that is there is meant', () => {
    const found = suggestionsOf(understand('add eve@acme.example to the meeting tomorrow at 3', context));
    expect(found.filter((suggestion) => isReady(suggestion))).toEqual([]);
  });

  it('may have a name in quotation marks', () => {
    expect(inputOf('email "Eve Sands" <eve@acme.example> that we moved')).toEqual({
      to: ['eve@acme.example'],
      body: 'we moved',
    });
  });

  it('is copied with a please behind it', () => {
    expect(inputOf('email bob@acme.example that we moved, cc eve@acme.example please')).toEqual({
      to: ['bob@acme.example'],
      cc: ['eve@acme.example'],
      body: 'we moved',
    });
  });

  it.each([
    'tell #ops to stop the deploy',
    'tell #ops not to deploy',
    'tell bob@acme.example not to come',
    'email bob@acme.example and tell him to bring cake',
    'tell bob@acme.example the news',
    'tell #ops about the outage',
    'post the numbers in #ops',
    'send the file report.pdf to #ops',
    'send "hello" to https://x.example/one',
  ])('is not sent what there are no words of: %s', (text) => {
    expect(suggestionsOf(understand(text, context)).map(({ missing }) => missing.length)).toEqual([1]);
  });

  it.each([
    'do I have mail from bob@acme.example or eve@acme.example?',
    'show mails from bob@acme.example and eve@acme.example',
    'list mails from Bob or Eve',
  ])('is one sender of a list: %s', (text) => {
    expect(understand(text, context)).toMatchObject({ kind: 'question', about: 'multi', pointer: '/from' });
    expect(suggestionsOf(understand(text, context)).map(isReady)).toEqual([false]);
  });

  it('is nobody in a calendar where somebody is let know', () => {
    expect(suggestionsOf(understand('let Bob know lunch is at noon', context))).toEqual([]);
  });

  it('gets no webhook without what is to be in it', () => {
    expect(suggestionsOf(understand('hit https://x.example/y with env=prod', context))[0]?.missing).toEqual([
      'payload',
    ]);
  });
});

it('names no event after a condition, nor keeps one from what was yesterday', () => {
  expect(inputOf('schedule a meeting tomorrow at 3 unless he is busy')).not.toHaveProperty('title');
  expect(inputOf("schedule a review of yesterday's outage tomorrow at 3")).toMatchObject({
    title: "review of yesterday's outage",
    start: '2026-03-05T15:00:00',
  });
});

describe('a mail', () => {
  const assumed = (text: string) => suggestionsOf(understand(text, context))[0]?.assumptions.slice(1);

  it.each([
    'reply to bob@acme.example saying yes',
    'write back to bob@acme.example saying yes',
    'forward the last mail to bob@acme.example',
    'send bob@acme.example a response saying yes',
  ])('is a new one, and says so where one that is there is meant: %s', (text) => {
    expect(assumed(text)).toEqual(['It is a new mail: none that is there is answered or forwarded.']);
  });

  it.each([
    ['email bob@acme.example from eve@acme.example that we won', 'eve@acme.example'],
    ['send bob@acme.example a mail from my work account saying hi', 'my work account'],
  ])('goes from the account that is connected, and says so where another is told: %s', (text, sender) => {
    expect(assumed(text)).toEqual([`Not from ${sender}: it goes from the account that is connected.`]);
    expect(inputOf(text)?.to).toEqual(['bob@acme.example']);
  });

  it('says nothing of what stands in its text', () => {
    expect(assumed('email bob@acme.example that we reply from eve@acme.example')).toEqual([]);
  });

  it.each([
    'drop a line to bob@acme.example saying we ship at 5',
    'drop bob@acme.example a quick line that we ship at 5',
  ])('may be a line: %s', (text) => {
    expect(inputOf(text)).toEqual({ to: ['bob@acme.example'], body: 'we ship at 5' });
  });

  it.each(['email', 'Email!', 'please email'])('is asked about by its verb alone: %s', (text) => {
    expect(understand(text, context)).toMatchObject({
      kind: 'suggestions',
      suggestions: [{ action: 'google.gmail.send', missing: ['to', 'body'] }],
    });
  });
});

it.each([
  ['post the build is green in #ops', { space: 'ops', text: 'the build is green' }],
  ['say a big hello in #ops', { space: 'ops', text: 'a big hello' }],
  ['tell #ops the build broke', { space: 'ops', text: 'the build broke' }],
  ['reply in #ops with thanks', { space: 'ops', text: 'thanks' }],
  ['open an issue titled Crash in acme/web with label bug please', { labels: ['bug'] }],
])('what is sent is all that is said, and no more: %s', (text, input) => {
  expect(inputOf(text)).toMatchObject(input);
});

it('a channel that is not named has no name', () => {
  expect(inputOf('say hi in the channel')).toEqual({});
});

it.each([
  ['email bob@acme.example with the attachment plan.pdf that we moved', 'with the attachment plan.pdf'],
  ['email bob@acme.example in German that we moved', 'in German'],
  ['email bob@acme.example with high importance saying we moved', 'with high importance'],
])('what nothing was made of is told, also before a text: %s', (text, words) => {
  expect(suggestionsOf(understand(text, context))[0]?.assumptions).toContain(`Not used: “${words}”.`);
});
