import { describe, expect, it } from 'vitest';
import { readLines } from './lines.js';
import { makeChain, makeCheckpoint, makeExport, makeKey } from './testing.js';
import { keysOf, type Trust } from './trust.js';
import type { Verdict } from './verdict.js';
import { Verifier } from './verifier.js';

const key = makeKey();
const trusted: Trust = { keys: keysOf([key.pem]), kept: new Map() };
const chain = makeChain(10);
const whole = makeExport(key, chain, [4, 10]);
/** Where event n stands in `whole`: behind the header, and from event 5 on behind the checkpoint of event 4. */
const at = (sequence: number) => (sequence <= 4 ? sequence : sequence + 1);

async function verify(text: string, trust: Trust | undefined = trusted): Promise<Verdict> {
  const verifier = new Verifier(trust);
  for await (const line of readLines(new Blob([text]).stream())) {
    const fault = verifier.take(line);
    if (fault) return verifier.verdict(fault);
  }
  return verifier.verdict(verifier.finish());
}
const join = (lines: string[]) => `${lines.join('\n')}\n`;
const changed = (line: number, from: string | RegExp, to: string) => {
  const text = whole[line]!.replace(from, to);
  expect(text).not.toBe(whole[line]);
  return whole.with(line, text);
};
/** The export in which event 6 says something else, with all hashes after it made anew. */
const rewritten = (signed: number[]) => {
  const other = makeChain(10, (sequence) => (sequence === 6 ? { forged: true } : {}));
  return makeExport(key, other, signed);
};

describe('a whole export', () => {
  it('is valid, complete and proven to its last event', async () => {
    expect(await verify(join(whole))).toMatchObject({
      valid: true,
      complete: true,
      events: 10,
      proven: 10,
      lastSequence: 10,
      signedBy: { sequence: 10, keyId: key.id },
      key: 'given',
      firstBroken: null,
      reason: null,
    });
  });

  it('says when the key only came with the file', async () => {
    const verifier = new Verifier(undefined);
    for (const [index, text] of whole.entries()) expect(verifier.take({ number: index + 1, text })).toBeUndefined();
    expect(verifier.verdict(verifier.finish())).toMatchObject({ valid: true, key: 'from the export' });
  });

  it('may hold anything that JSON can: U+0000, U+2028, escapes, numbers, names like __proto__', async () => {
    const data = JSON.parse(
      '{"nul":"\\u0000","line":"\u2028\u2029","emoji":"\u{1f600}","__proto__":{"a":1},"2":2,"1":1,"n":[1e21,5e-324,-0,0.1,1e308]}',
    );
    expect(
      await verify(
        join(
          makeExport(
            key,
            makeChain(3, () => data),
            [3],
          ),
        ),
      ),
    ).toMatchObject({ valid: true, proven: 3 });
  });

  it('may have come with other line ends', async () => {
    expect(await verify(whole.join('\r\n'))).toMatchObject({ valid: true });
  });
});

describe('tampering with an export is found', () => {
  it.each<[string, string[], number | null]>([
    ['a changed type', changed(at(3), 'preview.created', 'preview.discarded'), 3],
    ['a changed actor', changed(at(10), 'key_1', 'key_2'), 10],
    ['a changed time', changed(at(7), '12:00:00.000', '12:00:00.001'), 7],
    ['changed data', changed(at(1), '"data":{}', '"data":{"a":1}'), 1],
    ['a changed hash', changed(at(5), /"hash":"../, '"hash":"zz'), 5],
    ['a changed previous hash', changed(at(5), /"previousHash":"../, '"previousHash":"zz'), 5],
    ['a field that was added', changed(at(2), '"type"', '"note":"x","type"'), 2],
    ['a name that stands twice', changed(at(2), '"type"', '"type":"preview.discarded","type"'), 2],
    ['a removed first event', whole.toSpliced(at(1), 1), 1],
    ['a removed event', whole.toSpliced(at(6), 1), 6],
    ['two removed events', whole.toSpliced(at(6), 2), 6],
    ['two swapped events', whole.with(at(6), whole[at(7)]!).with(at(7), whole[at(6)]!), 6],
    ['an event that stands twice', whole.toSpliced(at(6), 0, whole[at(6)]!), 7],
    [
      'an event that was put in',
      whole.toSpliced(at(6), 0, JSON.stringify({ event: makeChain(6, () => ({ x: 1 }))[5] })),
      6,
    ],
    ['the last event cut off', whole.toSpliced(at(10), 1), 10],
    ['the last event and its checkpoint cut off', whole.toSpliced(at(10), 2), 10],
    ['the end cut off', whole.slice(0, -1), 11],
    ['everything cut off behind a checkpoint', whole.slice(0, at(5)), 5],
    ['everything cut off within a line', [...whole.slice(0, at(8)), whole[at(8)]!.slice(0, 40)], 8],
    ['no header', whole.slice(1), null],
    ['only a header', whole.slice(0, 1), 1],
    ['nothing', [], null],
    ['something else', ['{"hello":"world"}'], null],
    ['rewritten history under old checkpoints', rewritten([4]).toSpliced(at(10) + 1, 0, whole[at(10) + 1]!), 10],
    ['rewritten history without checkpoints', rewritten([]), 10],
    ['a forged checkpoint', changed(at(4) + 1, /"signature":"..../, '"signature":"AAAA'), 4],
    ['the checkpoint of another workspace', changed(at(4) + 1, 'ws_1', 'ws_2'), 4],
    [
      'a checkpoint of another event',
      whole.with(at(4) + 1, JSON.stringify({ checkpoint: makeCheckpoint(key, chain[2]!) })),
      3,
    ],
    [
      'a checkpoint by another key',
      whole.with(at(4) + 1, JSON.stringify({ checkpoint: makeCheckpoint(makeKey(), chain[3]!) })),
      4,
    ],
    ['a filter that the header hides', changed(0, '"filters":{}', '"filters":{"type":"preview.created"}'), 1],
    ['more behind the end', [...whole, whole[at(10)]!], 11],
  ])('%s', async (_, lines, firstBroken) => {
    const verdict = await verify(join(lines));
    expect([verdict.valid, verdict.firstBroken, verdict.complete]).toEqual([false, firstBroken, false]);
    expect(verdict.reason).toMatch(/\.$/);
  });

  it('also when the forger signs with a key of their own', async () => {
    const forger = makeKey();
    const forged = join(
      makeExport(
        forger,
        makeChain(10, () => ({ forged: true })),
        [10],
      ),
    );
    expect((await verify(forged)).reason).toMatch(/not a key that you trust/);
  });

  it('by a checkpoint that was kept elsewhere: a tail that was cut off in the database, a rewritten history', async () => {
    const kept = (sequence: number, events = chain): Trust => ({
      ...trusted,
      kept: new Map([
        [sequence, makeCheckpoint(key, events[sequence - 1]!, { createdAt: '2026-11-25T11:00:00.000Z' })],
      ]),
    });
    const short = join(makeExport(key, chain.slice(0, 7), [7]));
    expect(await verify(short, kept(9))).toMatchObject({ valid: false, firstBroken: 8 });
    expect(await verify(short, kept(5))).toMatchObject({ valid: true });
    expect(await verify(join(rewritten([10])), kept(8))).toMatchObject({ valid: false, firstBroken: 8 });
  });
});

describe('an export without any event', () => {
  const empty = join(makeExport(key, [], []));

  it('is not called complete: nothing proves it', async () => {
    expect(await verify(empty)).toMatchObject({ valid: true, complete: false, events: 0 });
  });

  it('is found out by any checkpoint that was kept', async () => {
    const kept = new Map([[5, makeCheckpoint(key, chain[4]!, { createdAt: '2026-11-25T11:00:00.000Z' })]]);
    expect(await verify(empty, { ...trusted, kept })).toMatchObject({ valid: false, firstBroken: 1, complete: false });
  });
});

describe('a continued download', () => {
  const rest = makeExport(key, chain.slice(6), [10], { after: 6 });
  const part = (events: number, more = '') => `${join(whole.slice(0, at(events) + 1))}${more}`;

  it('is verified together with the first part, whatever the first part ends with', async () => {
    for (const torn of ['', whole[at(7)]!.slice(0, 50), '{', '{"event":{"id":"\ud83d'])
      expect(await verify(`${part(6, torn)}\n${join(rest)}`)).toMatchObject({
        valid: true,
        complete: true,
        proven: 10,
      });
    expect(await verify(`${part(6).trimEnd()}\n${join(rest)}`)).toMatchObject({ valid: true, complete: true });
  });

  it('is not valid when something is missing between the parts, or stands twice', async () => {
    expect(await verify(`${part(5)}\n${join(rest)}`)).toMatchObject({ valid: false, firstBroken: 6 });
    expect(await verify(`${part(8)}\n${join(rest)}`)).toMatchObject({ valid: false, firstBroken: 9 });
  });

  it('may be the next export after a whole one', async () => {
    const first = makeExport(key, chain.slice(0, 6), [6]);
    expect(await verify(`${join(first)}\n${join(rest)}`)).toMatchObject({ valid: true, complete: true, events: 10 });
  });

  it('alone proves its own events, and is not complete', async () => {
    expect(await verify(join(rest))).toMatchObject({
      valid: true,
      complete: false,
      events: 4,
      proven: 4,
      firstSequence: 7,
    });
  });
});

describe('a filtered export', () => {
  const filters = { type: 'preview.created' };
  const filtered = (events = chain.filter(({ sequence }) => sequence % 2), signed = [3, 9]) =>
    makeExport(key, events, signed, { complete: false, filters, upTo: 10 });

  it('is valid, and tells how much a signature proves', async () => {
    expect(await verify(join(filtered()))).toMatchObject({ valid: true, complete: false, events: 5, proven: 2 });
  });

  it('proves every event of a stretch without gaps that ends in a checkpoint', async () => {
    const stretch = filtered(chain.slice(2, 8), [6]);
    expect(await verify(join(stretch))).toMatchObject({ valid: true, events: 6, proven: 4 });
  });

  it('is broken when an event was changed, moved or cut off', async () => {
    const lines = filtered();
    expect(await verify(join(lines.with(1, lines[1]!.replace('key_1', 'key_2'))))).toMatchObject({ firstBroken: 1 });
    expect(await verify(join(lines.with(1, lines[2]!).with(2, lines[1]!)))).toMatchObject({ valid: false });
    expect(await verify(join(lines.toSpliced(-3, 1)))).toMatchObject({ valid: false });
    expect(await verify(join(lines.slice(0, -1)))).toMatchObject({ valid: false });
  });
});
