import { expect, it } from 'vitest';
import { notesOf } from './changelog.ts';

const changelog = `# @relay/sdk-js

## 0.2.0

### Minor Changes

- 1a2b3c4: Streams.

  \`\`\`md
  ### not a version
  \`\`\`

## 0.1.1

### Patch Changes

- 5d6e7f8: A fix.

## 0.1.0
`;

it('finds the newest version, with the headings in it', () => {
  const notes = notesOf(changelog, '0.2.0');
  expect(notes.startsWith('### Minor Changes\n\n- 1a2b3c4: Streams.')).toBe(true);
  expect(notes).toContain('### not a version');
  expect(notes).not.toContain('5d6e7f8');
});

it('finds a version between others, and one of which nothing is said', () => {
  expect(notesOf(changelog, '0.1.1')).toBe('### Patch Changes\n\n- 5d6e7f8: A fix.');
  expect(notesOf(changelog, '0.1.0')).toBe('');
});

it.each(['0.1', '0.3.0', '1.0'])('knows nothing about %s', (version) => {
  expect(() => notesOf(changelog, version)).toThrow(`nothing about ${version}`);
});
