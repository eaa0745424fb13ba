import { expect, it, vi } from 'vitest';
import { JSON_VIEW } from './json-view.js';

interface View {
  isJson(text: string): boolean;
  jsonView(text: string, most: number): { text: string };
}

// As much of a document as the script asks for: nodes that know their text.
vi.stubGlobal('document', {
  createElement: () => ({}),
  createDocumentFragment: () => ({
    text: '',
    append(...nodes: (string | { textContent: string })[]) {
      for (const node of nodes) this.text += typeof node === 'string' ? node : node.textContent;
    },
  }),
});
const url = `data:text/javascript,${encodeURIComponent(JSON_VIEW)}`;
const { isJson, jsonView } = (await import(/* @vite-ignore */ url)) as View;
const shown = (text: string, most = 1000) => jsonView(text, most).text;

it.each([
  { a: [1, { b: null }], c: {}, d: [], e: 'x, y: {"z"} \\ "' },
  [[], [[]], [{}]],
  'only a string',
  -1.5,
  true,
  null,
])('indents %j as JSON.stringify does', (value) => {
  expect(shown(JSON.stringify(value))).toBe(JSON.stringify(value, null, 2));
});

it('leaves each value as it was sent: long numbers, repeated names, escapes', () => {
  expect(shown('{"n":12345678901234567890,"n":1.0e5, "s":"\\u00fc\\/"}')).toBe(
    '{\n  "n": 12345678901234567890,\n  "n": 1.0e5,\n  "s": "\\u00fc\\/"\n}',
  );
});

it('stops at the number of characters that is asked for', () => {
  expect(shown(JSON.stringify(Array(100_000).fill(1)), 100).length).toBeLessThan(120);
  expect(shown(JSON.stringify('x'.repeat(100_000)), 100)).toHaveLength(100);
});

it('knows what is no JSON', () => {
  expect(['{"a":1}', '', '<p>', '{"a":1'].map(isJson)).toEqual([true, false, false, false]);
});
