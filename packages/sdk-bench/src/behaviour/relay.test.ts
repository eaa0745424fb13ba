// The bench as it is run, with our JavaScript client, which the workspace has: the rows that need no waiting.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { candidateOf } from '../fixtures.ts';
import { playWith } from './play.ts';
import { ROWS } from './rows.ts';

const folder = fileURLToPath(new URL('../../node_modules/.cache/sdk-bench/test', import.meta.url));
const play = playWith({ of: () => ({ folder, program: process.execPath, environment: {} }) });

beforeAll(() => {
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${folder}/entry.mjs`, "import * as module from '@relay/sdk-js';\nexport default module;\n");
});
afterAll(() => rmSync(folder, { recursive: true }));

const quick = ['POST that got 503', 'GET whose connection', 'page of HTML', '`..` or empty', 'is logged', 'CRLF'];
it.each(ROWS.filter(({ title }) => quick.some((words) => title.includes(words))))('$title', async ({ judge }) => {
  expect(await judge(candidateOf('javascript', 'relay'), play)).toMatchObject({ mark: 'yes' });
});
