import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { isTyped, readRows } from '../src/eval/rows.js';
import { isReady, understand } from '../src/index.js';
import { context, suggestionsOf } from './contexts.js';

const plain = readRows(fileURLToPath(new URL('typed.jsonl', import.meta.url)))
  .filter(isTyped)
  .filter(({ kind }) => kind === 'plain')
  // What refuses one thing and asks for another, or tells before it asks, is two sentences already.
  .filter(({ text }) => !/^(?:don't email|I have)|\n/.test(text))
  .map(({ text, intent }) => ({ text: text.replace(/[.?!]$/, ''), intent: String(intent) }));

const lower = (text: string) => `${text[0]!.toLowerCase()}${text.slice(1)}`;
const said = (text: string) => suggestionsOf(understand(text, context)).map(({ action, input }) => ({ action, input }));

/** What is wrong with what is made of two requests in one text. */
function fault(first: string, second: string, join: string): string | undefined {
  const understanding = understand(`${first}${join}${second}`, context);
  const found = suggestionsOf(understanding);
  if (understanding.kind === 'none') return 'nothing';
  if (found.length === 1 && isReady(found[0]!)) return 'one that is ready';
  if (found.length !== 2) return `${found.length} named`;
  const together = found.map(({ action, input }) => ({ action, input }));
  return JSON.stringify(together) === JSON.stringify([...said(first), ...said(second)]) ? undefined : 'mixed';
}

describe('two requests in one text', () => {
  for (const join of [' and ', ', then ', '. Then ', '; also ', ' as well as '])
    it(`are both there, each with its own values, joined by “${join}”`, () => {
      const faults: string[] = [];
      for (const first of plain)
        for (const second of plain) {
          if (first.intent === second.intent) continue;
          const wrong = fault(first.text, lower(second.text), join);
          if (wrong) faults.push(`${wrong}: ${first.text}${join}${lower(second.text)}`);
        }
      expect(faults).toEqual([]);
    }, 60_000);
});
