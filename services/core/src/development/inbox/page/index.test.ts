import { stripTypeScriptTypes } from 'node:module';
import { describe, expect, it } from 'vitest';
import { DETAIL } from './detail.js';
import { HTML } from './html.js';
import { FILES } from './index.js';
import { JSON_VIEW } from './json-view.js';
import { LIST } from './list.js';
import { STYLE } from './style.js';

const scripts = Object.entries(FILES).filter(([path]) => path.endsWith('.js'));
const files = Object.entries(FILES).map(([path, { text }]) => [path, text] as const);
const matches = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map((match) => match[1]!);

describe('the inbox page', () => {
  it.each(files)('%s refers to nothing outside this server', (path, text) => {
    const references = [
      ...matches(text, /\b(?:src|href|action|poster|srcset)="([^"]*)"/g),
      ...matches(text, /\burl\(\s*['"]?([^'")]*)/g),
      ...matches(text, /@import\s+['"]?([^'";]*)/g),
      ...matches(text, /\bfrom '([^']*)'/g),
    ];
    for (const reference of references) {
      if (reference.startsWith('#')) continue;
      const { origin, pathname } = new URL(reference, `http://relay.test${path}`);
      expect(origin).toBe('http://relay.test');
      expect([...Object.keys(FILES), '/dev/inbox/messages']).toContain(pathname);
    }
    const elsewhere = matches(text, /((?:https?:|wss?:)?\/\/[a-z0-9][^\s'"<>)]*)/gi);
    expect(elsewhere.filter((url) => url !== 'http://www.w3.org/2000/svg')).toEqual([]);
  });

  it('has no script, style or handler inside the page, which its policy would refuse', () => {
    expect(HTML).not.toMatch(/<style|\sstyle=|\son[a-z]+=|javascript:/i);
    expect(matches(HTML, /<script([^>]*)>/g).every((attributes) => attributes.includes('src='))).toBe(true);
  });

  it.each(scripts)('%s is a script that parses, and never writes markup', (_path, { text }) => {
    expect(() => stripTypeScriptTypes(text)).not.toThrow();
    expect(text).not.toMatch(/innerHTML|outerHTML|insertAdjacentHTML|setHTML|document\.write|DOMParser|\beval\b/);
  });

  it('has the fields, times and elements that the scripts fill', () => {
    const all = scripts.map(([, { text }]) => text).join('\n');
    const ids = new Set(matches(HTML, /\bid="([^"]*)"/g));
    for (const id of matches(all, /'#([a-z][a-z-]*)'/g)) expect(ids).toContain(id);
    const fields = new Set(matches(HTML, /data-field="([^"]*)"/g));
    for (const script of [LIST, DETAIL])
      for (const block of matches(script, /\bfill\(\w+, \{([^}]*)\}/g))
        for (const field of matches(block, /(?:^|[\n{]|, )\s*(\w+):/g)) expect(fields).toContain(field);
    for (const kind of matches(JSON_VIEW, /'(json-[a-z]+)'/g)) expect(STYLE).toContain(`.${kind} {`);
  });
});
