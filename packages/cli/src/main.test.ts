// The built program, as a user runs it.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeChain, makeCheckpoint, makeExport, makeKey } from './audit/testing.js';

const PROGRAM = fileURLToPath(new URL('../dist/main.js', import.meta.url));
const key = makeKey();
const chain = makeChain(5);
const whole = `${makeExport(key, chain, [5]).join('\n')}\n`;
const broken = whole.replace('"subjectId":"prv_3"', '"subjectId":"prv_4"');

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'relay-cli-'));
});
afterAll(() => rm(directory, { recursive: true, force: true }));

async function write(name: string, content: string): Promise<string> {
  const path = join(directory, name);
  await writeFile(path, content);
  return path;
}

async function relay(args: string[], { input = '', nodeOptions = '' } = {}) {
  const child = spawn(process.execPath, [PROGRAM, ...args], { env: { ...process.env, NODE_OPTIONS: nodeOptions } });
  child.stdin.on('error', () => {}).end(input);
  const [output, errors, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  return { code, output, errors };
}

describe('relay audit verify', () => {
  it('exits with 0 for a whole export, and says what it proves', async () => {
    const { code, output } = await relay(['audit', 'verify', await write('whole.ndjson', whole)]);
    expect(code).toBe(0);
    expect(output).toContain('all 5 events of ws_1, from event 1 to event 5');
    expect(output).toContain(`with ${key.id}`);
    expect(output).toContain('The key came with the export');
    expect(output).not.toContain('\u001b');
  });

  it('exits with 1 for a broken one, and names the first broken sequence number', async () => {
    const { code, output } = await relay(['audit', 'verify', await write('broken.ndjson', broken)]);
    expect([code, output]).toEqual([
      1,
      'The export is broken.\nEvent 3 was changed. (line 4)\nFirst broken sequence number: 3\n',
    ]);
  });

  it('reads the standard input, and prints JSON', async () => {
    const { code, output } = await relay(['audit', 'verify', '-', '--json'], { input: broken });
    expect([code, JSON.parse(output)]).toMatchObject([1, { valid: false, firstBroken: 3, line: 4 }]);
  });

  it('takes the key as PEM, or as a reply of audit.checkpoints', async () => {
    const file = await write('export.ndjson', whole);
    const reply = {
      data: [makeCheckpoint(key, chain[2]!)],
      nextCursor: null,
      publicKeys: [{ id: key.id, publicKey: key.pem }],
    };
    for (const given of [await write('key.pem', key.pem), await write('checkpoints.json', JSON.stringify(reply))]) {
      const { code, output } = await relay(['audit', 'verify', file, '--public-key', given]);
      expect(code).toBe(0);
      expect(output).not.toContain('came with the export');
    }
    const other = await relay(['audit', 'verify', file, '--public-key', await write('other.pem', makeKey().pem)]);
    expect([other.code, other.output]).toEqual([1, expect.stringContaining('not a key that you trust')]);
  });

  it.each([
    ['no file', ['audit', 'verify']],
    ['a file that is not there', ['audit', 'verify', '/nowhere/export.ndjson']],
    ['an option that is not known', ['audit', 'verify', '-', '--quick']],
    ['a key that is none', ['audit', 'verify', '-', '--public-key', PROGRAM]],
    ['a command that is not known', ['audit', 'falsify']],
  ])('exits with 2 for %s', async (_, args) => {
    const { code, errors } = await relay(args);
    expect(code).toBe(2);
    expect(errors).not.toBe('');
    expect(errors).not.toMatch(/ {4}at /); // no stack trace
  });

  it('takes a selection for broken when the whole was asked for', async () => {
    const lines = makeExport(key, chain.slice(2), [5], { complete: false, filters: { type: 'x' }, upTo: 5 });
    const file = await write('selection.ndjson', `${lines.join('\n')}\n`);
    const codes = async (...args: string[]) => (await relay(['audit', 'verify', file, ...args])).code;
    expect([await codes(), await codes('--complete')]).toEqual([0, 1]);
    expect((await relay(['audit', 'verify', await write('whole.ndjson', whole), '--complete'])).code).toBe(0);
  });

  it('exits with 0 for help', async () => {
    const { code, output } = await relay(['--help']);
    expect([code, output]).toEqual([0, expect.stringContaining('audit')]);
  });

  it('needs no more memory for a large export', async () => {
    const many = makeChain(60_000, (sequence) => ({ note: `${sequence} `.repeat(20) }));
    const file = await write('many.ndjson', `${makeExport(key, many, [30_000, 60_000]).join('\n')}\n`);
    const { code, output } = await relay(['audit', 'verify', file], { nodeOptions: '--max-old-space-size=12' });
    expect([code, output]).toEqual([0, expect.stringContaining('all 60000 events')]);
  });
});
