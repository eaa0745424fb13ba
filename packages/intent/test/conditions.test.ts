import { describe, expect, it } from 'vitest';
import { understand } from '../src/index.js';
import { context, isReadyWrite, suggestionsOf } from './contexts.js';

/** What somebody is told nothing in but what to wait for. */
const unsaid = `tell #ops X
ping #ops X
notify #ops, X
let bob@acme.example know X
email bob@acme.example X
email bob@acme.example - X
message bob@acme.example X
warn bob@acme.example X
email bob@acme.example letting him know X`.split('\n');
const conditions = `if the cache is cold
when the tests are green
once the tests are green
unless somebody answers
whenever the disk is full
until somebody answers
after the tests are green
before the disk is full
as soon as the tests are green
in case the disk is full
provided the disk is full
the moment the tests are green
whether the tests are green
should the disk fill up
while I am away
on failure
upon completion
the minute the tests are green
daily
later today
in 20 minutes
tomorrow at 9
on Friday`.split('\n');

describe('a text that nothing leads to and that only says when', () => {
  it.each(conditions)('is never ready where nothing is said but when: %s', (condition) => {
    expect(unsaid.map((request) => request.replace('X', condition)).filter(isReadyWrite)).toEqual([]);
  });

  it.each(conditions)('is never made something else of: %s', (condition) => {
    for (const request of unsaid)
      expect(suggestionsOf(understand(request.replace('X', condition), context))[0]?.action).toMatch(/\.send$/);
  });
});
