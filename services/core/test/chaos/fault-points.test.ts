// Core dies once at each fault point in its source, under racing clients; nothing is lost and nothing runs twice.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cloneDatabase } from '@relay/testing/postgres';
import { beforeAll, expect, inject, it } from 'vitest';
import { loadConfig } from '../../src/platform/config.js';
import { SEED } from './chance.js';
import { type Deaths, dieAtEach } from './deaths.js';

const source = fileURLToPath(new URL('../../src', import.meta.url));
const points = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
  .flatMap((name) => [...readFileSync(join(source, name), 'utf8').matchAll(/\bfaultPoint\('([^']+)'\)/g)])
  .map(([, point]) => point!)
  .filter((point) => !/^(refresh|disconnect)\./.test(point)) // connections.test.ts lets it die at those
  .sort();

let deaths: Deaths[];

beforeAll(async () => {
  // Most of a life is its start: two rows of them use the time in which the other one waits.
  const rows = [0, 1].map((row) => points.filter((_, index) => index % 2 === row));
  deaths = await Promise.all(
    rows.map(async (row, index) => dieAtEach(row, SEED + index, await cloneDatabase(inject('postgresUrl')))),
  );
}, 600_000);

it.each(points)('core can die at %s', (point) => {
  expect(deaths.flatMap(({ diedAt }) => diedAt)).toContain(point);
});

it('loses nothing and repeats nothing', () => {
  expect(deaths.flatMap(({ problems }) => problems)).toEqual([]);
});

it('cannot be told to die in production', () => {
  expect(() => loadConfig({ NODE_ENV: 'production', RELAY_FAULT_POINT: points[0] })).toThrow('RELAY_FAULT_POINT');
});
