import { describe, expect, it } from 'vitest';
import { understand } from '../src/index.js';
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
