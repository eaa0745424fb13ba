import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { REPOSITORY, readPages } from '../src/pages.ts';

const withoutCode = (markdown: string) => markdown.replaceAll(/^ *```.*?^ *```/gms, '');

/** The anchors of a page, as GitHub makes them of its headings. */
function anchorsOf(file: string): string[] {
  const headings = withoutCode(readFileSync(file, 'utf8')).matchAll(/^#+ (.*)$/gm);
  return [...headings].map(([, heading = '']) =>
    heading
      .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\-_ ]/gu, '')
      .replaceAll(' ', '-'),
  );
}

it('has no link between its pages that leads nowhere', () => {
  const lost = readPages().flatMap(({ path, markdown }) =>
    [...withoutCode(markdown).matchAll(/\]\(([^)\s]+)\)/g)].flatMap(([, link = '']) => {
      if (/^[a-z]+:/.test(link)) return [];
      const [target, anchor] = link.split('#');
      const file = join(REPOSITORY, target ? join(dirname(path), target) : path);
      const leads = existsSync(file) && (!anchor || anchorsOf(file).includes(anchor));
      return leads ? [] : [`${path}: ${link}`];
    }),
  );
  expect(lost).toEqual([]);
});
