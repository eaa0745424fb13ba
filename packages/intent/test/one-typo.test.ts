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

/** The keys beside each key. */
const BESIDE: Record<string, string> = {
  ...{
    q: 'wa',
    w: 'qes',
    e: 'wrd',
    r: 'etf',
    t: 'ryg',
    y: 'tuh',
    u: 'yij',
    i: 'uok',
    o: 'ipl',
    p: 'ol',
    a: 'qsz',
    s: 'adwx',
  },
  ...{
    d: 'sfec',
    f: 'dgrv',
    g: 'fhtb',
    h: 'gjyn',
    j: 'hkum',
    k: 'jlim',
    l: 'kop',
    z: 'xas',
    x: 'zcs',
    c: 'xvd',
    v: 'cbf',
  },
  ...{ b: 'vng', n: 'bmh', m: 'nk' },
};

/** A word with one letter left out, doubled, swapped with the next, or changed for one of the keys beside it. */
function* mistyped(word: string): Generator<string> {
  for (let at = 0; at < word.length; at++) {
    const [before, letter, after] = [word.slice(0, at), word[at]!, word.slice(at + 1)];
    yield before + after;
    yield before + letter + letter + after;
    if (after && after[0] !== letter) yield before + after[0] + letter + after.slice(1);
    for (const other of BESIDE[letter.toLowerCase()] ?? '') yield before + other + after;
  }
}

/** The keywords of a text, outside of targets and quotations, with their places. */
function keywordsIn(text: string): Array<{ index: number; word: string }> {
  const quotes = [...text.matchAll(/"[^"]*"/g)].map(({ 0: quote, index }) => [index, index + quote.length] as const);
  return [...text.matchAll(/(?<![\w@./#-])[A-Za-z]+(?![\w@/-]|\.\w)/g)]
    .map(({ 0: word, index }) => ({ index, word }))
    .filter(
      ({ index, word }) =>
        keywords.has(word.toLowerCase()) && !quotes.some(([from, to]) => index >= from && index < to),
    );
}

/** The share of texts whose intent is still understood. */
function shareUnderstood(change: (text: string) => string[]): number {
  let [right, all] = [0, 0];
  for (const row of rows)
    for (const text of change(row.text)) {
      all++;
      right += Number(judged(row, predictionOf(row.id, understand(text, context))).intent);
    }
  expect(all).toBeGreaterThan(150);
  return right / all;
}

it('understands what is asked for in spite of any one wrong letter in any one keyword, in 98 %', () => {
  const share = shareUnderstood((text) =>
    keywordsIn(text).flatMap(({ index, word }) =>
      [...mistyped(word)].map((typo) => text.slice(0, index) + typo + text.slice(index + word.length)),
    ),
  );
  expect(share).toBeGreaterThanOrEqual(0.98);
}, 60_000);

it('understands what is asked for where the space behind a keyword is missing, in 90 %', () => {
  const share = shareUnderstood((text) =>
    keywordsIn(text).flatMap(({ index, word }) => {
      const end = index + word.length;
      return /^ [a-z]+ /i.test(text.slice(end)) ? [text.slice(0, end) + text.slice(end + 1)] : [];
    }),
  );
  expect(share).toBeGreaterThanOrEqual(0.9);
});

it('alters no letter of what is said', () => {
  expect(understand('emial kai@port.example sayin teh shedule is emailthe pst', context)).toMatchObject({
    suggestions: [{ input: { body: 'teh shedule is emailthe pst' } }],
  });
});
