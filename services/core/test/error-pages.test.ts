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
    // The taxonomy of what goes wrong at a provider, and why there is no token.
    /^ {2}\w+: '((?:provider_|rate_)\w+)',$/gm,
    /'(connection_(?:expired|degraded|revoked|unreadable))'/g,
    /'(provider_timeout)'/g,
    /code: '(timeout)' \| '(connection_reset)' \| '(malformed_reply)'/g,
  ].flatMap((pattern) => [...text.matchAll(pattern)].flatMap((match) => match.slice(1))),
);
const described = readdirSync(pages)
  .filter((name) => name !== 'README.md')
  .map((name) => name.replace(/\.md$/, ''));
/** Codes of a single field's error, of a preview's warnings, and of what a check finds: they stand with their sentence. */
const FIELD_CODES = [
  'active_html',
  'already_closed',
  'already_gone',
  'client_id_unknown',
  'client_secret_refused',
  'consent_incomplete',
  'cursor',
  'empty_body',
  'many_recipients',
  'no_subject',
  'not_all_looked_at',
  'not_unicode',
  'nul_character',
  'number_too_large',
  'other_script',
  'past',
  'plain_http',
  'pull_request',
  'redirect_uri_not_https',
  'redirect_uri_not_localhost',
  'redirect_uri_unknown',
  'refused_attachment',
  'remote_images',
  'required',
  'throttled',
  'time_ambiguous',
  'time_zone_assumed',
  'too_deep',
  'unexpected_answer',
  'unknown_field',
  'url_masked',
  'url_refused',
];

it('has a page for every code', () => {
  expect([...codes].filter((code) => !described.includes(code) && !FIELD_CODES.includes(code)).sort()).toEqual([]);
});

it('has a row for every code of a field', () => {
  const rows = ['README', 'invalid_request', 'invalid_input'].flatMap((name) =>
    readFileSync(join(pages, `${name}.md`), 'utf8').split('\n'),
  );
  const inTables = rows.flatMap((row) => [...row.split(' | ')[0]!.matchAll(/`([a-z_]+)`/g)].map(([, code]) => code!));
  const given = [/code: '([a-z_]+)'/g, /new PlanError\([^',]+,\s*'([a-z_]+)'/g, /\bproblem\(\s*'([a-z_]+)'/g].flatMap(
    (pattern) => [...text.matchAll(pattern)].map(([, code]) => code!),
  );
  const missing = [...FIELD_CODES, ...given].filter((code) => !inTables.includes(code) && !described.includes(code));
  expect(missing).toEqual([]);
});

it('has no page for a code that is gone', () => {
  expect(described.filter((code) => !text.includes(`'${code}'`)).sort()).toEqual([]);
});

it('lists every page in its index', () => {
  const index = readFileSync(join(pages, 'README.md'), 'utf8');
  expect(described.filter((code) => !index.includes(`(${code}.md)`))).toEqual([]);
});
