import { expect, it } from 'vitest';
import { blocksOf } from '../src/blocks.ts';

it('finds the blocks that run, with their lines, also in lists', () => {
  const markdown = [
    '# Title',
    '```sh',
    'echo 1',
    '```',
    '```json',
    '{}',
    '```',
    '1. List',
    '   ```python',
    '   if True:',
    '       print("```")',
    '   ```',
    '```ts title="a"',
    '',
    'const text = `',
    '```',
  ];
  expect(blocksOf(markdown.join('\n'))).toEqual([
    { language: 'sh', code: 'echo 1\n', line: 2 },
    { language: 'python', code: 'if True:\n    print("```")\n', line: 9 },
    { language: 'ts', code: '\nconst text = `\n', line: 13 },
  ]);
});
