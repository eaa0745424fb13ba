import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readContacts } from './contacts.js';

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'relay-contacts-'));
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

function fileOf(content: string): string {
  const file = join(directory, 'contacts.json');
  writeFileSync(file, content);
  return file;
}

describe('a file of contacts', () => {
  it('is a list of names and addresses; what else an entry has stays here', () => {
    const file = fileOf('[{ "name": "Grace Hopper", "email": "grace@example.com", "phone": "555" }]');
    expect(readContacts(file)).toEqual([{ name: 'Grace Hopper', email: 'grace@example.com' }]);
  });

  it.each([
    ['that is no JSON', 'Grace <grace@example.com>', 'cannot be read as JSON'],
    ['that is no list', '{"name": "Grace", "email": "grace@example.com"}', 'is no list of contacts'],
    ['with an entry without an address', '[{"name":"Ann","email":"ann@example.com"},{"name":"Grace"}]', 'Entry 2 of'],
    ['with an entry that is a text', '["Grace"]', 'Entry 1 of'],
    ['with nothing for an entry', '[null]', 'Entry 1 of'],
  ])('%s is told in a sentence', (_, content, told) => {
    expect(() => readContacts(fileOf(content))).toThrow(told);
  });

  it('that is not there is told in a sentence', () => {
    expect(() => readContacts(join(directory, 'nowhere.json'))).toThrow(/nowhere\.json cannot be read/);
  });
});
