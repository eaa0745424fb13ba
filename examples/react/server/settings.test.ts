import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readSettings, SettingsError } from './settings.ts';

const kept = { apiKey: 'relay_test_kept', baseUrl: 'http://127.0.0.1:9999' };
let root: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'relay-example-'));
  mkdirSync(join(root, 'with/.relay'), { recursive: true });
  mkdirSync(join(root, 'with/examples/react'), { recursive: true });
  mkdirSync(join(root, 'without'));
  mkdirSync(join(root, 'damaged/.relay'), { recursive: true });
  writeFileSync(join(root, 'with/.relay/credentials.json'), JSON.stringify(kept));
  writeFileSync(join(root, 'damaged/.relay/credentials.json'), '{"apiKey":');
});
afterAll(() => rmSync(root, { recursive: true }));

it('takes the environment first', () => {
  const environment = { RELAY_API_KEY: 'relay_live_x', RELAY_BASE_URL: 'https://relay.example.com', PORT: '7000' };
  expect(readSettings(environment, join(root, 'with'))).toEqual({
    apiKey: 'relay_live_x',
    baseUrl: 'https://relay.example.com',
    port: 7000,
  });
});

it('does not send a key of the environment to the address in the file', () => {
  expect(readSettings({ RELAY_API_KEY: 'relay_live_x' }, join(root, 'with')).baseUrl).toBe('http://127.0.0.1:8787');
});

it('finds what a Relay in development keeps, from a folder below or where RELAY_DATA_DIR says', () => {
  const found = { ...kept, port: 5180 };
  expect(readSettings({}, join(root, 'with/examples/react'))).toEqual(found);
  expect(readSettings({ RELAY_DATA_DIR: join(root, 'with/.relay') }, join(root, 'without'))).toEqual(found);
});

it('says what to do when there is no key, or none that can be read', () => {
  expect(() => readSettings({ RELAY_DATA_DIR: join(root, 'without') }, root)).toThrow(
    /Start Relay[\s\S]*RELAY_API_KEY/,
  );
  expect(() => readSettings({}, join(root, 'damaged'))).toThrow(SettingsError);
  expect(() => readSettings({ ...environmentWithKey, PORT: '70000' }, root)).toThrow(
    'PORT is 70000, which is no port.',
  );
});

const environmentWithKey = { RELAY_API_KEY: 'relay_test_x' };
