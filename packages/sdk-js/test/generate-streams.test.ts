// What the generator makes of an operation that answers with events: what it says, that it compiles, and that it runs.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { APIPromise, Stream } from '../src/index.js';
import { readSettings } from '../src/options.js';
import { Transport } from '../src/transport/transport.js';
import { generate } from '../tools/generate.js';
import { eventsContract } from './support/events-contract.js';
import { apiKey, useFaultServer } from './support/setup.js';

const fault = useFaultServer();
const directory = mkdtempSync(join(tmpdir(), 'relay-events-'));
const transport = fileURLToPath(new URL('../src/transport/index.js', import.meta.url));
let resources: string;

beforeAll(async () => {
  await generate(join(directory, 'generated'), eventsContract);
  resources = readFileSync(join(directory, 'generated/resources.gen.ts'), 'utf8');
  writeFileSync(join(directory, 'package.json'), '{"type":"module"}');
  for (const name of ['resources.gen.ts', 'types.gen.ts']) {
    const file = join(directory, 'generated', name);
    writeFileSync(file, readFileSync(file, 'utf8').replaceAll('../transport/index.js', transport));
  }
});
afterAll(() => rmSync(directory, { recursive: true }));

it('is a promise of a stream of the events of the contract', () => {
  expect(resources).toContain(
    'stream(parameters: ChatStreamParameters, options?: RequestOptions): APIPromise<Stream<ChatEvent>> {',
  );
  expect(resources).toContain('Await it, then `for await` walks the events as they come.');
});

it('may also answer 204', () => {
  expect(resources).toContain(
    'resume(parameters: ChatResumeParameters, options?: RequestOptions): APIPromise<Stream<ChatEvent>> {',
  );
});

it("has the contract's sample as its example, without what is the same in all of them", () => {
  expect(resources.split('\n').map((line) => line.trim())).toEqual(
    expect.arrayContaining([
      '* @example',
      '* ```ts',
      "* import { stdout } from 'node:process';",
      '*',
      "* for await (const event of await relay.chat.stream({ message: 'Hi' })) {",
      '*   stdout.write(event.type); /* each *\\/',
      '* }',
      '* ```',
    ]),
  );
  expect(resources).not.toMatch(/curl|new Relay|import Relay/);
});

it('compiles, narrows by type, and leaves room for events of tomorrow', () => {
  const program = `
    import type { ChatEvent, ChatResource } from './generated/index.js';
    import type { UnknownVariant } from '${transport}';
    declare const chat: ChatResource;
    for await (const event of await chat.stream({ message: 'Hi' })) {
      if (event.type === 'text-delta') event.delta satisfies string;
      switch (event.type) {
        case 'start': break;
        case 'text-delta': event.delta satisfies string; break;
        default: event satisfies UnknownVariant; event.type satisfies string; event.whatever satisfies unknown;
      }
      // @ts-expect-error a delta is not in every event
      event.delta;
      event satisfies ChatEvent;
    }
    // @ts-expect-error the message is missing
    chat.stream({});`;
  writeFileSync(join(directory, 'use.ts'), program);
  const options = { module: ts.ModuleKind.NodeNext, target: ts.ScriptTarget.ES2022, strict: true, skipLibCheck: true };
  const libraries = ['lib.es2022.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'];
  const compiled = ts.createProgram([join(directory, 'use.ts')], { ...options, types: [], lib: libraries });
  const messages = ts.getPreEmitDiagnostics(compiled).map(({ messageText }) => messageText);
  expect(messages).toEqual([]);
});

it('runs', async () => {
  const { ChatResource } = await import(join(directory, 'generated/resources.gen.ts'));
  const events = ['{"type":"start"}', '{"type":"of-tomorrow"}', '[DONE]'].map((data) => `data: ${data}\n\n`);
  const headers = { 'content-type': 'text/event-stream' };
  fault.script({ type: 'chunks', headers, chunks: events });
  const chat = new ChatResource(new Transport(readSettings({ apiKey, baseUrl: fault.url })));
  const types: string[] = [];
  const call: APIPromise<Stream<{ type: string }>> = chat.stream({ message: 'Hi' });
  for await (const { type } of await call) types.push(type);
  expect(types).toEqual(['start', 'of-tomorrow']);
  expect(fault.received).toMatchObject([
    { method: 'POST', path: '/api/chat', body: '{"message":"Hi"}', headers: { accept: 'text/event-stream' } },
  ]);
});
