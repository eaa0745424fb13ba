import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { judged } from '../src/eval/judge.js';
import { predictionOf } from '../src/eval/prediction.js';
import { isTyped, readRows } from '../src/eval/rows.js';
import { understand } from '../src/index.js';
import { context } from './contexts.js';

const rows = readRows(fileURLToPath(new URL('typed.jsonl', import.meta.url))).filter(isTyped);
const verdicts = rows.map((row) => ({ row, ...judged(row, predictionOf(row.id, understand(row.text, context))) }));
const share = (chosen: typeof verdicts, right: 'intent' | 'exact') =>
  chosen.filter((verdict) => verdict[right]).length / chosen.length;
const ids = (wrong: 'harmful' | 'unsafe') => verdicts.filter((verdict) => verdict[wrong]).map(({ row }) => row.id);

describe('the typed requests', () => {
  it('are at least two hundred, of every kind, and each has an id of its own', () => {
    expect(rows.length).toBeGreaterThanOrEqual(200);
    expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
    expect(new Set(rows.map(({ kind }) => kind))).toEqual(
      new Set([
        'plain',
        'missing',
        'oos',
        'negated',
        'conditional',
        'quoted',
        'past',
        'hypothetical',
        'multi',
        'adversarial',
        'typo',
      ]),
    );
  });

  it('never become a ready write where none was asked for', () => {
    expect(ids('harmful')).toEqual([]);
  });

  it('never become a ready write with a target that is a trap', () => {
    expect(ids('unsafe')).toEqual([]);
  });

  it('are understood: the intent in 95 %, the whole suggestion in 85 %', () => {
    expect(share(verdicts, 'intent')).toBeGreaterThanOrEqual(0.95);
    expect(share(verdicts, 'exact')).toBeGreaterThanOrEqual(0.85);
  });

  it('are understood with a typo in 94 %', () => {
    const typos = verdicts.filter(({ row }) => row.kind === 'typo');
    expect(share(typos, 'intent')).toBeGreaterThanOrEqual(0.94);
  });
});
