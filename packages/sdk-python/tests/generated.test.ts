import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import manifest from '../package.json' with { type: 'json' };
import { directory } from '../tools/environment.ts';

const temporary = mkdtempSync(join(tmpdir(), 'relay-generated-'));
afterAll(() => rmSync(temporary, { recursive: true }));

const filesOf = (folder: string) =>
  Object.fromEntries(
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.py'))
      .toSorted()
      .map((name) => [name, readFileSync(join(folder, name), 'utf8')]),
  );

it('is the same on every run, byte for byte', () => {
  const here = filesOf(join(directory, 'src/relay_sdk/_generated'));
  expect(Object.keys(here)).toContain('resources/actions.py');
  for (const run of ['first', 'second']) {
    const folder = join(temporary, run);
    const program = `import { generatePython } from '@relay/codegen/python'; generatePython(...process.argv.slice(1));`;
    // In a process of its own, so that nothing is kept from the run before.
    execFileSync(process.execPath, ['--input-type=module', '-e', program, folder, manifest.version], {
      cwd: directory,
    });
    expect(filesOf(folder)).toEqual(here);
  }
});
