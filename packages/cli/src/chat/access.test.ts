import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findAccess } from './access.js';

const kept = { apiKey: 'relay_test_kept', baseUrl: 'http://127.0.0.1:8787' };
let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'relay-access-'));
  for (const name of ['.relay', 'elsewhere']) {
    mkdirSync(join(directory, name));
    writeFileSync(join(directory, name, 'credentials.json'), name === '.relay' ? JSON.stringify(kept) : '{');
  }
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

describe('the key and the URL', () => {
  it('are what was given, before what the environment says', () => {
    const environment = { RELAY_API_KEY: 'of the environment', RELAY_BASE_URL: 'https://relay.example.com' };
    expect(findAccess({ key: 'given', url: 'https://given.example.com' }, environment, directory)).toEqual({
      apiKey: 'given',
      baseUrl: 'https://given.example.com',
    });
    expect(findAccess({}, environment, directory)).toEqual({
      apiKey: 'of the environment',
      baseUrl: 'https://relay.example.com',
    });
  });

  it('are those that a Relay which runs here has kept, if there is no key otherwise', () => {
    expect(findAccess({}, { RELAY_API_KEY: '' }, directory)).toEqual(kept);
    expect(findAccess({ url: 'http://127.0.0.1:8787/' }, {}, directory)).toMatchObject({ apiKey: kept.apiKey });
  });

  it('a folder decides nothing about a key that does not come from it', () => {
    expect(findAccess({ key: 'given' }, {}, directory)).toEqual({ apiKey: 'given', baseUrl: undefined });
    expect(() => findAccess({ url: 'https://relay.example.com' }, {}, directory)).toThrow(
      'There is no API key for https://relay.example.com',
    );
  });

  it('a folder without them, or with a file that is broken, is told', () => {
    expect(() => findAccess({}, {}, tmpdir())).toThrow('There is no API key: set RELAY_API_KEY');
    expect(() => findAccess({}, { RELAY_DATA_DIR: 'elsewhere' }, directory)).toThrow('There is no API key');
  });
});
