import { describe, expect, it } from 'vitest';
import { type Client, type Size, sizeFor, unannounced } from './announcement.ts';
import type { Change, Kind } from './change.ts';
import { report } from './report.ts';

const change = (kind: Kind): Change => ({ kind, pointer: `#/${kind}`, rule: 'a-rule', sentence: `It is ${kind}.` });
const clients = (version: string, ...pending: [Size, Size]): Client[] => [
  { name: '@relay/sdk-js', version, pending: pending[0] },
  { name: '@relay/sdk-python', version, pending: pending[1] },
];

describe('the size of a changeset', () => {
  it.each<[Kind, Size, Size]>([
    ['breaking', 'minor', 'major'],
    ['addition', 'patch', 'minor'],
    ['relaxation', 'patch', 'patch'],
    ['text', 'none', 'none'],
  ])('that a change of the kind %s asks for is %s before 1.0, and then %s', (kind, before, from) => {
    expect([sizeFor(kind, '0.3.1'), sizeFor(kind, '1.0.0'), sizeFor(kind, '10.2.0')]).toEqual([before, from, from]);
  });

  it('may be larger than it has to be, and is asked of each client', () => {
    const breaking = [change('addition'), change('breaking')];
    expect(unannounced(breaking, clients('1.2.0', 'major', 'major'))).toEqual([]);
    expect(unannounced([change('addition')], clients('1.2.0', 'major', 'minor'))).toEqual([]);
    expect(unannounced(breaking, clients('1.2.0', 'major', 'minor'))).toMatchObject([
      { name: '@relay/sdk-python', needed: 'major', pending: 'minor' },
    ]);
    expect(unannounced([change('text')], clients('1.2.0', 'none', 'none'))).toEqual([]);
  });
});

describe('the report', () => {
  it('lists each change with its place, what it means and what it asks for, the gravest first', () => {
    const { text, isAnnounced } = report([change('text'), change('breaking')], clients('0.3.1', 'patch', 'none'));
    expect(isAnnounced).toBe(false);
    expect(text).toBe(`contract: changes since the last release: 1 breaking, 1 text

  breaking   minor  #/breaking
                    It is breaking. (a-rule)
  text       none   #/text
                    It is text. (a-rule)

  @relay/sdk-js 0.3.1 needs a changeset of the size minor; pending: patch
  @relay/sdk-python 0.3.1 needs a changeset of the size minor; pending: none

Write one with \`npx -y pnpm@12 changeset\`, or take the change back. CONTRIBUTING.md says why.`);
  });

  it('is one line when all is announced, or nothing has changed', () => {
    expect(report([change('addition')], clients('1.0.0', 'minor', 'minor'))).toEqual({
      text: 'contract: changes since the last release: 1 addition; announced for @relay/sdk-js (minor), @relay/sdk-python (minor)',
      isAnnounced: true,
    });
    expect(report([], clients('1.0.0', 'none', 'none'))).toEqual({
      text: 'contract: as it was released',
      isAnnounced: true,
    });
  });
});
