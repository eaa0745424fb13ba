import { ROWS } from '../behaviour/rows.ts';
import { show } from '../behaviour/verdict.ts';
import { nameOf } from '../candidates.ts';
import type { Circumstances, Result } from '../results.ts';
import { whereOthersAreBetter } from './better.ts';
import { MEASURED, NOTES } from './notes.ts';
import { NUMBERS } from './numbers.ts';
import { table } from './table.ts';

/** The whole of docs/sdk-comparison.md. The first result of each language is ours. */
export function page(results: Result[], circumstances: Circumstances): string {
  const { processor, processors, gigabytes, system, node, python, load, rounds } = circumstances;
  const javascript = results.filter(({ candidate }) => candidate.language === 'javascript');
  const inPython = results.filter(({ candidate }) => candidate.language === 'python');
  return `# The clients beside others

Written by \`npx -y pnpm@12 bench:sdk\`; do not edit it by hand. Every client was installed into a folder of its own, was made as its
documentation says, with the defaults that it has, and talked to [the fault server](../packages/fault-server/README.md) on the same
machine. Ours are those of this repository, packed and installed like the others, and measured by the same code,
[packages/sdk-bench](../packages/sdk-bench/README.md). [What each row means](#how-it-is-measured) stands below.

## JavaScript

${languageTable(javascript)}

## Python

${languageTable(inPython)}

## Where others are better

${better(javascript, 'JavaScript')}

${better(inPython, 'Python')}

## What to know before you compare

${list(NOTES)}

## How it is measured

On ${processors} processors (${processor}), ${gigabytes} GB, ${system}, Node ${node}, Python ${python}. Some ${load.toFixed(0)} processes wanted to run at once
while imports were timed. Times differ from machine to machine; how they compare does not much.

${list([...MEASURED(rounds), ...ROWS.map(({ title, method }) => `**${title}**: ${method}`)])}
`;
}

function languageTable(results: Result[]): string {
  const head = ['', ...results.map(({ candidate }) => nameOf(candidate))];
  const numbers = NUMBERS.filter(({ of }) => of(results[0]!) !== undefined).map(({ title, of, write }) => [
    title,
    ...results.map((result) => write(of(result)!)),
  ]);
  const runtime = ['the oldest runtime that the package asks for', ...results.map(({ runtime }) => runtime)];
  const behaviour = ROWS.map(({ title }) => [title, ...results.map(({ verdicts }) => show(verdicts[title]!))]);
  return table(head, [...numbers, runtime, ...behaviour]);
}

function better(results: Result[], language: string): string {
  const found = whereOthersAreBetter(results);
  return found.length === 0 ? `In ${language}, in no row of the table.` : `In ${language}:\n\n${list(found)}`;
}

const list = (lines: string[]) => lines.map((line) => `- ${line}`).join('\n');
