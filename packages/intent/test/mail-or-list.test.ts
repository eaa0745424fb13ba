import { describe, expect, it } from 'vitest';
import { understand } from '../src/index.js';
import { context, suggestionsOf } from './contexts.js';

describe('a mail to write', () => {
  it.each([
    'please do send bob@acme.example an email. Subject: Hi. Body: See you at 5. Thanks.',
    'do send bob@acme.example an email saying hi',
    'do please email bob@acme.example saying hi',
    'anyone send bob@acme.example an email saying hi',
    'have an email sent to bob@acme.example saying hi',
    'get bob@acme.example an email saying hi',
    'got to send bob@acme.example an email saying hi',
    'is it time to send bob@acme.example an email saying hi',
    'pull an email together for bob@acme.example: hi',
    'get bob@acme.example an email. Subject: Hi. Body: ho',
  ])('is never a list of mails: %s', (text) => {
    const actions = suggestionsOf(understand(text, context)).map(({ action }) => action);
    expect(actions.filter((action) => action !== 'google.gmail.send')).toEqual([]);
  });

  it.each([
    'tell bob@acme.example we got his mail',
    'tell bob@acme.example her email bounced',
    'could you let bob@acme.example know we got his mail?',
    'tell my boss I got the mail',
    'tell the team we got the mail',
    'tell Bob his email bounced',
  ])('is never a list of mails where it tells of one: %s', (text) => {
    const actions = suggestionsOf(understand(text, context)).map(({ action }) => action);
    expect(actions.filter((action) => action !== 'google.gmail.send')).toEqual([]);
  });

  it('is one with a `do` that only stresses it', () => {
    const text = 'please do send bob@acme.example an email. Subject: Hi. Body: See you at 5. Thanks.';
    expect(understand(text, context)).toMatchObject({
      kind: 'suggestions',
      suggestions: [{ input: { to: ['bob@acme.example'], subject: 'Hi', body: 'See you at 5. Thanks.' }, missing: [] }],
    });
  });
});
