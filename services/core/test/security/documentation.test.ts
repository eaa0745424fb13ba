// docs/security.md and docs/guarantees.md say which test shows what: every name in them is one.
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const page = new URL('../../../../docs/security.md', import.meta.url);
const text = readFileSync(page, 'utf8');

/** `[file](path): `name` · `name``, as often as it stands there. */
const claims = [...text.matchAll(/\]\((\S+?\.ts)\):\s((?:`[^`]+`(?:\s·\s)?)+)/g)].flatMap(([, path, names]) =>
  [...names!.matchAll(/`([^`]+)`/g)].map((match) => ({ path: path!, name: match[1]! })),
);

it('names tests that there are', () => {
  expect(claims.length).toBeGreaterThan(50);
  const source = (path: string) => readFileSync(new URL(path, page), 'utf8');
  expect(claims.filter(({ path, name }) => !source(path).includes(name))).toEqual([]);
});

it('links files that there are', () => {
  const links = [...text.matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map((match) => match[1]!);
  expect(links.filter((link) => readFileSync(new URL(link, page)).length === 0)).toEqual([]);
});

it('has a row for each of the ten risks and each requirement of C9.2', () => {
  const missing = [
    ...Array.from({ length: 10 }, (_, index) => `| **API${index + 1}** `),
    ...Array.from({ length: 10 }, (_, index) => `**9.2.${index + 1}**`),
  ].filter((row) => !text.includes(row));
  expect(missing).toEqual([]);
});

it('names tests of the guarantees that there are', () => {
  const guarantees = new URL('guarantees.md', page);
  const [, ...lists] = readFileSync(guarantees, 'utf8').split('\n**Tests**\n');
  const items = lists.map((list) => list.split('\n## ')[0]!.split(/^- /m).slice(1));
  expect(items.map((list) => list.length > 0)).toEqual(Array.from({ length: 11 }, () => true));
  const missing = items.flat().flatMap((item) => {
    const sources = [...item.matchAll(/\]\((\S+?\.ts)\)/g)].map(([, path]) =>
      readFileSync(new URL(path!, guarantees), 'utf8'),
    );
    const names = [...item.matchAll(/`([^`]+)`/g)].map(([, name]) => name!.replace(/\s+/g, ' '));
    return names.filter((name) => !sources.some((source) => source.includes(name)));
  });
  expect(missing).toEqual([]);
});
