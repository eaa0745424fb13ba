// Every sample of every page of the repository, run against a core, or said not to be run and why.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { blocksOf, fencesOf, groupsOf } from '../src/blocks.ts';
import { readPages } from '../src/pages.ts';
import type { World } from '../src/world.ts';
import type { Check } from './pages/checks.ts';
import { examples } from './pages/examples.ts';
import { guides } from './pages/guides.ts';
import { packages } from './pages/packages.ts';
import { closeReader, openReader, type Reader, startUsedWorld } from './pages/reader.ts';
import { readme } from './pages/root.ts';

/** What the samples of each page must do, in their order; a sample in several languages counts once. */
const CHECKS: Record<string, Check[]> = {
  'README.md': readme,
  ...under('docs/guides', guides),
  ...under('examples', examples, '/README'),
  ...under('packages', packages, '/README'),
};

function under(folder: string, checks: Record<string, Check[]>, file = ''): Record<string, Check[]> {
  return Object.fromEntries(Object.entries(checks).map(([name, list]) => [`${folder}/${name}${file}.md`, list]));
}

let world: World;
beforeAll(async () => {
  world = await startUsedWorld();
});
afterAll(() => world?.stop());

const pages = readPages().map((page) => ({ ...page, blocks: blocksOf(page.markdown) }));

describe.each(pages.filter(({ blocks }) => blocks.length > 0))('$path', ({ path, blocks }) => {
  const groups = groupsOf(blocks.filter(({ notRun }) => notRun === undefined));
  const checks = CHECKS[path] ?? [];
  let reader: Reader;
  beforeAll(async () => {
    reader = await openReader(world);
  });
  afterAll(() => closeReader(reader));

  it('has samples that this test knows; to add one, say in test/pages what it must print', () => {
    expect(groups.map(([first]) => first!.line)).toHaveLength(checks.length);
  });

  it.each(checks.slice(0, groups.length).map((check, index) => ({ line: groups[index]![0]!.line, check, index })))(
    'runs the sample of line $line',
    ({ check, index }) => check(reader, groups[index]!),
  );
});

/** What a fence says of a program that is no client's: another test takes it from its page and runs it. */
const RUN_ELSEWHERE = 'the tests of core run it';

it('runs every program; only commands may be said not to be run', () => {
  const programs = pages.flatMap(({ path, blocks }) =>
    blocks
      .filter(({ language, notRun }) => notRun !== undefined && language !== 'sh' && notRun !== RUN_ELSEWHERE)
      .map(({ line }) => [path, line]),
  );
  expect(programs).toEqual([]);
});

it('shows JSON that is JSON', () => {
  for (const { path, markdown } of pages)
    for (const { name, code, line } of fencesOf(markdown))
      if (name === 'json') expect(() => JSON.parse(code), `${path}, line ${line}`).not.toThrow();
});

it('has no checks of pages that are gone', () => {
  expect(pages.map(({ path }) => path)).toEqual(expect.arrayContaining(Object.keys(CHECKS)));
});
