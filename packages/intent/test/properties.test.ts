import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isTyped, readRows } from '../src/eval/rows.js';
import { isReady, MOST_CHARACTERS, understand } from '../src/index.js';
import { context, suggestionsOf } from './contexts.js';

const plain = readRows(fileURLToPath(new URL('typed.jsonl', import.meta.url)))
  .filter(isTyped)
  .filter(({ kind, intent }) => kind === 'plain' && intent !== 'email.list')
  .map(({ text }) => text)
  // What refuses one thing and asks for another, or tells before it asks, makes no sense behind `never`.
  .filter((text) => !/^(?:don't email|I have)/.test(text));
const contacts = [
  { name: 'Anna Berg', email: 'anna@berg.example' },
  { name: 'Anna Tal', email: 'tal@tal.example' },
  { name: 'Kai', email: 'kai@port.example' },
];

const piece = fc.oneof(
  fc.constantFrom(...plain.flatMap((text) => text.split(' '))),
  fc.constantFrom(
    'email',
    'Anna',
    'Kai',
    'bob@x.example',
    'bob@x,example',
    'hxxp://x.example',
    'https://x.example/a',
    'https://a@b.example',
    'port/gate',
    '#dev',
    'if',
    "don't",
    '"',
    "'",
    '{',
    '{"a":1}',
    ':',
    'and',
    'saying',
    'cc',
    'at 3',
    'tomorrow',
    '\u200b',
    'аnna@berg.example',
  ),
  fc.string({ maxLength: 8 }),
  fc.string({ unit: 'grapheme', maxLength: 8 }),
);
const text = fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(' ').slice(0, MOST_CHARACTERS));
const known = { ...context, contacts };

/** Values that say where something goes to, with their pointers. */
function targetsOf(input: Record<string, unknown>): Array<[pointer: string, value: string]> {
  return ['to', 'cc', 'bcc', 'attendees', 'url', 'repository', 'space', 'channelId', 'chatId', 'teamId'].flatMap(
    (name) => {
      const value = input[name];
      if (Array.isArray(value))
        return value.map((item, index): [string, string] => [`/${name}/${index}`, String(item)]);
      return value === undefined ? [] : [[`/${name}`, String(value)] as [string, string]];
    },
  );
}

describe('whatever is written', () => {
  it('has no target in its suggestions that is neither the literal text at its span nor a contact of that name', () => {
    fc.assert(
      fc.property(text, (written) => {
        for (const { input, provenance } of suggestionsOf(understand(written, known)))
          for (const [pointer, value] of targetsOf(input)) {
            const from = provenance[pointer];
            if (from?.source === 'user') expect(written.slice(...from.span)).toBe(value);
            else if (from?.source === 'contact') expect(contacts.map(({ email }) => email)).toContain(value);
            else throw new Error(`${pointer} comes from ${from?.source}`);
          }
      }),
      { numRuns: 3_000 },
    );
  });

  it('says of every value of an input where it comes from', () => {
    fc.assert(
      fc.property(text, (written) => {
        for (const { input, provenance } of suggestionsOf(understand(written, known)))
          for (const [name, value] of Object.entries(input)) {
            const pointers =
              Array.isArray(value) && name !== 'payload' ? value.map((_, index) => `/${name}/${index}`) : [`/${name}`];
            expect(Object.keys(provenance)).toEqual(expect.arrayContaining(pointers));
          }
      }),
      { numRuns: 1_000 },
    );
  });

  it('is answered without throwing, and the same way each time', () => {
    fc.assert(
      fc.property(fc.oneof(text, fc.string({ unit: 'binary', maxLength: 300 })), (written) => {
        expect(understand(written, known)).toEqual(understand(written, known));
      }),
      { numRuns: 2_000 },
    );
  });
});

const WRAPPERS: Record<string, Array<(request: string) => string>> = {
  negated: [
    (request) => `Don't ${request}`,
    (request) => `please do not ${request}`,
    (request) => `never ${request}`,
    (request) => `I don't want you to ${request}`,
    (request) => `Under no circumstances ${request}`,
    (request) => `Let's not ${request}`,
    (request) => `${request} - actually, don't`,
    (request) => `${request}. No wait, never mind.`,
    (request) => `You don't have to ${request}`,
    (request) => `no one should ${request}`,
  ],
  conditional: [
    (request) => `If it rains, ${request}`,
    (request) => `When Kai arrives ${request}`,
    (request) => `unless I say otherwise, ${request}`,
    (request) => `As soon as we win, ${request}`,
    (request) => `in case of fire ${request}`,
    (request) => `once the tests pass ${request}`,
    (request) => `provided that Kai agrees, ${request}`,
    (request) => `every time it rains ${request}`,
  ],
  quoted: [
    (request) => `Kai said: '${request}'`,
    (request) => `What does “${request}” mean?`,
    (request) => `"${request}" is what she wrote`,
  ],
  reported: [
    (request) => `My boss asked me to ${request}`,
    (request) => `Zoe says ${request}`,
    (request) => `the manual tells you to ${request}`,
    (request) => `Ida would like you to ${request}, she said`,
    (request) => `it is written that you ${request}`,
  ],
  past: [(request) => `Yesterday I asked Ida to ${request}`, (request) => `We already told you to ${request}`],
  hypothetical: [
    (request) => `What would happen if you ${request}`,
    (request) => `Should I ${request}?`,
    (request) => `Suppose you ${request}`,
    (request) => `How do I ${request}`,
    (request) => `maybe ${request}`,
    (request) => `I wonder whether to ${request}`,
    (request) => `imagine that you ${request}`,
  ],
};

describe('a plain request', () => {
  for (const [kind, wrappers] of Object.entries(WRAPPERS))
    it(`is never ready when it is ${kind}`, () => {
      const ready = plain.flatMap((request) => {
        const inner = request.replace(/^please /i, '');
        // Quotation marks in a quotation end it, for a reader as well.
        if (kind === 'quoted' && /['"]/.test(inner)) return [];
        return wrappers
          .map((wrap) => wrap(`${inner[0]!.toLowerCase()}${inner.slice(1)}`))
          .filter((written) => suggestionsOf(understand(written, context)).some(isReady));
      });
      expect(ready).toEqual([]);
    });

  it('is never ready alone when another one follows it', () => {
    const second = 'open an issue in port/quay titled Bollard is loose';
    const silent = plain.filter((request) => {
      const understanding = understand(`${request.replace(/[.?]$/, '')} and ${second}`, context);
      return understanding.kind === 'suggestions' && understanding.suggestions.length === 1;
    });
    expect(silent).toEqual([]);
  });

  it('keeps what it says in the letters it was written in', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 80 }), (said) => {
        fc.pre(/\S/.test(said) && !/["“”„«»]/.test(said));
        const [suggestion] = suggestionsOf(understand(`Email kai@port.example saying "${said}"`, context));
        expect(suggestion!.input.body).toBe(said);
      }),
    );
  });
});
