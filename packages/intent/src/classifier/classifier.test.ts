import { expect, it } from 'vitest';
import { likelihoods } from './classifier.js';
import { seeds } from './seeds.js';

it('has learned its own seeds', () => {
  const all = [...seeds()];
  const right = all.filter(([phrase, label]) => {
    const found = likelihoods(phrase.split(' '));
    return found[label] === Math.max(...Object.values(found));
  });
  expect(right.length / all.length).toBeGreaterThan(0.97);
});

it.each([
  ['is there something from the school in my mail', 'email.list'],
  ['could someone drop my tutor an email', 'email.send'],
  ['keep sunday free for the trip', 'calendar.create'],
  ['dim the bedroom lights', 'oos'],
])('guesses what it has not seen: %s', (phrase, label) => {
  const found = likelihoods(phrase.split(' '));
  expect(Object.entries(found).sort(([, one], [, other]) => other - one)[0]![0]).toBe(label);
});
