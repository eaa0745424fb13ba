import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { judged } from '../src/eval/judge.js';
import { predictionOf } from '../src/eval/prediction.js';
import { isTyped, readRows } from '../src/eval/rows.js';
import { understand } from '../src/index.js';
import { KEYWORDS } from '../src/text/keywords.js';
import { context } from './contexts.js';

const keywords = new Set(KEYWORDS.filter((word) => word.length >= 4));
const rows = readRows(fileURLToPath(new URL('typed.jsonl', import.meta.url)))
  .filter(isTyped)
  .filter(({ kind }) => kind === 'plain');

/** Numbers that look random and are the same in every run. */
function numbers(seed: number) {
  let state = seed;
  return (below: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state % below;
  };
}

/** The text with one letter of one of its keywords left out, doubled, changed or swapped; undefined where it has no keyword. */
function mistyped(text: string, below: (limit: number) => number): string | undefined {
  const places = [...text.matchAll(/[A-Za-z]+/g)].filter(([word]) => keywords.has(word.toLowerCase()));
  const place = places[below(places.length || 1)];
  if (!place) return undefined;
  const [word] = place;
  const at = 1 + below(word.length - 2);
  const forms = [
    word.slice(0, at) + word.slice(at + 1),
    word.slice(0, at) + word[at] + word.slice(at),
    word.slice(0, at) + 'abcdefghijklmnopqrstuvwxyz'[below(26)] + word.slice(at + 1),
    word.slice(0, at) + word[at + 1] + word[at] + word.slice(at + 2),
  ];
  return text.slice(0, place.index) + forms[below(4)] + text.slice(place.index + word.length);
}

it('understands what is asked for in spite of one wrong letter in a keyword, in 94 % of the plain requests', () => {
  const below = numbers(20260304);
  let [right, all] = [0, 0];
  for (let round = 0; round < 5; round++)
    for (const row of rows) {
      const text = mistyped(row.text, below);
      if (text === undefined) continue;
      all++;
      right += Number(judged(row, predictionOf(row.id, understand(text, context))).intent);
    }
  expect(all).toBeGreaterThan(300);
  expect(right / all).toBeGreaterThanOrEqual(0.94);
});
