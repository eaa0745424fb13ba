import { describe, expect, it } from 'vitest';
import { isReady, understand } from '../src/index.js';
import { context, suggestionsOf } from './contexts.js';

/** One request of each kind, and another of it. */
const requests = [
  'email bob@acme.example saying hi',
  'tell eve@acme.example that the roof leaks',
  'show my unread emails',
  'list emails from bob@acme.example',
  'schedule lunch tomorrow at noon',
  'set up a call with eve@acme.example on Monday at 4',
  'post hi in #ops',
  'in #dev: ho',
  'create an issue in acme/web titled Crash',
  'report a bug in acme/api saying it hangs',
  'send a webhook to https://x.example/one',
  'POST {"b":2} to https://y.example/two',
];
const joins = [
  ...[
    ' and ',
    ' then ',
    ' and then ',
    ' and also ',
    '; ',
    '. ',
    ' as well as ',
    ' plus ',
    ' after that ',
    '\n',
    ' & ',
    ', ',
  ],
  ...[
    ' also ',
    ', and ',
    ' - ',
    ' / ',
    ' + ',
    ' but also ',
    ' along with ',
    ' followed by ',
    ", and while you're at it ",
  ],
];

/** Besides a request, something that Relay has no action for, or the same again in few words. */
const withMore = [
  'email bob@acme.example that lunch is at noon and dance',
  'email bob@acme.example saying lunch is at noon and cancel the 3pm',
  'email bob@acme.example saying hi and attach the report',
  'email bob@acme.example saying hi and text Kai',
  'email bob@acme.example saying hi and call Kai',
  'email bob@acme.example saying hi, then book a flight',
  'email bob@acme.example saying hi; order pizza',
  'email bob@acme.example saying hi and print it',
  'email bob@acme.example saying "hi" and print it',
  'email bob@acme.example saying "hi" and remind me to check for an answer',
  'email bob@acme.example saying "hi" and wait for his answer',
  'email bob@acme.example "hi", then log off',
  'email bob@acme.example about Lunch saying "see you" and delete the old one',
  'tell bob@acme.example the door is open and close it',
  'create an issue in acme/web titled X and close the old one',
  'create an issue in acme/web titled X and assign it to Kai',
  'create an issue in acme/web titled "X" and assign it to Kai',
  'create an issue in acme/web titled "X" and pin it',
  'create an issue in acme/web titled X and merge the branch',
  'create an issue in acme/web titled X, then deploy',
  'open an issue in acme/web about the crash and restart the server',
  'open an issue in acme/web titled "X" and in acme/api too',
  'open an issue in acme/web titled X and one in acme/api titled Y',
  'schedule lunch tomorrow at noon and cancel the 3pm',
  'schedule lunch tomorrow at noon and dance',
  'schedule lunch tomorrow at noon and book a flight',
  'schedule lunch tomorrow at noon, then move the 3pm to 4',
  'schedule lunch tomorrow at noon and move the standup',
  'schedule lunch tomorrow at noon; delete the old one',
  'schedule lunch tomorrow at noon and order pizza',
  'schedule lunch tomorrow at noon and pay the bill',
  'schedule lunch tomorrow at noon and text Kai',
  'schedule lunch tomorrow at noon and find a room',
  'schedule lunch with bob@acme.example tomorrow at noon and tell him to bring cake',
  'schedule lunch tomorrow at noon and turn off the lights',
  'schedule lunch tomorrow at noon. Cancel the 3pm.',
  'schedule lunch tomorrow at noon as well as cancelling the 3pm',
  'schedule lunch tomorrow at noon plus a taxi',
  'schedule lunch tomorrow at noon after that cancel the 3pm',
  'remind me to call Bob on Friday at 9 and text Kai',
  'post hi in #ops and delete the last one',
  'post hi in #ops and dance',
  'post "hi" in #ops and pin it',
  'post hi in #ops, then archive the channel',
  'post in #ops: hi and delete the last one',
  'post hi in #ops as well as in #dev: ho',
  'post hi in #ops & mute it',
  'post hi in #ops and ho in #dev',
  'post in #ops: hi and in #dev: ho',
  'post in #ops: hi, #dev: ho',
  'tell #ops the build is green and deploy it',
  'send a message to #ops saying hello and close the thread',
  'send a webhook to https://x.example/one and wait',
  'send a webhook to https://x.example/one and restart the server',
  'send a webhook to https://x.example/one then check the log',
  'send a webhook to https://x.example/one; dance',
  'POST {"a":1} to https://x.example/one and delete it afterwards',
  'POST {"a":1} to https://x.example/one and print the answer',
  'POST {"a":1} to https://x.example/one and {"a":2} to https://x.example/two',
  'trigger https://x.example/one and https://y.example/two',
  'send webhooks to https://x.example/one and https://y.example/two',
  'show my unread emails and delete them',
  'show my unread emails and mark them as read',
  'check my inbox and reply to Kai',
  'check my inbox and order pizza',
  'list emails from bob@acme.example and archive them',
  'check my inbox and play some music',
  'email bob@acme.example saying hi and eve@acme.example saying ho',
  'email bob@acme.example: hi. eve@acme.example: ho',
  'email bob@acme.example saying hi and another to eve@acme.example saying ho',
  'email bob@acme.example saying hi and also eve@acme.example saying ho',
  'email bob@acme.example hi and tell eve@acme.example ho',
  'email bob@acme.example "hi" and eve@acme.example "ho"',
  'email bob@acme.example "hi", eve@acme.example "ho"',
  'schedule lunch tomorrow at noon and dinner on Friday at 7',
  'schedule lunch tomorrow at noon, dinner on Friday at 7',
  'create two issues in acme/web titled X and Y',
  'create issues in acme/web titled X and Y',
  'post hi in #ops and #dev',
  'post hi to #ops, #dev',
  'book a flight and email bob@acme.example saying hi',
  'cancel the 3pm and schedule lunch tomorrow at noon',
  'delete the last one and post hi in #ops',
  'dance and email bob@acme.example that lunch is at noon',
  'close the old issue and create an issue in acme/web titled X',
  'text Kai and schedule lunch tomorrow at noon',
  'order pizza; post hi in #ops',
  'turn off the lights, then send a webhook to https://x.example/one',
  'play some music. Email bob@acme.example saying hi',
  'restart the server then post "done" in #ops',
  'find a room and schedule lunch tomorrow at noon',
  "email bob@acme.example saying hi, and while you're at it cancel my 3pm",
  'email bob@acme.example saying hi + book a flight',
  'email bob@acme.example saying hi / book a flight',
  'email bob@acme.example saying "hi" followed by a text to Kai',
  '1. email bob@acme.example saying hi 2. book a flight',
  '1) schedule lunch tomorrow at noon 2) post hi in #ops',
  '- schedule lunch tomorrow at noon\\\n- post hi in #ops',
  '* post "hi" in #ops\\\n* dance',
  'first schedule lunch tomorrow at noon, second post hi in #ops',
  'schedule lunch tomorrow at noon. Second, dance.',
  'schedule lunch tomorrow at noon and, if you can, book a table',
  'schedule lunch tomorrow at noon and please book a table',
  "schedule lunch tomorrow at noon and don't forget to book a table",
  'schedule lunch tomorrow at noon and make sure to cancel the old one',
  'schedule lunch tomorrow at noon and I want you to dance',
  'schedule lunch tomorrow at noon and could you call Kai',
  'schedule lunch tomorrow at noon, could you also call Kai?',
  'schedule lunch tomorrow at noon and start the dishwasher',
  'schedule lunch tomorrow at noon and add a note that we meet outside',
  'send a webhook to https://x.example/one and add a header',
  'email bob@acme.example saying "hi" and tell him that I am late',
  'post "hi" in #ops and mention the deadline',
  'create an issue in acme/web titled "X" and add it to the board',
  'check my inbox and open the first one',
  'schedule lunch tomorrow at noon and on Friday too',
  'schedule lunch tomorrow and Friday at noon',
  'schedule lunch on Monday, Tuesday and Friday at noon',
  'create an issue in acme/web titled A and an issue titled B',
  'email bob@acme.example saying hi and do the same for eve@acme.example',
  'show my emails and my calendar',
  "what's in my inbox and what's on my calendar",
  'post "hi" in #ops then go to sleep',
];

/** One request, however much it says. */
const single = [
  'tell bob@acme.example that I will come and dance',
  'tell bob@acme.example that I will come and bring cake',
  'email bob@acme.example saying please call me and bring the keys',
  'email bob@acme.example saying I need to leave early and pick up the kids',
  'email bob@acme.example that we should meet and plan the trip',
  "email bob@acme.example saying let's meet and talk",
  'email bob@acme.example saying can you check the logs and restart the server?',
  'email bob@acme.example saying thanks and goodbye',
  'email bob@acme.example saying the plan and report are attached',
  'email bob@acme.example saying lunch is at noon and dinner is at 8',
  'email bob@acme.example saying the milk and bread are here',
  'email bob@acme.example saying we sing and dance every day',
  'email bob@acme.example about the call and test',
  'email bob@acme.example about lunch and dinner saying "see you"',
  'email bob@acme.example: Hi Bob, please review and merge the branch. Call me when you are done. Thanks, Ann',
  'email bob@acme.example saying "cancel the 3pm and dance"',
  'email bob@acme.example and eve@acme.example saying hi',
  'email bob@acme.example with subject Lunch and body See you',
  'email bob@acme.example and tell him that I am late',
  'email bob@acme.example and say hi',
  'email bob@acme.example saying the party is at 8 and bring a friend',
  'email bob@acme.example saying the car is fixed, come and get it',
  'email bob@acme.example saying no problem and take your time',
  'email bob@acme.example saying the test and review of the code are done',
  'email bob@acme.example: Hi Bob, the invoice is attached. Let me know if anything is missing. Best, Ann',
  'tell #ops lunch is here, come and eat',
  'post in #ops: The build is green. Merge the branch. Then deploy.',
  'create an issue in acme/web titled Users cannot save and close the form',
  'schedule a call with bob@acme.example tomorrow at 3 about budget and hire plan',
  'schedule lunch tomorrow at noon at Cafe Wash and Fold',
  'show emails about plan and review',
  'email bob@acme.example saying "hi", thank you',
  'post "hi" in #ops, thanks, and have a nice day',
  'email bob@acme.example and let him know the roof leaks',
  'email bob@acme.example and ask him to call me',
  'email bob@acme.example saying hi and cc eve@acme.example',
  'email bob@acme.example saying I am late. Start without me.',
  'email bob@acme.example saying wash and fold',
  'post in #ops: restart the server and delete the cache',
  'post in #ops saying everyone stop and look at the board',
  'post "hi" in #ops, please',
  'tell #ops to stop and wait',
  "tell #ops we won and let's dance",
  'post hi and goodbye in #ops',
  'post hello and welcome in #ops',
  'create an issue in acme/web titled Save and load are broken',
  'create an issue in acme/web titled Cut and paste',
  'create an issue in acme/web titled Search and replace the text',
  'create an issue in acme/web titled X and label it bug',
  'create an issue in acme/web titled X with body Log in and press the button',
  'create an issue in acme/web titled X and add the label bug',
  'create an issue in acme/web about the crash: open the page and press Save',
  'create an issue in acme/web saying users cannot log in and reset the password',
  'create an issue in acme/web titled "Close and reopen" and label it ui',
  'schedule lunch and learn tomorrow at noon',
  'schedule a meet and greet on Friday at 3',
  'schedule lunch tomorrow at noon and invite bob@acme.example',
  'schedule lunch tomorrow at noon and call it Team lunch',
  'schedule lunch tomorrow at noon and add bob@acme.example',
  'schedule a meeting on Friday at 3 to review and plan the release',
  'schedule a meeting on Friday at 3 and put it on my calendar',
  'schedule a meeting on Friday at 3 and make it an hour',
  'schedule a meeting titled Plan and review on Friday at 3',
  'schedule lunch with Kai and bob@acme.example tomorrow at noon',
  'book a meeting with bob@acme.example on Friday at 3 and title it Sync',
  'remind me to buy milk and call Bob on Friday at 9',
  'remind me on Friday at 9 to buy milk and call Bob',
  'remind me at 9 tomorrow to wash and iron the shirts',
  'schedule drinks and dance on Friday at 9',
  'send a webhook to https://x.example/one with {"a": 1} and method PUT',
  'send a webhook to https://x.example/one with {"text": "go and dance"}',
  'show my unread emails and summarize them',
  "check my inbox and tell me what's new",
  'check my inbox and see if Kai wrote',
  'show emails from bob@acme.example about lunch and dinner',
  'go and check my inbox',
  'find and show emails from bob@acme.example',
  'write and send an email to bob@acme.example saying hi',
  'create and schedule lunch tomorrow at noon',
  'hi and good morning, email bob@acme.example saying hi',
];

describe('two requests', () => {
  it.each(joins)('are never one that is ready, joined by “%s”', (join) => {
    const silent = requests.flatMap((first) =>
      requests
        .filter((second) => second !== first)
        .map((second) => `${first}${join}${second}`)
        .filter((text) => {
          const understanding = understand(text, context);
          return (
            understanding.kind === 'none' ||
            (suggestionsOf(understanding).length < 2 && understanding.kind !== 'question')
          );
        }),
    );
    expect(silent).toEqual([]);
  });
});

describe('a request with something besides', () => {
  it.each(withMore)('is not taken for the request alone: %s', (text) => {
    const suggestions = suggestionsOf(understand(text, context));
    expect(suggestions.length === 1 && isReady(suggestions[0]!)).toBe(false);
  });

  it.each([
    'order pizza, then post "hi" in #ops and schedule lunch tomorrow at noon',
    'post "hi" in #ops and pin it, and schedule lunch tomorrow at noon',
    'schedule lunch tomorrow at noon and post "hi" in #ops and pin it',
    'post hi in #ops and ho in #dev; schedule lunch tomorrow at noon',
  ])('is asked about also where two requests were understood: %s', (text) => {
    const understanding = understand(text, context);
    expect(understanding).toMatchObject({ kind: 'question', about: 'multi' });
    expect(suggestionsOf(understanding).some(isReady)).toBe(false);
  });

  it('is asked about where mails of two senders are to be listed', () => {
    expect(understand('show emails from bob@acme.example and from eve@acme.example', context)).toMatchObject({
      kind: 'question',
      pointer: '/from',
    });
  });

  it('is asked about, and shown as far as it was understood', () => {
    expect(understand('post hi in #ops and delete the last one', context)).toMatchObject({
      kind: 'question',
      about: 'multi',
      suggestions: [{ input: { space: 'ops', text: 'hi' }, blockedBy: 'multi' }],
    });
  });
});

describe('one request', () => {
  it('ends with who gets a copy, also by name', () => {
    const contacts = [{ name: 'Kai', email: 'kai@port.example' }];
    expect(understand('email bob@acme.example saying hi, cc Kai', { ...context, contacts })).toMatchObject({
      suggestions: [{ input: { to: ['bob@acme.example'], cc: ['kai@port.example'], body: 'hi' } }],
    });
  });

  it('is on the day that is told twice', () => {
    expect(understand('schedule lunch tomorrow, Thursday, at noon', context)).toMatchObject({
      suggestions: [{ input: { start: '2026-03-05T12:00:00' } }],
    });
  });

  it.each(single)('stays one: %s', (text) => {
    const understanding = understand(text, context);
    expect([understanding.kind, suggestionsOf(understanding).length]).toEqual(['suggestions', 1]);
  });
});
