import { expect, it } from 'vitest';
import { decisionOf } from './decision.ts';

const trouble = { title: 'T', advice: 'A' };

it.each([
  ['a fresh preview', { leftMs: 1, sending: false, trouble: undefined }, 'confirm'],
  ['one that met trouble which passes', { leftMs: 1, sending: false, trouble }, 'confirm'],
  ['an expired one', { leftMs: 0, sending: false, trouble: undefined }, 'preview again'],
  ['one that was changed', { leftMs: 1, sending: false, trouble: { ...trouble, previewAgain: true } }, 'preview again'],
  ['one that expires while it is sent', { leftMs: 0, sending: true, trouble: undefined }, 'confirm'],
  [
    'one whose confirm may have arrived',
    { leftMs: 1, sending: false, trouble: { ...trouble, confirmAgain: true } },
    'confirm again',
  ],
  [
    'the same when its time is over',
    { leftMs: 0, sending: false, trouble: { ...trouble, confirmAgain: true } },
    'confirm again',
  ],
] as const)('of %s', (_, situation, decision) => {
  expect(decisionOf(situation)).toBe(decision);
});
