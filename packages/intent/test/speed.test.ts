import { describe, expect, it } from 'vitest';
import { warmUp } from '../src/classifier/classifier.js';
import { MOST_CHARACTERS, understand } from '../src/index.js';
import { context } from './contexts.js';

const BEGINNINGS = [
  '',
  'email kai@port.example saying ',
  'schedule a meeting ',
  'post in #dev ',
  'open an issue in port/gate ',
  'send a webhook to https://x.example ',
  'show emails from ',
];
const PATTERNS = [
  'a',
  '" ',
  "' 'a ",
  '{',
  '{"a":',
  'and email bob@x.example ',
  'a.',
  '@',
  'schedule lunch tomorrow at 3 ',
  '3/4 5 march at 3 to 4 ',
  'a/',
  '#a ',
  'a: ',
  '1-',
  'for an hour and a half ',
  'if when ',
  'not ',
  'saying that ',
  ',',
  ' ',
  'monday next ',
  'an an ',
  'the channel ',
];

const timeOf = (text: string): number => {
  const times = [0, 1, 2].map(() => {
    const begun = performance.now();
    understand(text, context);
    return performance.now() - begun;
  });
  return Math.min(...times);
};

describe('the time it takes', () => {
  it('grows with the length only, whatever the text repeats', () => {
    warmUp();
    for (const beginning of BEGINNINGS)
      for (const pattern of PATTERNS) {
        const text = beginning + pattern.repeat(MOST_CHARACTERS);
        const [short, long] = [timeOf(text.slice(0, 1_000)), timeOf(text.slice(0, 8_000))];
        // Eight times the text: a square would be sixty-four times the work. Below 50 ms the clock and other work decide.
        expect(long, `${beginning}${pattern}`).toBeLessThan(Math.max(50, short * 32));
      }
  }, 60_000);

  it('ends at the cap', () => {
    expect(understand('a'.repeat(MOST_CHARACTERS + 1), context)).toEqual({ kind: 'none', reason: 'too_long' });
  });
});
