import { expect, it } from 'vitest';
import { keywordMeant, missingSpaceIn } from './typo.js';

it.each([
  ['emial', 'email'],
  ['shedule', 'schedule'],
  ['mesage', 'message'],
  ['isssue', 'issue'],
  ['webhok', 'webhook'],
  ['tomorow', 'tomorrow'],
  ['unles', 'unless'],
])('%s was meant to be %s', (typo, keyword) => {
  expect(keywordMeant(typo)).toBe(keyword);
});

it.each(['sent', 'past', 'posted', 'created', 'cook', 'white', 'male', 'even', 'tissue', 'ann', 'xyz', ''])(
  'the word %s is left as it is',
  (word) => {
    expect(keywordMeant(word)).toBe(word);
  },
);

it.each([
  ['emailthe', 5],
  ['pleasemail', 6],
  ['checkmy', 5],
])('a space is missing in %s', (word, at) => {
  expect(missingSpaceIn(word)).toBe(at);
});

it.each(['checkin', 'weekend', 'openings', 'postman', 'bookmark', 'reports', 'emailx'])(
  'no space is missing in %s',
  (word) => {
    expect(missingSpaceIn(word)).toBe(0);
  },
);
