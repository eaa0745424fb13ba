import { expect, it } from 'vitest';
import { keywordMeant } from './typo.js';

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
