import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { thisRepository } from '../workshop.ts';
import { quickStartOf } from './quick-start.ts';

const readme = (...blocks: string[]) => blocks.map((block) => `Text.\n\n${block}\n`).join('\n');

it('finds the sample among others', () => {
  const text = readme(
    '```sh\nnpm install x\n```',
    '```ts\n// quick start\nconsole.log(1);\n```',
    '```ts\nconsole.log(2);\n```',
    '```python\n# quick start\nprint(3)\n```',
  );
  expect(quickStartOf(text, 'ts')).toBe('// quick start\nconsole.log(1);\n');
  expect(quickStartOf(text, 'python')).toBe('# quick start\nprint(3)\n');
});

it.each([
  ['none', readme('```ts\nconsole.log(1);\n```')],
  ['two', readme('```ts\n// quick start\n```', '```ts\n// quick start\n```')],
])('says so when there is %s', (_, text) => {
  expect(() => quickStartOf(text, 'ts')).toThrow('exactly one sample');
});

it.each([
  ['packages/sdk-js', 'ts'],
  ['packages/sdk-python', 'python'],
] as const)('%s has one, which calls previews and executes', (directory, language) => {
  const sample = quickStartOf(readFileSync(join(thisRepository, directory, 'README.md'), 'utf8'), language);
  expect(sample).toMatch(/actions\.preview\(/);
  expect(sample).toMatch(/actions\.execute\(/);
});
