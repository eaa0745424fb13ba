import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { thisRepository } from './workshop.ts';

const { scripts } = JSON.parse(readFileSync(join(thisRepository, 'package.json'), 'utf8'));
const COMMANDS_OF_PNPM = ['install', 'exec', '--filter'];
const directory = join(thisRepository, '.github/workflows');

describe.each(readdirSync(directory))('%s', (name) => {
  const workflow = readFileSync(join(directory, name), 'utf8');

  it('runs scripts that package.json has', () => {
    const called = [...workflow.matchAll(/npx -y pnpm@12 (\S+)/g)].map(([, word]) => word!);
    expect(called.length).toBeGreaterThan(0);
    expect(called.filter((word) => !COMMANDS_OF_PNPM.includes(word) && !scripts[word])).toEqual([]);
  });

  it('runs files that are there', () => {
    const files = [...workflow.matchAll(/(?:run: |node )((?:scripts|\.ci)\/\S+)/g)].map(([, file]) => file!);
    expect(files.filter((file) => !existsSync(join(thisRepository, file)))).toEqual([]);
  });
});
