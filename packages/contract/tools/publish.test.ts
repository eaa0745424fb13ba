import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { callable } from './callable.ts';
import { publish } from './publish.ts';

const source = readFileSync(new URL('../../../openapi.yaml', import.meta.url), 'utf8');
const published = publish(source);

// biome-ignore lint/suspicious/noExplicitAny: an OpenAPI document is walked by name
type Json = any;
const operationsOf = (document: Json): Json[] =>
  Object.values<Json>(document.paths)
    .flatMap((item) => Object.values<Json>(item))
    .filter((member) => member.operationId);
const without = (text: string, extension: string) => {
  const document = parse(text);
  for (const operation of operationsOf(document)) delete operation[extension];
  return document;
};

describe('the published contract', () => {
  it('says what openapi.yaml says', () => {
    expect(without(published, 'x-codeSamples')).toEqual(without(source, 'x-sample'));
  });

  it('keeps every line of it, in its order and with its comments, but for x-sample', () => {
    const lines = published.split('\n');
    let from = 0;
    for (const line of source.split('\n').filter((text) => !text.startsWith('      x-sample:'))) {
      from = lines.indexOf(line, from) + 1;
      expect(from, line).toBeGreaterThan(0);
    }
  });

  it('has a sample in curl, JavaScript and Python for each operation that programs call', () => {
    const operations = operationsOf(callable(parse(published)));
    expect(operations.length).toBeGreaterThan(20);
    for (const operation of operations)
      expect(operation['x-codeSamples'], operation.operationId).toEqual([
        { lang: 'Shell', label: 'curl', source: expect.stringMatching(/^curl .*\S$/s) },
        {
          lang: 'JavaScript',
          label: '@relay/sdk-js',
          source: expect.stringContaining(`relay.${operation.operationId}(`),
        },
        { lang: 'Python', label: 'relay-sdk', source: expect.stringMatching(/^from relay_sdk import Relay\n/) },
      ]);
  });

  it('has none for what only a browser opens', () => {
    const pages = operationsOf(parse(published)).filter((operation) => operation['x-page']);
    expect(pages.map(({ operationId }) => operationId)).toContain('connections.callback');
    for (const page of pages) expect(page['x-codeSamples']).toBeUndefined();
  });

  it('is the same however often it is made', () => {
    expect(publish(source)).toBe(published);
  });
});
