import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { ROWS } from '../behaviour/rows.ts';
import { does, doesNot, fact, none, partly, show } from '../behaviour/verdict.ts';
import { CANDIDATES, nameOf } from '../candidates.ts';
import { candidateOf, resultOf } from '../fixtures.ts';
import { whereOthersAreBetter } from './better.ts';
import { page } from './page.ts';
import { table } from './table.ts';

const relay = candidateOf('javascript', 'relay');
const svix = candidateOf('javascript', 'svix');
const { title } = ROWS[0]!;

it('writes a table that a pipe in a cell does not break', () => {
  expect(table(['', 'ours'], [['a|b', 'yes']])).toBe(
    ['|      | ours |', '| ---- | ---- |', '| a\\|b | yes  |'].join('\n'),
  );
});

it('says yes, partly or no before the rest', () => {
  expect([does(), does('1 ms'), partly('late'), doesNot('never')].map(show)).toEqual([
    'yes',
    'yes: 1 ms',
    'partly: late',
    'no: never',
  ]);
  expect([fact('60 s'), none('has no streams')].map(show)).toEqual(['60 s', '– (has no streams)']);
});

it('tells where another is smaller, faster, or does what we do not', () => {
  const ours = resultOf(relay, { verdict: [title, doesNot('it waits on')] });
  const other = resultOf(svix, { bundle: 4_000, importTime: { wall: 7, cpu: 3 } });
  expect(whereOthersAreBetter([ours, other])).toEqual([
    'one client with one call: minified, gzipped: svix 2.5.0 has 4.0 kB; ours has 5.0 kB.',
    'import, time of the processor: svix 2.5.0 has 3.0 ms; ours has 6.0 ms.',
    `${title}: svix 2.5.0; ours: no: it waits on.`,
  ]);
});

it('tells nothing where all are alike, or where the question does not arise', () => {
  const others = [resultOf(svix, { verdict: [title, none('has no streams')] }), resultOf(svix)];
  expect(whereOthersAreBetter([resultOf(relay), ...others])).toEqual([]);
  expect(whereOthersAreBetter([resultOf(relay, { verdict: [title, fact('60 s')] }), resultOf(svix)])).toEqual([]);
});

it('has every row and every candidate in the page', () => {
  const results = CANDIDATES.map((candidate) => resultOf(candidate));
  const machine = { processor: 'x', processors: 2, gigabytes: 4, system: 'Linux 6', node: '24', python: '3.11' };
  const text = page(results, { ...machine, load: 1, rounds: 15 });
  expect(missingIn(text)).toEqual([]);
});

it('was run since a row or a candidate has changed', () => {
  const text = readFileSync(new URL('../../../../docs/sdk-comparison.md', import.meta.url), 'utf8');
  expect(missingIn(text)).toEqual([]);
});

function missingIn(text: string): string[] {
  const methods = ROWS.map((row) => `- **${row.title}**: ${row.method}\n`);
  const rows = ROWS.map((row) => `\n| ${row.title} `);
  const names = CANDIDATES.map((candidate) => `| ${nameOf(candidate)} `);
  return [...methods, ...rows, ...names].filter((part) => !text.includes(part));
}
