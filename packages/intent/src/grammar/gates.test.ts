import { describe, expect, it } from 'vitest';
import { understand } from '../understand.js';

const context = { now: new Date('2026-03-04T14:00:00Z'), timeZone: 'UTC' };
const gateOf = (text: string) => {
  const understanding = understand(text, context);
  return understanding.kind === 'none'
    ? understanding.reason
    : understanding.kind === 'question'
      ? understanding.about
      : 'ready';
};

describe('the gates', () => {
  it.each([
    ['Do not post in #dev: hi', 'negated'],
    ['Post in #dev: hi. Scratch that.', 'negated'],
    ['Post in #dev that it is done unless it is not', 'conditional'],
    ['If it works, post in #dev: hi', 'conditional'],
    ['Wenn es klappt, post in #dev: hi', 'conditional'],
    ['Si funciona, post in #dev: hi', 'conditional'],
    ["Quand c'est fini, post in #dev: hi", 'conditional'],
    ['Bitte nicht, post in #dev: hi', 'negated'],
    ['Post in #dev tomorrow at 9: hi', 'scheduled'],
    ['Should I post in #dev: hi', 'hypothetical'],
    ['Ann asked you to post in #dev: hi', 'reported'],
    ['I posted in #dev: hi', 'out_of_scope'],
    ['Post in #dev: hi and email ann@x.example saying hi', 'multi'],
    ['can you send emails?', 'question'],
  ])('%s: %s', (text, gate) => {
    expect(gateOf(text)).toBe(gate);
  });

  it.each([
    'Post in #dev: do not deploy',
    'Post in #dev: if it rains, stay home',
    'Post in #dev: wenn es regnet, nicht kommen',
    'Email ann@x.example saying si',
    'Post in #dev saying let me know if you need me',
    'tell #dev that I will not be there',
    'Post "send an email to ann@x.example" in #dev',
    "don't forget to post in #dev: hi",
    "why don't you post in #dev: hi",
    'Email ann@x.example asking for nothing, saying we are not closed',
  ])('what somebody says is not what is asked for: %s', (text) => {
    expect(gateOf(text)).toBe('ready');
  });
});
