import { expect, it } from 'vitest';
import { isNo, isYes } from './chat.consent.js';

it.each([
  'yes',
  'Yes, please!',
  'ok',
  'Ja',
  'ja, bitte.',
  'sí',
  'Sí, por favor',
  'Oui !',
  "d'accord",
  "Oui, s'il te plaît",
  'はい',
  'はい、お願いします。',
])('%s is a yes', (text) => {
  expect([isYes(text), isNo(text)]).toEqual([true, false]);
});

it.each(['no', 'Nein', 'nein danke', 'Non, merci', 'No, gracias', 'いいえ', 'いいえ。'])('%s is a no', (text) => {
  expect([isYes(text), isNo(text)]).toEqual([false, true]);
});

it('a long text is neither, whatever it begins with', () => {
  expect([isYes(`yes${'!'.repeat(300)}`), isNo(`no${'!'.repeat(300)}`)]).toEqual([false, false]);
});

it.each([
  'не ok', // "not ok" in Russian
  '不 yes',
  'ja, aber nicht heute',
  'oui mais demain',
  'sí, si llueve',
  'ja?nein',
  'はい、でも明日', // "yes, but tomorrow"
  'yes if it rains',
  'January',
  'single',
])('%s is neither', (text) => {
  expect([isYes(text), isNo(text)]).toEqual([false, false]);
});
