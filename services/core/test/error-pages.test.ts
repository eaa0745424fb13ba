// Every code that a caller can meet has a page that says what it means and what to do; and no page is about a code that is gone.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const source = fileURLToPath(new URL('../src', import.meta.url));
const pages = fileURLToPath(new URL('../../../docs/errors', import.meta.url));
const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter(
  (name) => name.endsWith('.ts') && !/(\.test|testing)\.ts$/.test(name) && !name.startsWith('generated'),
);
const text = files.map((file) => readFileSync(join(source, file), 'utf8')).join('\n');

/** Codes of problems, and of executions' errors: `new RelayError('code', …`, `code: 'code', detail` and the kinds of a failed send. */
const codes = new Set(
  [
    /new RelayError\(\s*'([a-z_]+)'/g,
    /\bcode: '([a-z_]+)',\s*(?:detail|retryable)/g,
    /invalidRequest\([^()]*, '([a-z_]+)'\)/g,
    /'(unknown_field|invalid_request)'/g,
    /^ {4}\| '([a-z_]+)'$/gm,
    /code: '(timeout)' \| '(connection_reset)' \| '(malformed_reply)'/g,
  ].flatMap((pattern) => [...text.matchAll(pattern)].flatMap((match) => match.slice(1))),
);
const described = readdirSync(pages)
  .filter((name) => name !== 'README.md')
  .map((name) => name.replace(/\.md$/, ''));
/** Codes of a single field's error, and of a preview's warnings: they stand with their sentence. */
const FIELD_CODES = [
  'plain_http',
  'active_html',
  'already_gone',
  'empty_body',
  'many_recipients',
  'no_subject',
  'refused_attachment',
  'remote_images',
  'required',
  'unknown_field',
  'cursor',
  'past',
  'url_refused',
  'url_masked',
  'too_deep',
  'number_too_large',
  'nul_character',
  'not_unicode',
];

it('has a page for every code', () => {
  expect([...codes].filter((code) => !described.includes(code) && !FIELD_CODES.includes(code)).sort()).toEqual([]);
});

it('has a row for every code of a field', () => {
  const tables = ['README', 'invalid_request', 'invalid_input'].map((name) =>
    readFileSync(join(pages, `${name}.md`), 'utf8'),
  );
  expect(FIELD_CODES.filter((code) => !tables.some((table) => table.includes(`| \`${code}\``)))).toEqual([]);
});

it('has no page for a code that is gone', () => {
  expect(described.filter((code) => !text.includes(`'${code}'`)).sort()).toEqual([]);
});

it('lists every page in its index', () => {
  const index = readFileSync(join(pages, 'README.md'), 'utf8');
  expect(described.filter((code) => !index.includes(`(${code}.md)`))).toEqual([]);
});
